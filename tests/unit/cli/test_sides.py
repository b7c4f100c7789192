import pytest
from rich.text import Text

from postil.cli.sides import sides
from tests.unit.cli.drawn import drawn


def test_the_second_text_stands_at_the_right_edge():
    assert drawn(sides(Text("left"), Text("right"), 20), width=20) == "  left         right"


def test_two_texts_that_leave_no_gap_are_put_on_two_lines():
    assert drawn(sides(Text("left side"), Text("right side"), 20), width=20) == "  left side\n  right side"


def test_a_long_text_is_wrapped_below_its_beginning():
    assert drawn(sides(Text("one two three four"), Text(), 10), width=10) == "  one two\n  three\n  four"


def test_wide_characters_take_two_columns():
    line = drawn(sides(Text("日本"), Text("x"), 12, 0), width=12)
    assert line == "日本       x"


@pytest.mark.parametrize(("left", "right", "lines"), [("", "right", "  right"), ("left", "", "  left")])
def test_an_empty_side_takes_no_line(left, right, lines):
    assert drawn(sides(Text(left), Text(right), 8), width=8) == lines
