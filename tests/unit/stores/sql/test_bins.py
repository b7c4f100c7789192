"""Sixteen counts come back as they went in, and mostly need nothing beside their mask."""

from hypothesis import given
from hypothesis import strategies as st

from postil.stores.sql.bins import pack, unpack

COUNTS = st.lists(st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 1 << 40)), min_size=16, max_size=16)


@given(COUNTS)
def test_counts_come_back(bins):
    n, mask, packed = pack(bins)
    assert unpack(mask, packed) == bins
    assert n == sum(bins)


@given(st.lists(st.integers(0, 1), min_size=16, max_size=16))
def test_counts_of_at_most_one_need_only_the_mask(bins):
    assert pack(bins)[2] is None


def test_small_counts_take_a_byte_each():
    assert pack([0, 2, 0, 127] + [0] * 12) == (129, 0b1010, bytes([2, 127]))
