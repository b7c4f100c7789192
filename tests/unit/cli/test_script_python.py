import os
import subprocess
import sys
from pathlib import Path

import pytest

from postil.cli.script_python import labelbox_version, script_environment, script_python
from postil.errors import UsageError


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every Python that is started find an installed labelbox 7.17.0."""
    about = tmp_path / "labelbox-7.17.0.dist-info" / "METADATA"
    about.parent.mkdir()
    about.write_text("Metadata-Version: 2.1\nName: labelbox\nVersion: 7.17.0\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


def environment_at(folder: Path) -> str:
    """Make what looks like an environment, with this Python."""
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    return str(folder / "bin" / "python")


@pytest.mark.parametrize("name", ["VIRTUAL_ENV", "CONDA_PREFIX"])
@pytest.mark.usefixtures("known")
def test_the_python_of_the_active_environment_is_taken(tmp_path, monkeypatch, name):
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    path = environment_at(tmp_path / "active")
    monkeypatch.setenv(name, str(tmp_path / "active"))
    assert script_python() == (path, "7.17.0")


@pytest.mark.usefixtures("known")
def test_the_python_that_was_named_comes_before_the_active_one(tmp_path, monkeypatch):
    path = environment_at(tmp_path / "named")
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "active"))
    assert script_python(path) == (path, "7.17.0")


@pytest.mark.usefixtures("known")
def test_outside_of_environments_our_own_python_is_taken_if_it_has_the_package(monkeypatch):
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    assert script_python().path == sys.executable


def test_an_active_environment_without_the_package_is_told_and_not_passed_over(tmp_path, monkeypatch):
    path = environment_at(tmp_path / "active")
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "active"))
    with pytest.raises(UsageError, match="the labelbox package is not installed in") as refused:
        script_python()
    assert path in refused.value.message
    assert "--python" in refused.value.hint


def test_a_python_that_is_not_there_is_told():
    with pytest.raises(UsageError, match="there is no Python nowhere/python"):
        script_python("nowhere/python")


def test_what_is_no_python_has_no_version(tmp_path):
    assert labelbox_version(str(tmp_path)) == ""


def test_the_script_is_told_where_to_go_by_variables_and_nothing_of_its_own_is_lost():
    given = {"PYTHONPATH": "mine", "NO_PROXY": "intra.example", "HOME": "/home/ann"}
    told = script_environment("http://127.0.0.1:8600", "secret", given)
    assert told["POSTIL_URL"] == "http://127.0.0.1:8600"
    assert told["POSTIL_KEY"] == told["LABELBOX_API_KEY"] == "secret"
    assert told["PYTHONPATH"].split(os.pathsep)[1:] == ["mine"]
    assert told["NO_PROXY"] == "intra.example,127.0.0.1"
    assert told["no_proxy"] == "127.0.0.1"
    assert told["HOME"] == "/home/ann"


CLIENT = """\
class Client:
    def __init__(self, api_key=None, endpoint="https://api.labelbox.com/graphql", enable_experimental=False,
                 app_url="https://app.labelbox.com", rest_endpoint="https://api.labelbox.com/api/v1"):
        print(api_key, endpoint, enable_experimental, rest_endpoint)
"""
SCRIPT = """\
import subprocess
import sys
from labelbox.client import Client
Client("theirs", "https://api.eu.labelbox.com/graphql", True)
if not sys.argv[1:]:
    subprocess.run([sys.executable, "script.py", "child"], check=True)
"""


def test_a_python_and_those_it_starts_redirect_the_client_whatever_is_passed(tmp_path):
    (tmp_path / "labelbox").mkdir()
    (tmp_path / "labelbox" / "client.py").write_text(CLIENT)
    (tmp_path / "script.py").write_text(SCRIPT)
    environment = script_environment("http://h:1/", "ours", {})
    ran = subprocess.run(
        [sys.executable, "-u", "script.py"], cwd=tmp_path, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ran.stderr == ""
    assert ran.stdout == "ours http://h:1/graphql True http://h:1/labelbox/api/v1\n" * 2


def test_another_file_for_the_start_of_python_is_still_loaded(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("print('theirs')\n")
    environment = script_environment("http://h:1", "ours", {"PYTHONPATH": str(tmp_path)})
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; print(any('redirection' in place for place in sys.path))"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout == "theirs\nFalse\n"


def test_a_python_that_cannot_be_redirected_runs_nothing(tmp_path):
    environment = script_environment("http://h:1", "ours", {})
    del environment["POSTIL_KEY"]
    ran = subprocess.run(
        [sys.executable, "-c", "print('it ran')"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "cannot be pointed at Postil: KeyError('POSTIL_KEY')" in ran.stderr
