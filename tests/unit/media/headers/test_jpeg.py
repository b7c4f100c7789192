import struct

import pytest

from postil.media.headers import jpeg
from postil.media.headers.header import BrokenHeader, CutShort, ImageHeader
from tests.unit.media.headers.picture import SKIMAGE, header, saved, turned

FRAME = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 3, 5) + b"\x01\x01\x11\x00"
SCAN = b"\xff\xda\x00\x08"


def segment(marker, content):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_every_mode_has_its_size(mode, progressive):
    assert header(jpeg.read, saved("JPEG", (5, 3), mode, progressive=progressive)) == ImageHeader(5, 3)


@pytest.mark.parametrize("value", range(1, 9))
def test_an_exif_segment_states_the_orientation(value):
    assert header(jpeg.read, saved("JPEG", exif=turned(value))).orientation == value


def test_a_photograph_has_its_size():
    # 640 x 427 is what its page at the photographer's says.
    assert header(jpeg.read, (SKIMAGE / "rocket.jpg").read_bytes()) == ImageHeader(640, 427)


@pytest.mark.parametrize("marker", [m for m in range(0xC0, 0xD0) if m not in {0xC4, 0xC8, 0xCC}])
def test_every_kind_of_frame_states_the_size(marker):
    content = b"\xff\xd8" + FRAME.replace(b"\xff\xc0", bytes([0xFF, marker])) + SCAN
    assert header(jpeg.read, content) == ImageHeader(5, 3)


@pytest.mark.parametrize("marker", [0xC4, 0xC8, 0xCC])
def test_tables_are_no_frames(marker):
    content = b"\xff\xd8" + segment(marker, struct.pack(">BHH", 8, 9, 9)) + FRAME + SCAN
    assert header(jpeg.read, content) == ImageHeader(5, 3)


def test_a_picture_inside_a_segment_is_not_the_picture():
    thumbnail = b"\xff\xd8" + FRAME.replace(struct.pack(">HH", 3, 5), struct.pack(">HH", 1, 1)) + SCAN
    content = b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + thumbnail) + FRAME + SCAN
    assert header(jpeg.read, content) == ImageHeader(5, 3)


def test_the_first_exif_segment_counts():
    exifs = b"".join(segment(0xE1, turned(value).tobytes()) for value in (6, 3))
    assert header(jpeg.read, b"\xff\xd8" + exifs + FRAME + SCAN).orientation == 6


def test_another_kind_of_application_segment_is_not_exif():
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + turned(3).tobytes())
    content = b"\xff\xd8" + xmp + segment(0xE1, turned(6).tobytes()) + FRAME + SCAN
    assert header(jpeg.read, content).orientation == 6


def test_exif_after_the_frame_counts():
    content = b"\xff\xd8" + FRAME + segment(0xE1, turned(6).tobytes()) + SCAN
    assert header(jpeg.read, content).orientation == 6


def test_fill_bytes_and_stray_bytes_are_passed():
    content = b"\xff\xd8" + b"\xff\xff\xff" + segment(0xE0, b"JFIF") + b"\0stray" + FRAME + SCAN
    assert header(jpeg.read, content) == ImageHeader(5, 3)


def test_a_scan_without_a_frame_is_broken():
    with pytest.raises(BrokenHeader, match="start-of-frame"):
        header(jpeg.read, b"\xff\xd8" + SCAN)


def test_filling_without_end_is_broken():
    with pytest.raises(BrokenHeader):
        header(jpeg.read, b"\xff\xd8" + b"\xff" * 1_000_000)


def test_a_segment_shorter_than_its_own_length_is_passed():
    content = b"\xff\xd8" + b"\xff\xe0\0\0" + b"\xff\xe1\0\1" + FRAME + SCAN
    assert header(jpeg.read, content) == ImageHeader(5, 3)


def test_a_file_cut_before_its_scan_is_cut_short():
    content = saved("JPEG")
    with pytest.raises(CutShort):
        header(jpeg.read, content[: content.index(b"\xff\xda")])
