"""Every route of the description, asked by everybody: nobody learns or does what is not theirs.

What everybody may do is in `access_table.py`, written by hand. Routes come from the committed description, so
that a new one fails here until it has its line there.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.facades.native.access_table import ACCESS, CALLERS, OPEN, SIGNED_IN, outcome
from tests.facades.native.town import NUMBERS, SECRET, UNKNOWN, Town

DESCRIPTION = Path(__file__).parents[3] / "docs" / "reference" / "openapi.json"
OPERATIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, methods in json.loads(DESCRIPTION.read_text(encoding="utf-8"))["paths"].items()
    for method, operation in methods.items()
}
STOPPED = (401, 403, 404)
BROKEN = b'{"this is": not JSON'
"""A body nobody can read: who is stopped is stopped before anybody tries."""

LISTS = sorted(
    name
    for name, (method, path, _) in OPERATIONS.items()
    if method == "GET" and "{" not in path and ACCESS.get(name) == SIGNED_IN
)
SHARED = (*NUMBERS, "blobs", "metadata-fields")
"""Places whose ids tell nothing: metadata fields are those of the whole catalog."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(tmp_path_factory.mktemp("town"))
    yield made
    made.close()


def ask(town: Town, caller: str, name: str, path: str | None = None) -> httpx.Response:
    method, template, operation = OPERATIONS[name]
    content = BROKEN if "requestBody" in operation else None
    return town.callers[caller].request(method, path or town.path(template), content=content)


def test_every_route_is_in_the_table_and_every_line_of_it_is_a_route():
    assert set(ACCESS) == set(OPERATIONS)


def told(answer: httpx.Response, expected: object) -> object:
    """Return the status, or that the door was open if it is meant to be."""
    return OPEN if expected is OPEN and answer.status_code not in STOPPED else answer.status_code


@pytest.mark.parametrize("name", [name for name, (method, _, _) in OPERATIONS.items() if method != "DELETE"])
def test_a_route_is_open_to_those_it_is_meant_for_alone(town, name):
    expected = {caller: outcome(ACCESS[name], caller) for caller in CALLERS}
    assert {caller: told(ask(town, caller, name), expected[caller]) for caller in CALLERS} == expected


@pytest.mark.parametrize("name", [name for name, (method, _, _) in OPERATIONS.items() if method == "DELETE"])
def test_what_deletes_is_open_to_those_it_is_meant_for_alone(tmp_path, name):
    allowed = [caller for caller in CALLERS if outcome(ACCESS[name], caller) is OPEN]
    for at, one in enumerate(allowed):
        town = Town(tmp_path / str(at))
        for caller in [caller for caller in CALLERS if caller not in allowed]:
            assert ask(town, caller, name).status_code == outcome(ACCESS[name], caller), caller
        assert ask(town, one, name).status_code == 204, one
        town.close()


def blurred(answer: httpx.Response, *ids: str) -> str:
    text = re.sub(r"(?<=/tasks/)\d+", "NO", answer.text)
    for one in ids:
        text = text.replace(one, "ID")
    return text


@pytest.mark.parametrize(
    "name", [name for name, (_, path, _) in OPERATIONS.items() if "{" in path and name != "stream_blob"]
)
def test_what_is_foreign_looks_like_what_does_not_exist(town, name):
    callers = [caller for caller in CALLERS if outcome(ACCESS[name], caller) == 404]
    template = OPERATIONS[name][1]
    places = dict.fromkeys([*town.street.places, "members"], UNKNOWN) | NUMBERS
    nowhere = town.path(template, places)
    own = [one for place, one in town.street.places.items() if place not in NUMBERS]
    foreign = {one: blurred(ask(town, one, name), *own, town.users["viewer"].uid) for one in callers}
    assert foreign == {one: blurred(ask(town, one, name, nowhere), UNKNOWN) for one in callers}


@pytest.mark.parametrize("caller", ["stranger", "outsider"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_tells_nothing_of_others(town, name, caller):
    text = ask(town, caller, name).text
    secrets = [
        SECRET,
        *(value for place, value in town.street.places.items() if place not in SHARED),
    ]
    if caller == "outsider":
        text = text.replace(town.users["outsider"].email, "")
    assert [one for one in secrets if one in text] == []


@pytest.mark.parametrize("name", LISTS)
def test_a_page_for_a_stranger_is_the_last_one(town, name):
    answer = ask(town, "stranger", name).json()
    assert answer.get("next") is None


@pytest.mark.parametrize("name", ["list_datasets", "list_data_rows", "list_ontologies", "list_projects"])
def test_a_member_sees_in_lists_what_the_project_has(town, name):
    text = ask(town, "viewer", name).text
    assert SECRET in text
    assert "river" not in text


def test_a_member_does_not_see_the_data_rows_of_a_dataset_that_are_not_in_the_project(town):
    inside, outside, other = town.street.rows
    viewer = town.callers["viewer"]
    query = {"dataset": town.street.dataset}
    listed = [row["id"] for row in viewer.get("/api/v1/data-rows", params=query).json()["items"]]
    assert set(listed) == {inside, other}
    assert viewer.get(f"/api/v1/data-rows/{outside}").status_code == 404
    named = viewer.get("/api/v1/data-rows", params={"global_key": town.street.keys}).json()["items"]
    assert {row["id"] for row in named} == {inside, other}


def test_the_maker_of_a_dataset_sees_all_of_its_data_rows(town):
    query = {"dataset": town.street.dataset}
    listed = town.callers["owner"].get("/api/v1/data-rows", params=query).json()["items"]
    assert {row["id"] for row in listed} >= set(town.street.rows)
