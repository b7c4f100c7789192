"""Requests at random: whatever comes, the answer is below 500, no fault of ours, and there soon."""

import json
import random
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, get_named_type
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.facades.labelbox.application import schema
from postil.facades.labelbox.graph import ROOTS, object_types
from tests.facades.labelbox.access_table import ACCESS

TEXTS = [text for _, text in ACCESS.values()]
HOSTILE = [
    "\0",
    "\u2028",
    "\ud7ff",
    "\U0001f600",
    "'",
    '"',
    "\\",
    "{",
    "}",
    "...",
    "@",
    "$",
    "#",
    '"""',
    "9" * 400,
]
TOKENS = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ":",
    "!",
    "|",
    "$a",
    "@skip(if: true)",
    "...",
    "on",
    "id",
    "null",
    "1e999",
]
SLOW = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30)
    | st.sampled_from([*HOSTILE, "c" + "z" * 24, "c" + "0" * 24, "00000000-0000-0000-0000-000000000000"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["id", "ids", "name", "deleted", "AND", "connect", "createdAt_lt", "data", "where"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


def demand_sane(answer: Any) -> None:
    """Fail when an answer is a fault of ours."""
    assert answer.status_code < 500, answer.text
    for error in answer.json().get("errors", []):
        assert error["extensions"]["code"] != "INTERNAL_SERVER_ERROR", answer.text


@SLOW
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 6))
def test_texts_of_the_package_that_were_damaged(admin, seed, changes):
    chance = random.Random(seed)
    text = chance.choice(TEXTS)
    for _ in range(changes):
        at, end = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        text = chance.choice(
            [
                text[:at] + text[end:],
                text[:at] + chance.choice(HOSTILE + TOKENS) + text[at:],
                text[:end] + text[at:end] + text[end:],
            ]
        )
    demand_sane(admin.http.post("/graphql", json={"query": text}))


ROOT_FIELDS = sorted(
    (kind.name, name) for kind in object_types(schema()) if kind.name in ROOTS for name in kind.fields
)


@SLOW
@given(data=st.data())
@pytest.mark.parametrize("root", ROOTS)
def test_arguments_of_any_type_and_value(admin, root, data):
    """Every argument is given as a variable of its own type with any value at all, or as Json."""
    name = data.draw(st.sampled_from([field for kind, field in ROOT_FIELDS if kind == root]))
    kind = schema().type_map[root]
    field = kind.fields[name]  # type: ignore[attr-defined]
    declared = {key: str(argument.type) for key, argument in field.args.items()}
    variables = {key: data.draw(_of(argument.type)) for key, argument in field.args.items()}
    head = ", ".join(f"${key}: {text}" for key, text in declared.items())
    body = ", ".join(f"{key}: ${key}" for key in declared)
    leaf = get_named_type(field.type)
    selection = "{__typename}" if hasattr(leaf, "fields") or hasattr(leaf, "types") else ""
    operation = "query" if root == "Query" else "mutation"
    text = f"{operation} {f'({head})' if head else ''}{{{name}{f'({body})' if body else ''}{selection}}}"
    demand_sane(admin.http.post("/graphql", json={"query": text, "variables": variables}))


def _of(kind: Any) -> st.SearchStrategy[Any]:
    """Draw what the schema allows more often than what it does not: the resolvers are to be reached."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        parts = {key: _of(field.type) for key, field in named.fields.items()}
        return st.fixed_dictionaries(parts) | values
    known = {
        "ID": st.sampled_from(["c" + "0" * 24, "x", ""]),
        "Int": st.integers(-(2**31), 2**31 - 1),
        "String": st.text(max_size=20),
        "Boolean": st.booleans(),
        "Float": st.floats(allow_nan=False, allow_infinity=False),
    }
    drawn = known.get(named.name, values)
    return (st.lists(drawn, max_size=3) if "[" in str(kind) else drawn) | values


@SLOW
@given(
    depth=st.integers(1, 60),
    width=st.integers(1, 60),
    field=st.sampled_from(["organization", "users", "projects", "__typename", "createdBy", "_unknown"]),
)
def test_nested_and_repeated_selections(admin, depth, width, field):
    text = "{user{" + f"{field}{{" * depth + " ".join(f"a{n}:id" for n in range(width)) + "}" * depth + "}}"
    demand_sane(admin.http.post("/graphql", json={"query": text}))


@SLOW
@given(
    content=st.binary(max_size=300),
    kind=st.sampled_from(["application/json", "text/plain", "multipart/form-data", ""]),
)
def test_bodies_of_any_bytes(admin, content, kind):
    for header in (kind, f"{kind}; boundary=q"):
        demand_sane(admin.http.post("/graphql", content=content, headers={"content-type": header}))


@SLOW
@given(operations=values, named=values, name=st.sampled_from(["0", "1", "operations", "map", ""]))
def test_forms_with_anything_in_them(admin, operations, named, name):
    asked = {"query": "mutation($file: Upload){uploadFile(file: $file){url}}", "variables": operations}
    for first in (asked, operations):
        files = {name: ("f", b"content", "text/plain")}
        data = {"operations": json.dumps(first), "map": json.dumps(named)}
        demand_sane(admin.http.post("/graphql", data=data, files=files))


@SLOW
@given(kind=st.text(max_size=10), token=st.text(max_size=80))
def test_links_made_up(installation, kind, token):
    path = f"/labelbox/files/{kind}/{token}"
    if any(letter in path for letter in "\r\n\t?#\\") or not path.isprintable():
        return
    answer = installation.client().get(path)
    assert answer.status_code == 404
