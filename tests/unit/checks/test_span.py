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


def test_a_text_of_unknown_length_has_no_end(check):
    assert found(check, TextSpan(80, 10_000), RowFacts("text")) == []


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
