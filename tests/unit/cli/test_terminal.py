import json

import pytest
from rich.text import Text

from postil.cli.options import Output
from postil.cli.terminal import Terminal


def test_results_go_to_stdout_and_remarks_to_stderr(capsys):
    terminal = Terminal(Output())
    terminal.say("a result")
    terminal.note("a remark [of sorts]")
    assert capsys.readouterr() == ("a result\n", "a remark [of sorts]\n")


@pytest.mark.parametrize("output", [Output(quiet=True), Output(json=True)])
def test_what_is_for_people_is_left_out_when_quiet_or_for_programs(output, capsys):
    terminal = Terminal(output)
    terminal.say("a result")
    terminal.plain("as it is")
    terminal.note("a remark")
    assert capsys.readouterr() == ("", "")


def test_a_program_gets_exactly_one_object(capsys):
    Terminal(Output(json=True)).answer({"name": "日本", "count": 1})
    assert json.loads(capsys.readouterr().out) == {"name": "日本", "count": 1}


def test_people_get_no_json(capsys):
    Terminal(Output()).answer({"count": 1})
    assert capsys.readouterr().out == ""


def test_without_a_terminal_there_are_no_colours_no_progress_and_no_questions(capsys):
    terminal = Terminal(Output())
    with terminal.progress() as progress:
        progress.add_task("working")
        terminal.say(Text("done", "bold red"))
    assert terminal.asks("Really?") is None
    assert capsys.readouterr() == ("done\n", "")


def test_an_address_is_not_broken_at_the_edge(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    address = "http://127.0.0.1:8600/api/v1/projects/" + "0" * 36
    Terminal(Output()).say(Text(address, no_wrap=True))
    assert capsys.readouterr().out == address + "\n"
