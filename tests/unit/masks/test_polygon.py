from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycocotools import mask as coco

from postil.errors import LimitError, UsageError
from postil.masks import RunMask, polygon_mask

# The polygon of Labelbox's image import guide, on its image of 2560 x 1707 pixels.
DOCUMENTED = [
    (1489.581, 183.934),
    (2278.306, 256.885),
    (2428.197, 200.437),
    (2560.0, 335.419),
    (2557.386, 503.165),
    (2320.596, 503.103),
    (2156.083, 628.943),
    (2161.111, 785.519),
    (2002.115, 894.647),
    (1838.456, 877.874),
    (1436.53, 874.636),
    (1411.403, 758.579),
    (1353.853, 751.74),
    (1345.264, 453.461),
    (1426.011, 421.129),
]
DOCUMENTED_AREA = 611_780.8  # by the shoelace formula

HEIGHT, WIDTH = 7, 8
quarters = st.integers(-8, 44).map(lambda value: value / 4)
rings = st.lists(st.tuples(quarters, quarters), max_size=7)


def slow_mask(rings):
    """Even-odd by exact arithmetic: the number of edges above each pixel centre, one pixel at a time."""
    raster = np.zeros((HEIGHT, WIDTH), bool)
    for row in range(HEIGHT):
        for column in range(WIDTH):
            x, y = Fraction(2 * column + 1, 2), Fraction(2 * row + 1, 2)
            crossed = 0
            for ring in rings:
                points = [(Fraction(px), Fraction(py)) for px, py in ring]
                for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
                    if min(x0, x1) <= x < max(x0, x1):
                        crossed += y0 + (x - x0) * (y1 - y0) / (x1 - x0) <= y
            raster[row, column] = crossed % 2 == 1
    return raster


@given(st.lists(rings, max_size=3))
def test_a_pixel_belongs_when_its_centre_is_inside(rings):
    assert np.array_equal(polygon_mask(rings, HEIGHT, WIDTH).to_raster(), slow_mask(rings))


def test_the_documented_polygon_has_its_area_to_one_part_in_ten_thousand():
    assert polygon_mask([DOCUMENTED], 1707, 2560).area == pytest.approx(DOCUMENTED_AREA, rel=1e-4)


def test_the_documented_polygon_has_the_pixels_that_rasterio_counts():
    # rasterio.features.rasterize, which takes pixels by their centre too, sets 611,755 of them.
    assert polygon_mask([DOCUMENTED], 1707, 2560).area == 611_755


def test_the_documented_polygon_agrees_with_the_coco_api_but_for_its_border():
    mask = polygon_mask([DOCUMENTED], 1707, 2560)
    oracle = coco.frPyObjects([[value for point in DOCUMENTED for value in point]], 1707, 2560)[0]
    other = RunMask.from_counts(oracle["counts"], 1707, 2560)
    assert (mask.iou(other) or 0) > 0.999
    assert mask.bbox == (1345, 184, 1215, 711)


def test_a_box_on_pixel_borders_covers_exactly_its_pixels():
    mask = polygon_mask([[(2, 1), (5, 1), (5, 3), (2, 3)]], HEIGHT, WIDTH)
    assert (mask.bbox, mask.area) == ((2, 1, 3, 2), 6)


def test_a_box_through_pixel_centres_takes_its_left_and_top_and_leaves_right_and_bottom():
    mask = polygon_mask([[(2.5, 1.5), (5.5, 1.5), (5.5, 3.5), (2.5, 3.5)]], HEIGHT, WIDTH)
    assert (mask.bbox, mask.area) == ((2, 1, 3, 2), 6)


def test_a_further_ring_inside_is_a_hole():
    outer = [(0, 0), (6, 0), (6, 6), (0, 6)]
    hole = [(2, 2), (4, 2), (4, 4), (2, 4)]
    mask = polygon_mask([outer, hole], HEIGHT, WIDTH)
    assert mask.area == 36 - 4
    assert not mask.to_raster()[2:4, 2:4].any()


halves = st.integers(0, 16).map(lambda value: value / 2)
points = st.tuples(halves, halves)


@given(points, points)
def test_every_pixel_belongs_to_exactly_one_of_two_polygons_that_share_an_edge(one, other):
    # Cutting the frame along a path through two inner points gives an upper and a lower part.
    path = [(0, 3.5), one, other, (8, 3.5)]
    above = polygon_mask([[*path, (8, 0), (0, 0)]], HEIGHT, WIDTH).to_raster()
    below = polygon_mask([[*path[::-1], (0, 7), (8, 7)]], HEIGHT, WIDTH).to_raster()
    assert (above ^ below).all()


coordinates = st.floats(-20, 30, allow_nan=False)


@given(st.tuples(coordinates, coordinates), st.tuples(coordinates, coordinates))
def test_two_halves_of_a_polygon_make_the_whole_at_any_coordinates(one, other):
    corners = [(-20, -20), (30, -20), (30, 30), (-20, 30)]
    left = polygon_mask([[corners[0], one, other, corners[3]]], HEIGHT, WIDTH).to_raster()
    right = polygon_mask([[corners[0], one, other, *corners[:0:-1]]], HEIGHT, WIDTH).to_raster()
    assert (left ^ right).all()


def test_a_closed_ring_means_the_same_as_an_open_one():
    ring = [(1, 1), (6, 2), (3, 6)]
    assert polygon_mask([[*ring, ring[0]]], HEIGHT, WIDTH) == polygon_mask([ring], HEIGHT, WIDTH)


def test_what_lies_outside_the_mask_is_cut_off():
    mask = polygon_mask([[(-1e6, -1e6), (1e6, -1e6), (1e6, 1e6), (-1e6, 1e6)]], HEIGHT, WIDTH)
    assert mask.area == HEIGHT * WIDTH


@pytest.mark.parametrize("ring", [[], [(1, 1)], [(1, 1), (5, 5)]])
def test_fewer_than_three_points_cover_no_pixel(ring):
    assert polygon_mask([ring], HEIGHT, WIDTH).area == 0


def test_no_ring_at_all_is_an_empty_mask():
    assert polygon_mask([], HEIGHT, WIDTH).bbox is None


@pytest.mark.parametrize(
    "ring",
    [
        [(1, 2), (3, float("nan")), (4, 4)],
        [(1, 2), (3, float("inf")), (4, 4)],
        [(1, 2), (3, 1e300), (4, 4)],
        [(1, 2, 3), (3, 4, 5)],
        [(1, 2), (3,)],
        [1, 2, 3],
        [("a", "b")],
        [(None, 1), (2, 2)],
    ],
)
def test_a_ring_that_is_not_a_list_of_finite_points_is_refused(ring):
    with pytest.raises(UsageError, match="finite"):
        polygon_mask([ring], HEIGHT, WIDTH)


def test_a_zigzag_that_crosses_every_column_thousands_of_times_is_refused():
    zigzag = np.zeros((20_000, 2))
    zigzag[::2, 0] = 9000
    with pytest.raises(LimitError) as caught:
        polygon_mask([zigzag], 9000, 9000)
    assert caught.value.code == "MSK001"
