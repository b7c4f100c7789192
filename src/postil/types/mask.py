"""Raster masks: a picture and the colour of one object in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from postil.types.custom_metric import checked_confidence
from postil.types.feature import Extra
from postil.types.mask_data import MaskData, MaskSource
from postil.types.number import plain_whole
from postil.types.refusal import Row, refuse

if TYPE_CHECKING:
    from postil.masks import RunMask

Color = tuple[int, int, int]


class Mask:
    """The pixels of one colour of a picture.

    Several masks may share one `MaskData`: it is read once for all of them.

    Args:
        mask: The picture: MaskData, or whatever that is made of.
        color: Red, green and blue, each 0 to 255, or one number for a shade of grey. In an array of two axes
            that holds only 0 and 1, any colour but black means 1. Absent, it is all that is not black.
        confidence: From 0 to 1, for the annotation, unless that has a confidence itself.
        extra: Free for the program.

    Raises:
        AnnotationError: The colour is none (MSK007); a confidence outside 0 to 1 (CNF001); no picture.
    """

    __slots__ = ("color", "confidence", "extra", "mask")

    def __init__(
        self,
        *,
        mask: "MaskData | MaskSource",
        color: Sequence[int] | int | None = None,
        confidence: float | None = None,
        extra: Extra | None = None,
    ) -> None:
        self.mask = mask if isinstance(mask, MaskData) else MaskData.of(mask)
        self.color: Color | int | None = None if color is None else _color(color, self.mask)
        self.confidence = None if confidence is None else checked_confidence(confidence)
        self.extra: Extra = {} if extra is None else extra

    def runs(self) -> "RunMask":
        """Return the pixels as run lengths.

        Raises:
            AnnotationError: The colour is not in the picture (MSK004), or the picture cannot be read.
        """
        return self.mask.pick(self.color)

    def __eq__(self, other: object) -> bool:
        """Same picture, colour and confidence."""
        if not isinstance(other, Mask):
            return NotImplemented
        return (self.color, self.confidence, self.mask) == (other.color, other.confidence, other.mask)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Show what it was made with."""
        confidence = "" if self.confidence is None else f", confidence={self.confidence}"
        return f"Mask(mask={self.mask!r}, color={self.color!r}{confidence})"


def _color(given: Any, data: MaskData) -> Color | int:
    number = plain_whole(given)
    if type(number) is int and data.url is None and (0 <= number <= 255 or data.arr is not None):
        return number
    channels = _channels(given)
    if not isinstance(channels, list) or len(channels) != 3 or not all(map(_is_channel, channels)):
        # One number stands for a grey that only a program's own pictures are known to have.
        found = number if type(number) is int and data.url is not None else channels
        place: Row = {"instanceURI": "https://example.test/mask.png", "colorRGB": found}
        what = f"color is {given!r:.80}, must be three whole numbers from 0 to 255"
        refuse({"name": "-", "mask": place}, what=what, hint="give (red, green, blue)")
    return (channels[0], channels[1], channels[2])


def _channels(given: Any) -> Any:
    if isinstance(given, str | bytes) or not hasattr(given, "__iter__"):
        number = plain_whole(given)
        return [number] if type(number) is int else repr(given)
    return [plain_whole(one) for one in given]


def _is_channel(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 255


def spell_mask(mask: Mask) -> Row:
    """Return the value of a row's `mask`."""
    data, color = mask.mask, mask.color
    if data.url is not None:
        place: Row = {"instanceURI": data.url}
        return place if not isinstance(color, tuple) else place | {"colorRGB": list(color)}
    if color is None and data.counts is not None and data.size is not None:
        return {"size": list(data.size), "counts": list(data.counts)}
    return {"png": data.png_text(color)}
