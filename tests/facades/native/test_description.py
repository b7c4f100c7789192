"""The description is complete, right about the examples, and the one that is committed."""

import json
from pathlib import Path

import msgspec
import pytest

from postil.facades.native.openapi import describe
from postil.facades.native.table import ROUTES

COMMITTED = Path(__file__).parents[3] / "docs" / "reference" / "openapi.json"


def operations(document):
    return [operation for path in document["paths"].values() for operation in path.values()]


def references(value):
    if isinstance(value, dict):
        yield from [value["$ref"]] if "$ref" in value else []
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def test_the_committed_description_is_the_one_the_table_gives():
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == describe(ROUTES)


def test_the_server_answers_with_the_description(installation):
    assert installation.client().get("/api/v1/openapi.json").json() == describe(ROUTES)


def test_a_download_that_is_json_is_not_described_as_a_text():
    [export] = [op for op in operations(describe(ROUTES)) if op["operationId"] == "stream_export"]
    content = export["responses"]["200"]["content"]
    assert content["application/json"]["schema"] == {}
    assert content["application/x-ndjson"]["schema"] == {"type": "string"}


def test_every_reference_leads_somewhere():
    document = describe(ROUTES)
    for reference in references(document):
        place = document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def test_every_route_is_described_with_a_summary_a_tag_and_its_problems():
    for operation in operations(describe(ROUTES)):
        assert operation["summary"]
        assert len(operation["tags"]) == 1
        assert operation["responses"]["default"] == {"$ref": "#/components/responses/OtherProblem"}


def test_names_in_paths_are_declared_as_parameters():
    for path, methods in describe(ROUTES)["paths"].items():
        named = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        for operation in methods.values():
            declared = {each["name"] for each in operation["parameters"] if each.get("in") == "path"}
            assert declared == named


def test_public_routes_ask_for_no_key_and_all_others_do():
    public = {op["operationId"] for op in operations(describe(ROUTES)) if op.get("security") == []}
    assert public == {"check_health", "get_description"}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_examples_are_what_the_route_takes_and_answers(route):
    if route.request is not None:
        msgspec.convert(route.example.request, route.request)
    if route.example.response is not None:
        msgspec.convert(route.example.response, route.response)


@pytest.mark.parametrize("route", [r for r in ROUTES if r.request is not None], ids=lambda route: route.name)
def test_every_route_with_a_body_shows_one(route):
    assert route.example.request is not None


def test_what_changes_something_and_streams_no_body_takes_an_idempotency_key():
    reference = {"$ref": "#/components/parameters/IdempotencyKey"}
    for path in describe(ROUTES)["paths"].values():
        for method, operation in path.items():
            streams = (
                "application/json"
                not in operation.get("requestBody", {"content": "application/json"})["content"]
            )
            takes = method in {"post", "put", "patch", "delete"} and not streams
            assert (reference in operation["parameters"]) == takes
            assert ("streamed" in operation["description"]) == streams
