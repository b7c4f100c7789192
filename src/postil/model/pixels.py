"""Shapes as editors work on them, in pixels, and back into the unit they are stored in.

A shape that came in percent stays in percent. Editors are sent pixels; of what they send back, every number
equal to the one they were sent keeps its stored value, and only the others are converted. So a box that is
moved to the right keeps its height to the last digit. Units without pixels (points of documents, longitude
and latitude), and relative units of an asset whose size is unknown, are sent as they are stored.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from postil.model.annotation import Annotation, Geometry
from postil.model.geometry import (
    Box,
    CenterBox,
    CornerBox,
    Ellipse,
    Path,
    Point,
    Polygon,
    Polyline,
    Shape,
    Vertex,
)
from postil.model.number import Number, Pair, Size
from postil.model.track import Track
from postil.model.units import from_px, to_px

RELATIVE = frozenset({"percent", "fraction"})

# Which numbers of a shape lie along x, and which along y.
_ALONG_X: Mapping[type, tuple[str, ...]] = {
    Box: ("left", "width"),
    CornerBox: ("left", "right"),
    CenterBox: ("center_x", "width"),
    Ellipse: ("center_x", "radius_x"),
    Point: ("x", "width"),
}
_ALONG_Y: Mapping[type, tuple[str, ...]] = {
    Box: ("top", "height"),
    CornerBox: ("top", "bottom"),
    CenterBox: ("center_y", "height"),
    Ellipse: ("center_y", "radius_y"),
    Point: ("y",),
}

_Turn = Callable[[Number, Number], Pair]


def in_pixels(annotation: Annotation, size: Size | None) -> Annotation:
    """Return an annotation as an editor is sent it; of another unit than pixels only where it must be."""
    geometry = annotation.geometry
    if isinstance(geometry, Track):
        shown: Any = _with_shapes(geometry, lambda shape: _shape_in_pixels(shape, size))
    else:
        shown = _shape_in_pixels(geometry, size)
    return annotation if shown is geometry else msgspec.structs.replace(annotation, geometry=shown)


def keep_numbers(put: Geometry | None, stored: Geometry | None, size: Size | None) -> Geometry | None:
    """Return the shape to store for one that an editor has sent, `stored` being what it was made from."""
    if isinstance(put, Track) and isinstance(stored, Track):
        known = _by_frame(stored)
        shapes = (
            keep_shape(frame.shape, known.get(frame.frame), size)
            for segment in put.segments
            for frame in segment.keyframes
        )
        return _with_shapes(put, lambda _: next(shapes))
    kept: Geometry | None = put if isinstance(stored, Track) else keep_shape(put, stored, size)
    return kept


def keep_shape(put: Any, stored: Any, size: Size | None) -> Any:
    """Return the static shape to store for one that was sent."""
    unit = getattr(stored, "unit", None)
    if type(put) is not type(stored) or put is None or unit is None:
        return put
    sent = _shape_in_pixels(stored, size)
    if put.unit != sent.unit:
        return put
    if put == sent:
        return stored
    back = _back(unit, size) if sent is not stored else _as_is
    return _merged(put, sent, stored, back)


def _shape_in_pixels(shape: Any, size: Size | None) -> Any:
    unit = getattr(shape, "unit", None)
    if unit not in RELATIVE or size is None or not _is_turned(shape):
        return shape

    def turn(x: Number, y: Number) -> Pair:
        return to_px(x, y, unit, size)

    return msgspec.structs.replace(_turned(shape, turn), unit="px")


def _is_turned(shape: object) -> bool:
    return type(shape) in _ALONG_X or isinstance(shape, Polygon | Polyline | Path)


def _as_is(x: Number, y: Number) -> Pair:
    return x, y


def _back(unit: str, size: Size | None) -> _Turn:
    return lambda x, y: from_px(x, y, unit, size)


def _turned(shape: Any, turn: _Turn) -> Any:
    if isinstance(shape, Polygon | Polyline):
        rings = {name: _rings(getattr(shape, name), turn) for name in _ring_names(shape)}
        return msgspec.structs.replace(shape, points=[turn(*pair) for pair in shape.points], **rings)
    if isinstance(shape, Path):
        return msgspec.structs.replace(shape, vertices=[_vertex(one, turn) for one in shape.vertices])
    changed = {name: turn(value, 0)[0] for name, value in _given(shape, _ALONG_X)}
    changed |= {name: turn(0, value)[1] for name, value in _given(shape, _ALONG_Y)}
    return msgspec.structs.replace(shape, **changed)


def _given(shape: Any, along: Mapping[type, tuple[str, ...]]) -> Iterable[tuple[str, Number]]:
    found = ((name, getattr(shape, name)) for name in along[type(shape)])
    return [(name, value) for name, value in found if value is not None]


def _ring_names(shape: Polygon | Polyline) -> tuple[str, ...]:
    return ("holes", "parts") if isinstance(shape, Polygon) else ()


def _rings(rings: Sequence[Sequence[Pair]], turn: _Turn) -> list[list[Pair]]:
    return [[turn(*pair) for pair in ring] for ring in rings]


def _vertex(vertex: Vertex, turn: _Turn) -> Vertex:
    x, y = turn(vertex.x, vertex.y)
    controls = {
        name: turn(*pair) for name in ("control_in", "control_out") if (pair := getattr(vertex, name))
    }
    return msgspec.structs.replace(vertex, x=x, y=y, **controls)


def _merged(put: Any, sent: Any, stored: Any, back: _Turn) -> Any:
    """Take every number that is as it was sent from what is stored, and turn the others back."""
    merged = msgspec.structs.replace(put, unit=stored.unit)
    if isinstance(put, Polygon | Polyline):
        merged.points = _points(put.points, sent.points, stored.points, back)
        for name in _ring_names(put):
            known = zip(getattr(sent, name), getattr(stored, name), strict=True)
            pairs = [*known, *[([], [])] * len(getattr(put, name))]
            rings = zip(getattr(put, name), pairs, strict=False)
            setattr(merged, name, [_points(ring, *pair, back) for ring, pair in rings])
    elif isinstance(put, Path):
        merged.vertices = _vertices(put.vertices, sent.vertices, stored.vertices, back)
    else:
        for along, axis in ((_ALONG_X, 0), (_ALONG_Y, 1)):
            for name in along[type(put)]:
                setattr(merged, name, _number(put, sent, stored, name, back, axis))
    return merged


def _number(put: Any, sent: Any, stored: Any, name: str, back: _Turn, axis: int) -> Number | None:
    value: Number | None = getattr(put, name)
    if value is None or value == getattr(sent, name):
        kept: Number | None = getattr(stored, name) if value is not None else None
        return kept
    return back(value, value)[axis]


def _points(put: Sequence[Pair], sent: Sequence[Pair], stored: Sequence[Pair], back: _Turn) -> list[Pair]:
    # A corner that was added or taken away shifts those behind it; they are found by where they lie.
    known = dict(zip(sent, stored, strict=True))
    pairs = [*zip(sent, stored, strict=True), *[((None, None), (0, 0))] * len(put)]
    return [
        known[pair] if pair in known else _pair(pair, *before, back)
        for pair, before in zip(put, pairs, strict=False)
    ]


def _pair(put: Pair, sent: tuple[Number | None, Number | None], stored: Pair, back: _Turn) -> Pair:
    x, y = back(*put)
    return (stored[0] if put[0] == sent[0] else x, stored[1] if put[1] == sent[1] else y)


def _vertices(
    put: Sequence[Vertex], sent: Sequence[Vertex], stored: Sequence[Vertex], back: _Turn
) -> list[Vertex]:
    known = {
        (one.x, one.y, one.control_in, one.control_out): kept for one, kept in zip(sent, stored, strict=True)
    }
    return [
        _kept_vertex(one, known.get((one.x, one.y, one.control_in, one.control_out)), back) for one in put
    ]


def _kept_vertex(put: Vertex, stored: Vertex | None, back: _Turn) -> Vertex:
    if stored is None:
        return _vertex(put, back)
    names = ("x", "y", "control_in", "control_out")
    return msgspec.structs.replace(put, **{name: getattr(stored, name) for name in names})


def _by_frame(track: Track) -> dict[int, Shape]:
    return {frame.frame: frame.shape for segment in track.segments for frame in segment.keyframes}


def _with_shapes(track: Track, change: Callable[[Shape], Shape]) -> Track:
    replace = msgspec.structs.replace
    return replace(
        track,
        segments=[
            replace(segment, keyframes=[replace(one, shape=change(one.shape)) for one in segment.keyframes])
            for segment in track.segments
        ],
    )
