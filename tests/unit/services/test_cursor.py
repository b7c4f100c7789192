"""A cursor comes back as it went out, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import UsageError
from postil.services.cursor import Cursor, read_cursor

PLACES = st.none() | st.tuples(st.integers(0), st.integers(0), st.text(max_size=300))


@given(st.integers(0, 1 << 53), PLACES)
def test_a_cursor_comes_back(row, place):
    if place is not None:
        place = (place[0] % 2**53, place[1] % 2**53, place[2])
    cursor = Cursor("mark", row, place)
    assert read_cursor(cursor.spell(), "mark") == cursor


def test_no_text_is_the_beginning():
    assert read_cursor("", "mark") == Cursor("mark", 0)


def test_the_cursor_of_another_question_is_refused():
    with pytest.raises(UsageError, match="another filter"):
        read_cursor(Cursor("mark", 7).spell(), "other")


@pytest.mark.parametrize("text", ["x", "7", "%%%", "W10", "bnVsbA", "é"])
def test_other_texts_are_refused(text):
    with pytest.raises(UsageError, match="no cursor"):
        read_cursor(text, "mark")
