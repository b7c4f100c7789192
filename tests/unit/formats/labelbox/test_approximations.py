import math

import pytest

from postil.formats.labelbox.approximations import drawn, ellipse_points, rotated_corners
from postil.formats.labelbox.spelling import Spelling
from postil.model.annotation import Annotation
from postil.model.geometry import Box, CenterBox, CornerBox, Ellipse, Path, Point, Polygon, Polyline, Vertex
from postil.model.issue import Loss


def draw(shape, size=None):
    losses: list[Loss] = []
    spelling = Spelling(lambda _: b"", losses.append)
    spelling.size = size
    return drawn(shape, Annotation("k"), spelling), [loss.code for loss in losses]


def test_a_box_in_pixels_keeps_its_numbers():
    box = Box(1, 2.0, 3, 4)
    assert draw(box) == (box, [])
    assert type(draw(box)[0].left) is int


@pytest.mark.parametrize("shape", [CornerBox(1, 2, 4, 6), CornerBox(4, 6, 1, 2), CenterBox(2.5, 4, 3, 4)])
def test_other_forms_of_a_box_become_left_top_width_height(shape):
    assert draw(shape) == (Box(1, 2, 3, 4), [])


def test_a_box_turns_clockwise_about_its_left_top_corner():
    # A quarter turn clockwise on a screen: the right edge points down, the bottom edge points left.
    corners = rotated_corners(Box(10, 10, 4, 2, rotation=90), None)
    expected = [(10, 10), (10, 14), (8, 14), (8, 10)]
    assert all(math.dist(one, other) < 1e-12 for one, other in zip(corners, expected, strict=True))


def test_a_box_in_percent_turns_in_pixels():
    corners = rotated_corners(Box(50, 50, 10, 10, rotation=90, unit="percent"), (100, 200))
    assert math.dist(corners[1], (50, 110)) < 1e-9


def test_rotation_0_is_a_box_and_any_other_a_polygon():
    assert draw(Box(1, 2, 3, 4, rotation=0))[1] == []
    shape, losses = draw(Box(1, 2, 3, 4, rotation=30))
    assert isinstance(shape, Polygon)
    assert losses == ["LOS001"]


def test_the_points_of_an_ellipse_lie_on_it():
    points = ellipse_points(Ellipse(10, 20, 4, 2), None)
    assert len(points) == 64
    assert all(abs(((x - 10) / 4) ** 2 + ((y - 20) / 2) ** 2 - 1) < 1e-12 for x, y in points)


def test_a_turned_ellipse_has_its_long_axis_turned():
    points = ellipse_points(Ellipse(0, 0, 4, 2, rotation=90), None)
    assert math.dist(points[0], (0, 4)) < 1e-12


def test_a_circle_in_percent_is_an_ellipse_in_pixels():
    points = ellipse_points(Ellipse(50, 50, 10, 10, unit="percent"), (100, 200))
    assert math.dist(points[0], (60, 100)) < 1e-9
    assert math.dist(points[16], (50, 120)) < 1e-9


def test_a_path_becomes_a_line_or_a_closed_polygon():
    vertices = [Vertex(0, 0), Vertex(1, 0), Vertex(1, 1)]
    assert draw(Path(vertices)) == (Polyline([(0, 0), (1, 0), (1, 1)]), [])
    assert draw(Path(vertices, closed=True)) == (Polygon([(0, 0), (1, 0), (1, 1)]), [])


def test_curves_and_holes_and_point_widths_are_reported():
    assert draw(Path([Vertex(0, 0, is_bezier=True)]))[1] == ["LOS001"]
    assert draw(Polygon([(0, 0)], holes=[[(1, 1)]]))[1] == ["LOS002"]
    assert draw(Point(1, 2, width=3)) == (Point(1, 2), ["LOS002"])


@pytest.mark.parametrize("unit", ["percent", "fraction", "pt", "lnglat"])
def test_units_that_cannot_become_pixels_are_reported(unit):
    assert draw(Polyline([(0, 0)], unit=unit)) == (None, ["LOS004"])
