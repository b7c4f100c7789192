"""What needs numpy and Pillow: reading the pictures of masks, and writing one colour as a PNG.

Loaded with the first mask that holds pixels, not with the types.
"""

import base64
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image

from postil.checks.mask import check_mask_array
from postil.errors import AnnotationError, PostilError
from postil.masks import Composite, RunMask, composite, write_png
from postil.masks.limits import check_sides
from postil.masks.png import SIGNATURE, chunk
from postil.masks.source import read_source
from postil.types.refusal import raise_issue

if TYPE_CHECKING:
    from postil.types.mask_data import MaskData

Array = npt.NDArray[Any]
Color = tuple[int, int, int] | int | None
T = TypeVar("T")

_FASTEST = 1
_ARRAYS = frozenset({"1", "L", "I", "I;16", "F", "RGB", "RGBA"})
"""Modes of images that are arrays already; palettes and other colour spaces are turned into colours."""


class Picture:
    """A picture of many colours, decoded once for all masks that share it."""

    def __init__(self, read: Callable[[], Composite], content: bytes | None = None) -> None:
        self._read = read
        self._composite: Composite | None = None
        self._content = content

    def pick(self, color: Color) -> RunMask:
        """Return the pixels of a colour; None means every pixel that is not black."""
        return _refusing(lambda: self._decoded().pick(color))

    def png_text(self, color: Color) -> str:
        """Return the pixels of a colour as the base64 text of a PNG; a whole file goes as it is."""
        if color is None and self._content is not None:
            return _text(self._content)
        return _text(write_png(self.pick(color)))

    def array(self) -> Array:
        """Return height x width x 3, 0 to 255."""
        found = _refusing(self._decoded)
        raster = np.zeros((found.height, found.width, 3), np.uint8)
        for color in found.colors:
            raster[found.pick(color).to_raster()] = color
        return raster

    def _decoded(self) -> Composite:
        if self._composite is None:
            self._composite = self._read()
        return self._composite


class FlatPicture(Picture):
    """An array of height x width. No colours are looked for: a mask is one comparison away."""

    def __init__(self, array: Array) -> None:
        super().__init__(lambda: composite(b""))
        self._array = array

    def pick(self, color: Color) -> RunMask:
        """Return the pixels of a value; where there is only 0 and 1, any colour but black means 1."""
        return _refusing(lambda: RunMask.from_raster(self._selected(color)))

    def png_text(self, color: Color) -> str:
        """Return the pixels of a value as the base64 text of a PNG of one bit per pixel."""
        return _text(_refusing(lambda: write_bits(self._selected(color))))

    def array(self) -> Array:
        """Return the array as it was given."""
        return self._array

    def _selected(self, color: Color) -> Array:
        array = self._array
        grey = color[0] if isinstance(color, tuple) and len(set(color)) == 1 else color
        if grey is None or array.dtype.kind in "bf" or (array.max() <= 1 and array.min() >= 0):
            unset = np.asarray(array == 0)
            return unset if grey == 0 else ~unset
        found = array == grey if isinstance(grey, int) else np.zeros(array.shape, np.bool_)
        if not found.any():
            values = np.unique(array)[:20].tolist()
            raise AnnotationError(
                f"color {color!r} is not in the mask; present: {values}",
                code="MSK004", hint="give a value the array contains", path="/mask", got=color,
            )  # fmt: skip
        return found


class CountedPicture(Picture):
    """Run lengths, which are one mask and hold no colours."""

    def __init__(self, counts: list[int], size: tuple[int, int]) -> None:
        super().__init__(lambda: composite(b""))
        self._runs = _refusing(lambda: RunMask.from_counts(counts, *size))

    def pick(self, color: Color) -> RunMask:
        """Return the mask, whatever the colour."""
        return self._runs

    def array(self) -> Array:
        """Return height x width of True and False."""
        return self._runs.to_raster()


def open_picture(data: "MaskData") -> Picture:
    """Return the picture behind mask data; files are read now, pixels when they are asked for.

    Raises:
        AnnotationError: The picture is at a URL, or is a data row; the file cannot be read.
    """
    if data.counts is not None and data.size is not None:
        return CountedPicture(data.counts, data.size)
    if data.arr is not None:
        array = data.arr
        return FlatPicture(array) if array.ndim == 2 else Picture(lambda: read_source(_colors(array)))
    if data.im_bytes is not None:
        content = bytes(data.im_bytes)
        return Picture(lambda: composite(content), content)
    if data.file_path is not None:
        content = _file(data.file_path)
        return Picture(lambda: composite(content), content)
    raise AnnotationError(
        "the mask holds no pixels: it is elsewhere",
        code="MSK008", hint="give im_bytes, file_path or arr", path="/mask",
    )  # fmt: skip


def checked_array(given: Any) -> Array:
    """Return an array that can be a mask, or the pixels of an image of Pillow.

    Raises:
        AnnotationError: Neither height x width of 0 and 1 or whole numbers (MSK012), nor height x width x 3
            or 4 of 0 to 255 (MSK003).
    """
    if isinstance(given, Image.Image):
        given = given if given.mode in _ARRAYS else given.convert("L" if given.mode == "LA" else "RGB")
    array = np.asarray(given)
    if array.ndim == 3:
        _check_channels(array)
        return array
    issue = check_mask_array(array)
    if issue is not None:
        issue.where.pointer = "/mask"
        raise_issue(issue)
    return array


def write_bits(selected: Array) -> bytes:
    """Return the PNG of a mask: one bit per pixel, white where it is set.

    Straight from the raster: where that exists already, packing it costs a tenth of finding its runs.
    """
    height, width = selected.shape
    check_sides(height, width)
    lines = np.zeros((height, 1 + (width + 7) // 8), np.uint8)
    lines[:, 1:] = np.packbits(selected, axis=1)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(lines.tobytes(), _FASTEST)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _check_channels(array: Array) -> None:
    is_whole = array.dtype.kind in "biu" and array.shape[2] in (3, 4)
    if not is_whole or not array.size or array.min() < 0 or array.max() > 255:
        raise AnnotationError(
            f"mask array of {' x '.join(map(str, array.shape))} {array.dtype} is no picture",
            code="MSK003", hint="give height x width x 3 of 0 to 255", path="/mask", got=str(array.dtype),
        )  # fmt: skip


def _colors(array: Array) -> Array:
    return array if array.dtype == np.bool_ else array.astype(np.uint8, copy=False)


def _file(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as reason:
        raise AnnotationError(
            f"mask file {path!r} cannot be read ({reason.strerror})",
            code="MSK002", hint="give the path of an existing PNG file", path="/mask", got=path,
        ) from reason  # fmt: skip


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _refusing(make: Callable[[], T]) -> T:
    """Run what reads a picture; what it cannot read is a mistake of the annotation."""
    try:
        return make()
    except AnnotationError:
        raise
    except PostilError as error:
        raise AnnotationError(error.message, code=error.code, hint=error.hint, path="/mask") from error
