import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from postil.media.headers.exif import orientation


def exif(value, kind=3, order="<", count=1, entries_before=()):
    """Build an EXIF block by hand after TIFF 6.0, section 2."""
    entries = [*entries_before, struct.pack(f"{order}HHI", 274, kind, count) + value.ljust(4, b"\0")]
    mark = b"II" if order == "<" else b"MM"
    body = struct.pack(f"{order}H", len(entries)) + b"".join(entries) + bytes(4)
    return mark + struct.pack(f"{order}HI", 42, 8) + body


@pytest.mark.parametrize("value", range(1, 9))
def test_pillows_orientation_is_read(value):
    block = Image.Exif()
    block[274] = value
    block[271] = "maker"
    assert orientation(block.tobytes()) == value


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders_are_read(order):
    assert orientation(exif(struct.pack(f"{order}H", 6), order=order)) == 6


def test_the_mark_before_the_block_is_optional():
    block = exif(struct.pack("<H", 6))
    assert orientation(b"Exif\0\0" + block) == orientation(block) == 6


def test_a_long_number_is_read():
    assert orientation(exif(struct.pack(">I", 8), kind=4, order=">")) == 8


@pytest.mark.parametrize("value", [0, 9, 255, 65_535])
def test_an_orientation_that_is_none_is_the_ordinary_one(value):
    assert orientation(exif(struct.pack("<H", value))) == 1


def test_an_orientation_of_another_kind_is_the_ordinary_one():
    assert orientation(exif(b"6\0", kind=2)) == 1


@given(st.binary(max_size=200))
def test_bytes_that_make_no_sense_are_the_ordinary_one(block):
    assert orientation(block) in range(1, 9)


@given(st.integers(0, 40))
def test_a_block_cut_anywhere_is_read_or_the_ordinary_one(length):
    assert orientation(exif(struct.pack("<H", 6))[:length]) in {1, 6}
