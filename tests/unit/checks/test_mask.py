import numpy as np
import pytest

from postil.checks.mask import check_mask_array

SQUARE = [[0, 1], [1, 0]]


@pytest.mark.parametrize("kind", ["bool", "uint8", "int8", "int64", "uint64", "float16", "float64"])
def test_zeros_and_ones_of_any_type_are_a_mask(kind):
    assert check_mask_array(np.array(SQUARE, dtype=kind)) is None


def test_whole_numbers_other_than_one_are_set_pixels():
    assert check_mask_array(np.array([[0, 255], [7, 0]])) is None


@pytest.mark.parametrize("value", [0.5, 2.0, np.nan, -1.0])
def test_fractions_need_a_threshold(value):
    issue = check_mask_array(np.array([[0.0, value]]))
    assert issue is not None
    assert issue.code == "MSK012"


@pytest.mark.parametrize("shape", [(), (4,), (2, 2, 3), (0, 5)])
def test_a_mask_has_height_and_width(shape):
    issue = check_mask_array(np.zeros(shape))
    assert issue is not None
    assert (issue.code, issue.got) == ("MSK012", list(shape))


@pytest.mark.parametrize("array", [np.array([["a"]]), np.array([[1j]])])
def test_text_and_complex_numbers_are_no_mask(array):
    issue = check_mask_array(array)
    assert issue is not None
    assert issue.code == "MSK012"
