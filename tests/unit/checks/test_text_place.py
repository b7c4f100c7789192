"""Positions in UTF-16 code units beside the text they count in."""

import pytest

from postil.checks.place import places_of
from postil.checks.report import Report
from postil.checks.text_place import check_places
from postil.model.span import TextSpan

TEXT = "In \U0001f5fe K\u014dbe"
"""Nine characters; the map is the fourth, and the code units 3 and 4."""


def found(span: TextSpan, form: str = "label_studio"):
    report = Report()
    check_places(span, TEXT, places_of(form), report)
    return [(issue.code, issue.got) for issue in report.issues]


@pytest.mark.parametrize(("start", "end"), [(0, 10), (3, 5), (10, 10), (0, 0)])
def test_places_between_characters_are_clean(start, end):
    assert found(TextSpan(start, end, "utf16")) == []


@pytest.mark.parametrize(("start", "end"), [(0, 11), (11, 12), (4, 11)])
def test_an_end_behind_the_last_code_unit_is_outside(start, end):
    assert found(TextSpan(start, end, "utf16")) == [("TXT003", end)]


@pytest.mark.parametrize(("start", "end"), [(4, 5), (0, 4), (4, 4)])
def test_the_middle_of_a_character_is_no_place(start, end):
    assert found(TextSpan(start, end, "utf16")) == [("TXT007", 4)]


@pytest.mark.parametrize("span", [TextSpan(0, 99), TextSpan(5, 4, "utf16"), TextSpan(-1, 99, "utf16")])
def test_what_is_judged_without_the_text_is_not_judged_twice(span):
    assert found(span) == []
