import pytest

from postil.checks.facts import RowFacts
from postil.model.annotation import Annotation
from postil.model.span import (
    MarkupSpan,
    ParagraphSpan,
    SeriesRange,
    TextSpan,
    TimeRange,
    TokenGroup,
    TokenSpan,
)
from postil.model.target import Target

TEXT = RowFacts("text", None, 86)


def found(check, geometry, facts=TEXT, *, form="labelbox", target=None, name="person"):
    issues = check(Annotation("k", name, geometry=geometry, target=target), facts, form=form)
    return [(issue.code, issue.got, issue.where.pointer) for issue in issues]


def test_a_span_of_one_character_is_clean(check):
    assert found(check, TextSpan(5, 6)) == []


def test_an_empty_span_starts_after_its_inclusive_end(check):
    # Labelbox writes start 5, end 4.
    assert found(check, TextSpan(5, 5)) == [("TXT001", [5, 4], "/location/start")]


def test_an_empty_span_is_legal_where_ends_are_exclusive(check):
    assert found(check, TextSpan(5, 5), form="label_studio", name="any") == []
    assert found(check, TextSpan(5, 4), form="label_studio", name="any") == [
        ("TXT001", [5, 4], "/value/start")
    ]


def test_a_negative_position_is_reported(check):
    assert found(check, TextSpan(-5, 6)) == [("TXT002", -5, "/location/start")]


def test_the_last_character_of_a_text_of_86_has_index_85(check):
    assert found(check, TextSpan(80, 86)) == []
    assert found(check, TextSpan(80, 87)) == [("TXT003", 86, "/location/end")]


def test_positions_in_utf16_are_not_compared_with_a_count_of_characters(check):
    assert found(check, TextSpan(80, 90, "utf16")) == []


def test_a_message_is_not_as_long_as_the_conversation(check):
    facts = RowFacts("conversation", None, 10)
    assert found(check, TextSpan(0, 50), facts, target=Target(message="4")) == []


def test_an_end_in_a_text_of_unknown_length_is_told_to_be_unchecked(check):
    [issue] = check(Annotation("k", "person", geometry=TextSpan(80, 10_000)), RowFacts("text"))
    assert (issue.code, issue.severity) == ("ROW015", "info")


def test_what_is_wrong_in_any_text_is_not_unchecked(check):
    assert found(check, TextSpan(5, 5), RowFacts("text")) == [("TXT001", [5, 4], "/location/start")]


def test_a_message_of_a_conversation_has_no_length_to_wait_for(check):
    assert found(check, TextSpan(0, 50), RowFacts("conversation"), target=Target(message="4")) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # "a", a map of two code units, "b": four code units, three characters.
        (0, 4, []),
        (3, 5, [("TXT003", 5, "/value/end")]),
        (5, 5, [("TXT003", 5, "/value/end")]),
        (0, 2, [("TXT007", 2, "/value/end")]),
        (2, 4, [("TXT007", 2, "/value/start")]),
    ],
)
def test_positions_in_utf16_are_places_of_a_known_text(check, start, end, expected):
    facts = RowFacts("text", text="a\U0001f5feb")
    issues = check(Annotation("k", "any", geometry=TextSpan(start, end, "utf16")), facts, form="label_studio")
    assert [(issue.code, issue.got, issue.where.pointer) for issue in issues] == expected
    assert {issue.severity for issue in issues} <= {"warning"}


@pytest.mark.parametrize(("page", "expected"), [(1, []), (0, [("TXT004", 0, "/textSelections/1/page")])])
def test_tokens_lie_on_pages_from_1(check, page, expected):
    groups = [TokenGroup("g", ["t"], 1), TokenGroup("g", ["t"], page)]
    assert found(check, TokenSpan(groups), RowFacts("document")) == expected


@pytest.mark.parametrize(
    ("span", "code"),
    [
        (MarkupSpan("/p[1]", 0, "/p[2]", 5, 9, 3), "TXT001"),
        (MarkupSpan("/p[1]", 0, "/p[2]", 5, 3, 9), None),
        (MarkupSpan("/p[1]", 0, "/p[2]", 5), None),
        (ParagraphSpan(2, 0, 1, 9), "TXT001"),
        (ParagraphSpan(1, 9, 1, 3), "TXT001"),
        (ParagraphSpan(-1, 0, 1, 3), "TXT002"),
        (ParagraphSpan(0, 9, 1, 3), None),
        (TimeRange(2.5, 1.5, "s"), "VID009"),
        (TimeRange(1.5, 1.5, "s"), None),
        (SeriesRange(7, 3), "VID009"),
        (SeriesRange("2026-01-02", "2026-01-01"), None),
    ],
)
def test_stretches_begin_before_they_end(check, span, code):
    codes = [code for code, _, _ in found(check, span, RowFacts("any"), form="label_studio", name="any")]
    assert codes == ([] if code is None else [code])
