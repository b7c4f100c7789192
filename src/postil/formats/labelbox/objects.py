"""Boxes, polygons, lines and points of a row, and back."""

from collections.abc import Sequence
from typing import Any

from postil.formats.labelbox.reading import Reading, quoted
from postil.formats.labelbox.wire import Position, Rectangle
from postil.model.geometry import Box, Point, Polygon, Polyline
from postil.model.number import Pair

UNITS = {"PIXELS": "px", "PERCENT": "percent", "POINTS": "pt", "INCHES": "inch"}
"""Units of document boxes; everything else is in pixels of the original image."""

SPELLED_UNITS = {unit: spelled for spelled, unit in UNITS.items()}

Drawn = Box | Polygon | Polyline | Point


def read_object(key: str, reading: Reading) -> Drawn | None:
    """Return the shape under `key`, one of bbox, polygon, line and point."""
    row = reading.row
    unit = _unit(reading)
    if key == "bbox" and row.bbox is not None:
        return box_of(row.bbox, unit)
    if key == "polygon" and row.polygon is not None:
        return read_polygon(row.polygon, unit, reading)
    if key == "line" and row.line is not None:
        return Polyline(pairs(row.line), unit)
    if row.point is not None:
        return Point(row.point.x, row.point.y, None, unit)
    return None


def read_polygon(positions: Sequence[Position], unit: str, reading: Reading) -> Polygon:
    """Store a ring open; the official client repeats the first point at the end, documents do not."""
    ring = pairs(positions)
    if len(ring) > 1 and ring[0] == ring[-1]:
        last = ring.pop()
        if [*map(type, last)] != [*map(type, ring[0])]:
            # 1 and 1.0 close a ring, and each is written as it came.
            reading.quirks["closing"] = list(last)
    else:
        reading.quirks["ring"] = "open"
    return Polygon(ring, unit=unit)


def pairs(positions: Sequence[Position]) -> list[Pair]:
    """Turn wire positions into pairs."""
    return [(position.x, position.y) for position in positions]


def box_of(rectangle: Rectangle, unit: str = "px") -> Box:
    """Turn a wire rectangle into a box."""
    return Box(rectangle.left, rectangle.top, rectangle.width, rectangle.height, None, unit)


def spell_object(shape: Drawn, quirks: dict[str, Any]) -> dict[str, Any]:
    """Return the row's shape key and value for a shape that needs no conversion."""
    if isinstance(shape, Box):
        return {"bbox": spell_box(shape)}
    if isinstance(shape, Point):
        return {"point": {"x": shape.x, "y": shape.y}}
    if isinstance(shape, Polyline):
        return {"line": spell_points(shape.points)}
    return {"polygon": spell_points(shape.points + _closing(shape, quirks))}


def _closing(polygon: Polygon, quirks: dict[str, Any]) -> list[Pair]:
    if quirks.get("ring") == "open" or not polygon.points:
        return []
    closing = tuple(quirks.get("closing", ()))
    return [closing if closing == polygon.points[0] else polygon.points[0]]


def spell_box(box: Box) -> dict[str, Any]:
    """Write a box in the key order of the official client."""
    return {"top": box.top, "left": box.left, "height": box.height, "width": box.width}


def spell_points(points: Sequence[Pair]) -> list[dict[str, Any]]:
    """Write pairs as positions."""
    return [{"x": x, "y": y} for x, y in points]


def _unit(reading: Reading) -> str:
    row = reading.row
    if row.unit is None:
        if row.page is not None and "unit" not in reading.broken:
            reading.quirks["unit"] = "absent"
        return "px"
    unit = UNITS.get(row.unit)
    if unit is None:
        reading.report(
            "ROW010", f"unit is {quoted(row.unit)}, must be one of {', '.join(UNITS)}",
            "name the unit of the box", "/unit", got=row.unit, expected=list(UNITS),
        )  # fmt: skip
        return "px"
    if row.page is None:
        reading.quirks["unit"] = row.unit
    return unit
