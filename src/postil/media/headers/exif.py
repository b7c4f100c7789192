"""The one EXIF tag that changes what is seen: orientation (CIPA DC-008, tag 0x0112)."""

from io import BytesIO

from postil.media.headers.header import BrokenHeader, Window, whole

ORIENTATION = 274
MAX_BLOCK = 65_536
# Field types that hold a whole number in place, with its length in bytes: BYTE, SHORT, LONG.
_LENGTHS = {1: 1, 3: 2, 4: 4}


def orientation(block: bytes) -> int:
    """Return the orientation an EXIF block states, 1 to 8; 1 when it states none or makes no sense.

    Args:
        block: A TIFF structure, with or without the `Exif` mark before it. Only the first directory is
            read, so the first 64 KiB are enough.
    """
    if block.startswith(b"Exif\0"):
        block = block[6:]
    window = Window(BytesIO(block))
    try:
        order = window.at(0, 4)
        if order not in {b"II*\0", b"MM\0*"}:
            return 1
        is_big = order.startswith(b"MM")
        return _stated(window, window.number(4, 4, is_big=is_big), is_big=is_big)
    except BrokenHeader:
        return 1


def _stated(window: Window, directory: int, *, is_big: bool) -> int:
    for index in range(window.number(directory, 2, is_big=is_big)):
        entry = window.at(directory + 2 + 12 * index, 12)
        if whole(entry[:2], is_big=is_big) == ORIENTATION:
            length = _LENGTHS.get(whole(entry[2:4], is_big=is_big), 0)
            value = whole(entry[8 : 8 + length], is_big=is_big)
            return value if value in range(1, 9) else 1
    return 1
