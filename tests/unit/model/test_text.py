"""Positions in texts with characters that browsers count as two."""

from hypothesis import given
from hypothesis import strategies as st

from postil.model.span import TextSpan
from postil.model.text import codepoint_of, in_codepoints, in_utf16, quotation, utf16_of

# An emoji, a letter of an old script and a letter that is one unit: 2, 2 and 1 in UTF-16.
TEXT = "a\U0001f600b\U00010330\u00e9"

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def test_an_emoji_is_one_code_point_and_two_code_units():
    assert [utf16_of(TEXT, place) for place in range(6)] == [0, 1, 3, 4, 6, 7]


def test_a_place_inside_a_character_is_no_place():
    assert [codepoint_of(TEXT, place) for place in range(9)] == [0, 1, None, 2, 3, None, 4, 5, None]


def test_a_span_behind_an_emoji_is_counted_in_code_points():
    assert in_codepoints(TextSpan(3, 4, "utf16", "b"), TEXT) == TextSpan(2, 3, "codepoint", "b")


def test_a_span_that_cuts_a_character_stays_as_it_came():
    span = TextSpan(2, 4, "utf16")
    assert in_codepoints(span, TEXT) is span


def test_a_span_behind_the_text_stays_as_it_came():
    span = TextSpan(3, 8, "utf16")
    assert in_codepoints(span, TEXT) is span


def test_a_span_in_code_points_needs_no_text():
    span = TextSpan(3, 80)
    assert in_codepoints(span, "") is span


def test_how_far_a_span_is_behind_its_text_is_kept():
    assert in_utf16(TextSpan(1, 9), TEXT) == TextSpan(1, 11, "utf16")


@given(texts, st.data())
def test_code_points_survive_the_way_through_a_browser(text, data):
    start = data.draw(st.integers(0, len(text)))
    span = TextSpan(start, data.draw(st.integers(start, len(text))))
    assert in_codepoints(in_utf16(span, text), text) == span


@given(texts, st.data())
def test_browsers_cut_the_same_characters_out(text, data):
    start = data.draw(st.integers(0, len(text)))
    span = TextSpan(start, data.draw(st.integers(start, len(text))))
    found = in_utf16(span, text)
    units = text.encode("utf-16-le")
    assert units[2 * found.start : 2 * found.end].decode("utf-16-le") == quotation(span, text)


def test_what_lies_outside_quotes_nothing():
    assert quotation(TextSpan(4, 6), TEXT) is None
    assert quotation(TextSpan(-2, 1), TEXT) is None
    assert quotation(TextSpan(3, 2), TEXT) is None
