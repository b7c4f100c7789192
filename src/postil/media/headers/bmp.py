"""BMP: size from the bitmap information header (OS/2 1.x and every Windows version)."""

from postil.media.headers.header import BrokenHeader, ImageHeader, Window

HEADER_LENGTHS = frozenset({12, 40, 52, 56, 64, 108, 124})


def read(window: Window) -> ImageHeader:
    """Read the size; a negative height only says that rows run from the top.

    Raises:
        BrokenHeader: The width is negative.
    """
    if window.number(14, 4, is_big=False) == 12:
        width, height = (window.number(offset, 2, is_big=False) for offset in (18, 20))
        return ImageHeader(width, height)
    width, height = (int.from_bytes(window.at(offset, 4), "little", signed=True) for offset in (18, 22))
    if width < 0:
        raise BrokenHeader(f"the width is {width}")
    return ImageHeader(width, abs(height))
