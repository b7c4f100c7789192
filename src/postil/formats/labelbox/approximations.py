"""Shapes of other formats in the forms Labelbox has: boxes, polygons, lines and points in pixels."""

import math

from postil.errors import UsageError
from postil.formats.labelbox.spelling import Spelling
from postil.model.annotation import Annotation, Geometry
from postil.model.geometry import Box, CenterBox, CornerBox, Ellipse, Path, Point, Polygon, Polyline
from postil.model.number import Number, Pair, Size
from postil.model.units import box_edges_px, to_px

ELLIPSE_VERTICES = 64

Drawn = Box | Polygon | Polyline | Point
Convertible = Box | CornerBox | CenterBox | Ellipse | Path | Polygon | Polyline | Point


def drawn(shape: Geometry | None, annotation: Annotation, spelling: Spelling) -> Drawn | None:
    """Return the shape in pixels and in a form Labelbox has, or None after reporting the loss.

    What is in pixels already keeps its numbers.
    """
    if not isinstance(shape, Convertible):
        kind = type(shape).__name__ if shape is not None else "annotation without a shape"
        spelling.lose("LOS003", f"{kind} has no place in Labelbox rows", annotation)
        return None
    try:
        return _drawn(shape, annotation, spelling)
    except UsageError:
        message = f"size of the asset is unknown, {shape.unit} cannot be converted to pixels"
        spelling.lose("LOS004", message, annotation)
        return None


def _drawn(shape: Convertible, annotation: Annotation, spelling: Spelling) -> Drawn:
    size = spelling.size
    if isinstance(shape, Box | CornerBox | CenterBox):
        if isinstance(shape, Box) and shape.rotation:
            spelling.lose("LOS001", "rotated box written as a polygon", annotation)
            return Polygon(rotated_corners(shape, size))
        return _box(shape, size)
    if isinstance(shape, Ellipse):
        spelling.lose("LOS001", f"ellipse written as a polygon of {ELLIPSE_VERTICES} corners", annotation)
        return Polygon(ellipse_points(shape, size))
    if isinstance(shape, Point):
        if shape.width is not None:
            spelling.lose("LOS002", "drawn width of a point dropped", annotation)
        return Point(*to_px(shape.x, shape.y, shape.unit, size))
    return _line(shape, annotation, spelling)


def _line(shape: Path | Polygon | Polyline, annotation: Annotation, spelling: Spelling) -> Drawn:
    if isinstance(shape, Path):
        return _path(shape, annotation, spelling)
    points = _points(shape.points, shape.unit, spelling.size)
    if isinstance(shape, Polyline):
        return Polyline(points)
    if shape.holes or shape.parts:
        spelling.lose("LOS002", "holes and further parts of a polygon dropped", annotation)
    return Polygon(points)


def _box(shape: Box | CornerBox | CenterBox, size: Size | None) -> Box:
    if isinstance(shape, Box) and shape.unit == "px":
        return shape
    left, top, right, bottom = box_edges_px(shape, size)
    return Box(left, top, right - left, bottom - top)


def rotated_corners(box: Box, size: Size | None) -> list[Pair]:
    """Return the corners of a box turned clockwise about its left-top corner, in pixels."""
    left, top = to_px(box.left, box.top, box.unit, size)
    width, height = to_px(box.width, box.height, box.unit, size)
    cosine, sine = _turn(box.rotation)
    corners = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    return [(left + x * cosine - y * sine, top + x * sine + y * cosine) for x, y in corners]


def ellipse_points(ellipse: Ellipse, size: Size | None) -> list[Pair]:
    """Return 64 points on an ellipse, in pixels, clockwise from the end of its x radius."""
    center_x, center_y = to_px(ellipse.center_x, ellipse.center_y, ellipse.unit, size)
    radius_x, radius_y = to_px(ellipse.radius_x, ellipse.radius_y, ellipse.unit, size)
    cosine, sine = _turn(ellipse.rotation)
    points: list[Pair] = []
    for step in range(ELLIPSE_VERTICES):
        angle = 2 * math.pi * step / ELLIPSE_VERTICES
        x, y = radius_x * math.cos(angle), radius_y * math.sin(angle)
        points.append((center_x + x * cosine - y * sine, center_y + x * sine + y * cosine))
    return points


def _turn(degrees: Number | None) -> Pair:
    angle = math.radians(degrees or 0)
    return math.cos(angle), math.sin(angle)


def _path(path: Path, annotation: Annotation, spelling: Spelling) -> Polygon | Polyline:
    if any(vertex.is_bezier for vertex in path.vertices):
        spelling.lose("LOS001", "curve written as straight lines between its vertices", annotation)
    points = _points([(vertex.x, vertex.y) for vertex in path.vertices], path.unit, spelling.size)
    return Polygon(points) if path.closed else Polyline(points)


def _points(points: list[Pair], unit: str, size: Size | None) -> list[Pair]:
    return points if unit == "px" else [to_px(x, y, unit, size) for x, y in points]
