import json

import pytest

from postil.cli.run import run
from tests.unit.sdk.samples import box_row


@pytest.mark.parametrize(
    "arguments",
    [
        ["exprt"], ["import"], ["import", "--nope", "x"], ["import", "f", "--policy", "all"],
        ["import", "nothing.ndjson"], ["export"], ["explain", "XYZ999"], ["check", "--strict"],
        ["serve", "x"],
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_status_2_and_told_on_stderr(arguments, capsys):
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("error: ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["undo"], "postil undo needs JOB"), (["map", "x.ndjson"], "postil map needs --project")],
)
def test_what_a_command_lacks_is_named_as_its_help_names_it(arguments, told, capsys):
    assert run(arguments) == 2
    assert capsys.readouterr().err.startswith(f"error: {told}\n")


@pytest.mark.parametrize("arguments", [["status"], ["export", "-p", "x"], ["cancel", "x"], ["resume", "x"]])
def test_without_a_server_the_status_is_5_and_says_how_to_start_one(arguments, capsys):
    assert run(arguments) == 5
    assert "postil serve" in capsys.readouterr().err


def test_as_json_an_error_is_the_one_object_on_stdout(capsys):
    assert run(["status", "--json"]) == 5
    told = capsys.readouterr()
    assert json.loads(told.out)["error"]["message"].startswith("no server is running")
    assert told.err == ""


def test_an_interrupted_command_is_status_130_and_says_how_to_go_on(monkeypatch, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt("the import goes on; postil resume 1234 shows it again")

    monkeypatch.setattr("postil.cli.run._call", interrupted)
    assert run([]) == 130
    assert "postil resume 1234" in capsys.readouterr().err


def test_help_is_status_0(capsys):
    assert run(["--help"]) == 0
    assert "Usage: postil COMMAND" in capsys.readouterr().out


def test_a_file_that_fails_a_check_is_status_3_or_4(tmp_path):
    some, all_ = tmp_path / "some.ndjson", tmp_path / "all.ndjson"
    some.write_text(box_row("a", "car") + box_row("a", "car", width=-1))
    all_.write_text(box_row("a", "car", width=-1))
    assert [run(["check", str(file), "-q"]) for file in (some, all_)] == [3, 4]


def test_an_empty_file_is_status_4(tmp_path, capsys):
    (tmp_path / "empty.ndjson").touch()
    assert run(["check", str(tmp_path / "empty.ndjson")]) == 4
    assert capsys.readouterr().err.startswith("error SRC001: empty.ndjson is empty")
