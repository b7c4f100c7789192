"""How much two shapes cover each other: the part they share of all that either covers, 0 to 1.

Shapes that cover nothing are compared by what is nearest to that: points by distance, lines by the distance
of their vertices. Kinds that cannot be compared share nothing, unless they are equal.
"""

import math
from collections.abc import Sequence

import numpy as np

from postil.errors import PostilError
from postil.masks.polygon import polygon_mask
from postil.masks.run_mask import RunMask
from postil.model.annotation import Geometry
from postil.model.geometry import Box, CenterBox, CornerBox, Ellipse, Mask, Point, Polygon, Polyline
from postil.model.number import Pair
from postil.model.span import TextSpan, TimeRange

NEAR = 10.0
"""Pixels within which a point is near another: at this distance nothing is left of their closeness."""

_SIDE = 512
"""Pixels of the longer side of the picture in which outlines are compared."""

_CORNERS = 64
"""Corners an ellipse is drawn with."""

Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def iou(one: Geometry | None, other: Geometry | None) -> float:
    """Return how much two shapes in pixels cover each other; exact for boxes, masks and stretches.

    Outlines are compared in a picture of at most 512 pixels on the longer side.
    """
    if one is None or other is None:
        return 1.0 if one is other else 0.0
    found = _of_thin(one, other)
    if found is not None:
        return found
    plain, plain_other = _plain(one), _plain(other)
    if plain is not None and plain_other is not None:
        return _of_boxes(plain, plain_other)
    if isinstance(one, Mask) and isinstance(other, Mask):
        return _of_masks(one, other)
    return _of_outlines(one, other)


def _of_thin(one: Geometry, other: Geometry) -> float | None:
    """Compare what covers no area; None for all else."""
    if isinstance(one, TextSpan | TimeRange) and isinstance(other, TextSpan | TimeRange):
        return _of_stretches((one.start, one.end), (other.start, other.end))
    if isinstance(one, Point) and isinstance(other, Point):
        return _closeness([math.dist((one.x, one.y), (other.x, other.y))])
    if isinstance(one, Polyline) and isinstance(other, Polyline):
        return _of_lines(one.points, other.points)
    return None


def bounds_of(shape: Geometry | None) -> Bounds | None:
    """Return the box around a shape in pixels, None for what has none; stretches are flat ones."""
    if isinstance(shape, TextSpan | TimeRange):
        return (shape.start, 0, shape.end, 0)
    if isinstance(shape, Mask):
        return None if shape.bbox is None else _corners(*shape.bbox)
    if isinstance(shape, Point):
        return (shape.x, shape.y, shape.x, shape.y)
    points = shape.points if isinstance(shape, Polyline) else _points(shape)
    if not points:
        return None
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(down), max(across), max(down))


def _of_stretches(one: tuple[float, float], other: tuple[float, float]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    if one == other:
        return 1.0
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def _closeness(distances: Sequence[float]) -> float:
    return max(0.0, 1 - sum(distances) / len(distances) / NEAR)


def _of_lines(one: Sequence[Pair], other: Sequence[Pair]) -> float:
    if not one or not other:
        return 0.0
    nearest = [min(math.dist(a, b) for b in other) for a in one]
    return _closeness(nearest + [min(math.dist(a, b) for a in one) for b in other])


def _of_boxes(one: Bounds, other: Bounds) -> float:
    if one == other:
        return 1.0
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / (_area(one) + _area(other) - width * height)


def _area(bounds: Bounds) -> float:
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])


def _corners(left: float, top: float, width: float, height: float) -> Bounds:
    return (left, top, left + width, top + height)


def _plain(shape: Geometry) -> Bounds | None:
    """Return the corners of a box that is not turned."""
    if isinstance(shape, Box) and not shape.rotation:
        return _corners(shape.left, shape.top, shape.width, shape.height)
    if isinstance(shape, CornerBox):
        return (shape.left, shape.top, shape.right, shape.bottom)
    if isinstance(shape, CenterBox):
        left, top = shape.center_x - shape.width / 2, shape.center_y - shape.height / 2
        return _corners(left, top, shape.width, shape.height)
    return None


def _of_masks(one: Mask, other: Mask) -> float:
    if (one.height, one.width, one.counts) == (other.height, other.width, other.counts):
        return 1.0
    runs, others = _runs(one), _runs(other)
    if runs is None or others is None or (one.height, one.width) != (other.height, other.width):
        return 0.0
    return runs.iou(others) or 0.0


def _runs(mask: Mask) -> RunMask | None:
    try:
        return RunMask.from_counts(mask.counts or "", mask.height, mask.width)
    except PostilError:
        return None


def _of_outlines(one: Geometry, other: Geometry) -> float:
    if one == other:
        return 1.0
    if isinstance(one, Mask):
        return _with_mask(one, other)
    if isinstance(other, Mask):
        return _with_mask(other, one)
    rings, others = _rings(one), _rings(other)
    if not rings or not others:
        return 0.0
    points = [point for ring in (*rings, *others) for point in ring]
    low = np.min(points, axis=0)
    span = np.max(points, axis=0) - low
    scale = _SIDE / max(float(span.max()), 1e-9)
    width, height = (max(1, math.ceil(side)) for side in span * scale)
    pictures = [
        polygon_mask([(np.asarray(ring) - low) * scale for ring in part], height, width)
        for part in (rings, others)
    ]
    return pictures[0].iou(pictures[1]) or 0.0


def _with_mask(mask: Mask, other: Geometry) -> float:
    runs, rings = _runs(mask), _rings(other)
    if runs is None or not rings:
        return 0.0
    return runs.iou(polygon_mask(rings, mask.height, mask.width)) or 0.0


def _points(shape: Geometry | None) -> list[Pair]:
    return [point for ring in _rings(shape) for point in ring]


def _rings(shape: Geometry | None) -> list[list[Pair]]:
    """Return the rings of what has an outline; holes are rings as well."""
    if isinstance(shape, Polygon):
        return [shape.points, *shape.holes, *shape.parts]
    if isinstance(shape, Ellipse):
        return [_ellipse(shape)]
    if isinstance(shape, Box) and shape.rotation:
        corners = [(0.0, 0.0), (shape.width, 0.0), (shape.width, shape.height), (0.0, shape.height)]
        return [_turned(corners, shape.rotation, (shape.left, shape.top))]
    plain = _plain(shape) if shape is not None else None
    if plain is None:
        return []
    left, top, right, bottom = plain
    return [[(left, top), (right, top), (right, bottom), (left, bottom)]]


def _ellipse(shape: Ellipse) -> list[Pair]:
    angles = [2 * math.pi * number / _CORNERS for number in range(_CORNERS)]
    corners = [(shape.radius_x * math.cos(a), shape.radius_y * math.sin(a)) for a in angles]
    return _turned(corners, shape.rotation or 0, (shape.center_x, shape.center_y))


def _turned(points: Sequence[tuple[float, float]], degrees: float, about: Pair) -> list[Pair]:
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return [(about[0] + x * cosine - y * sine, about[1] + x * sine + y * cosine) for x, y in points]
