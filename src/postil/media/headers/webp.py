"""WebP (RFC 9649): size from the first chunk, frames and orientation from the extended format's chunks."""

from postil.media.headers.exif import MAX_BLOCK, orientation
from postil.media.headers.header import BrokenHeader, CutShort, ImageHeader, Window

_MAX_CHUNKS = 100_000
_HAS_ANIMATION, _HAS_EXIF = 0x02, 0x08


def read(window: Window) -> ImageHeader:
    """Read lossy, lossless and extended files.

    Raises:
        BrokenHeader: The first chunk is none of the three, or lacks its mark.
    """
    kind = window.at(12, 4)
    if kind == b"VP8X":
        return _extended(window)
    if kind == b"VP8 " and window.at(23, 3) == b"\x9d\x01\x2a":
        width, height = (window.number(offset, 2, is_big=False) & 0x3FFF for offset in (26, 28))
        return ImageHeader(width, height)
    if kind == b"VP8L" and window.at(20, 1) == b"\x2f":
        bits = window.number(21, 4, is_big=False)
        return ImageHeader((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    raise BrokenHeader("the first chunk holds no image header")


def _extended(window: Window) -> ImageHeader:
    flags = window.at(20, 1)[0]
    width, height = (window.number(offset, 3, is_big=False) + 1 for offset in (24, 27))
    exif, frames = _walk(window, flags)
    if not flags & _HAS_ANIMATION:
        frames = 1
    return ImageHeader(width, height, orientation(exif), frames)


def _walk(window: Window, flags: int) -> tuple[bytes, int | None]:
    """Find the EXIF chunk and count the frames; None when the chunks end too early to know."""
    exif: bytes | None = None
    frames = 0
    end = 8 + window.number(4, 4, is_big=False)
    offset = 12
    try:
        for _ in range(_MAX_CHUNKS):
            if offset + 8 > end:
                return exif or b"", frames
            kind, length = window.at(offset, 4), window.number(offset + 4, 4, is_big=False)
            if kind == b"EXIF" and exif is None:
                exif = window.at(offset + 8, min(length, MAX_BLOCK))
            frames += kind == b"ANMF"
            offset += 8 + length + length % 2
    except CutShort:
        if flags & _HAS_EXIF and exif is None:
            raise
    return exif or b"", None
