"""TIFF 6.0 and BigTIFF: size and orientation of the first page, pages by following the directories."""

import contextlib
from dataclasses import dataclass

from postil.media.headers.exif import ORIENTATION
from postil.media.headers.header import BrokenHeader, ImageHeader, Window, whole

_MAX_PAGES = 10_000
_MAX_ENTRIES = 65_535
_WIDTH, _HEIGHT = 256, 257
# Field types that hold whole numbers, with their length in bytes: BYTE, SHORT, LONG, LONG8.
_LENGTHS = {1: 1, 3: 2, 4: 4, 16: 8}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Byte order, and the lengths that differ between TIFF and BigTIFF."""

    is_big: bool
    count: int
    entry: int
    offset: int


def read(window: Window) -> ImageHeader:
    """Read the first directory and count the directories linked to it.

    Raises:
        BrokenHeader: The first directory has no size, or more entries than any real file.
    """
    is_big = window.at(0, 2) == b"MM"
    if window.number(2, 2, is_big=is_big) == 43:
        layout, link = _Layout(is_big, 8, 20, 8), 8
    else:
        layout, link = _Layout(is_big, 2, 12, 4), 4
    first = window.number(link, layout.offset, is_big=is_big)
    values = _values(window, first, layout)
    if _WIDTH not in values or _HEIGHT not in values:
        raise BrokenHeader("the first directory states no size")
    turned = values.get(ORIENTATION, 1)
    return ImageHeader(
        values[_WIDTH],
        values[_HEIGHT],
        turned if turned in range(1, 9) else 1,
        _pages(window, first, layout),
    )


def _values(window: Window, directory: int, layout: _Layout) -> dict[int, int]:
    values: dict[int, int] = {}
    for index in range(_entries(window, directory, layout)):
        entry = window.at(directory + layout.count + layout.entry * index, layout.entry)
        tag, kind = (whole(entry[at : at + 2], is_big=layout.is_big) for at in (0, 2))
        if tag in {_WIDTH, _HEIGHT, ORIENTATION} and kind in _LENGTHS:
            begin = layout.entry - layout.offset
            raw = entry[begin : begin + min(_LENGTHS[kind], layout.offset)]
            values.setdefault(tag, whole(raw, is_big=layout.is_big))
    return values


def _entries(window: Window, directory: int, layout: _Layout) -> int:
    count = window.number(directory, layout.count, is_big=layout.is_big)
    if count > _MAX_ENTRIES:
        raise BrokenHeader(f"a directory claims {count:,} entries")
    return count


def _pages(window: Window, first: int, layout: _Layout) -> int | None:
    seen = {first}
    directory = first
    with contextlib.suppress(BrokenHeader):
        while len(seen) < _MAX_PAGES:
            entries = _entries(window, directory, layout)
            link = directory + layout.count + layout.entry * entries
            directory = window.number(link, layout.offset, is_big=layout.is_big)
            if directory == 0 or directory in seen:
                return len(seen)
            seen.add(directory)
    return None
