import pytest

from postil.checks.facts import RowFacts
from postil.checks.track import are_apart, check_segment_indexes
from postil.model.annotation import Annotation
from postil.model.answer import Range
from postil.model.geometry import Box, CornerBox, Mask, Polygon
from postil.model.track import Keyframe, Track, TrackSegment

VIDEO = RowFacts("video", (1280, 720), frame_count=100)
BOX = Box(1, 2, 3, 4)


def track(*segments):
    return Track([TrackSegment([Keyframe(frame, BOX) for frame in frames]) for frames in segments])


def found(check, geometry, facts=VIDEO, name="car"):
    issues = check(Annotation("k", name, geometry=geometry), facts)
    return [(issue.code, issue.got, issue.where.pointer) for issue in issues]


def test_segments_in_order_are_clean(check):
    assert found(check, track([13, 19], [22, 27])) == []


def test_frame_0_of_old_files_is_accepted(check):
    assert found(check, track([0, 5])) == []


def test_a_negative_frame_is_reported(check):
    assert found(check, track([-1, 5])) == [("VID001", -1, "/segments/0/keyframes/0/frame")]


def test_two_keyframes_at_one_frame_are_reported(check):
    assert found(check, track([22, 27, 22])) == [("VID002", 22, "/segments/0/keyframes/2/frame")]


def test_two_segments_may_meet_in_one_frame(check):
    assert found(check, track([1, 5], [5, 9])) == []


@pytest.mark.parametrize(
    ("geometry", "pointer"), [(Track([]), "/segments"), (track([1], []), "/segments/1/keyframes/0")]
)
def test_a_track_without_keyframes_is_reported(check, geometry, pointer):
    assert found(check, geometry) == [("VID003", 0, pointer)]


def test_a_segment_that_begins_before_the_one_before_it_ends_is_reported(check):
    assert found(check, track([22, 27], [13, 19])) == [("VID004", 13, "/segments/1/keyframes/0")]


def test_a_frame_beyond_the_video_is_a_warning(check):
    [issue] = check(Annotation("k", "car", geometry=track([99, 101])), VIDEO)
    assert (issue.code, issue.severity, issue.got) == ("GEO004", "warning", 101)


def test_a_shape_of_a_keyframe_is_checked_like_any_other(check):
    geometry = Track([TrackSegment([Keyframe(1, BOX), Keyframe(2, Box(1, 2, 0, 4))])])
    assert found(check, geometry) == [("GEO002", 0, "/segments/0/keyframes/1/bbox/width")]


def test_a_polygon_has_no_place_between_keyframes(check):
    geometry = Track([TrackSegment([Keyframe(1, Polygon([(1, 1), (9, 1), (5, 9)]))])])
    assert found(check, geometry, name="roof") == [("VID005", "polygon", "/segments/0/keyframes/0/polygon")]


def test_dicom_takes_lines_and_masks_only(check):
    facts = RowFacts("dicom")
    assert [code for code, _, _ in found(check, track([1]), facts)] == ["VID005"]
    masks = Track([TrackSegment([Keyframe(1, Mask())])])
    assert found(check, masks, facts, name="paint") == []


def test_a_track_of_any_form_of_box_fits_a_box_tool(check):
    geometry = Track([TrackSegment([Keyframe(1, CornerBox(1, 2, 3, 4))])])
    assert found(check, geometry) == []


@pytest.mark.parametrize(
    ("indexes", "got"),
    [([], None), ([None, None], None), ([0, 0, 1], None), ([0, None, 1], [0, None, 1]), ([1, 0], 0)],
)
def test_segment_indexes_are_complete_and_ascend(indexes, got):
    issue = check_segment_indexes(indexes)
    assert (issue.got if issue else None) == got
    assert issue is None or issue.code == "VID004"


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([], True),
        ([(1, 5)], True),
        ([(7, 13), (18, 19)], True),
        ([(18, 19), (7, 13)], True),
        ([(1, 5), (5, 9)], False),
        ([(1, 9), (3, 4)], False),
    ],
)
def test_stretches_that_share_a_frame_are_not_apart(ranges, expected):
    assert are_apart([Range(*ends) for ends in ranges]) is expected
