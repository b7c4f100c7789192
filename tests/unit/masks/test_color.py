import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import UsageError
from postil.masks import color

channel = st.integers(0, 255)


@given(st.tuples(channel, channel, channel))
def test_a_packed_colour_unpacks_to_itself(value):
    assert color.from_key(color.to_key(value)) == value


@given(st.lists(st.tuples(channel, channel, channel)))
def test_packed_colours_sort_like_colours(values):
    assert [color.from_key(key) for key in sorted(map(color.to_key, values))] == sorted(values)


@pytest.mark.parametrize("value", [[1, 2, 3], (1, 2, 3), np.array([1, 2, 3], np.uint8)])
def test_any_sequence_of_three_numbers_is_a_colour(value):
    assert color.to_key(value) == 0x010203


@pytest.mark.parametrize("value", [7, np.uint8(7)])
def test_one_number_is_a_shade_of_grey(value):
    assert color.to_key(value) == 0x070707


@pytest.mark.parametrize("value", [(1, 2), (1, 2, 3, 4), (256, 0, 0), (-1, 0, 0), (0.5, 0, 0), "abc", 300])
def test_anything_else_is_refused(value):
    with pytest.raises(UsageError, match="three whole numbers from 0 to 255") as caught:
        color.to_key(value)
    assert caught.value.code == "MSK004"
