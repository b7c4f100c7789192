"""PNG bytes in: the header read before anything is inflated, then one guarded decode.

Only the chunks that carry pixels reach the decoder. Text, colour profile, animation and EXIF chunks, the
usual way to smuggle a decompression bomb or a surprise, are left behind; tRNS is too, since a mask's colours
count whatever their transparency. Checks of size and structure are ours, so no global setting of Pillow
(`MAX_IMAGE_PIXELS`) decides what is accepted and none is changed.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from PIL import Image, PngImagePlugin

from postil.errors import UnsupportedError, UsageError
from postil.masks.limits import check_sides

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_DECODER_ERRORS = (OSError, SyntaxError, ValueError, IndexError, KeyError, EOFError, struct.error, zlib.error)
_PIXEL_CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# First row, first column, row step and column step of the passes of an interlaced file.
_ADAM7 = ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1))
_INFLATE_STEP = 2**18
_BIT_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_OTHER_KINDS = (
    (b"\xff\xd8\xff", "a JPEG"),
    (b"GIF8", "a GIF"),
    (b"BM", "a BMP"),
    (b"II*\x00", "a TIFF"),
    (b"MM\x00*", "a TIFF"),
    (b"RIFF", "a WebP"),
)


class Header(NamedTuple):
    """The IHDR chunk; `color_type` as in the PNG specification: 0 grey, 2 RGB, 3 palette, 4 LA, 6 RGBA."""

    width: int
    height: int
    bit_depth: int
    color_type: int
    is_interlaced: bool


def read_header(content: bytes) -> Header:
    """Read size and pixel form from the first 33 bytes.

    Raises:
        UnsupportedError: Another image kind (MSK003).
        UsageError: No PNG, or a broken header (MSK002).
        LimitError: A side is over 9,000 pixels (MSK001).
    """
    if not content.startswith(SIGNATURE):
        _refuse_kind(content)
    kind, data = next(_chunks(content))
    if kind != b"IHDR" or len(data) != 13:
        raise _unreadable("has no valid IHDR header")
    width, height, bit_depth, color_type, compression, filtering, interlace = struct.unpack(">IIBBBBB", data)
    if bit_depth not in _BIT_DEPTHS.get(color_type, ()) or compression or filtering or interlace > 1:
        raise _unreadable("has a header with values the PNG specification does not know")
    if not width or not height:
        raise _unreadable(f"is {width} pixels wide and {height} high")
    check_sides(height, width, "mask PNG")
    return Header(width, height, bit_depth, color_type, bool(interlace))


def decode(content: bytes) -> Image.Image:
    """Decode a PNG once, into Pillow mode 1, L, LA, P, RGB, RGBA or I;16.

    16-bit colour channels and 16-bit grey with alpha keep their high byte; 16-bit grey alone keeps both.

    Raises:
        UnsupportedError: Another image kind (MSK003).
        UsageError: No PNG, cut off or damaged (MSK002).
        LimitError: A side is over 9,000 pixels, known before anything is inflated (MSK001).
    """
    header = read_header(content)
    kept = _pixel_chunks(content, header)
    pixels = SIGNATURE + b"".join(chunk(kind, data) for kind, data in kept)
    try:
        # The plugin itself, not Image.open: the latter warns or raises by a global setting.
        image = PngImagePlugin.PngImageFile(io.BytesIO(pixels))
        image.load()
    except _DECODER_ERRORS as reason:
        raise _unreadable(f"has pixels that cannot be decoded ({reason})") from reason
    if _may_be_short(image, header) and _inflated_size(kept, header) < _stream_size(header):
        raise _unreadable("holds fewer pixels than its header says")
    return image


def _pixel_chunks(content: bytes, header: Header) -> list[tuple[bytes, memoryview]]:
    kept = [(kind, data) for kind, data in _chunks(content) if kind in _PIXEL_CHUNKS]
    kinds = {kind for kind, _ in kept}
    if b"IDAT" not in kinds:
        raise _unreadable("has no pixel data")
    if header.color_type == 3 and b"PLTE" not in kinds:
        raise _unreadable("has palette pixels and no palette")
    return kept


def _may_be_short(image: Image.Image, header: Header) -> bool:
    """Whether the pixels stored last are all zero, which is how Pillow leaves rows it found no data for.

    Pillow says nothing when a whole zlib stream ends early. Decoded RGB is never zero in its fourth, unused
    byte, so the common large composite needs no second look.
    """
    if header.is_interlaced:
        return True
    last_row = image.crop((0, header.height - 1, header.width, header.height))
    return not any(last_row.tobytes("raw", "RGBX" if image.mode == "RGB" else image.mode))


def _inflated_size(kept: list[tuple[bytes, memoryview]], header: Header) -> int:
    """Bytes the pixel data inflates to, counted no further than the header asks for."""
    inflater, size, wanted = zlib.decompressobj(), 0, _stream_size(header)
    rest = b"".join(data for kind, data in kept if kind == b"IDAT")
    while rest and size < wanted and not inflater.eof:
        size += len(inflater.decompress(rest, _INFLATE_STEP))
        rest = inflater.unconsumed_tail
    return size


def _stream_size(header: Header) -> int:
    """Bytes of all scanlines with their filter bytes, before compression."""
    bits = header.bit_depth * _CHANNELS[header.color_type]
    size = 0
    for top, left, down, right in _ADAM7 if header.is_interlaced else ((0, 0, 1, 1),):
        rows = max(0, -((top - header.height) // down))
        columns = max(0, -((left - header.width) // right))
        size += rows * (1 + (columns * bits + 7) // 8) if columns else 0
    return size


def chunk(kind: bytes, data: bytes | memoryview) -> bytes:
    """One PNG chunk: length, kind, data and checksum."""
    checksum = zlib.crc32(data, zlib.crc32(kind))
    return b"".join((struct.pack(">I", len(data)), kind, data, struct.pack(">I", checksum)))


def _chunks(content: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Walk the chunks up to and including IEND, checking the checksum of those that carry pixels."""
    view, offset, kind = memoryview(content), len(SIGNATURE), b""
    while kind != b"IEND":
        if offset + 12 > len(content):
            raise _unreadable(f"is cut off after {len(content):,} bytes")
        length, kind = struct.unpack_from(">I4s", content, offset)
        if offset + 12 + length > len(content):
            raise _unreadable(f"is cut off after {len(content):,} bytes, inside its {kind!r} chunk")
        data = view[offset + 8 : offset + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, offset + 8 + length)
        if kind in _PIXEL_CHUNKS and zlib.crc32(data, zlib.crc32(kind)) != checksum:
            raise _unreadable(f"is damaged: the {kind!r} chunk at byte {offset} fails its checksum")
        yield kind, data
        offset += 12 + length


def _refuse_kind(content: bytes) -> NoReturn:
    name = next((name for magic, name in _OTHER_KINDS if content.startswith(magic)), None)
    if name:
        raise UnsupportedError(
            f"mask is {name}, only PNG is accepted",
            code="MSK003",
            hint="save the mask as PNG: lossy kinds change its colours at every edge",
        )
    if content.startswith((b"iVBORw0KGgo", b"data:image/")):
        raise UsageError(
            "mask is base64 text, not PNG bytes",
            code="MSK002",
            hint="decode the base64 text once before passing it on",
        )
    raise _unreadable(f"begins with {bytes(content[:8])!r} instead of the PNG signature")


def _unreadable(what: str) -> UsageError:
    return UsageError(
        f"mask PNG {what}",
        code="MSK002",
        hint="write the file again as PNG and compare its length with the original",
    )
