import struct
import zlib

import pytest
from PIL import PngImagePlugin

from postil.media.headers import png
from postil.media.headers.header import BrokenHeader, CutShort, ImageHeader
from tests.unit.media.headers.picture import animated, header, saved, turned


def chunk(kind, content=b""):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def ihdr(width, height):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_has_its_size(mode):
    assert header(png.read, saved("PNG", (5, 3), mode)) == ImageHeader(5, 3)


@pytest.mark.parametrize("value", range(1, 9))
def test_an_exif_chunk_states_the_orientation(value):
    assert header(png.read, saved("PNG", exif=turned(value))).orientation == value


def test_an_animation_states_its_frames():
    assert header(png.read, animated("PNG", 4)) == ImageHeader(7, 4, frames=4)


def test_text_before_the_pixels_is_passed():
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "x" * 200_000, zip=False)
    assert header(png.read, saved("PNG", pnginfo=text, exif=turned(6))) == ImageHeader(5, 3, 6)


def test_a_text_bomb_before_the_pixels_is_not_unpacked():
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(10_000_000)))
    assert header(png.read, ihdr(5, 3) + bomb + chunk(b"IDAT")) == ImageHeader(5, 3)


def test_another_first_chunk_is_broken():
    with pytest.raises(BrokenHeader, match="IHDR"):
        header(png.read, b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", bytes(13)))


def test_chunks_without_end_are_broken():
    with pytest.raises(BrokenHeader, match="10,000 chunks"):
        header(png.read, ihdr(5, 3) + chunk(b"tEXt") * 10_001)


@pytest.mark.parametrize("length", [0, 8, 20, 33, 40])
def test_a_file_cut_before_its_pixels_is_cut_short(length):
    with pytest.raises(CutShort):
        header(png.read, saved("PNG")[:length])


def test_a_chunk_longer_than_the_file_is_cut_short():
    with pytest.raises(CutShort):
        header(png.read, ihdr(5, 3) + struct.pack(">I", 0xFFFF_FFFF) + b"eXIf")
