"""The only converter between units. Everything else stores numbers as they came.

Percent, fraction and pixels convert through the displayed size of the asset. Documents use points
(1/72 inch, PDF 32000-1 §8.3.2.3). Every function is linear; none rounds.
"""

from typing import Literal

from postil.errors import UsageError
from postil.model.geometry.box import Box, CenterBox, CornerBox
from postil.model.number import Number, Size

Unit = Literal["px", "percent", "fraction", "pt", "inch", "lnglat"]

POINTS_PER_INCH = 72


def scale(unit: str, size: Size | None) -> tuple[float, float]:
    """Return the factors that turn x and y of `unit` into pixels of an asset of `size` (width, height).

    Raises:
        UsageError: The unit is relative and the size unknown, or has no pixels at all.
    """
    if unit == "px":
        return (1.0, 1.0)
    if unit not in ("percent", "fraction"):
        raise UsageError(f"{unit!r} cannot be converted to pixels", hint="ask for px, percent or fraction")
    if size is None:
        raise UsageError(f"{unit} needs the size of the asset", hint="probe the asset or give its size")
    divisor = 100.0 if unit == "percent" else 1.0
    return (size[0] / divisor, size[1] / divisor)


def to_px(x: Number, y: Number, unit: str, size: Size | None) -> tuple[float, float]:
    """Convert one position or one extent to pixels."""
    if unit == "px":
        return (x, y)
    factor_x, factor_y = scale(unit, size)
    return (x * factor_x, y * factor_y)


def from_px(x: Number, y: Number, unit: str, size: Size | None) -> tuple[float, float]:
    """Convert pixels to `unit`; the inverse of `to_px` up to one rounding of a double."""
    if unit == "px":
        return (x, y)
    factor_x, factor_y = scale(unit, size)
    return (x / factor_x, y / factor_y)


def box_edges_px(box: Box | CornerBox | CenterBox, size: Size | None) -> tuple[float, float, float, float]:
    """Return `(left, top, right, bottom)` in pixels of an unturned box, whatever its form and unit.

    Corners are sorted, so a negative extent (Labelbox geospatial rows) gives the same box.
    """
    if isinstance(box, Box):
        edges = (box.left, box.top, box.left + box.width, box.top + box.height)
    elif isinstance(box, CornerBox):
        edges = (box.left, box.top, box.right, box.bottom)
    else:
        half_width, half_height = box.width / 2, box.height / 2
        edges = (
            box.center_x - half_width,
            box.center_y - half_height,
            box.center_x + half_width,
            box.center_y + half_height,
        )
    x0, y0 = to_px(edges[0], edges[1], box.unit, size)
    x1, y1 = to_px(edges[2], edges[3], box.unit, size)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
