"""How much two shapes cover each other; expected values by hand, or from pixels counted one by one."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.masks.run_mask import RunMask
from postil.metrics.iou import bounds_of, iou
from postil.model.geometry import Box, CenterBox, CornerBox, Ellipse, Mask, Point, Polygon, Polyline
from postil.model.span import TextSpan, TimeRange

SQUARE = Box(0, 0, 10, 10)
corner = st.integers(0, 20)
side = st.integers(1, 20)
boxes = st.builds(Box, corner, corner, side, side)


def mask(raster):
    runs = RunMask.from_raster(raster)
    height, width = raster.shape
    return Mask(height, width, runs.counts, bbox=runs.bbox)


def pixels(box):
    raster = np.zeros((40, 40), bool)
    raster[box.top : box.top + box.height, box.left : box.left + box.width] = True
    return raster


def counted(one, other):
    first, second = pixels(one), pixels(other)
    return (first & second).sum() / (first | second).sum()


@given(boxes, boxes)
def test_boxes_cover_each_other_as_their_pixels_do(one, other):
    assert iou(one, other) == pytest.approx(counted(one, other))


@given(boxes, boxes)
def test_masks_cover_each_other_as_their_pixels_do(one, other):
    assert iou(mask(pixels(one)), mask(pixels(other))) == pytest.approx(counted(one, other))


@given(boxes, boxes)
def test_it_is_the_same_both_ways(one, other):
    assert iou(one, other) == iou(other, one)


@given(boxes, boxes)
@settings(max_examples=40)
def test_outlines_of_boxes_come_close_to_the_boxes(one, other):
    def outline(box):
        right, bottom = box.left + box.width, box.top + box.height
        return Polygon([(box.left, box.top), (right, box.top), (right, bottom), (box.left, bottom)])

    assert iou(outline(one), outline(other)) == pytest.approx(counted(one, other), abs=0.02)


def test_the_same_box_may_be_spelled_in_three_ways():
    assert iou(SQUARE, CornerBox(0, 0, 10, 10)) == iou(SQUARE, CenterBox(5, 5, 10, 10)) == 1


def test_a_box_turned_by_a_right_angle_lies_left_of_its_corner():
    assert iou(Box(10, 0, 10, 10, rotation=90), SQUARE) == pytest.approx(1, abs=0.01)


def test_a_circle_fills_its_square_as_pi_says():
    assert iou(Ellipse(5, 5, 5, 5), SQUARE) == pytest.approx(math.pi / 4, abs=0.01)


def test_a_mask_and_an_outline_are_compared_in_the_pixels_of_the_mask():
    outline = Polygon([(0, 0), (10, 0), (10, 10), (0, 10)])
    assert iou(mask(pixels(Box(0, 0, 10, 20))), outline) == pytest.approx(0.5)


def test_masks_of_different_pictures_share_nothing():
    assert iou(mask(np.ones((4, 4), bool)), mask(np.ones((4, 5), bool))) == 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [((0, 10), (5, 15), 1 / 3), ((0, 10), (0, 10), 1), ((0, 10), (10, 20), 0), ((3, 3), (3, 3), 1)],
)
def test_stretches_of_text_and_time_are_compared_by_length(one, other, expected):
    assert iou(TextSpan(*one), TextSpan(*other)) == pytest.approx(expected)
    assert iou(TimeRange(*one), TimeRange(*other)) == pytest.approx(expected)


@pytest.mark.parametrize(("x", "expected"), [(0, 1), (5, 0.5), (10, 0), (30, 0)])
def test_points_are_compared_by_distance(x, expected):
    assert iou(Point(0, 0), Point(x, 0)) == pytest.approx(expected)


def test_lines_are_compared_by_the_distance_of_their_vertices():
    assert iou(Polyline([(0, 0), (50, 0)]), Polyline([(0, 4), (50, 4)])) == pytest.approx(0.6)


def test_a_hole_covers_nothing():
    ring = Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], holes=[[(0, 0), (10, 0), (10, 5), (0, 5)]])
    assert iou(ring, Box(0, 5, 10, 5)) == pytest.approx(1, abs=0.01)


def test_kinds_that_cannot_be_compared_share_nothing():
    assert iou(SQUARE, TextSpan(0, 10)) == iou(SQUARE, None) == iou(Point(5, 5), SQUARE) == 0


@pytest.mark.parametrize(
    ("shape", "bounds"),
    [
        (SQUARE, (0, 0, 10, 10)),
        (Point(3, 4), (3, 4, 3, 4)),
        (Polyline([(1, 9), (5, 2)]), (1, 2, 5, 9)),
        (TextSpan(3, 9), (3, 0, 9, 0)),
        (None, None),
        (Mask(4, 4), None),
    ],
)
def test_bounds_reach_around_everything(shape, bounds):
    assert bounds_of(shape) == bounds
