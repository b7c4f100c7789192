import struct

import pytest

from postil.media.headers import webp
from postil.media.headers.header import BrokenHeader, CutShort, ImageHeader
from tests.unit.media.headers.picture import animated, header, saved, turned


def riff(*chunks):
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def chunk(kind, content):
    return kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def extended(flags, width, height):
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return chunk(b"VP8X", bytes([flags, 0, 0, 0]) + size)


@pytest.mark.parametrize("size", [(5, 3), (1, 1), (16_383, 2), (300, 257)])
@pytest.mark.parametrize("lossless", [False, True])
def test_lossy_and_lossless_files_have_their_size(size, lossless):
    assert header(webp.read, saved("WEBP", size, lossless=lossless)) == ImageHeader(*size)


def test_transparency_changes_no_size():
    assert header(webp.read, saved("WEBP", (300, 257), "RGBA", lossless=False)) == ImageHeader(300, 257)


@pytest.mark.parametrize("value", range(1, 9))
def test_an_exif_chunk_states_the_orientation(value):
    assert header(webp.read, saved("WEBP", exif=turned(value))) == ImageHeader(5, 3, value)


def test_an_animation_has_its_frames():
    assert header(webp.read, animated("WEBP", 5)) == ImageHeader(7, 4, frames=5)


def test_the_size_of_an_extended_file_has_24_bits():
    assert header(webp.read, riff(extended(0, 1 << 24, 70_000))) == ImageHeader(1 << 24, 70_000)


def test_exif_beyond_the_end_is_cut_short():
    content = saved("WEBP", (300, 257), exif=turned(6))
    with pytest.raises(CutShort):
        header(webp.read, content[: content.index(b"EXIF")])


def test_frames_beyond_the_end_are_unknown():
    content = animated("WEBP", 5)
    assert header(webp.read, content[: content.rindex(b"ANMF")]) == ImageHeader(7, 4, frames=None)


def test_what_follows_the_declared_end_is_not_looked_at():
    content = riff(extended(0x02, 5, 3), chunk(b"ANMF", b"x" * 5)) + chunk(b"ANMF", b"x")
    assert header(webp.read, content).frames == 1


@pytest.mark.parametrize(
    "first", [chunk(b"VP8 ", bytes(20)), chunk(b"VP8L", bytes(20)), chunk(b"ICCP", bytes(20))]
)
def test_a_first_chunk_without_its_mark_is_broken(first):
    with pytest.raises(BrokenHeader):
        header(webp.read, riff(first))
