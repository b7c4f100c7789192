import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import LimitError
from postil.masks import toggles
from postil.masks.limits import MAX_TOGGLES
from tests.unit.masks.rasters import random_rasters, rasters


@pytest.mark.parametrize(
    ("pixels", "expected"),
    [
        ([0, 0, 0], []),
        ([1, 1, 1], [0, 3]),
        ([0, 1, 1, 0], [1, 3]),
        ([1, 0, 1], [0, 1, 2, 3]),
        ([0, 0, 7], [2, 3]),
        ([], []),
    ],
)
def test_toggles_are_the_positions_where_pixels_flip(pixels, expected):
    assert toggles.from_flat(np.array(pixels)).tolist() == expected


@given(st.lists(st.booleans(), max_size=40))
def test_toggles_give_the_same_pixels_back(pixels):
    found = toggles.from_flat(np.array(pixels, bool))
    assert toggles.to_flat(found, len(pixels)).tolist() == pixels


@given(st.lists(st.booleans(), max_size=40))
def test_the_complement_sets_what_was_unset(pixels):
    found = toggles.complement(toggles.from_flat(np.array(pixels, bool)), len(pixels))
    assert toggles.to_flat(found, len(pixels)).tolist() == [not pixel for pixel in pixels]


@given(st.lists(st.integers(0, 6), max_size=20))
def test_a_position_that_occurs_an_even_number_of_times_cancels(positions):
    expected = sorted(value for value in set(positions) if positions.count(value) % 2)
    assert toggles.cancel_pairs(np.array(sorted(positions), np.int32)).tolist() == expected


def test_expanded_runs_list_every_position_of_every_run():
    starts, lengths = np.array([3, 10, 20], np.int32), np.array([2, 1, 3], np.int32)
    assert toggles.expand_runs(starts, lengths).tolist() == [3, 4, 10, 20, 21, 22]


@given(rasters)
def test_transposed_toggles_are_those_of_the_transposed_raster(raster):
    found = toggles.transpose(toggles.from_flat(raster.reshape(-1)), *raster.shape)
    assert found.tolist() == toggles.from_flat(raster.T.reshape(-1)).tolist()


def test_transposing_twice_changes_nothing_on_a_thousand_random_masks():
    for raster in random_rasters(1000, seed=34):
        rows = toggles.from_flat(raster.reshape(-1))
        columns = toggles.transpose(rows, *raster.shape)
        assert np.array_equal(toggles.transpose(columns, *raster.shape[::-1]), rows)


def test_stripes_that_would_flip_81_million_times_are_refused_before_they_are_expanded():
    stripes = np.arange(0, 9000 * 9000 + 1, 9000, dtype=np.int32)[:-1]
    with pytest.raises(LimitError) as caught:
        toggles.transpose(stripes, 9000, 9000)
    assert caught.value.code == "MSK001"
    assert stripes.size < MAX_TOGGLES


@given(rasters)
def test_area_is_the_number_of_pixels_set(raster):
    assert toggles.area(toggles.from_flat(raster.reshape(-1))) == raster.sum()


@given(rasters)
def test_the_tight_box_touches_the_outermost_pixels(raster):
    box = toggles.tight_box(toggles.from_flat(raster.T.reshape(-1)), raster.shape[0])
    rows, columns = np.nonzero(raster)
    if not rows.size:
        assert box is None
    else:
        left, top = columns.min(), rows.min()
        assert box == (left, top, columns.max() - left + 1, rows.max() - top + 1)
