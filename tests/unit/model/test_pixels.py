"""What an editor does not touch keeps its stored number, whatever unit it is in."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

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
    Vertex,
)
from postil.model.pixels import in_pixels, keep_numbers
from postil.model.track import Keyframe, Track, TrackSegment

SIZE = (1000, 800)
numbers = st.floats(0, 100, allow_nan=False) | st.integers(0, 100)
pairs = st.tuples(numbers, numbers)
rings = st.lists(pairs, min_size=3, max_size=5)
units = st.sampled_from(["percent", "fraction", "px"])
vertices = st.builds(Vertex, numbers, numbers, control_in=st.none() | pairs)
shapes: st.SearchStrategy[Any] = st.one_of(
    *(
        st.builds(kind, numbers, numbers, numbers, numbers, unit=units)
        for kind in (Box, CornerBox, CenterBox, Ellipse)
    ),
    st.builds(Point, numbers, numbers, st.none() | numbers, unit=units),
    st.builds(Polygon, rings, st.lists(rings, max_size=2), st.lists(rings, max_size=1), unit=units),
    st.builds(Polyline, rings, unit=units),
    st.builds(Path, st.lists(vertices, min_size=1, max_size=4), unit=units),
)


def sent(geometry: Geometry | None) -> Any:
    return in_pixels(Annotation("a", geometry=geometry), SIZE).geometry


def test_percent_of_the_displayed_size_is_sent_as_pixels():
    assert sent(Box(10, 25, 50, 12.5, unit="percent")) == Box(100, 200, 500, 100)


def test_fractions_are_sent_as_pixels():
    assert sent(CornerBox(0.1, 0.25, 0.5, 0.5, unit="fraction")) == CornerBox(100, 200, 500, 400)


@pytest.mark.parametrize("unit", ["pt", "lnglat"])
def test_a_unit_without_pixels_is_sent_as_it_is(unit):
    box = Box(1, 2, 3, 4, unit=unit)
    assert sent(box) is box
    assert keep_numbers(replace(box, left=7), box, SIZE) == replace(box, left=7)


def test_percent_of_an_unknown_size_is_sent_as_it_is():
    annotation = Annotation("a", geometry=Box(1, 2, 3, 4, unit="percent"))
    assert in_pixels(annotation, None) is annotation


@given(shapes)
def test_what_comes_back_as_it_was_sent_is_stored_as_it_was(shape):
    assert keep_numbers(sent(shape), shape, SIZE) is shape


@given(st.builds(Box, numbers, numbers, numbers, numbers, unit=units), numbers)
def test_a_box_that_is_moved_keeps_its_other_numbers(box, left):
    kept = keep_numbers(replace(sent(box), left=left), box, SIZE)
    assert isinstance(kept, Box)
    assert (kept.top, kept.width, kept.height, kept.unit) == (box.top, box.width, box.height, box.unit)
    assert math.isclose(sent(kept).left, left, rel_tol=1e-12, abs_tol=1e-12)


@given(shapes, numbers)
def test_storing_the_same_twice_changes_nothing(shape, other):
    changed = sent(shape)
    if isinstance(changed, Polygon | Polyline):
        changed.points[0] = (other, other)
    first = keep_numbers(changed, shape, SIZE)
    assert keep_numbers(sent(first), first, SIZE) == first


def test_a_number_that_is_spelled_otherwise_keeps_its_spelling():
    kept = keep_numbers(Box(10.0, 7, 30.0, 40), Box(10, 20, 30, 40), SIZE)
    assert isinstance(kept, Box)
    assert (repr(kept.left), kept.top, repr(kept.width)) == ("10", 7, "30")


def test_corners_behind_a_new_one_keep_their_numbers():
    ring = [(10.3, 20.7), (33.1, 20.9), (33.3, 50.1)]
    stored = Polygon(ring, unit="percent")
    put = sent(stored)
    put.points.insert(1, (210, 200))
    kept = keep_numbers(put, stored, SIZE)
    assert kept == Polygon([ring[0], (21, 25), *ring[1:]], unit="percent")


def test_a_corner_that_moves_along_one_axis_keeps_the_other():
    stored = Polyline([(10.3, 20.7), (33.1, 20.9)], unit="percent")
    put = sent(stored)
    put.points[1] = (500, put.points[1][1])
    assert keep_numbers(put, stored, SIZE) == Polyline([(10.3, 20.7), (50, 20.9)], unit="percent")


def test_a_vertex_that_is_not_touched_keeps_its_numbers():
    stored = Path([Vertex(10.3, 20.7), Vertex(33.1, 20.9, control_in=(1.1, 2.3))], unit="percent")
    put = sent(stored)
    put.vertices[0].x = 500
    kept = keep_numbers(put, stored, SIZE)
    assert isinstance(kept, Path)
    assert (kept.vertices[0].x, kept.vertices[1]) == (50, stored.vertices[1])


def test_a_hole_that_is_new_is_turned_into_the_unit():
    stored = Polygon([(0.0, 0.0), (50.1, 0.0), (50.1, 50.3)], unit="percent")
    put = sent(stored)
    put.holes.append([(100, 80), (200, 80), (200, 160)])
    kept = keep_numbers(put, stored, SIZE)
    assert isinstance(kept, Polygon)
    assert (kept.points, kept.holes) == (stored.points, [[(10, 10), (20, 10), (20, 20)]])


def test_the_holes_behind_one_that_is_taken_away_keep_their_numbers():
    holes = [[(10.3, 20.7), (33.1, 20.9), (33.3, 50.1)], [(60.7, 70.3), (63.1, 70.9), (63.3, 75.7)]]
    stored = Polygon([(0.0, 0.0), (99.9, 0.0), (99.9, 99.3)], holes, unit="percent")
    put = sent(stored)
    del put.holes[0]
    kept = keep_numbers(put, stored, SIZE)
    assert isinstance(kept, Polygon)
    assert kept.holes == [holes[1]]


def test_of_two_corners_that_are_sent_alike_each_keeps_its_own_numbers():
    twins = [(30.200000000000003, 20.0), (30.2, 20.0)]
    stored = Polyline([*twins, (50.0, 50.0)], unit="percent")
    put = sent(stored)
    assert put.points[0] == put.points[1]
    put.points[2] = (100, 80)
    assert keep_numbers(put, stored, SIZE) == Polyline([*twins, (10, 10)], unit="percent")


def spots(shape):
    """Return a list of places in a shape as (where it is kept, key), one for each of its numbers."""
    if isinstance(shape, Path):
        return [(one, name) for one in shape.vertices for name in ("x", "y")] + [
            (one, (name, axis))
            for one in shape.vertices
            for name in ("control_in", "control_out")
            if getattr(one, name)
            for axis in (0, 1)
        ]
    rings = [shape.points, *getattr(shape, "holes", []), *getattr(shape, "parts", [])]
    return [(ring, (no, axis)) for ring in rings for no in range(len(ring)) for axis in (0, 1)]


def number_at(kept, key):
    if isinstance(key, str):
        return getattr(kept, key)
    where, axis = key
    return (kept[where] if isinstance(kept, list) else getattr(kept, where))[axis]


def change(kept, key, number):
    if isinstance(key, str):
        setattr(kept, key, number)
        return
    where, axis = key
    pair = list(kept[where] if isinstance(kept, list) else getattr(kept, where))
    pair[axis] = number
    if isinstance(kept, list):
        kept[where] = tuple(pair)
    else:
        setattr(kept, where, tuple(pair))


# Neighbours among the binary fractions, of which several look the same in pixels.
close = numbers | st.sampled_from([30.2, 30.200000000000003, 5e-324, 0.0])
close_pairs = st.tuples(close, close)
close_rings = st.lists(close_pairs, min_size=3, max_size=4)
close_vertices = st.builds(
    Vertex, close, close, control_in=st.none() | close_pairs, control_out=st.none() | close_pairs
)
with_corners: st.SearchStrategy[Any] = st.one_of(
    st.builds(
        Polygon,
        close_rings,
        st.lists(close_rings, max_size=3),
        st.lists(close_rings, max_size=2),
        unit=st.just("percent"),
    ),
    st.builds(Polyline, close_rings, unit=st.just("percent")),
    st.builds(Path, st.lists(close_vertices, min_size=1, max_size=4), unit=st.just("percent")),
)


@given(with_corners, st.integers(0), numbers)
def test_of_a_shape_of_which_one_number_is_changed_every_other_stays_to_the_last_bit(shape, which, number):
    put = sent(shape)
    places = spots(put)
    touched = which % len(places)
    kept_in, key = places[touched]
    change(kept_in, key, number)
    kept = [repr(number_at(*one)) for one in spots(keep_numbers(put, shape, SIZE))]
    stored = [repr(number_at(*one)) for one in spots(shape)]
    assert kept[:touched] == stored[:touched]
    assert kept[touched + 1 :] == stored[touched + 1 :]


def test_another_kind_of_shape_is_stored_in_pixels():
    put = Polygon([(0, 0), (9, 0), (9, 9)])
    assert keep_numbers(put, Box(1, 2, 3, 4, unit="percent"), SIZE) is put


def test_a_new_shape_is_stored_as_it_came():
    assert keep_numbers(Box(1, 2, 3, 4), None, SIZE) == Box(1, 2, 3, 4)


def test_a_track_keeps_the_shapes_of_the_frames_that_were_not_touched():
    frames = [
        Keyframe(1, Box(10.3, 20.7, 5, 5, unit="percent")),
        Keyframe(9, Box(1, 1, 1, 1, unit="percent")),
    ]
    stored = Track([TrackSegment(frames)])
    put = sent(stored)
    put.segments[0].keyframes[1].shape.left = 500
    kept = keep_numbers(put, stored, SIZE)
    assert isinstance(kept, Track)
    assert [one.shape for one in kept.segments[0].keyframes] == [
        frames[0].shape,
        Box(50, 1, 1, 1, unit="percent"),
    ]
