from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.media.headers.header import CutShort, Window, whole


@given(st.integers(0, 200_000), st.integers(0, 100))
def test_a_window_gives_what_lies_there(offset, length):
    content = bytes(range(251)) * 800
    window = Window(BytesIO(content))
    window.up_to(70_000, 10)
    assert window.up_to(offset, length) == content[offset : offset + length]


def test_more_than_there_is_is_cut_short():
    window = Window(BytesIO(b"abc"))
    assert window.at(1, 2) == b"bc"
    with pytest.raises(CutShort, match="offset 4"):
        window.at(1, 3)


def test_an_offset_no_file_has_is_cut_short():
    with pytest.raises(CutShort):
        Window(BytesIO(b"abc")).at(2**64 - 1, 1)


def test_numbers_are_read_in_either_order():
    assert (whole(b"\x01\x02", is_big=True), whole(b"\x01\x02", is_big=False)) == (258, 513)
