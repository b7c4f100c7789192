"""Every code is complete, and its examples do what its page says."""

import re
from pathlib import Path

import pytest

from postil.checks.catalogue import CATALOGUE, FAMILIES, explain
from postil.errors import NotFoundError
from scripts.issue_examples import run_example, sample_ontology

SOURCE = Path(__file__).resolve().parents[3] / "src" / "postil"
CODE = re.compile(r'"((?:' + "|".join(FAMILIES) + r")\d{3})\b")
# What a fake unit of a compliance suite raises; nobody meets it.
NOT_OURS = {"GEO000"}
NEEDS_A_SERVER = {
    "SRC008", "SRC011", "SRC012", "SRC013", "SRC021", "SRC022", "SRC023", "SRC025", "SRC026", "MED003",
    "ROW016", "ROW018", "ROW019", "ROW022", "ROW030", "ROW033", "ROW034", "MSK006", "DUP003", "DUP004",
    "ONT017", "ONT020", "STO001", "STO002", "STO003", "STO004", "STO005", "STO006", "STO007", "STO008",
    "TXT007",
}  # fmt: skip

# Whoever says once more what is published is told of what is published, too.
ALSO = {"DUP007": {"ROW031"}}

executed = [code for code, entry in CATALOGUE.items() if not entry.failing.needs]


def test_every_code_that_is_raised_anywhere_is_in_the_catalogue():
    raised = {
        code for path in SOURCE.rglob("*.py") for code in CODE.findall(path.read_text(encoding="utf-8"))
    }
    assert raised - CATALOGUE.keys() == NOT_OURS


def test_codes_are_listed_by_family_in_ascending_order():
    families = list(FAMILIES)
    assert sorted(CATALOGUE, key=lambda code: (families.index(code[:3]), code)) == list(CATALOGUE)
    assert all(code == entry.code and entry.family in FAMILIES for code, entry in CATALOGUE.items())


def test_titles_are_unique():
    titles = [entry.title for entry in CATALOGUE.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_says_what_why_and_how_to_mend(code):
    entry = CATALOGUE[code]
    for text in (entry.checks, entry.why, entry.fix):
        assert text[0].isupper()
        assert text[-1] in ".`"


def test_few_examples_need_more_than_the_program_itself():
    assert {code for code, entry in CATALOGUE.items() if entry.failing.needs} == NEEDS_A_SERVER


@pytest.mark.parametrize("code", executed)
def test_the_example_that_fails_has_this_code_and_no_other(code):
    found = run_example(CATALOGUE[code].failing)
    assert {issue.code for issue in found} == {code} | ALSO.get(code, set())


@pytest.mark.parametrize("code", executed)
def test_the_example_that_fails_has_the_severity_its_page_names(code):
    found = run_example(CATALOGUE[code].failing)
    assert {issue.severity for issue in found} == {CATALOGUE[code].severity}


@pytest.mark.parametrize("code", executed)
def test_an_issue_says_what_is_wrong_and_how_to_fix_it(code):
    for issue in run_example(CATALOGUE[code].failing):
        assert issue.message
        assert issue.message[-1] != "."
        assert issue.hint or code.startswith("LOS")


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_example_that_passes_has_no_issue_at_all(code):
    assert run_example(CATALOGUE[code].passing) == []


def test_both_sample_ontologies_are_sound():
    assert sample_ontology("labelbox").features
    assert sample_ontology("label_studio").features


def test_a_code_is_explained_in_sections_with_its_examples():
    text = explain("GEO002")
    assert text.startswith("# GEO002 The box has no extent\n")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## What it checks", "## Why it matters", "## Example that fails", "## Example that passes", "## Fix",
    ]  # fmt: skip
    assert '"width": -225' in text


@pytest.mark.parametrize("spelling", ["geo002", " GEO002 ", "Geo002"])
def test_case_and_blanks_of_a_code_do_not_matter(spelling):
    assert explain(spelling) == explain("GEO002")


@pytest.mark.parametrize(
    ("spelling", "near"),
    [("GE002", "GEO002"), ("GE0002", "GEO002"), ("GEO-002", "GEO002"), ("CLS05", "CLS005")],
)
def test_a_misspelt_code_is_answered_with_the_one_meant(spelling, near):
    with pytest.raises(NotFoundError) as caught:
        explain(spelling)
    assert caught.value.hint == f"did you mean {near}?"


def test_a_code_like_none_is_answered_with_the_families():
    with pytest.raises(NotFoundError) as caught:
        explain("hello world")
    assert caught.value.hint.startswith("codes begin with one of SRC, MED")
