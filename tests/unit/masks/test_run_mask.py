import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from pycocotools import mask as coco

from postil.errors import LimitError, UsageError
from postil.masks import RunMask
from tests.unit.masks.rasters import coco_encoded, random_rasters, rasters

CORNER = np.array([[0, 1, 1], [0, 0, 1]])


def test_a_mask_knows_its_figures():
    mask = RunMask.from_raster(CORNER)
    assert (mask.area, mask.bbox, mask.count_list) == (3, (1, 0, 2, 2), [2, 1, 1, 2])
    assert mask.counts == coco_encoded(CORNER)["counts"].decode()


def test_an_empty_mask_has_no_box():
    mask = RunMask.from_raster(np.zeros((2, 3)))
    assert (mask.area, mask.bbox, mask.count_list) == (0, None, [6])


def test_figures_equal_the_coco_api_on_a_thousand_random_masks():
    for raster in random_rasters(1000, seed=5):
        mask, encoded = RunMask.from_raster(raster), coco_encoded(raster)
        assert mask.area == coco.area(encoded)
        assert list(mask.bbox or (0, 0, 0, 0)) == coco.toBbox(encoded).tolist()


@given(rasters)
def test_every_form_gives_the_same_mask_back(raster):
    mask = RunMask.from_raster(raster)
    height, width = raster.shape
    assert np.array_equal(mask.to_raster(), raster)
    assert RunMask.from_counts(mask.counts, height, width) == mask
    assert RunMask.from_counts(mask.counts.encode(), height, width) == mask
    assert RunMask.from_counts(mask.count_list, height, width) == mask
    assert RunMask.from_row_toggles(mask.row_toggles, height, width) == mask


@given(
    st.tuples(st.integers(1, 9), st.integers(1, 9)).flatmap(
        lambda size: st.tuples(arrays.arrays(np.bool_, size), arrays.arrays(np.bool_, size))
    )
)
def test_iou_counts_shared_pixels_over_all_pixels(pair):
    one, other = (RunMask.from_raster(raster) for raster in pair)
    shared, total = int((pair[0] & pair[1]).sum()), int((pair[0] | pair[1]).sum())
    assert one.intersection_area(other) == shared
    assert one.union_area(other) == total
    assert one.iou(other) == (shared / total if total else None)


def test_iou_of_two_empty_masks_is_unknown_and_with_one_empty_mask_zero():
    empty, full = RunMask.from_raster(np.zeros((2, 2))), RunMask.from_raster(np.ones((2, 2)))
    assert empty.iou(empty) is None
    assert empty.iou(full) == 0.0


@pytest.mark.parametrize("name", ["iou", "intersection_area", "union_area"])
def test_masks_of_different_sizes_cannot_be_compared(name):
    one, other = RunMask.from_raster(np.ones((2, 3))), RunMask.from_raster(np.ones((3, 2)))
    with pytest.raises(UsageError, match="3 x 2 and 2 x 3") as caught:
        getattr(one, name)(other)
    assert caught.value.code == "MSK006"


def test_masks_are_equal_by_size_and_pixels():
    mask = RunMask.from_raster(CORNER)
    assert mask == RunMask.from_raster(CORNER * 7)
    assert hash(mask) == hash(RunMask.from_raster(CORNER * 7))
    assert mask != RunMask.from_raster(1 - CORNER)
    assert RunMask.from_raster(np.zeros((2, 3))) != RunMask.from_raster(np.zeros((3, 2)))
    assert mask != "mask"


def test_content_is_the_hash_of_size_and_counts():
    # The COCO API writes "6" for six unset pixels.
    assert RunMask.from_raster(np.zeros((2, 3))).content == hashlib.sha256(b"2,3,6").hexdigest()


def test_a_mask_cannot_be_changed_through_the_array_it_was_made_from():
    positions = np.array([1, 3], np.int32)
    mask = RunMask(2, 2, positions)
    positions[0] = 0
    assert mask.toggles.tolist() == [1, 3]
    with pytest.raises(ValueError, match="read-only"):
        mask.toggles[0] = 0


@pytest.mark.parametrize("positions", [[1], [2, 1], [1, 1], [-1, 2], [3, 5], [[1, 2]]])
def test_toggles_that_are_not_ascending_pairs_inside_the_mask_are_refused(positions):
    with pytest.raises(UsageError) as caught:
        RunMask(2, 2, np.array(positions))
    assert caught.value.code == "MSK005"


def test_a_colour_array_is_no_mask():
    with pytest.raises(UsageError, match="3 dimensions") as caught:
        RunMask.from_raster(np.zeros((2, 2, 3)))
    assert caught.value.code == "MSK003"


def test_counts_of_a_mask_over_9000_pixels_are_refused_whatever_they_hold():
    with pytest.raises(LimitError) as caught:
        RunMask.from_counts([10**9], 31623, 31623)
    assert caught.value.code == "MSK001"
