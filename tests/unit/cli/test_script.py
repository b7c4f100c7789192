import sys

import pytest

from postil.cli.run import run
from postil.cli.script import demand_ours, divided
from postil.errors import UnsupportedError, UsageError


@pytest.mark.parametrize(
    ("typed", "split"),
    [
        ("run s.py --url x", "run -- s.py --url x"),
        ("run --url u s.py -q --help", "run --url u -- s.py -q --help"),
        ("run --url=u -q s.py", "run --url=u -q -- s.py"),
        ("run --python p -- s.py --python q", "run --python p -- s.py --python q"),
        ("run", "run"),
        ("run --help", "run --help"),
        ("export --project p run", "export --project p run"),
    ],
)
def test_what_stands_behind_the_script_is_for_the_script(typed, split):
    assert divided(typed.split()) == split.split()


@pytest.mark.parametrize("line", ["import label_studio_sdk", "    from label_studio_sdk import Client"])
def test_a_script_of_the_other_package_is_refused_for_now(tmp_path, line):
    script = tmp_path / "tasks.py"
    script.write_text(f"import os\n{line}\n")
    with pytest.raises(UnsupportedError, match=r"tasks\.py uses label-studio-sdk"):
        demand_ours(script)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        demand_ours(tmp_path / "none.py")


def test_without_a_script_the_command_says_that_it_needs_one(capsys):
    assert run(["run"]) == 2
    assert capsys.readouterr().err.startswith("error: postil run needs SCRIPT\n")


def test_without_a_server_nothing_is_run(tmp_path, capsys):
    script = tmp_path / "s.py"
    script.write_text("raise SystemExit('it ran')")
    assert run(["run", "--python", sys.executable, str(script)]) == 5
    assert "postil serve" in capsys.readouterr().err
