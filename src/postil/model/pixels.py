"""Shapes as editors work on them, in pixels, and back into the unit they are stored in.

A shape that came in percent stays in percent. Editors are sent pixels; of what they send back, every number
equal to the one they were sent keeps its stored value, and only the others are converted. So a box that is
moved to the right keeps its height to the last digit. Units without pixels (points of documents, longitude
and latitude), and relative units of an asset whose size is unknown, are sent as they are stored.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

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
_Ring = Sequence[Pair]
_RingPair = tuple[_Ring, _Ring]
_Blank = tuple[None, None]
_BLANK: _Blank = (None, None)
_Key = TypeVar("_Key")
_Kept = TypeVar("_Kept")


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
            pairs = _ring_pairs(getattr(put, name), getattr(sent, name), getattr(stored, name))
            rings = zip(getattr(put, name), pairs, strict=True)
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


def _ring_pairs(put: Sequence[_Ring], sent: Sequence[_Ring], stored: Sequence[_Ring]) -> list[_RingPair]:
    """Find what was sent and is stored for each ring: one taken away shifts those behind it."""
    points = [set(ring) for ring in sent]
    pairs: list[_RingPair] = []
    for own, ring in enumerate(put):
        # The place counts as much as a point: with one point changed a ring is found though another is alike.
        shared = [sum(point in known for point in ring) + (no == own) for no, known in enumerate(points)]
        most = max(shared, default=0)
        best = own if own < len(sent) and shared[own] == most else shared.index(most) if most else None
        pairs.append(([], []) if best is None else (sent[best], stored[best]))
    return pairs


def _points(put: _Ring, sent: _Ring, stored: _Ring, back: _Turn) -> list[Pair]:
    # A corner that was added or taken away shifts those behind it; they are found by where they lie.
    known = _first_of_each(sent, stored)
    is_aligned = len(put) == len(sent)
    before: list[tuple[Pair | _Blank, Pair]] = [*zip(sent, stored, strict=True)]
    before += [(_BLANK, (0, 0))] * len(put)
    return [
        _pair(pair, *one, known[pair] if pair in known else back(*pair))
        if is_aligned or pair == one[0] or pair not in known
        else known[pair]
        for pair, one in zip(put, before, strict=False)
    ]


def _first_of_each(sent: Iterable[_Key], stored: Iterable[_Kept]) -> dict[_Key, _Kept]:
    return dict(reversed([*zip(sent, stored, strict=True)]))


def _pair(put: Pair, sent: _Blank | Pair, stored: Pair, other: Pair) -> Pair:
    """Take a number that is as it was sent from what is stored, and otherwise from `other`."""
    return (stored[0] if put[0] == sent[0] else other[0], stored[1] if put[1] == sent[1] else other[1])


def _vertices(
    put: Sequence[Vertex], sent: Sequence[Vertex], stored: Sequence[Vertex], back: _Turn
) -> list[Vertex]:
    known = _first_of_each(map(_place, sent), stored)
    is_aligned = len(put) == len(sent)
    before = [*zip(sent, stored, strict=True), *[(None, None)] * len(put)]
    kept: list[Vertex] = []
    for one, (was, is_stored) in zip(put, before, strict=False):
        found = known.get(_place(one))
        other = _vertex(one, back) if found is None else found
        if (
            was is None
            or is_stored is None
            or not (is_aligned or found is None or _place(one) == _place(was))
        ):
            kept.append(_with_numbers(one, other))
        else:
            kept.append(_with_numbers(one, _merged_vertex(one, was, is_stored, other)))
    return kept


def _place(vertex: Vertex) -> tuple[Number, Number, Pair | None, Pair | None]:
    return vertex.x, vertex.y, vertex.control_in, vertex.control_out


def _with_numbers(put: Vertex, numbers: Vertex) -> Vertex:
    names = ("x", "y", "control_in", "control_out")
    return msgspec.structs.replace(put, **{name: getattr(numbers, name) for name in names})


def _merged_vertex(put: Vertex, sent: Vertex, stored: Vertex, other: Vertex) -> Vertex:
    x, y = _pair((put.x, put.y), (sent.x, sent.y), (stored.x, stored.y), (other.x, other.y))
    controls: dict[str, Pair | None] = {}
    for name in ("control_in", "control_out"):
        pairs = [getattr(one, name) for one in (put, sent, stored, other)]
        # A handle that is new has nothing to keep, and one that is gone keeps nothing.
        controls[name] = pairs[3] if None in pairs else _pair(*pairs)
    return msgspec.structs.replace(put, x=x, y=y, **controls)


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
