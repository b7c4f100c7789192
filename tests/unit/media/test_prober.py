import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from postil.errors import LimitError, NotFoundError, PostilError, UnsupportedError
from postil.media.prober import HeaderProber
from postil.ports.prober import MediaFacts
from tests.unit.media.headers.picture import SKIMAGE, animated, saved, turned

PROBER = HeaderProber()
# Pillow does not know the pixels of multipage_rgb.tif.
PICTURES = [path for path in sorted(SKIMAGE.glob("*.[pjgt][npi][gf]*")) if path.name != "multipage_rgb.tif"]


def png(width, height):
    """Write a PNG header by hand; no pixel follows."""

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_real_picture_has_the_facts_pillow_finds(path):
    with Image.open(path) as image:
        shown = ImageOps.exif_transpose(image)
        expected = MediaFacts(
            media_type=Image.MIME[str(image.format)],
            width=shown.width,
            height=shown.height,
            orientation=image.getexif().get(274, 1),
            frames=getattr(image, "n_frames", 1),
            size_bytes=path.stat().st_size,
        )
    assert PROBER.probe(path) == expected


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("value", range(1, 9))
def test_the_size_is_that_of_the_picture_as_displayed(kind, value):
    astronaut = Image.open(SKIMAGE / "astronaut.png").crop((0, 0, 200, 120))
    stream = BytesIO()
    astronaut.save(stream, kind, exif=turned(value))
    with Image.open(stream) as image:
        shown = ImageOps.exif_transpose(image)
    facts = PROBER.probe(stream.getvalue())
    assert (facts.width, facts.height, facts.orientation) == (*shown.size, value)


def test_bytes_files_and_streams_have_the_same_facts():
    path = SKIMAGE / "rocket.jpg"
    with path.open("rb") as stream:
        stream.seek(100)
        facts = PROBER.probe(stream)
        assert not stream.closed
    assert facts == PROBER.probe(path) == PROBER.probe(path.read_bytes())


def test_the_beginning_of_a_photograph_is_enough():
    content = (SKIMAGE / "rocket.jpg").read_bytes()
    facts = PROBER.probe(content[:4_096])
    assert (facts.width, facts.height, facts.size_bytes) == (640, 427, 4_096)


def test_a_name_does_not_make_a_picture(tmp_path):
    (tmp_path / "cat.png").write_bytes(b"<html><body>404</body></html>")
    assert PROBER.probe(tmp_path / "cat.png") == MediaFacts(media_type="text/html", size_bytes=29)


def test_a_picture_is_one_under_any_name(tmp_path):
    (tmp_path / "cat.txt").write_bytes(saved("PNG"))
    assert PROBER.probe(tmp_path / "cat.txt").media_type == "image/png"


def test_text_has_no_size_in_pixels():
    assert PROBER.probe("größer".encode()) == MediaFacts(media_type="text/plain", size_bytes=8)


def test_text_is_judged_by_its_beginning():
    assert PROBER.probe("ä".encode() * 50_000 + b"\xff").media_type == "text/plain"


def test_a_video_is_known_by_its_signature_only():
    content = b"\0\0\0\x20ftypisom" + bytes(100)
    assert PROBER.probe(content) == MediaFacts(media_type="video/mp4", size_bytes=112)


def test_what_nobody_knows_has_no_type():
    assert PROBER.probe(b"\0\1\2\3") == MediaFacts(media_type=None, size_bytes=4)
    assert PROBER.probe(b"") == MediaFacts()


@pytest.mark.parametrize("size", [(30_000, 13_333), (20_000, 20_000), (1, 30_000)])
def test_the_largest_pictures_are_taken(size):
    facts = PROBER.probe(png(*size))
    assert (facts.width, facts.height) == size


@pytest.mark.parametrize(
    "size", [(30_001, 1), (1, 30_001), (30_000, 30_000), (20_000, 20_001), (2**31 - 1, 2**31 - 1)]
)
def test_larger_pictures_are_refused_from_the_header(size):
    with pytest.raises(LimitError) as refused:
        PROBER.probe(png(*size))
    assert refused.value.code == "MED001"
    assert f"{size[0]:,} x {size[1]:,}" in refused.value.message
    assert refused.value.hint


def test_every_image_type_is_held_to_the_limit():
    bombs = [
        b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b"," + bytes(9) + b"\x02\0;",
        b"BM" + bytes(12) + struct.pack("<Iii", 40, 2**31 - 1, -(2**31)),
        b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff" * 6,
        b"\xff\xd8\xff\xc0\0\x0b\x08\xff\xff\xff\xff\x01\x01\x11\0\xff\xda",
        b"II*\0\x08\0\0\0\x02\0" + struct.pack("<HHIIHHII", 256, 4, 1, 2**31, 257, 4, 1, 2**31) + bytes(4),
    ]
    for bomb in bombs:
        with pytest.raises(LimitError):
            PROBER.probe(bomb)


def test_limits_may_be_set():
    with pytest.raises(LimitError, match="4 on a side"):
        HeaderProber(max_side=4).probe(saved("PNG", (5, 3)))


@pytest.mark.parametrize("size", [(0, 5), (5, 0)])
def test_a_picture_without_extent_is_unreadable(size):
    with pytest.raises(UnsupportedError) as refused:
        PROBER.probe(png(*size))
    assert refused.value.code == "MED002"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_a_picture_cut_in_its_header_is_unreadable(kind):
    with pytest.raises(UnsupportedError, match="save it again") as refused:
        PROBER.probe(saved(kind)[:18] if kind != "JPEG" else saved(kind)[:60])
    assert refused.value.code == "MED002"


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotFoundError, match=r"'cat\.png'"):
        PROBER.probe(tmp_path / "cat.png")


HEADS = [saved(kind) for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")] + [
    saved("JPEG", exif=turned(6)),
    saved("WEBP", exif=turned(6)),
    saved("PNG", exif=turned(6)),
    saved("TIFF", big_tiff=True),
    animated("GIF", 3),
    animated("PNG", 3),
    animated("WEBP", 3),
    animated("TIFF", 3),
]


@given(
    st.sampled_from(HEADS),
    st.lists(st.tuples(st.integers(0, 120), st.binary(min_size=1, max_size=8)), max_size=6),
)
def test_a_damaged_picture_has_facts_or_a_coded_error(content, damages):
    damaged = bytearray(content)
    for offset, damage in damages:
        damaged[offset : offset + len(damage)] = damage
    outcome = probed(bytes(damaged))
    assert outcome in {"MED001", "MED002"} or outcome.width is None or 1 <= outcome.width <= 30_000


@given(st.sampled_from(HEADS), st.integers(0, 2_000))
def test_a_picture_cut_anywhere_has_its_facts_or_a_coded_error(content, length):
    whole, outcome = PROBER.probe(content), probed(content[:length])
    if outcome != "MED002" and outcome.width is not None:
        assert (outcome.width, outcome.height, outcome.orientation) == (
            whole.width,
            whole.height,
            whole.orientation,
        )
        assert outcome.frames in {whole.frames, None}


def probed(content):
    """Probe, and take the code of a Postil error for an answer; any other error fails the test."""
    try:
        return PROBER.probe(content)
    except PostilError as error:
        return error.code
