import struct

import pytest
from PIL import Image

from postil.media.headers import gif
from postil.media.headers.header import BrokenHeader, CutShort, ImageHeader
from tests.unit.media.headers.picture import SKIMAGE, animated, header, saved

SCREEN = b"GIF89a" + struct.pack("<HHBBB", 5, 3, 0, 0, 0)
FRAME = b"," + struct.pack("<HHHHB", 0, 0, 5, 3, 0) + b"\x02" + b"\x02\x4c\x01" + b"\0"


def test_a_still_picture_has_its_size_and_one_frame():
    assert header(gif.read, saved("GIF")) == ImageHeader(5, 3, frames=1)


@pytest.mark.parametrize("count", [2, 3, 9])
def test_an_animation_has_its_frames(count):
    assert header(gif.read, animated("GIF", count)) == ImageHeader(7, 4, frames=count)


def test_a_real_animation_has_the_frames_pillow_counts():
    path = SKIMAGE / "no_time_for_that_tiny.gif"
    with Image.open(path) as image:
        expected = ImageHeader(*image.size, frames=getattr(image, "n_frames", 0))
    assert header(gif.read, path.read_bytes()) == expected


def test_a_first_frame_beyond_the_screen_makes_the_screen_larger():
    frame = b"," + struct.pack("<HHHHB", 2, 1, 9, 8, 0) + b"\x02\x02\x4c\x01\0"
    assert header(gif.read, SCREEN + frame + b";") == ImageHeader(11, 9)


def test_a_later_frame_beyond_the_screen_changes_nothing():
    late = b"," + struct.pack("<HHHHB", 2, 1, 9, 8, 0) + b"\x02\x02\x4c\x01\0"
    assert header(gif.read, SCREEN + FRAME + late + b";") == ImageHeader(5, 3, frames=2)


def test_a_file_without_a_frame_is_broken():
    with pytest.raises(BrokenHeader, match="no frame"):
        header(gif.read, SCREEN + b"!\xfe\x03abc\0" + b";")


def test_a_file_cut_before_its_first_frame_is_cut_short():
    with pytest.raises(CutShort):
        header(gif.read, SCREEN + b"!\xfe\x03abc\0")


def test_a_file_cut_between_frames_has_an_unknown_number():
    content = animated("GIF", 9)
    assert header(gif.read, content[: len(content) // 2]) == ImageHeader(7, 4, frames=None)


def test_blocks_without_end_have_an_unknown_number():
    content = SCREEN + FRAME * 10 + b"!\xfe" + b"\x01a" * 1_000_000
    assert header(gif.read, content).frames is None
