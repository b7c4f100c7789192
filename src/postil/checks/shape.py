"""GEO001 to GEO003, GEO006, MSK009, MSK011 and SRC006: whether a shape is one at all."""

import math
from collections.abc import Iterator
from typing import TypeGuard

from postil.checks.bounds import check_bounds, is_sound_box, report_unknown_size
from postil.checks.facts import SIZED, RowFacts
from postil.checks.place import Places
from postil.checks.report import Report, figure
from postil.model.geometry import (
    Bitmap,
    Box,
    CenterBox,
    CornerBox,
    Ellipse,
    Mask,
    Path,
    Polygon,
    Polyline,
    Shape,
)
from postil.model.number import Number


def check_shape(
    shape: Shape, facts: RowFacts, pointer: str, places: Places, report: Report, *, is_strict: bool
) -> None:
    """Check one static shape: that it is whole first, and then where it lies.

    Args:
        shape: The shape, in its own unit and form.
        facts: The data row.
        pointer: Where the shape stands in the source row.
        places: Pointers in the spelling of the source.
        report: Takes the issues.
        is_strict: Outside the asset is an error.
    """
    if type(shape) is Box and is_sound_box(shape, facts):
        return
    if isinstance(shape, Mask | Bitmap):
        _check_mask(shape, facts, pointer, places, report)
        return
    before = len(report.issues)
    if not _are_finite(shape, pointer, places, report):
        return
    match shape:
        case Box() | CornerBox() | CenterBox():
            _check_box(shape, facts, pointer, places, report)
        case Ellipse():
            _check_radii(shape, pointer, places, report)
        case Polygon():
            _check_rings(shape, pointer, report)
        case Polyline() | Path():
            _check_line(shape, pointer, places, report)
    if len(report.issues) == before:
        check_bounds(shape, facts, pointer, places, report, is_strict=is_strict)


def _numbers(shape: Shape) -> Iterator[tuple[str, Number]]:
    match shape:
        case Polygon():
            for ring in (shape.points, *shape.holes, *shape.parts):
                yield from ((str(index), value) for index, pair in enumerate(ring) for value in pair)
        case Polyline():
            yield from ((str(index), value) for index, pair in enumerate(shape.points) for value in pair)
        case Path():
            for index, vertex in enumerate(shape.vertices):
                yield str(index), vertex.x
                yield str(index), vertex.y
        case _:
            for name in shape.__struct_fields__:
                value = getattr(shape, name)
                if isinstance(value, int | float):
                    yield name, value


def _is_simple(shape: Shape) -> TypeGuard[Polygon | Polyline]:
    """Say whether the points of a shape are all there is to it: most polygons and every line."""
    return type(shape) is Polyline or (type(shape) is Polygon and not shape.holes and not shape.parts)


def _are_finite(shape: Shape, pointer: str, places: Places, report: Report) -> bool:
    """Numbers of a file are finite already; those of a program may be anything."""
    if _is_simple(shape) and math.isfinite(sum(x + y for x, y in shape.points)):
        return True
    for name, value in _numbers(shape):
        if not math.isfinite(value):
            field = places.point(pointer, int(name)) if name.isdigit() else places.field(pointer, name)
            report.add(
                "SRC006", f"{places.noun(shape)} {name} is {value}, must be a finite number",
                "leave the annotation out when its position is unknown", field, got=str(value),
            )  # fmt: skip
            return False
    return True


def _check_box(
    box: Box | CornerBox | CenterBox, facts: RowFacts, pointer: str, places: Places, report: Report
) -> None:
    is_map = facts.media_type == "geospatial"
    for name, extent, field in _extents(box):
        # Latitudes count upwards: rows of maps give the upper edge and a negative height.
        if extent > 0 or (is_map and extent < 0):
            continue
        hint = f"give a positive `{field}`"
        if extent < 0:
            edge = "left" if name == "width" else "top"
            hint = f"give the {edge} edge in `{places.field('', edge)[1:]}` and a positive `{field}`"
        report.add(
            "GEO002", f"{places.noun(box)} {name} is {figure(extent)}, must be greater than 0", hint,
            places.field(pointer, field), got=extent, expected="> 0",
        )  # fmt: skip


def _extents(box: Box | CornerBox | CenterBox) -> tuple[tuple[str, Number, str], ...]:
    if isinstance(box, CornerBox):
        return (
            ("width", box.right - box.left, "right"),
            ("height", box.bottom - box.top, "bottom"),
        )
    return (("width", box.width, "width"), ("height", box.height, "height"))


def _check_radii(shape: Ellipse, pointer: str, places: Places, report: Report) -> None:
    for name, radius in (("radius_x", shape.radius_x), ("radius_y", shape.radius_y)):
        if radius <= 0:
            report.add(
                "GEO006", f"ellipse {name} is {figure(radius)}, must be greater than 0",
                "give half the width and half the height of the ellipse",
                places.field(pointer, name), got=radius, expected="> 0",
            )  # fmt: skip


def _check_rings(shape: Polygon, pointer: str, report: Report) -> None:
    for ring in (shape.points, *shape.parts, *shape.holes):
        if len(ring) < 3:
            points = "1 point" if len(ring) == 1 else f"{len(ring)} points"
            report.add(
                "GEO001", f"polygon has {points}, must have at least 3",
                "give every corner once; repeating the first one at the end does not count",
                pointer, got=len(ring), expected=">= 3",
            )  # fmt: skip


def _check_line(shape: Polyline | Path, pointer: str, places: Places, report: Report) -> None:
    count = len(shape.points if isinstance(shape, Polyline) else shape.vertices)
    if count < 2:
        points = "1 point" if count == 1 else f"{count} points"
        report.add(
            "GEO003", f"{places.noun(shape)} has {points}, must have at least 2",
            "give the rest of the line, or use a point", pointer, got=count, expected=">= 2",
        )  # fmt: skip


def _check_mask(mask: Mask | Bitmap, facts: RowFacts, pointer: str, places: Places, report: Report) -> None:
    if isinstance(mask, Mask) and mask.counts is not None and mask.area == 0:
        report.add(
            "MSK011", "mask has no pixel set", "remove the annotation, or check which colour it names",
            pointer, got=0, severity="warning",
        )  # fmt: skip
    if mask.height <= 0 or mask.width <= 0 or facts.media_type not in SIZED:
        return
    if facts.size is None:
        report_unknown_size(report)
        return
    width, height = facts.size
    if (mask.width, mask.height) != (width, height):
        report.add(
            "MSK009",
            f"{places.noun(mask)} is {mask.width} x {mask.height}, but the asset is {width} x {height}",
            "make the mask as large as the asset, in the orientation it is shown in",
            pointer, got=[mask.width, mask.height], expected=[width, height],
        )  # fmt: skip
