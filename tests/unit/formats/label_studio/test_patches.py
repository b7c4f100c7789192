import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.formats.label_studio.patches import apply, diff, same
from tests.unit.formats.label_studio.generated import json_values

OBJECTS = st.dictionaries(st.sampled_from(["a", "b", "c/d", "~"]), json_values, max_size=3)


@given(OBJECTS, OBJECTS)
def test_patches_turn_one_value_into_the_other(was, now):
    found = {"0": copy.deepcopy(was)}
    apply(diff({"0": was}, {"0": now}), found)
    assert same(found, {"0": now})


@given(OBJECTS)
def test_equal_values_need_no_patch(value):
    assert diff(value, copy.deepcopy(value)) == []


def test_a_patch_says_what_it_replaces():
    assert diff({"x": 9.73333}, {"x": 9.7333, "meta": None}) == [
        ["/x", [9.73333], [9.7333]],
        ["/meta", [], [None]],
    ]


@pytest.mark.parametrize(
    "value", [{"x": 1.0}, {"x": 2}, {}, {"x": [1]}], ids=["spelling", "value", "absent", "type"]
)
def test_a_patch_for_another_value_is_not_applied(value):
    before = copy.deepcopy(value)
    apply([["/x", [1], [5]]], value)
    assert same(value, before)


def test_a_patch_without_a_place_is_not_applied():
    value = {"points": [1]}
    apply([["/points/7", [], [5]], ["/gone/x", [], [5]], ["/points/x", [], [5]]], value)
    assert value == {"points": [1]}


@pytest.mark.parametrize(
    ("left", "right"), [(1, 1.0), (True, 1), (None, False), ([1], [1.0]), ({"a": 1}, {})]
)
def test_values_spelled_differently_differ(left, right):
    assert not same(left, right)
