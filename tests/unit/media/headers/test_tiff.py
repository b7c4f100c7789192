import struct

import pytest
from tifffile import TiffFile

from postil.media.headers import tiff
from postil.media.headers.header import BrokenHeader, CutShort, ImageHeader
from tests.unit.media.headers.picture import SKIMAGE, animated, header, saved


def entry(tag, kind, value):
    code = {1: "BHB", 3: "HBB", 4: "I"}[kind]
    return struct.pack("<HHI", tag, kind, 1) + struct.pack("<" + code[0], value).ljust(4, b"\0")


def directory(entries, following=0):
    return struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", following)


SIZE = [entry(256, 3, 5), entry(257, 4, 3)]


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "I;16", "F"])
def test_every_mode_has_its_size(mode):
    assert header(tiff.read, saved("TIFF", (5, 3), mode)) == ImageHeader(5, 3)


@pytest.mark.parametrize("value", range(1, 9))
def test_a_tag_states_the_orientation(value):
    assert header(tiff.read, saved("TIFF", tiffinfo={274: value})) == ImageHeader(5, 3, value)


def test_pages_are_counted():
    assert header(tiff.read, animated("TIFF", 6)) == ImageHeader(7, 4, frames=6)


@pytest.mark.parametrize("name", ["multipage.tif", "multipage_rgb.tif"])
def test_a_real_file_has_the_pages_tifffile_counts(name):
    with TiffFile(SKIMAGE / name) as file:
        page = file.pages.first
        expected = ImageHeader(page.imagewidth, page.imagelength, frames=len(file.pages))
    assert header(tiff.read, (SKIMAGE / name).read_bytes()) == expected


def test_a_big_tiff_has_its_size():
    assert header(tiff.read, saved("TIFF", big_tiff=True)) == ImageHeader(5, 3)


def test_the_other_byte_order_is_read():
    # Pillow writes in the machine's order, so this one is by hand after TIFF 6.0.
    entries = [struct.pack(">HHIHH", tag, 3, 1, value, 0) for tag, value in ((256, 5), (257, 3), (274, 8))]
    content = b"MM\0*" + struct.pack(">IH", 8, 3) + b"".join(entries) + bytes(4)
    assert header(tiff.read, content) == ImageHeader(5, 3, 8)


def test_pages_linked_in_a_circle_are_counted_once():
    content = b"II*\0" + struct.pack("<I", 8) + directory(SIZE, following=38)
    assert len(content) == 38
    assert header(tiff.read, content + directory(SIZE, following=8)).frames == 2


def test_a_link_out_of_the_file_leaves_the_pages_unknown():
    content = b"II*\0" + struct.pack("<I", 8) + directory(SIZE, following=9_999)
    assert header(tiff.read, content) == ImageHeader(5, 3, frames=None)


def test_more_pages_than_patience_are_unknown():
    pages = [directory([], following=38 + 6 * (number + 1)) for number in range(10_001)]
    content = b"II*\0" + struct.pack("<I", 8) + directory(SIZE, following=38) + b"".join(pages)
    assert header(tiff.read, content).frames is None


def test_a_directory_without_a_size_is_broken():
    with pytest.raises(BrokenHeader, match="no size"):
        header(tiff.read, b"II*\0" + struct.pack("<I", 8) + directory(SIZE[:1]))


def test_a_directory_with_more_entries_than_any_file_has_is_broken():
    content = b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 1 << 60)
    with pytest.raises(BrokenHeader, match="entries"):
        header(tiff.read, content)


def test_a_directory_beyond_the_end_is_cut_short():
    with pytest.raises(CutShort):
        header(tiff.read, b"II*\0" + struct.pack("<I", 100))
