import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from postil.errors import LimitError, UsageError
from postil.masks import RunMask, single, write_composite, write_png
from tests.unit.masks.rasters import random_rasters, rasters

RED, GREEN = (255, 0, 0), (0, 255, 0)


def pillow_pixels(content):
    with Image.open(io.BytesIO(content)) as image:
        return image.mode, np.asarray(image.convert("L" if image.mode == "1" else "RGB"))


@given(rasters)
def test_a_mask_decodes_in_pillow_to_white_where_it_is_set(raster):
    mode, pixels = pillow_pixels(write_png(RunMask.from_raster(raster)))
    assert mode == "1"
    assert np.array_equal(pixels, raster * 255)


def test_a_thousand_random_masks_decode_in_pillow_to_themselves():
    for raster in random_rasters(1000, seed=8):
        assert np.array_equal(pillow_pixels(write_png(RunMask.from_raster(raster)))[1] > 0, raster)


@given(rasters)
def test_a_written_mask_is_read_back_equal(raster):
    mask = RunMask.from_raster(raster)
    assert single(write_png(mask)) == mask


def test_the_largest_mask_is_written():
    mask = RunMask(9000, 9000, np.array([0, 9000 * 9000], np.int32))
    assert single(write_png(mask)) == mask


def test_a_mask_over_the_size_limit_is_not_written():
    with pytest.raises(LimitError) as caught:
        write_png(RunMask(1, 9001, np.empty(0, np.int32)))
    assert caught.value.code == "MSK001"


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 7), st.integers(1, 7)), elements=st.integers(0, 4)))
def test_a_composite_decodes_in_pillow_to_its_colours(classes):
    table = np.array([(0, 0, 0), RED, GREEN, (1, 2, 3), (254, 255, 253)], np.uint8)
    masks = [
        (RunMask.from_raster(classes == number), tuple(table[number].tolist())) for number in range(1, 5)
    ]
    mode, pixels = pillow_pixels(write_composite(masks))
    assert mode == "P"
    assert np.array_equal(pixels, table[classes])


@given(st.lists(arrays.arrays(np.bool_, (4, 5)), min_size=1, max_size=5))
def test_where_masks_overlap_the_later_one_is_seen(layers):
    expected = np.zeros((4, 5, 3), np.uint8)
    masks = []
    for number, raster in enumerate(layers, start=1):
        expected[raster] = (number, 7, 7)
        masks.append((RunMask.from_raster(raster), (number, 7, 7)))
    assert np.array_equal(pillow_pixels(write_composite(masks))[1], expected)


@pytest.mark.parametrize(("number", "mode"), [(255, "P"), (256, "RGB")])
def test_more_than_255_colours_are_written_as_rgb(number, mode):
    classes = np.arange(number + 1).reshape(1, -1)
    colors = [(index % 7 + 1, index // 7, index % 256) for index in range(number + 1)]
    masks = [(RunMask.from_raster(classes == index), colors[index]) for index in range(1, number + 1)]
    found, pixels = pillow_pixels(write_composite(masks))
    assert found == mode
    assert pixels[0].tolist() == [[0, 0, 0], *map(list, colors[1:])]


def test_masks_may_share_a_colour():
    left, right = np.array([[1, 0, 0]]), np.array([[0, 0, 1]])
    masks = [(RunMask.from_raster(left), RED), (RunMask.from_raster(right), RED)]
    assert pillow_pixels(write_composite(masks))[1].tolist() == [[list(RED), [0, 0, 0], list(RED)]]


@pytest.mark.parametrize("colors", [[], [(0, 0, 0)], [RED, (0, 0, 0)], [(300, 0, 0)]])
def test_a_composite_needs_masks_with_colours_that_can_be_seen(colors):
    with pytest.raises(UsageError) as caught:
        write_composite([(RunMask.from_raster(np.ones((2, 2))), color) for color in colors])
    assert caught.value.code == "MSK004"


def test_masks_of_different_sizes_cannot_share_a_composite():
    masks = [(RunMask.from_raster(np.ones((2, 3))), RED), (RunMask.from_raster(np.ones((3, 2))), GREEN)]
    with pytest.raises(UsageError, match="3 x 2, 2 x 3") as caught:
        write_composite(masks)
    assert caught.value.code == "MSK006"
