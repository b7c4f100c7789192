"""GEO004 and ROW015: whether a shape lies inside its asset. The border is inside."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from postil.checks.facts import SIZED, RowFacts
from postil.checks.place import Places
from postil.checks.report import Report, figure
from postil.model.geometry import Box, CenterBox, CornerBox, Ellipse, Path, Point, Polygon, Polyline, Shape
from postil.model.number import Number, Size
from postil.model.units import box_edges_px, scale

TOLERANCE = 1e-6
"""Share of a side by which a sum of binary fractions may miss the border (100.00000000000001 percent)."""

_NO_LIMIT = math.inf


class Limits(NamedTuple):
    """How far x and y may reach in the unit of a shape."""

    left: float
    top: float
    right: float
    bottom: float


class Reach(NamedTuple):
    """One coordinate a shape reaches, and the field to blame for it."""

    axis: str
    value: Number
    field: str


_LIMITS = {
    "percent": Limits(0, 0, 100, 100),
    "fraction": Limits(0, 0, 1, 1),
    "lnglat": Limits(-180, -90, 180, 90),
    "pt": Limits(0, 0, _NO_LIMIT, _NO_LIMIT),
    "inch": Limits(0, 0, _NO_LIMIT, _NO_LIMIT),
}
# Pixels of a map or a page have no border that a row knows.
_BORDERLESS = Limits(-_NO_LIMIT, -_NO_LIMIT, _NO_LIMIT, _NO_LIMIT)


def limits_of(unit: str, facts: RowFacts) -> Limits | None:
    """Return the limits for a unit, or None when the size they depend on is unknown."""
    known = _LIMITS.get(unit)
    if known is not None:
        return known
    if facts.media_type not in SIZED:
        return _BORDERLESS
    return None if facts.size is None else Limits(0, 0, *facts.size)


def is_sound_box(box: Box, facts: RowFacts) -> bool:
    """Say whether an upright box has an extent and lies inside; what is not sound needs a thorough look."""
    left, top, width, height = box.left, box.top, box.width, box.height
    is_finite = math.isfinite(left + top + width + height)
    if box.rotation or not (is_finite and width > 0 and height > 0):
        return False
    limits = limits_of(box.unit, facts)
    if limits is None:
        return False
    low_x, low_y, high_x, high_y = limits
    return low_x <= left and low_y <= top and left + width <= high_x and top + height <= high_y


def check_bounds(
    shape: Shape, facts: RowFacts, pointer: str, places: Places, report: Report, *, is_strict: bool
) -> None:
    """Report the farthest reach of a shape beyond its asset, or that the size is unknown (once, as info)."""
    unit = getattr(shape, "unit", "px")
    limits = limits_of(unit, facts)
    if limits is None:
        report_unknown_size(report)
        return
    if (
        isinstance(shape, Polygon | Polyline)
        and not getattr(shape, "parts", ())
        and _is_inside(shape.points, limits)
    ):
        return
    reaches = (it for it in _reaches(shape, facts.size, pointer, places) if _excess(it, limits) > 0)
    worst = max(reaches, key=lambda reach: _excess(reach, limits), default=None)
    if worst is None:
        return
    measure = "" if unit == "px" else f" {unit}"
    report.add(
        "GEO004",
        f"{places.noun(shape)} reaches {worst.axis} = {figure(worst.value)}{measure}, outside the asset "
        f"({_range(worst.axis, limits)}{measure})",
        "correct the position, or check that unit and image belong together",
        worst.field, got=worst.value, expected=_span(worst.axis, limits),
        severity="error" if is_strict else "warning",
    )  # fmt: skip


def report_unknown_size(report: Report, what: str = "size of the asset") -> None:
    """Say once per annotation that its position could not be judged, and for want of what."""
    if not any(issue.code == "ROW015" for issue in report.issues):
        report.add(
            "ROW015", f"{what} is unknown, so positions were not checked",
            "make the asset reachable; what is imported after its probe is checked", severity="info",
        )  # fmt: skip


def _is_inside(points: Sequence[tuple[Number, Number]], limits: Limits) -> bool:
    """Say at the speed of the interpreter's loops whether every point lies within the limits.

    Holes lie inside the ring; polygons of several parts are rare and looked at point by point.
    """
    xs, ys = zip(*points, strict=True)
    is_within_x: bool = min(xs) >= limits.left and max(xs) <= limits.right
    is_within_y: bool = min(ys) >= limits.top and max(ys) <= limits.bottom
    return is_within_x and is_within_y


def _span(axis: str, limits: Limits) -> list[float]:
    return [limits.left, limits.right] if axis == "x" else [limits.top, limits.bottom]


def _range(axis: str, limits: Limits) -> str:
    low, high = _span(axis, limits)
    return f"{figure(low)} to {figure(high)}" if high < _NO_LIMIT else f"from {figure(low)}"


def _excess(reach: Reach, limits: Limits) -> float:
    low, high = _span(reach.axis, limits)
    slack = TOLERANCE * (high - low) if math.isfinite(high - low) else TOLERANCE
    beyond = max(low - reach.value, reach.value - high)
    return beyond if beyond > slack else 0


def _reaches(shape: Shape, size: Size | None, pointer: str, places: Places) -> Iterator[Reach]:
    match shape:
        case Box() if shape.rotation:
            yield from _turned_box(shape, size, pointer, places)
        case Box() | CornerBox() | CenterBox():
            yield from _box(shape, pointer, places)
        case Point():
            yield Reach("x", shape.x, f"{pointer}/x")
            yield Reach("y", shape.y, f"{pointer}/y")
        case Ellipse():
            yield from _ellipse(shape, size, pointer, places)
        case Polygon():
            for ring in (shape.points, *shape.holes, *shape.parts):
                yield from _points(ring, pointer, places)
        case Polyline():
            yield from _points(shape.points, pointer, places)
        case Path():
            yield from _points(((vertex.x, vertex.y) for vertex in shape.vertices), pointer, places)


def _points(points: Iterable[tuple[Number, Number]], pointer: str, places: Places) -> Iterator[Reach]:
    for index, (x, y) in enumerate(points):
        place = places.point(pointer, index)
        yield Reach("x", x, place)
        yield Reach("y", y, place)


def _box(box: Box | CornerBox | CenterBox, pointer: str, places: Places) -> Iterator[Reach]:
    if isinstance(box, Box):
        edges = (box.left, box.top, box.left + box.width, box.top + box.height)
        fields = ("left", "top", "width", "height")
    elif isinstance(box, CornerBox):
        edges = (box.left, box.top, box.right, box.bottom)
        fields = ("left", "top", "right", "bottom")
    else:
        half = (box.width / 2, box.height / 2)
        edges = (
            box.center_x - half[0], box.center_y - half[1], box.center_x + half[0], box.center_y + half[1],
        )  # fmt: skip
        fields = ("width", "height", "width", "height")
    for axis, edge, name in zip("xyxy", edges, fields, strict=True):
        yield Reach(axis, edge, places.field(pointer, name))


def _turned_box(box: Box, size: Size | None, pointer: str, places: Places) -> Iterator[Reach]:
    """Turn the corners in pixels; without a size only the left-top corner, which stays, can be judged."""
    left, top = places.field(pointer, "left"), places.field(pointer, "top")
    if box.unit != "px" and size is None:
        yield Reach("x", box.left, left)
        yield Reach("y", box.top, top)
        return
    factor_x, factor_y = scale(box.unit, size)
    x0, y0, x1, y1 = box_edges_px(box, size)
    angle = math.radians(box.rotation or 0)
    cosine, sine = math.cos(angle), math.sin(angle)
    for x, y in ((0.0, 0.0), (x1 - x0, 0.0), (x1 - x0, y1 - y0), (0.0, y1 - y0)):
        yield Reach("x", (x0 + x * cosine - y * sine) / factor_x, left)
        yield Reach("y", (y0 + x * sine + y * cosine) / factor_y, top)


def _ellipse(shape: Ellipse, size: Size | None, pointer: str, places: Places) -> Iterator[Reach]:
    reach_x, reach_y = float(shape.radius_x), float(shape.radius_y)
    if shape.rotation and (shape.unit == "px" or size is not None):
        factor_x, factor_y = scale(shape.unit, size)
        angle = math.radians(shape.rotation)
        radius_x, radius_y = reach_x * factor_x, reach_y * factor_y
        reach_x = math.hypot(radius_x * math.cos(angle), radius_y * math.sin(angle)) / factor_x
        reach_y = math.hypot(radius_x * math.sin(angle), radius_y * math.cos(angle)) / factor_y
    elif shape.rotation:
        reach_x = reach_y = 0.0
    for axis, center, reach in (("x", shape.center_x, reach_x), ("y", shape.center_y, reach_y)):
        place = places.field(pointer, f"center_{axis}")
        yield Reach(axis, center - reach, place)
        yield Reach(axis, center + reach, place)
