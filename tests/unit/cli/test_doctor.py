import json
import sqlite3
from contextlib import closing

import pytest

from postil.cli.demo_server import DemoServer
from postil.cli.run import run


@pytest.fixture
def findings(tmp_path, capsys):
    """Run the doctor on a data directory; returns the status and the findings by what they are about."""

    def look(folder=tmp_path / "data"):
        status = run(["doctor", "--json", "--data", str(folder)])
        found = json.loads(capsys.readouterr().out)["findings"]
        return status, {one["about"]: one for one in found}

    return look


def test_a_fresh_machine_is_well_but_for_the_server_that_does_not_run(findings):
    status, found = findings()
    assert status == 0
    assert {about: one["state"] for about, one in found.items()} == {
        "Python": "ok", "packages": "ok", "data directory": "ok", "disk": "ok", "database": "ok",
        "server": "warn", "network": "ok",
    }  # fmt: skip
    assert "postil serve" in found["server"]["fix"]


def test_a_data_directory_that_is_a_file_is_told_with_its_fix(findings, tmp_path):
    (tmp_path / "file").touch()
    status, found = findings(tmp_path / "file")
    assert status == 1
    assert (found["data directory"]["state"], bool(found["data directory"]["fix"])) == ("fail", True)


def test_a_setting_that_cannot_be_used_is_told(findings, monkeypatch):
    monkeypatch.setenv("POSTIL_PORT", "many")
    status, found = findings()
    assert (status, found["settings"]["state"]) == (1, "fail")


def test_a_server_that_fetches_nothing_says_so(findings, monkeypatch):
    monkeypatch.setenv("POSTIL_OFFLINE", "true")
    assert "nothing is fetched" in findings()[1]["network"]["told"]


def test_every_line_has_its_state_in_front(tmp_path, capsys):
    assert run(["doctor", "--data", str(tmp_path)]) == 0
    starts = [line.split()[0] for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert set(starts) == {"ok", "warn"}


def test_every_row_of_every_import_is_accounted_for_or_the_doctor_says_which_is_not(
    findings, tmp_path, capsys
):
    folder, file = tmp_path / "served", tmp_path / "boxes.ndjson"
    folder.mkdir()
    bbox = {"left": 1, "top": 2, "width": 3, "height": 4}
    file.write_text(json.dumps({"dataRow": {"globalKey": "a.jpg"}, "name": "car", "bbox": bbox}))
    with DemoServer(folder):
        assert findings(folder)[1]["imports"]["told"] == "none yet"
        assert run(["import", str(file), "--yes", "--quiet", "--data", str(folder)]) == 0
        capsys.readouterr()
        status, found = findings(folder)
        assert (status, found["imports"]["state"]) == (0, "ok")
        with closing(sqlite3.connect(folder / "postil.db", isolation_level=None)) as connection:
            connection.execute("UPDATE job SET count_accepted = 0")
        status, found = findings(folder)
        assert (status, found["imports"]["state"]) == (1, "fail")
        assert "boxes.ndjson (1 read, 0 accounted for)" in found["imports"]["told"]
