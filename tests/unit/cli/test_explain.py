import json

import pytest

from postil.checks.catalogue import CATALOGUE
from postil.cli.run import run


@pytest.mark.parametrize("spelling", ["GEO002", "geo002"])
def test_a_code_is_explained_with_an_example_and_the_fix(spelling, capsys):
    assert run(["explain", spelling]) == 0
    text = capsys.readouterr().out
    assert text.startswith("# GEO002 ")
    assert "## Example that fails" in text
    assert "## Fix" in text


def test_all_codes_are_listed(capsys):
    assert run(["explain"]) == 0
    text = capsys.readouterr().out
    assert all(code in text for code in CATALOGUE)


def test_a_program_gets_one_object(capsys):
    assert run(["explain", "GEO002", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == "GEO002"


def test_a_misspelt_code_is_answered_with_the_one_meant(capsys):
    assert run(["explain", "GE0002"]) == 2
    assert "did you mean GEO002?" in capsys.readouterr().err
