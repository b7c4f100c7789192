import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from postil.errors import LimitError, PostilError, UnsupportedError, UsageError
from postil.masks import png
from tests.unit.masks.png_file import (
    CHANNELS,
    GREY,
    GREY_ALPHA,
    PALETTE,
    RGB,
    RGBA,
    SIGNATURE,
    chunk,
    header,
    png_file,
)

LITTLE = png_file(np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3) * 14)
BLACK = png_file(np.zeros((2, 3, 3), np.uint8))
FORMS = [
    *((depth, GREY) for depth in (1, 2, 4, 8, 16)),
    *((depth, PALETTE) for depth in (1, 2, 4, 8)),
    *((depth, kind) for depth in (8, 16) for kind in (RGB, GREY_ALPHA, RGBA)),
]


def samples(bit_depth, color_type, height=11, width=13):
    chance = np.random.default_rng(bit_depth + color_type)
    shape = (height, width, CHANNELS[color_type])
    return chance.integers(0, 2**bit_depth, shape, np.uint16 if bit_depth == 16 else np.uint8)


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize(("bit_depth", "color_type"), FORMS)
def test_every_form_of_the_specification_decodes_to_its_samples(bit_depth, color_type, interlaced):
    written = samples(bit_depth, color_type)
    palette = np.random.default_rng(9).integers(0, 256, (2**bit_depth, 3)) if color_type == PALETTE else ()
    content = png_file(written, bit_depth, color_type, interlaced=interlaced, palette=palette)
    image = png.decode(content)
    # Pillow knows no 16-bit grey with alpha and answers with four channels.
    found = np.asarray(image.convert("LA") if (bit_depth, color_type) == (16, GREY_ALPHA) else image)
    found = found.reshape(written.shape).astype(int)
    if bit_depth == 16 and color_type != GREY:
        expected = written >> 8
    elif color_type == GREY and 1 < bit_depth < 8:
        expected = written * (255 // (2**bit_depth - 1))
    else:
        expected = written
    assert np.array_equal(found, expected)
    assert png.read_header(content) == (13, 11, bit_depth, color_type, interlaced)


def test_a_side_over_9000_pixels_is_refused_from_the_header_alone():
    content = SIGNATURE + header(9001, 2) + chunk(b"IDAT", b"never inflated")
    with pytest.raises(LimitError, match="9,001 x 2") as caught:
        png.decode(content)
    assert caught.value.code == "MSK001"


def test_exactly_9000_by_9000_pixels_are_decoded():
    lines = zlib.compress((b"\x00" + b"\xff" * 1125) * 9000)
    content = SIGNATURE + header(9000, 9000, 1, GREY) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    assert png.decode(content).size == (9000, 9000)


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize("size", [(1, 1), (1, 9), (9, 1), (2, 3), (8, 8), (11, 13)])
@pytest.mark.parametrize(("bit_depth", "color_type"), [(1, GREY), (8, GREY), (16, GREY), (8, RGBA)])
def test_a_png_of_zeros_is_whole_whatever_its_form(bit_depth, color_type, size, interlaced):
    written = np.zeros((*size, CHANNELS[color_type]), np.uint8)
    image = png.decode(png_file(written, bit_depth, color_type, interlaced=interlaced))
    assert not np.asarray(image).any()


@pytest.mark.parametrize("limit", [300_000, None])
def test_the_size_limit_does_not_depend_on_the_limit_set_in_pillow(limit, monkeypatch):
    buffer = io.BytesIO()
    Image.new("RGB", (1000, 1000)).save(buffer, "PNG")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
    assert png.decode(buffer.getvalue()).size == (1000, 1000)
    assert limit == Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG"),
        (b"GIF89a", "a GIF"),
        (b"BM\x00\x00", "a BMP"),
        (b"II*\x00", "a TIFF"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a WebP"),
    ],
)
def test_another_image_kind_is_refused_by_name(content, name):
    with pytest.raises(UnsupportedError, match=f"{name}, only PNG") as caught:
        png.decode(content)
    assert caught.value.code == "MSK003"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "begins with b''"),
        (b"<html>404</html>", "begins with b'<html>40'"),
        (b"iVBORw0KGgoAAAANSUhEUg", "base64 text"),
        (SIGNATURE, "cut off after 8 bytes"),
        (LITTLE[:20], "cut off after 20 bytes"),
        (LITTLE[:-12], "cut off after"),
        (LITTLE[:50], "inside its b'IDAT' chunk"),
        (SIGNATURE + chunk(b"IDAT", b"") + LITTLE[33:], "no valid IHDR"),
        (SIGNATURE + header(1, 1, 3, RGB) + LITTLE[33:], "does not know"),
        (SIGNATURE + header(0, 1) + LITTLE[33:], "0 pixels wide"),
        (SIGNATURE + header(1, 1) + chunk(b"IEND", b""), "no pixel data"),
        (SIGNATURE + header(3, 2, 8, PALETTE) + LITTLE[33:], "no palette"),
        (SIGNATURE + header(3, 2) + chunk(b"IDAT", b"no zlib") + chunk(b"IEND", b""), "cannot be decoded"),
        (SIGNATURE + header(3, 3) + LITTLE[33:], "fewer pixels than its header says"),
        (SIGNATURE + header(3, 9, interlace=1) + BLACK[33:], "fewer pixels than its header says"),
        (SIGNATURE + header(3, 9, 8, GREY) + BLACK[33:], "fewer pixels than its header says"),
        (LITTLE[:45] + bytes([LITTLE[45] ^ 1]) + LITTLE[46:], "fails its checksum"),
    ],
)
def test_what_is_no_whole_png_is_refused_with_the_reason(content, complaint):
    with pytest.raises(UsageError, match=complaint) as caught:
        png.decode(content)
    assert caught.value.code == "MSK002"
    assert caught.value.hint


def test_a_text_chunk_that_inflates_without_end_is_never_inflated():
    bomb = chunk(b"zTXt", b"bomb\x00\x00" + zlib.compress(bytes(100_000_000)))
    content = png_file(np.zeros((2, 3, 3), np.uint8), extra=bomb)
    assert png.decode(content).info == {}


def test_pixel_data_far_beyond_the_declared_size_is_not_inflated():
    stream = zlib.compress(bytes(50_000_000))
    content = SIGNATURE + header(3, 2) + chunk(b"IDAT", stream) + chunk(b"IEND", b"")
    assert np.asarray(png.decode(content)).tolist() == [[[0, 0, 0]] * 3] * 2


def test_bytes_after_the_end_of_the_png_are_ignored():
    assert png.decode(LITTLE + b"trailing").size == (3, 2)


@given(st.data())
def test_a_damaged_png_gives_an_image_or_a_coded_error(data):
    content = bytearray(LITTLE)
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        code = ""
        png.decode(bytes(content[: data.draw(st.integers(0, len(content)))]))
    except PostilError as error:
        code = error.code
    assert code in ("", "MSK001", "MSK002", "MSK003")


@given(st.binary(max_size=60))
def test_pixel_data_with_valid_checksums_gives_an_image_or_a_coded_error(stream):
    content = SIGNATURE + header(5, 4) + chunk(b"IDAT", zlib.compress(stream)) + chunk(b"IEND", b"")
    try:
        code = ""
        png.decode(content)
    except PostilError as error:
        code = error.code
    assert code in ("", "MSK002")


def test_a_chunk_is_length_kind_data_and_checksum():
    assert png.chunk(b"IEND", b"") == struct.pack(">I", 0) + b"IEND" + bytes.fromhex("ae426082")
