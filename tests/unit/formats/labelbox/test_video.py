import pytest

from postil.model.geometry import Box, Point, Polyline
from postil.model.track import Keyframe, Track, TrackSegment
from tests.unit.formats.labelbox.roundtrip import only_issue, read_shape, written

BOX = {"top": 1, "left": 2, "height": 3, "width": 4}


def segments(*lists):
    return [{"keyframes": list(keyframes)} for keyframes in lists]


def test_segments_become_a_track():
    entry = read_shape(
        segments=segments(
            [{"frame": 1, "bbox": BOX, "classifications": []}, {"frame": 5, "point": {"x": 1, "y": 2}}],
            [{"frame": 9, "line": [{"x": 1, "y": 2}]}],
        )
    )
    assert entry.issues == []
    assert entry.annotations[0].geometry == Track(
        [
            TrackSegment([Keyframe(1, Box(2, 1, 4, 3)), Keyframe(5, Point(1, 2))]),
            TrackSegment([Keyframe(9, Polyline([(1, 2)]))]),
        ]
    )


def test_keyframes_carry_answers():
    nested = [{"name": "q", "answer": {"name": "a"}}]
    entry = read_shape(segments=segments([{"frame": 1, "bbox": BOX, "classifications": nested}]))
    keyframe = entry.annotations[0].geometry.segments[0].keyframes[0]
    assert keyframe.classifications[0].answers[0].value == "a"


@pytest.mark.parametrize("given", [[True, True], [False, False], [True, False], [False, True]])
def test_keyframes_are_written_with_classifications_where_they_had_them(given):
    keyframes = [
        {"frame": frame, "bbox": BOX} | ({"classifications": []} if has else {})
        for frame, has in enumerate(given)
    ]
    entry = read_shape(segments=segments(keyframes))
    assert written([entry])[0]["segments"] == segments(keyframes)


@pytest.mark.parametrize(
    ("keyframe", "code", "pointer"),
    [
        ({"frame": 1}, "ROW007", ""),
        ({"frame": 1, "bbox": BOX, "point": {"x": 1, "y": 2}}, "ROW008", ""),
        ({"frame": 1, "polygon": []}, "VID005", "/polygon"),
        ({"frame": 1, "mask": {"png": ""}}, "VID005", "/mask"),
        ({"bbox": BOX}, "ROW010", "/frame"),
    ],
)
def test_what_is_wrong_with_a_keyframe_is_located(keyframe, code, pointer):
    issue = only_issue(read_shape(segments=segments([keyframe])))
    assert (issue.code, issue.where.pointer) == (code, f"/segments/0/keyframes/0{pointer}")


def test_a_dicom_plane_is_the_target():
    entry = read_shape(segments=segments([{"frame": 1, "line": []}]), groupKey="axial")
    assert entry.annotations[0].target.series == "axial"
