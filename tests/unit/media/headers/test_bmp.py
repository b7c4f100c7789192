import struct

import pytest

from postil.media.headers import bmp
from postil.media.headers.header import BrokenHeader, CutShort, ImageHeader
from tests.unit.media.headers.picture import header, saved


def bitmap(info):
    return b"BM" + struct.pack("<IHHI", 14 + len(info), 0, 0, 14 + len(info)) + info


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_every_mode_has_its_size(mode):
    assert header(bmp.read, saved("BMP", (5, 3), mode)) == ImageHeader(5, 3)


def test_rows_from_the_top_are_a_negative_height():
    assert header(bmp.read, bitmap(struct.pack("<Iii", 40, 5, -3) + bytes(28))) == ImageHeader(5, 3)


def test_the_old_header_has_short_numbers():
    assert header(bmp.read, bitmap(struct.pack("<IHHHH", 12, 40_000, 3, 1, 24))) == ImageHeader(40_000, 3)


def test_a_negative_width_is_broken():
    with pytest.raises(BrokenHeader, match="-5"):
        header(bmp.read, bitmap(struct.pack("<Iii", 40, -5, 3)))


def test_a_file_cut_in_its_header_is_cut_short():
    with pytest.raises(CutShort):
        header(bmp.read, saved("BMP")[:20])
