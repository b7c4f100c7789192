import pytest

from postil.errors import LimitError, UsageError
from postil.masks.limits import MAX_PIXELS, MAX_TOGGLES, check_sides, check_size, check_toggles


@pytest.mark.parametrize(("height", "width"), [(1, 1), (9000, 9000), (1, 9000)])
def test_sides_up_to_9000_pixels_are_accepted(height, width):
    check_sides(height, width)


@pytest.mark.parametrize(("height", "width"), [(9001, 1), (1, 9001), (10**9, 10**9)])
def test_a_side_over_9000_pixels_is_refused_with_both_sizes_in_the_message(height, width):
    with pytest.raises(LimitError, match="9,000 x 9,000") as caught:
        check_sides(height, width)
    assert caught.value.code == "MSK001"
    assert f"{width:,} x {height:,}" in caught.value.message


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (-1, 5), (2.5, 5), ("5", 5), (None, 5)])
@pytest.mark.parametrize("check", [check_size, check_sides])
def test_a_size_that_is_not_two_positive_whole_numbers_is_refused(check, size):
    with pytest.raises(UsageError, match="at least 1") as caught:
        check(*size)
    assert caught.value.code == "MSK005"


def test_a_mask_may_have_long_sides_as_long_as_its_positions_fit():
    check_size(1, MAX_PIXELS)
    with pytest.raises(LimitError) as caught:
        check_size(2, MAX_PIXELS)
    assert caught.value.code == "MSK001"


def test_more_flips_than_the_limit_are_refused():
    check_toggles(MAX_TOGGLES)
    with pytest.raises(LimitError, match="flips") as caught:
        check_toggles(MAX_TOGGLES + 1)
    assert caught.value.code == "MSK001"
