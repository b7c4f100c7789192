"""One pass over an image that finds the runs of equal colour of all its colours at once."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from postil.errors import UnsupportedError
from postil.masks.limits import check_sides, check_toggles
from postil.masks.toggles import Toggles

Keys = npt.NDArray[np.uint32]

_BAND_PIXELS = 2**18
"""Pixels looked at together: small enough to stay in the processor's cache."""

_LAYOUTS: dict[str, tuple[str, str]] = {
    "L": ("L", "u1"),
    "P": ("P", "u1"),
    "LA": ("LA", "<u2"),
    "PA": ("PA", "<u2"),
    "I;16": ("I;16", "<u2"),
    "RGB": ("RGBX", "<u4"),
    "RGBX": ("RGBX", "<u4"),
    "RGBA": ("RGBA", "<u4"),
}


class Runs(NamedTuple):
    """Runs of equal stored value over the row-major pixels: first positions and values, in order.

    `values` are in the image's own form (`mode`): an index for a palette, two or four bytes for others.
    """

    height: int
    width: int
    mode: str
    starts: Toggles
    values: npt.NDArray[np.unsignedinteger]
    palette: Keys


def scan(image: Image.Image) -> Runs:
    """Find all runs of an image; runs wrap from one row into the next.

    Raises:
        LimitError: A side is over 9,000 pixels, or there are more than `MAX_TOGGLES / 2` runs (MSK001).
        UnsupportedError: A colour space that has no RGB reading of its own, such as CMYK (MSK003).
    """
    width, height = image.size
    check_sides(height, width, "mask image")
    if image.mode == "1":
        image = image.convert("L")
    if image.mode not in _LAYOUTS:
        raise UnsupportedError(
            f"mask image has mode {image.mode}, only black and white, grey, palette, RGB and RGBA are read",
            code="MSK003",
            hint="convert the image to RGB and save it as PNG",
        )
    starts, values = _find_runs(image)
    return Runs(height, width, image.mode, starts, values, _palette(image))


def color_keys(runs: Runs) -> Keys:
    """The colour of each run as `red << 16 | green << 8 | blue`.

    Grey counts as three equal channels; 16-bit grey keeps its high byte. Alpha is dropped.
    """
    values: Keys = runs.values.astype(np.uint32)
    grey = np.uint32(0x010101)
    keys: Keys
    match runs.mode:
        case "P" | "PA":
            keys = runs.palette[values & 0xFF]
        case "L" | "LA":
            keys = (values & np.uint32(0xFF)) * grey
        case "I;16":
            keys = (values >> np.uint32(8)) * grey
        case _:
            red, green, blue = values & 0xFF, values & 0xFF00, values >> 16 & 0xFF
            keys = (red << 16 | green | blue).astype(np.uint32)
    return keys


def alpha(runs: Runs) -> Keys | None:
    """The opacity of each run, 0…255; None when the image has no alpha channel."""
    match runs.mode:
        case "LA" | "PA":
            shift = 8
        case "RGBA":
            shift = 24
        case _:
            return None
    return (runs.values >> shift).astype(np.uint32)


def _find_runs(image: Image.Image) -> tuple[Toggles, npt.NDArray[np.unsignedinteger]]:
    starts, values, total = [], [], 0
    last = None
    for position, pixels in _bands(image):
        is_start = np.empty(pixels.size, np.bool_)
        is_start[0] = pixels[0] != last
        np.not_equal(pixels[1:], pixels[:-1], out=is_start[1:])
        found = np.flatnonzero(is_start)
        starts.append((found + position).astype(np.int32))
        values.append(pixels[found])
        last = pixels[-1]
        total += found.size
        check_toggles(2 * total, "mask image")
    return np.concatenate(starts), np.concatenate(values)


def _bands(image: Image.Image) -> Iterator[tuple[int, npt.NDArray[np.unsignedinteger]]]:
    layout, dtype = _LAYOUTS[image.mode]
    width, height = image.size
    step = max(1, _BAND_PIXELS // width)
    for top in range(0, height, step):
        band = image.crop((0, top, width, min(top + step, height)))
        yield top * width, np.frombuffer(band.tobytes("raw", layout), dtype)


def _palette(image: Image.Image) -> Keys:
    """Key of every index 0…255; an index beyond the stored palette reads as black, like Pillow does."""
    keys = np.zeros(256, np.uint32)
    if image.mode in ("P", "PA"):
        channels = np.array(image.getpalette("RGB"), np.uint32).reshape(-1, 3)
        keys[: len(channels)] = channels[:, 0] << 16 | channels[:, 1] << 8 | channels[:, 2]
    return keys
