import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.masks import overlap, toggles

pixel_pairs = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40)


@pytest.mark.parametrize(
    ("operation", "rule"),
    [
        (overlap.union, lambda one, other: one or other),
        (overlap.intersection, lambda one, other: one and other),
        (overlap.difference, lambda one, other: one and not other),
    ],
)
@given(pairs=pixel_pairs)
def test_set_operations_on_runs_equal_those_on_pixels(operation, rule, pairs):
    one, other = (toggles.from_flat(np.array([pair[side] for pair in pairs], bool)) for side in (0, 1))
    found = toggles.to_flat(operation(one, other), len(pairs)).tolist()
    assert found == [rule(*pair) for pair in pairs]


@given(pixel_pairs)
def test_the_area_of_an_intersection_counts_shared_pixels(pairs):
    one, other = (toggles.from_flat(np.array([pair[side] for pair in pairs], bool)) for side in (0, 1))
    assert overlap.intersection_area(one, other) == sum(left and right for left, right in pairs)


def test_areas_stay_exact_at_the_largest_mask():
    end = 2**30 - 1
    one, other = np.array([0, end], np.int32), np.array([1, end - 1], np.int32)
    assert overlap.intersection_area(one, other) == end - 2


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ((2, 2, 1, 1), True),
        ((4, 2, 1, 1), False),
        ((2, 5, 9, 9), False),
        ((0, 0, 9, 9), True),
        ((0, 0, 1, 1), False),
    ],
)
def test_boxes_that_only_touch_do_not_meet(other, expected):
    assert overlap.boxes_meet((1, 1, 3, 4), other) is expected
    assert overlap.boxes_meet(other, (1, 1, 3, 4)) is expected
