import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import LimitError, UsageError
from postil.masks import RunMask, counts, toggles
from postil.masks.limits import MAX_TOGGLES
from tests.unit.masks.rasters import coco_encoded, random_rasters, rasters


def counts_text(raster):
    columns = toggles.from_flat(raster.T.reshape(-1))
    return counts.compress(counts.from_toggles(columns, raster.size))


def test_text_equals_the_coco_api_on_three_thousand_random_masks():
    for raster in random_rasters(3000, seed=3000):
        assert counts_text(raster) == coco_encoded(raster)["counts"].decode()


def test_text_of_the_coco_api_reads_as_the_same_pixels_on_three_thousand_random_masks():
    for raster in random_rasters(3000, seed=3001):
        mask = RunMask.from_counts(coco_encoded(raster)["counts"], *raster.shape)
        assert np.array_equal(mask.to_raster(), raster)


@given(rasters)
def test_text_equals_the_coco_api(raster):
    assert counts_text(raster) == coco_encoded(raster)["counts"].decode()


def test_text_equals_the_coco_api_on_a_large_mask_with_numbers_of_many_groups():
    raster = np.zeros((3000, 4000), bool)
    raster[100:2900, 5:3990] = True
    raster[700, 900] = False
    raster[:, 3000:3300] = True
    assert counts_text(raster) == coco_encoded(raster)["counts"].decode()


@given(st.lists(st.integers(0, 2**31 - 1), min_size=1, max_size=30))
def test_expanding_undoes_compressing(lengths):
    assert counts.expand(counts.compress(np.array(lengths, np.int64))).tolist() == lengths


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_plain_counts_alternate_unset_and_set_runs_and_any_run_may_be_empty(lengths):
    pixels = [index % 2 == 1 for index, length in enumerate(lengths) for _ in range(length)]
    assert toggles.to_flat(counts.to_toggles(lengths, len(pixels)), len(pixels)).tolist() == pixels


@pytest.mark.parametrize(
    ("pixels", "expected"), [([0, 0], [2]), ([1, 1], [0, 2]), ([0, 1], [1, 1]), ([1, 0], [0, 1, 1])]
)
def test_counts_begin_with_the_unset_run_and_end_with_the_last_run(pixels, expected):
    assert counts.from_toggles(toggles.from_flat(np.array(pixels)), 2).tolist() == expected


@pytest.mark.parametrize(
    "lengths",
    [
        np.array([1, 2, 3], np.uint8),
        np.array([1, 2, 3], np.uint64),
        np.array([1.0, 2.0, 3.0]),
        (1, 2, 3),
        [1, 2.0, 3],
    ],
)
def test_whole_numbers_of_any_type_are_counts(lengths):
    assert counts.to_toggles(lengths, 6).tolist() == [1, 3]


@pytest.mark.parametrize(
    ("lengths", "complaint"),
    [
        ([2, -1, 3], "count -1 at index 1"),
        ([1, 2], "add up to 3 pixels, height x width is 4"),
        ([3, 2], "add up to 5"),
        ([], "add up to 0"),
        ([2**62, 2**62, 2**62, 2**62, 4], "count 4611686018427387904 at index 0"),
        ([2**63, 4], "count 9223372036854775808 at index 0"),
        ([2**70, 4], "something other than whole numbers"),
        ([1e300, 4], "count 1e\\+300 at index 0"),
        ([1.5, 2.5], "something other than whole numbers"),
        ([float("nan"), 4], "something other than whole numbers"),
        ([float("inf"), 4], "something other than whole numbers"),
        (["4"], "something other than whole numbers"),
        ([None, 4], "something other than whole numbers"),
        ([True, False], "something other than whole numbers"),
        ([[4]], "something other than whole numbers"),
        ([[1, 2], [3]], "nested unevenly"),
    ],
)
def test_counts_that_do_not_fill_the_mask_with_whole_runs_are_refused(lengths, complaint):
    with pytest.raises(UsageError, match=complaint) as caught:
        counts.to_toggles(lengths, 4)
    assert caught.value.code == "MSK005"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("4 4", "byte 32 at offset 1"),
        ("4p", "byte 112 at offset 1"),
        ("4é", "byte 195 at offset 1"),
        ("4\ud800", "byte 237 at offset 1"),
        ("4P", "ends in the middle"),
        ("P" * 12 + "0", "beyond 32 bits"),
        ("P" * 8 + "1", "beyond 32 bits"),
        ("P" * 200 + "0", "beyond 32 bits"),
    ],
)
def test_text_the_coco_api_never_writes_is_refused(text, complaint):
    with pytest.raises(UsageError, match=complaint) as caught:
        counts.expand(text)
    assert caught.value.code == "MSK005"


@given(st.text(st.characters(min_codepoint=40, max_codepoint=120), max_size=30))
def test_any_text_gives_a_mask_or_a_coded_error(text):
    try:
        area, code = RunMask.from_counts(text, 3, 4).area, None
    except UsageError as error:
        area, code = 0, error.code
    assert 0 <= area <= 12
    assert code in (None, "MSK005")


def test_more_counts_than_the_limit_are_refused_before_they_are_parsed():
    with pytest.raises(LimitError) as caught:
        counts.expand(b"0" * (MAX_TOGGLES + 1))
    assert caught.value.code == "MSK001"
