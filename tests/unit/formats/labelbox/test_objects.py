import pytest

from postil.model.geometry import Box, Point, Polygon, Polyline
from tests.unit.formats.labelbox.roundtrip import only_issue, read_shape, written

A, B, C = {"x": 1, "y": 2}, {"x": 3, "y": 4.5}, {"x": 5, "y": 6}
BOX = {"top": 1, "left": 2, "height": 3, "width": 4}


def geometry(**fields):
    entry = read_shape(**fields)
    assert [issue for issue in entry.issues if issue.severity == "error"] == []
    return entry.annotations[0].geometry


def spelled(**fields):
    (row,) = written([read_shape(**fields)])
    return row


def test_the_four_shapes_become_the_models_own():
    assert geometry(bbox=BOX) == Box(left=2, top=1, width=4, height=3)
    assert geometry(polygon=[A, B, C]) == Polygon([(1, 2), (3, 4.5), (5, 6)])
    assert geometry(line=[A, B]) == Polyline([(1, 2), (3, 4.5)])
    assert geometry(point=A) == Point(1, 2)


def test_a_ring_is_stored_open_however_it_was_spelled():
    assert geometry(polygon=[A, B, C, A]) == geometry(polygon=[A, B, C])


@pytest.mark.parametrize("ring", [[A, B, C, A], [A, B, C], [A], [A, A], [], [A, B, {"x": 1.0, "y": 2.0}]])
def test_a_ring_is_written_open_or_closed_as_it_came(ring):
    found = spelled(polygon=ring)["polygon"]
    assert [list(map(repr, point.values())) for point in found] == [list(map(repr, p.values())) for p in ring]


def test_a_negative_height_is_kept_as_geospatial_notebooks_write_it():
    box = {"top": 19.4, "left": -99.2, "height": -0.001, "width": 0.002}
    assert geometry(bbox=box).height == -0.001
    assert spelled(bbox=box)["bbox"] == box


@pytest.mark.parametrize(
    ("unit", "expected"), [("POINTS", "pt"), ("PERCENT", "percent"), ("PIXELS", "px"), ("INCHES", "inch")]
)
def test_document_boxes_keep_their_unit(unit, expected):
    assert geometry(bbox=BOX, page=2, unit=unit).unit == expected
    assert spelled(bbox=BOX, page=2, unit=unit)["unit"] == unit


def test_a_page_without_unit_and_a_unit_without_page_are_written_as_they_came():
    assert "unit" not in spelled(bbox=BOX, page=2)
    assert spelled(bbox=BOX, unit="PERCENT")["unit"] == "PERCENT"


def test_an_unknown_unit_is_refused_with_the_known_ones():
    issue = only_issue(read_shape(bbox=BOX, page=1, unit="FEET"))
    assert (issue.code, issue.got) == ("ROW010", "FEET")
    assert issue.expected == ["PIXELS", "PERCENT", "POINTS", "INCHES"]


def test_page_0_is_read_as_page_1_with_a_warning_and_written_as_0():
    entry = read_shape(bbox=BOX, page=0, unit="POINTS")
    issue = only_issue(entry)
    assert (issue.code, issue.severity) == ("TXT005", "warning")
    assert entry.annotations[0].target.page == 1
    assert written([entry])[0]["page"] == 0
