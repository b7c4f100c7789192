"""PNG (W3C PNG, third edition): size from IHDR, frames from acTL, orientation from eXIf.

Chunks after the first IDAT are not looked at: browsers, too, know the orientation before the pixels.
"""

from postil.media.headers.exif import MAX_BLOCK, orientation
from postil.media.headers.header import BrokenHeader, ImageHeader, Window

_MAX_CHUNKS = 10_000


def read(window: Window) -> ImageHeader:
    """Read the chunks before the pixel data.

    Raises:
        BrokenHeader: No IHDR first, or no IDAT after a great many chunks.
    """
    if window.at(8, 8) != b"\0\0\0\x0dIHDR":
        raise BrokenHeader("the first chunk is not IHDR")
    width, height = (window.number(offset, 4, is_big=True) for offset in (16, 20))
    turned, frames = 1, 1
    offset = 33
    for _ in range(_MAX_CHUNKS):
        length, kind = window.number(offset, 4, is_big=True), window.at(offset + 4, 4)
        if kind in {b"IDAT", b"IEND"}:
            return ImageHeader(width, height, turned, frames)
        if kind == b"eXIf":
            turned = orientation(window.at(offset + 8, min(length, MAX_BLOCK)))
        elif kind == b"acTL":
            frames = max(1, window.number(offset + 8, 4, is_big=True))
        offset += 12 + length
    raise BrokenHeader(f"no pixel data within {_MAX_CHUNKS:,} chunks")
