"""Bodies and query strings become structs, or a problem that says where it is."""

import json
from typing import Annotated

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.facades.native.decoding import (
    MAX_DEPTH,
    decode_json,
    decode_query,
    depth,
    field_names,
    pointer,
    suggestion,
)
from postil.facades.native.errors import InputError


class Wheel(msgspec.Struct, forbid_unknown_fields=True):
    size_inches: int


class Car(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    wheels: list[Wheel] = []
    spare: Wheel | None = None


class Query(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    limit: Annotated[int, msgspec.Meta(ge=1)] = 10
    strict: bool = False
    key: list[str] = []
    some: Annotated[list[int], msgspec.Meta(max_length=2)] = []


def measured(value):
    """Say how deep a value is nested, by walking it."""
    if isinstance(value, dict):
        return 1 + max(map(measured, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(measured, value), default=0)
    return 0


def deep(levels, kind="["):
    return b"[" * levels + b"]" * levels if kind == "[" else b'{"a":' * levels + b"1" + b"}" * levels


VALUES = st.recursive(
    st.none() | st.text('ab"\\[]{}\n') | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('k"\\[{'), inner, max_size=3),
    max_leaves=30,
)


def test_a_body_becomes_its_struct():
    assert decode_json(b'{"name": "Mini", "wheels": [{"size_inches": 15}]}', Car) == Car("Mini", [Wheel(15)])


@given(VALUES)
def test_depth_is_measured_whatever_the_strings_hold(value):
    nested = [[value] for _ in range(MAX_DEPTH)]
    assert depth(json.dumps(nested).encode()) == measured(nested)


@pytest.mark.parametrize("kind", ["[", "{"])
def test_the_deepest_body_accepted_has_64_levels(kind):
    assert depth(deep(MAX_DEPTH, kind) + b" " * 10) <= MAX_DEPTH
    with pytest.raises(InputError, match="64 levels") as caught:
        decode_json(deep(MAX_DEPTH + 1, kind), Car)
    assert caught.value.code == "SRC007"


@pytest.mark.parametrize("body", [b'"' + b"[" * 1000, b'{"name": "' + b"\\", b"[" * 500 + b'"' + b"]" * 500])
def test_broken_bodies_are_refused_and_nothing_worse(body):
    with pytest.raises(InputError):
        decode_json(body, Car)


def test_a_misspelt_field_deep_inside_is_found_and_corrected():
    with pytest.raises(InputError) as caught:
        decode_json(b'{"name": "x", "wheels": [{"size_inches": 1}, {"size_inch": 15}]}', Car)
    assert caught.value.hint == "did you mean 'size_inches'?"
    assert caught.value.issues[0].where.pointer == "/wheels/1/size_inch"


def test_a_field_like_no_other_gets_the_list_of_those_there_are():
    with pytest.raises(InputError) as caught:
        decode_json(b'{"name": "x", "qqqq": 1}', Car)
    assert caught.value.hint == "known here: name, size_inches, spare, wheels"


def test_a_missing_field_is_named():
    with pytest.raises(InputError, match="name"):
        decode_json(b"{}", Car)


def test_a_query_becomes_its_struct():
    decoded = decode_query("limit=3&strict=true&key=a&key=b&some=1&some=2", Query)
    assert decoded == Query(limit=3, strict=True, key=["a", "b"], some=[1, 2])


def test_an_empty_query_is_all_defaults():
    assert decode_query("", Query) == Query()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("limit=0", ">= 1"),
        ("limit=many", "Expected `int`"),
        ("limit=1&limit=2", "given twice"),
        ("limits=1", "unknown field 'limits'"),
        ("some=1&some=2&some=3", "length"),
    ],
)
def test_a_wrong_parameter_is_refused(query, message):
    with pytest.raises(InputError, match=message):
        decode_query(query, Query)


@pytest.mark.parametrize(
    ("path", "expected"),
    [("$", ""), ("$.a", "/a"), ("$.rows[2].name", "/rows/2/name"), ("$.a[...]", "/a/-"), ("$.x/y", "/x~1y")],
)
def test_a_path_becomes_a_json_pointer(path, expected):
    assert pointer(path) == expected


def test_field_names_reach_into_nested_structs():
    assert field_names(Car) == ["name", "wheels", "spare", "size_inches"]


def test_without_a_near_name_all_are_listed():
    assert suggestion("zzz", ["b", "a"]) == "known here: a, b"
