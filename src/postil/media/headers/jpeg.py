"""JPEG (ITU-T T.81): size from the start-of-frame segment, orientation from the EXIF segment."""

from postil.media.headers.exif import orientation
from postil.media.headers.header import BrokenHeader, ImageHeader, Window

_MAX_STEPS = 100_000
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x00, 0x01, 0xFF, *range(0xD0, 0xD9)})
_END_OF_IMAGE, _START_OF_SCAN, _APP1 = 0xD9, 0xDA, 0xE1


def read(window: Window) -> ImageHeader:
    """Read the segments before the first scan.

    Raises:
        BrokenHeader: The first scan starts before a frame does, or no scan starts at all.
    """
    size: tuple[int, int] | None = None
    turned: int | None = None
    offset = 2
    for _ in range(_MAX_STEPS):
        mark, marker = window.at(offset, 2)
        if mark != 0xFF or marker in _BARE:
            # Fill bytes and stray bytes between segments: decoders skip them.
            offset += 2 if mark == 0xFF and marker != 0xFF else 1
            continue
        if marker in {_START_OF_SCAN, _END_OF_IMAGE}:
            break
        length = window.number(offset + 2, 2, is_big=True)
        if marker in _START_OF_FRAME and size is None:
            size = window.number(offset + 7, 2, is_big=True), window.number(offset + 5, 2, is_big=True)
        elif marker == _APP1 and turned is None:
            turned = _orientation(window.at(offset + 4, max(0, length - 2)))
        offset += 2 + max(2, length)
    if size is None:
        raise BrokenHeader("no start-of-frame segment")
    return ImageHeader(*size, turned or 1)


def _orientation(segment: bytes) -> int | None:
    return orientation(segment) if segment.startswith(b"Exif\0") else None
