import pytest

from postil.errors import UsageError
from postil.formats.format import Written
from postil.formats.label_studio.surface import Surface
from postil.model.data_row import Asset, DataRow
from postil.model.geometry import Box, CenterBox, CornerBox, Ellipse, Path, Point, Polygon, Polyline, Vertex
from postil.model.span import TextSpan, TimeRange
from postil.model.track import Keyframe, Track, TrackSegment


def surface(**asset):
    return Surface(Written(DataRow([Asset(**asset)]), []))


SIZED = surface(url="/a.jpg", width=200, height=100)

# Percent of 200 x 100 pixels, by hand.
CASES = [
    (Box(20, 10, 50, 25), Box(10, 10, 25, 25, 0, "percent")),
    (Box(20, 10, 50, 25, 30), Box(10, 10, 25, 25, 30, "percent")),
    (Box(0.5, 0.25, 0.125, 0.5, unit="fraction"), Box(50, 25, 12.5, 50, 0, "percent")),
    (CornerBox(20, 10, 70, 35), Box(10, 10, 25, 25, 0, "percent")),
    (CornerBox(70, 35, 20, 10), Box(10, 10, 25, 25, 0, "percent")),
    (CornerBox(0.25, 0.5, 0.5, 0.75, "fraction"), Box(25, 50, 25, 25, 0, "percent")),
    (CenterBox(100, 50, 20, 10), Box(45, 45, 10, 10, 0, "percent")),
    (CenterBox(50, 50, 10, 20, "percent"), Box(45, 40, 10, 20, 0, "percent")),
    (Polygon([(0, 0), (200, 0), (200, 100)]), Polygon([(0, 0), (100, 0), (100, 100)], unit="percent")),
    (Point(50, 50), Point(25, 50, 0.5, "percent")),
    (Point(50, 50, 10), Point(25, 50, 5, "percent")),
    (Ellipse(100, 50, 20, 20), Ellipse(50, 50, 10, 20, 0, "percent")),
    (
        Polyline([(0, 0), (200, 100)]),
        Path([Vertex(0, 0, "v0"), Vertex(100, 100, "v1", "v0")], unit="percent"),
    ),
    (
        Path([Vertex(20, 10, "a", is_bezier=True, control_in=(40, 20))], True),
        Path([Vertex(10, 10, "a", is_bezier=True, control_in=(20, 20))], True, "percent"),
    ),
    (TimeRange(500, 1500), TimeRange(0.5, 1.5, "s")),
]


@pytest.mark.parametrize(("given", "expected"), CASES)
def test_pixels_and_fractions_become_percent(given, expected):
    assert SIZED.convert(given) == expected


@pytest.mark.parametrize(
    "geometry",
    [
        Box(1, 2, 3, 4, unit="percent"),
        Polygon([(1, 2), (3, 4), (5, 6)], unit="percent"),
        Ellipse(1, 2, 3, 4, unit="percent"),
        Point(1, 2, unit="percent"),
        TextSpan(1, 2, "utf16"),
    ],
)
def test_what_is_in_this_formats_units_stays_the_same_value(geometry):
    assert SIZED.convert(geometry) is geometry


def test_a_track_of_boxes_is_converted_frame_by_frame():
    track = Track([TrackSegment([Keyframe(3, Box(20, 10, 50, 25), time_s=0.1, is_enabled=False)], "end")])
    assert SIZED.convert(track) == Track(
        [TrackSegment([Keyframe(3, Box(10, 10, 25, 25, 0, "percent"), [], 0.1, False)], "end")]
    )


def test_positions_in_a_text_are_counted_in_code_units():
    found = surface(inline="a🙂bc", media_type="text").convert(TextSpan(2, 4))
    assert found == TextSpan(3, 5, "utf16", "bc")


def test_positions_in_an_unknown_text_cannot_be_counted():
    assert surface(url="/a.txt").convert(TextSpan(2, 4)) is None


@pytest.mark.parametrize("unit", ["pt", "inch", "lnglat"])
def test_units_without_percent_are_refused(unit):
    with pytest.raises(UsageError):
        SIZED.convert(Box(1, 2, 3, 4, unit=unit))


def test_only_pixels_need_the_size():
    unsized = surface(url="/a.jpg")
    assert unsized.needs_size(Box(1, 2, 3, 4))
    assert unsized.needs_size(Track([TrackSegment([Keyframe(1, Box(1, 2, 3, 4))])]))
    assert not unsized.needs_size(Box(1, 2, 3, 4, unit="percent"))
    assert not SIZED.needs_size(Box(1, 2, 3, 4))


def test_the_probed_size_goes_before_that_of_the_asset():
    row = DataRow([Asset(url="/a.jpg", width=200, height=100)])
    assert Surface(Written(row, [], (400, 300))).size == (400, 300)
