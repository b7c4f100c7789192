"""Colours of composite masks: three channels, or the same three packed into one number."""

from collections.abc import Sequence
from numbers import Integral

from postil.errors import UsageError

Color = tuple[int, int, int]

BLACK: Color = (0, 0, 0)
"""The background of a composite mask; an instance only when a request names it."""


def to_key(color: Sequence[int] | int) -> int:
    """Pack a colour as `red << 16 | green << 8 | blue`; one number stands for that shade of grey.

    Raises:
        UsageError: Anything but whole numbers from 0 to 255, three or one (MSK004).
    """
    channels = [color, color, color] if isinstance(color, Integral | int) else list(color)
    if len(channels) != 3 or not all(isinstance(one, Integral) and 0 <= int(one) <= 255 for one in channels):
        raise color_error(f"color {channels!r} is not three whole numbers from 0 to 255")
    red, green, blue = (int(one) for one in channels)
    return red << 16 | green << 8 | blue


def from_key(key: int) -> Color:
    """Unpack what `to_key` packs."""
    return key >> 16, key >> 8 & 255, key & 255


def color_error(message: str) -> UsageError:
    """The error of a colour that is malformed or absent (MSK004)."""
    return UsageError(message, code="MSK004", hint="give [red, green, blue] of a color the mask contains")
