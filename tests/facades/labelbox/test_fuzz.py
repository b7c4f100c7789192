"""Requests at random: whatever comes, the answer is below 500, no fault of ours, and there soon."""

import json
import random
from functools import cache
from string import Template
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, get_named_type
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.facades.labelbox.application import schema
from postil.facades.labelbox.graph import UNKNOWN, object_types
from tests.facades.labelbox.access_table import ACCESS

KEYS = """
    AND id ids name names description deleted data where input connect createdAt_lt createdAt after
    from first skip projectId modelRunId modelId ontologyId datasetId dataRowId dataRowIds
    dataRowIdentifiers globalKeys globalKey labelId labelIds batchId queueId userId roleId priority
    consensusSettings type value search filter normalized mediaType taskName filters params
    searchQuery query operator scope manifestUri fileUrl filePayload file config assignments split
    idType status trainingMetadata schemaId fields metadata externalId rowData jobId
"""
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


IDS = st.sampled_from(["$project", "$dataset", "$user", "c" + "0" * 24, "x", ""])
SCALARS = {
    "ID": IDS,
    "Int": st.integers(-(2**31), 2**31 - 1),
    "String": st.text(max_size=20) | IDS,
    "Boolean": st.booleans(),
    "Float": st.floats(allow_nan=False, allow_infinity=False),
}
KEY = st.sampled_from(KEYS.split())
INNER = IDS | st.lists(IDS, max_size=3) | values
OBJECTS = st.dictionaries(KEY, INNER | st.dictionaries(KEY, INNER, max_size=4), max_size=6)
"""Objects with the keys the package sends, and values that fit them or do not."""

FIELDS = sorted(
    (kind.name, name) for kind in object_types(schema()) for name in kind.fields if name != UNKNOWN
)
ROOT_TEXTS = {
    "Query": "query%s{%s}",
    "Mutation": "mutation%s{%s}",
    "Project": 'mutation%s{project(where: {id: "$project"}){%s}}',
    "User": "query%s{user{%s}}",
    "Organization": "query%s{organization{%s}}",
}
"""How fields that take arguments are reached."""


@pytest.fixture(scope="module")
def known(admin):
    """Ids of things that are there: what is known is looked at more closely than what is not."""
    project = admin.gql('mutation{createProject(data: {name: "known"}){id}}')["createProject"]["id"]
    dataset = admin.gql('mutation{createDataset(data: {name: "known"}){id}}')["createDataset"]["id"]
    return {"project": project, "dataset": dataset, "user": admin.gql("{user{id}}")["user"]["id"]}


@SLOW
@given(data=st.data())
@pytest.mark.parametrize("parent", ROOT_TEXTS)
def test_arguments_of_any_type_and_value(admin, known, parent, data):
    """Every argument is given as a variable of its own type, with a value of that type or any other."""
    name = data.draw(st.sampled_from([field for kind, field in FIELDS if kind == parent]))
    field = schema().type_map[parent].fields[name]  # type: ignore[attr-defined]
    head = ", ".join(f"${key}: {argument.type}" for key, argument in field.args.items())
    body = ", ".join(f"{key}: ${key}" for key in field.args)
    drawn = {key: data.draw(_of(str(argument.type))) for key, argument in field.args.items()}
    variables = Template(json.dumps(drawn)).safe_substitute(known)
    leaf = get_named_type(field.type)
    selection = "{__typename}" if hasattr(leaf, "fields") or hasattr(leaf, "types") else ""
    asked = f"{name}{f'({body})' if body else ''}{selection}"
    text = ROOT_TEXTS[parent].replace("$project", known["project"]) % (f"({head})" if head else "", asked)
    demand_sane(
        admin.http.post("/graphql", content=f'{{"query": {json.dumps(text)}, "variables": {variables}}}')
    )


@cache
def _of(kind: str) -> st.SearchStrategy[Any]:
    """Draw what the schema allows more often than what it does not: the resolvers are to be reached."""
    name = kind.strip("[]!")
    found = schema().type_map[name]
    if isinstance(found, GraphQLInputObjectType):
        parts = {key: _of(str(field.type)) for key, field in found.fields.items()}
        return st.fixed_dictionaries(parts) | values
    drawn = SCALARS.get(name, OBJECTS)
    return (st.lists(drawn, max_size=3) if "[" in kind else drawn) | values


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
