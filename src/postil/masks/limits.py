"""The sizes this package refuses to work beyond, checked before memory is spent."""

from numbers import Integral

from postil.errors import LimitError, UsageError

MAX_SIDE = 9_000
"""Longest side, in pixels, of an uploaded mask. Labelbox documents the same limit for mask imports."""

MAX_PIXELS = 2**30 - 1
"""Most pixels of any mask, so that positions, and positions moved by one row, fit an int32."""

MAX_TOGGLES = 2**24
"""Most flips (two per run) one image or mask may have: a few kB of PNG can spell 81 million of them."""


def check_size(height: int, width: int, what: str = "mask") -> None:
    """Refuse a size that is not two whole numbers from 1 (MSK005), or over `MAX_PIXELS` (MSK001)."""
    is_whole = isinstance(height, Integral) and isinstance(width, Integral)
    if not is_whole or height < 1 or width < 1:
        raise UsageError(
            f"{what} is {height!r} high and {width!r} wide, both must be whole numbers of at least 1",
            code="MSK005",
            hint="give the size as [height, width] in whole pixels",
        )
    if height * width > MAX_PIXELS:
        raise LimitError(
            f"{what} of {width:,} x {height:,} pixels is over the limit of {MAX_PIXELS:,} pixels",
            code="MSK001",
            hint="scale the mask down or cut the image into tiles",
        )


def check_sides(height: int, width: int, what: str = "mask") -> None:
    """Refuse an uploaded mask with a side over `MAX_SIDE` (MSK001); exactly `MAX_SIDE` is accepted."""
    is_long = isinstance(height, Integral) and isinstance(width, Integral) and max(height, width) > MAX_SIDE
    if not is_long:
        check_size(height, width, what)
    else:
        raise LimitError(
            f"{what} is {width:,} x {height:,} pixels, at most {MAX_SIDE:,} x {MAX_SIDE:,} are accepted",
            code="MSK001",
            hint="scale the mask down together with its image, or cut both into tiles",
        )


def check_toggles(count: int, what: str = "mask") -> None:
    """Refuse a mask or image whose runs would need more than `MAX_TOGGLES` flips (MSK001)."""
    if count > MAX_TOGGLES:
        raise LimitError(
            f"{what} flips {count:,} times between pixels, over the limit of {MAX_TOGGLES:,}",
            code="MSK001",
            hint="check that it is a mask and not a photo or a dither pattern, and smooth or scale it down",
        )
