"""Thumbnails of ordinary pictures, of measurements, and of files made to do harm."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageOps

from postil.errors import LimitError, UnsupportedError
from postil.media.thumbnail import PillowThumbnailer


def file_of(picture: Image.Image, kind: str, **options: object) -> BytesIO:
    written = BytesIO()
    picture.save(written, kind, **options)
    return written


def made(source: BytesIO, side: int = 64) -> Image.Image:
    return Image.open(BytesIO(PillowThumbnailer().thumbnail(source, side).content))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> BytesIO:
    """Return a PNG of a few kilobytes that unpacks to one byte per pixel."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(width + 1) * min(height, 2_000), 9)
    return BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_every_kind_whose_header_is_read_has_a_thumbnail(kind):
    picture = made(file_of(Image.new("RGB", (640, 320), (200, 30, 30)), kind))
    assert (picture.format, picture.size) == ("JPEG", (64, 32))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_mode_has_a_thumbnail(mode):
    kind = "TIFF" if mode == "CMYK" else "PNG"
    assert made(file_of(Image.new(mode, (100, 50)), kind)).size == (64, 32)


@pytest.mark.parametrize("kind", [np.uint16, np.int32, np.float32])
def test_measurements_are_shown_from_their_darkest_to_their_lightest(kind):
    ramp = np.repeat(np.array([[1_000, 1_100]], kind), 40, axis=1).repeat(40, axis=0)
    picture = made(file_of(Image.fromarray(ramp), "TIFF"), 80)
    pixels = np.asarray(picture)
    assert pixels[20, 5] < 10
    assert pixels[20, 75] > 245


def test_measurements_that_are_no_numbers_are_dark():
    values = np.full((20, 20), np.nan, np.float32)
    assert made(file_of(Image.fromarray(values), "TIFF")).getextrema() == (0, 0)


@pytest.mark.parametrize(("width", "height"), [(8_001, 8_000), (30_000, 30_000), (65_535, 65_535)])
def test_more_pixels_than_are_decoded_are_refused_by_the_header(width, height):
    with pytest.raises(LimitError) as caught:
        PillowThumbnailer().thumbnail(bomb(width, height), 256)
    assert caught.value.code == "MED001"


def test_a_gif_whose_frame_is_larger_than_it_says_is_refused():
    small = file_of(Image.new("P", (8, 8)), "GIF").getvalue()
    at = small.index(b"\x2c\x00\x00\x00\x00")
    large = small[: at + 5] + struct.pack("<HH", 9_000, 9_000) + small[at + 9 :]
    with pytest.raises(LimitError):
        PillowThumbnailer().thumbnail(BytesIO(large), 256)


def test_a_file_that_was_cut_is_refused():
    whole = file_of(Image.effect_noise((300, 300), 90), "PNG").getvalue()
    with pytest.raises(UnsupportedError) as caught:
        PillowThumbnailer().thumbnail(BytesIO(whole[:5_000]), 256)
    assert caught.value.code == "MED002"


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.4", b"<svg xmlns='x'/>", b"\0\0\0\x18ftypheic"])
def test_what_no_picture_is_decoded_from_is_refused(content):
    with pytest.raises(UnsupportedError) as caught:
        PillowThumbnailer().thumbnail(BytesIO(content), 256)
    assert caught.value.code == "MED002"


MEASURED = """
import io, re, sys
from pathlib import Path
from postil.media.thumbnail import PillowThumbnailer
source = io.BytesIO(sys.stdin.buffer.read())
Path("/proc/self/clear_refs").write_text("5")
highest = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024
before = highest()
PillowThumbnailer().thumbnail(source, 64)
print(highest() - before)
"""


def taken_by(picture: Image.Image, kind: str, **options: object) -> int:
    """Return by how many bytes the memory of a process grows that makes a thumbnail."""
    source = file_of(picture, kind, **options).getvalue()
    done = subprocess.run([sys.executable, "-c", MEASURED], input=source, capture_output=True, check=True)
    return int(done.stdout)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA"])
def test_a_large_photograph_is_in_memory_once(mode):
    # Pillow keeps a pixel in four bytes.
    assert taken_by(Image.new(mode, (5_000, 5_000)), "PNG") < 5_000 * 5_000 * 4 * 1.5


@pytest.mark.parametrize(("kind", "size"), [(np.uint16, 2), (np.int32, 4), (np.float32, 4)])
def test_large_measurements_are_in_memory_once(kind, size):
    ramp = np.arange(5_000, dtype=kind)[None, :].repeat(5_000, axis=0)
    # What is worked on beside the picture is as much for every size of it.
    assert taken_by(Image.fromarray(ramp), "TIFF") < 5_000 * 5_000 * size * 1.5 + 50_000_000


def test_the_darkest_and_the_lightest_value_are_those_of_the_whole_picture():
    # High enough to be worked on in several parts, of which each alone has one value.
    ramp = np.repeat(np.arange(4, dtype=np.uint16) * 100, 1_000)[:, None].repeat(2_000, axis=1)
    pixels = np.asarray(made(file_of(Image.fromarray(ramp), "TIFF"), 64).convert("L"))
    assert [round(int(pixels[row, 16]) / 85) for row in (8, 24, 40, 56)] == [0, 1, 2, 3]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("mode", ["RGB", "I;16"])
def test_a_picture_is_turned_as_its_header_says(orientation, mode):
    values = np.zeros((200, 400), np.uint16)
    values[:100, :200] = 255
    picture, exif = Image.fromarray(values), Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    picture = picture if mode == "I;16" else Image.fromarray(values.astype(np.uint8)).convert(mode)
    source = file_of(picture, "TIFF", exif=exif)
    shown = np.asarray(ImageOps.exif_transpose(Image.open(source)).convert("L").resize((4, 4), 0)) > 0
    found = made(source)
    assert found.size == ((64, 32) if orientation < 5 else (32, 64))
    assert np.array_equal(np.asarray(found.convert("L").resize((4, 4))) > 127, shown)
