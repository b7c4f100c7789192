import math

import pytest

from postil.checks.facts import RowFacts
from postil.model.annotation import Annotation
from postil.model.geometry import (
    Bitmap,
    Box,
    CenterBox,
    CornerBox,
    Ellipse,
    Mask,
    Path,
    Point,
    Polygon,
    Polyline,
    Vertex,
)
from postil.model.number import Pair

RING: list[Pair] = [(10, 10), (90, 10), (50, 60)]


def test_a_negative_width_says_which_edge_to_give(check):
    [issue] = check(Annotation("k", "car", geometry=Box(1690, 977, -225, 330)))
    assert issue.code == "GEO002"
    assert issue.message == "bbox width is -225, must be greater than 0"
    assert issue.hint == "give the left edge in `left` and a positive `width`"
    assert (issue.got, issue.where.pointer) == (-225, "/bbox/width")


def test_the_same_box_in_label_studio_is_reported_in_its_spelling(check):
    [issue] = check(Annotation("k", "car", geometry=Box(10, 20, 30, -1, unit="percent")), form="label_studio")
    assert issue.message == "rectangle height is -1, must be greater than 0"
    assert issue.hint == "give the top edge in `y` and a positive `height`"
    assert issue.where.pointer == "/value/height"


@pytest.mark.parametrize(
    ("box", "pointers"),
    [
        (Box(5, 5, 0, 0), ["/bbox/width", "/bbox/height"]),
        (CornerBox(5, 5, 5, 9), ["/box/right"]),
        (CornerBox(5, 9, 9, 5), ["/box/bottom"]),
        (CenterBox(5, 5, 0, 1), ["/box/width"]),
    ],
)
def test_a_box_needs_an_extent_in_every_form(check, box, pointers):
    found = check(Annotation("k", "car", geometry=box))
    assert [(issue.code, issue.where.pointer) for issue in found] == [("GEO002", place) for place in pointers]


def test_on_maps_a_height_may_be_negative_but_not_zero(check):
    geo = RowFacts("geospatial")
    row = Box(-99.20746564865112, 19.39925939999194, 0.00178098678589, -0.00126497169858)
    assert check(Annotation("k", "car", geometry=row), geo) == []
    found = check(Annotation("k", "car", geometry=Box(-99.2, 19.4, 0.1, 0)), geo)
    assert [issue.code for issue in found] == ["GEO002"]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_polygon_needs_three_points(check, count):
    [issue] = check(Annotation("k", "roof", geometry=Polygon(RING[:count])))
    assert (issue.code, issue.got, issue.where.pointer) == ("GEO001", count, "/polygon")


def test_holes_and_parts_need_three_points_too(check):
    polygon = Polygon(RING, holes=[RING[:2]], parts=[RING[:1]])
    assert [issue.code for issue in check(Annotation("k", "roof", geometry=polygon))] == ["GEO001"] * 2


@pytest.mark.parametrize("line", [Polyline(RING[:1]), Path([Vertex(1, 1)]), Polyline([])])
def test_a_line_needs_two_points(check, line):
    assert [issue.code for issue in check(Annotation("k", "road", geometry=line))] == ["GEO003"]


@pytest.mark.parametrize(("radii", "pointer"), [((0, 5), "/value/radiusX"), ((5, -1), "/value/radiusY")])
def test_a_radius_must_be_positive(check, radii, pointer):
    found = check(Annotation("k", "dent", geometry=Ellipse(50, 50, *radii)), form="label_studio")
    assert [(issue.code, issue.where.pointer) for issue in found] == [("GEO006", pointer)]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("car", lambda bad: Box(1, bad, 3, 4)),
        ("car", lambda bad: Box(1, 2, bad, 4)),
        ("roof", lambda bad: Polygon([(1, 1), (bad, 1), (5, 9)])),
        ("roof", lambda bad: Polygon(RING, holes=[[(1, 1), (bad, 1), (5, 9)]])),
        ("road", lambda bad: Polyline([(1, 1), (5, bad)])),
        ("road", lambda bad: Path([Vertex(1, 1), Vertex(bad, 2)])),
        ("wheel", lambda bad: Point(bad, 1)),
        ("dent", lambda bad: Ellipse(5, 5, bad, 1)),
    ],
)
def test_a_number_made_by_a_program_must_be_finite(check, name, shape, value):
    assert [issue.code for issue in check(Annotation("k", name, geometry=shape(value)))] == ["SRC006"]


def test_an_endless_box_is_no_box_on_a_page_without_borders(check):
    found = check(Annotation("k", "car", geometry=Box(1, 2, math.inf, 4)), RowFacts("document"))
    assert [issue.code for issue in found] == ["SRC006"]


def test_a_mask_as_large_as_its_image_is_clean(check):
    mask = Mask(1500, 2000, "x", 7, (0, 0, 7, 1))
    assert check(Annotation("k", "paint", geometry=mask)) == []


def test_a_mask_of_another_size_names_both_sizes(check):
    [issue] = check(Annotation("k", "paint", geometry=Mask(2000, 1500, "x", 7)))
    assert (issue.code, issue.got, issue.expected) == ("MSK009", [1500, 2000], [2000, 1500])
    assert issue.message == "mask is 1500 x 2000, but the asset is 2000 x 1500"


def test_a_bitmap_of_another_size_is_reported_too(check):
    found = check(Annotation("k", "paint", geometry=Bitmap(10, 10, "0" * 64, "png")))
    assert [issue.code for issue in found] == ["MSK009"]


def test_a_mask_that_was_not_decoded_yet_is_left_alone(check):
    assert check(Annotation("k", "paint", geometry=Mask())) == []


def test_an_empty_mask_is_a_warning(check):
    [issue] = check(Annotation("k", "paint", geometry=Mask(1500, 2000, "x", 0)))
    assert (issue.code, issue.severity) == ("MSK011", "warning")


def test_a_mask_on_an_image_of_unknown_size_is_not_compared(check):
    found = check(Annotation("k", "paint", geometry=Mask(10, 10, "x", 5)), RowFacts("image"))
    assert [issue.code for issue in found] == ["ROW015"]
