from typing import Any

from postil.formats.pointers import pointer_to, put_back, value_at


def test_a_pointer_escapes_what_would_split_it():
    assert pointer_to("/a", "b/c~d") == "/a/b~1c~0d"


def test_a_value_is_found_through_objects_and_lists():
    assert value_at({"a/b": [{"c": 5}]}, "/a~1b/0/c") == 5


def test_a_pointer_that_leads_nowhere_finds_nothing():
    assert value_at({"a": [1]}, "/a/7/x") is None
    assert value_at({"a": 1}, "/a/b") is None


def test_values_are_put_back_outer_ones_first():
    row: dict[str, Any] = {"bbox": {}}
    put_back(row, {"/a/b": 2, "/bbox/x": 1, "/a": {"c": 3}})
    assert row == {"bbox": {"x": 1}, "a": {"c": 3, "b": 2}}


def test_a_value_whose_place_is_gone_is_left_out():
    row: dict[str, Any] = {"polygon": []}
    put_back(row, {"/polygon/3/z": 1})
    assert row == {"polygon": []}
