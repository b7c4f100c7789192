import math

import pytest

from postil.checks.facts import RowFacts
from postil.model.annotation import Annotation
from postil.model.geometry import Box, CenterBox, CornerBox, Ellipse, Point, Polygon, Polyline
from postil.model.number import Pair
from postil.model.target import Target

UNKNOWN = RowFacts("image")


def codes(found):
    return [issue.code for issue in found]


@pytest.mark.parametrize(
    ("box", "field", "value"),
    [
        (Box(1690, 977, 425, 330), "/bbox/width", 2115),
        (Box(10, 1400, 20, 130), "/bbox/height", 1530),
        (Box(-5, 10, 20, 20), "/bbox/left", -5),
        (Box(10, -5, 20, 20), "/bbox/top", -5),
        (CornerBox(10, 10, 2001, 20), "/box/right", 2001),
        (CenterBox(5, 50, 20, 20), "/box/width", -5.0),
    ],
)
def test_a_box_outside_its_image_says_which_side_leaves(check, box, field, value):
    [issue] = check(Annotation("k", "car", geometry=box))
    assert (issue.code, issue.severity) == ("GEO004", "warning")
    assert (issue.where.pointer, issue.got) == (field, value)


def test_the_message_names_the_limit(check):
    [issue] = check(Annotation("k", "car", geometry=Box(1690, 977, 425, 330)))
    assert issue.message == "bbox reaches x = 2,115, outside the asset (0 to 2,000)"
    assert issue.expected == [0, 2000]


def test_outside_is_an_error_where_strict(check):
    [issue] = check(Annotation("k", "car", geometry=Box(-5, 10, 20, 20)), is_strict=True)
    assert issue.severity == "error"


def test_of_several_sides_the_one_farthest_out_is_reported(check):
    [issue] = check(Annotation("k", "car", geometry=Box(-5, -500, 20, 520)))
    assert issue.where.pointer == "/bbox/top"


@pytest.mark.parametrize(
    "shape",
    [
        Box(0, 0, 100, 100, unit="percent"),
        Box(33.4, 0, 66.6, 100.00000000000001, unit="percent"),
        Box(0, 0, 1, 1, unit="fraction"),
        Box(102.771, 135.3, 415.8, 109.843, unit="pt"),
    ],
)
def test_relative_units_need_no_size(check, shape):
    assert check(Annotation("k", "car", geometry=shape), UNKNOWN) == []


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (Box(60, 0, 52, 10, unit="percent"), 112),
        (Box(0.6, 0, 0.5, 0.1, unit="fraction"), 1.1),
        (Box(-3, 1, 5, 5, unit="pt"), -3),
        (Box(170, 10, 20, 5, unit="lnglat"), 190),
    ],
)
def test_every_unit_has_its_limits(check, shape, value):
    [issue] = check(Annotation("k", "car", geometry=shape), UNKNOWN)
    assert (issue.code, issue.got) == ("GEO004", value)


def test_pixels_on_an_image_of_unknown_size_are_unchecked(check):
    [issue] = check(Annotation("k", "car", geometry=Box(0, 0, 1e9, 1)), UNKNOWN)
    assert (issue.code, issue.severity) == ("ROW015", "info")


def test_pixels_of_a_map_have_no_border(check):
    assert check(Annotation("k", "wheel", geometry=Point(-99.2, 19.4)), RowFacts("geospatial")) == []


def test_an_image_of_a_series_has_no_known_size(check):
    found = check(Annotation("k", "car", geometry=Box(0, 0, 5000, 1), target=Target("image", item=2)))
    assert codes(found) == ["ROW015"]


@pytest.mark.parametrize(
    ("name", "shape", "place"),
    [
        ("roof", Polygon([(1, 1), (2500, 1), (5, 9)]), "/polygon/1"),
        ("roof", Polygon([(1, 1), (9, 1), (5, 9)], parts=[[(1, 1), (9, 1), (5, -9)]]), "/polygon/2"),
        ("road", Polyline([(1, 1), (5, 1600)]), "/line/1"),
        ("wheel", Point(2000.5, 3), "/point/x"),
    ],
)
def test_the_point_outside_is_named(check, name, shape, place):
    [issue] = check(Annotation("k", name, geometry=shape))
    assert (issue.code, issue.where.pointer) == ("GEO004", place)


def test_points_on_the_border_are_inside(check):
    corners: list[Pair] = [(0, 0), (2000, 0), (2000, 1500), (0, 1500)]
    assert check(Annotation("k", "roof", geometry=Polygon(corners))) == []


# A square of 100 pixels turned by 45 degrees clockwise about its left-top corner reaches 100/sqrt(2) to the
# left of it and 100*sqrt(2) below.
@pytest.mark.parametrize(("left", "expected"), [(71, []), (70, ["GEO004"])])
def test_a_turned_box_is_judged_by_its_turned_corners(check, left, expected):
    box = Box(left, 10, 100, 100, rotation=45)
    assert 70 < 100 / math.sqrt(2) < 71
    assert codes(check(Annotation("k", "car", geometry=box))) == expected


def test_a_turned_box_in_percent_turns_in_pixels(check):
    # 5 % of 2000 and 100/15 % of 1500 are 100 pixels each: the same square as above, at 71 pixels.
    box = Box(71 / 20, 1, 5, 100 / 15, rotation=45, unit="percent")
    assert check(Annotation("k", "car", geometry=box), form="label_studio") == []
    assert codes(
        check(Annotation("k", "car", geometry=box), RowFacts("image", (1000, 1500)), form="label_studio")
    )


def test_of_a_turned_box_in_percent_of_an_unknown_size_only_the_corner_is_judged(check):
    inside = Box(1, 1, 50, 50, rotation=45, unit="percent")
    assert check(Annotation("k", "car", geometry=inside), UNKNOWN) == []
    outside = Box(101, 1, 50, 50, rotation=45, unit="percent")
    assert codes(check(Annotation("k", "car", geometry=outside), UNKNOWN)) == ["GEO004"]


@pytest.mark.parametrize(
    ("ellipse", "expected"),
    [
        (Ellipse(100, 750, 100, 50), []),
        (Ellipse(99, 750, 100, 50), ["GEO004"]),
        # Turned by 90 degrees the radii change places.
        (Ellipse(60, 750, 100, 50, rotation=90), []),
        (Ellipse(60, 90, 100, 50, rotation=90), ["GEO004"]),
    ],
)
def test_an_ellipse_reaches_as_far_as_its_radii_however_turned(check, ellipse, expected):
    assert codes(check(Annotation("k", "dent", geometry=ellipse))) == expected
