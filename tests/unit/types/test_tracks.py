import pytest

from postil.errors import AnnotationError
from postil.types import Point
from tests.unit.types.make import frame, frames_of, loose, rectangle, rows

LEFT, RIGHT = rectangle(0, 0, 10, 10), rectangle(100, 0, 110, 10)
UUID, OTHER = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "b1ffcd00-0d1c-4f09-8c7e-7cc0ce491b22"


def lefts(row):
    return {one["bbox"]["left"] for segment in row["segments"] for one in segment["keyframes"]}


def test_frames_of_one_name_are_one_object():
    (row,) = rows(*(frame(number) for number in (3, 1, 2)))
    assert frames_of(row) == [[1, 2, 3]]


def test_where_frames_go_back_the_next_object_begins():
    first, second = rows(*(frame(n, LEFT) for n in (1, 2, 3)), *(frame(n, RIGHT) for n in (2, 3, 4)))
    assert (frames_of(first), lefts(first)) == ([[1, 2, 3]], {0})
    assert (frames_of(second), lefts(second)) == ([[2, 3, 4]], {100})


def test_objects_listed_frame_by_frame_go_on_where_they_were():
    listed = [frame(n, value) for n in (1, 2, 3) for value in ((LEFT, RIGHT) if n != 2 else (RIGHT, LEFT))]
    first, second = rows(*listed)
    assert (lefts(first), lefts(second)) == ({0}, {100})


def test_an_object_that_comes_later_is_a_third_one():
    listed = [
        frame(1, LEFT),
        frame(1, RIGHT),
        frame(2, LEFT),
        frame(2, RIGHT),
        frame(2, rectangle(50, 0, 60, 9)),
    ]
    assert [frames_of(row) for row in rows(*listed)] == [[[1, 2]], [[1, 2]], [[2]]]


@pytest.mark.parametrize("values", [(Point(0, 0), Point(99, 0)), tuple(
    loose.Line(points=[(x, 0), (x + 5, 5)]) for x in (0, 99))])  # fmt: skip
def test_points_and_lines_are_followed_too(values):
    first, second = rows(*(frame(n, value) for n in (1, 2) for value in values))
    assert (frames_of(first), frames_of(second)) == ([[1, 2]], [[1, 2]])


@pytest.mark.parametrize("marks", [({"uuid": UUID}, {"uuid": OTHER}), ({"track": 1}, {"track": 2})])
def test_a_mark_of_its_own_says_which_object_a_frame_is_of(marks):
    crossing = [(1, LEFT, 0), (1, RIGHT, 1), (2, RIGHT, 0), (2, LEFT, 1)]
    listed = [frame(number, value, extra=marks[which]) for number, value, which in crossing]
    first, second = rows(*listed)
    assert (lefts(first), lefts(second)) == ({0, 100}, {0, 100})
    assert first["segments"][0]["keyframes"][0]["bbox"]["left"] == 0


def test_a_uuid_at_the_first_frame_is_enough():
    (row,) = rows(frame(1, extra={"uuid": UUID}), frame(2), frame(3))
    assert (row["uuid"], frames_of(row)) == (UUID, [[1, 2, 3]])


def test_a_track_mark_is_in_no_row():
    (row,) = rows(frame(1, extra={"track": 1}))
    assert set(row) == {"dataRow", "name", "classifications", "segments"}


def test_segments_are_those_the_frames_name():
    (row,) = rows(*(frame(number, segment_index=number // 10) for number in (3, 9, 10, 30)))
    assert frames_of(row) == [[3, 9], [10], [30]]


def test_without_names_frames_that_follow_each_other_are_a_segment():
    (row,) = rows(frame(1), frame(2, keyframe=False), frame(3), frame(9))
    assert frames_of(row) == [[1, 3], [9]]


def test_a_segment_without_a_keyframe_is_left_out():
    (row,) = rows(frame(1), frame(9, keyframe=False))
    assert frames_of(row) == [[1]]


def test_an_object_without_a_keyframe_is_refused():
    with pytest.raises(AnnotationError, match="no keyframe"):
        rows(frame(1, keyframe=False))


def test_confidence_and_measures_of_a_track_are_those_given_first():
    metrics = [{"name": "m", "value": 0}]
    (row,) = rows(frame(1), frame(2, confidence=0, custom_metrics=metrics), frame(3, confidence=0.5))
    assert (row["confidence"], row["customMetrics"]) == (0, metrics)


def test_other_annotations_keep_their_places():
    found = rows(frame(1, name="a"), frame(1, name="b"), frame(2, name="a"))
    assert [row["name"] for row in found] == ["a", "b"]
