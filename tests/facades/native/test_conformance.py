"""The description, asked at random: every answer is one it describes, and none is a fault of the server.

schemathesis makes the requests from the committed description, those it allows and those it forbids, always
the same ones; they go to the application over a real database. Ids in paths are half of the time those of
things that exist.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from tests.facades.native.installation import ORIGIN, Client
from tests.facades.native.town import UNKNOWN, Town

DOCUMENT = json.loads(
    (Path(__file__).parents[3] / "docs" / "reference" / "openapi.json").read_text(encoding="utf-8")
)
OPERATIONS: list[Any] = [
    found.ok()  # type: ignore[union-attr]
    for found in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations()
]
PROBLEM = "application/problem+json"
EXAMPLES = 6
"""Requests per operation, mode and caller: few enough for every day. More of them found nothing more."""

MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path / "town")
    yield made
    made.close()


def send(client: Client, case: Any) -> httpx.Response | None:
    """Send what schemathesis made up; None when it is no HTTP at all."""
    try:
        prepared = requests.Request(**case.as_transport_kwargs(base_url=ORIGIN)).prepare()
        url = str(prepared.url).removeprefix(ORIGIN)
        headers = {name: value for name, value in prepared.headers.items() if name != "Content-Length"}
        headers.pop("Authorization", None)
        return client.request(case.method, url, content=prepared.body, headers=headers)
    except (requests.exceptions.RequestException, httpx.InvalidURL, UnicodeError, ValueError):
        return None


def complaints(case: Any, answer: httpx.Response) -> Iterator[str]:
    """Say what is wrong with an answer."""
    declared = case.operation.definition.raw["responses"]
    if answer.status_code >= 500:
        yield "is a fault of the server"
    if answer.status_code >= 400 and answer.headers["content-type"] != PROBLEM:
        yield f"is a problem told as {answer.headers['content-type']}"
    if answer.status_code < 400 and str(answer.status_code) not in declared:
        yield "has a status that is not described"
    if answer.status_code == 204 and answer.content:
        yield "has no content by its status, and has some"
    try:
        case.operation.validate_response(answer, case=case)
    except Exception as error:  # noqa: BLE001 - schemathesis raises groups of its own kinds
        yield f"does not conform: {str(error)[:600]}"


def asked(clients: list[Client], operation: Any, mode: GenerationMode, places: dict[str, str]) -> list[str]:
    """Make requests for one operation, each by every client; return what is wrong with the answers.

    Making a request up takes longer than answering it.
    """
    wrong: list[str] = []
    template = operation.path

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), exists=st.booleans())
    def ask(case: Any, exists: bool) -> None:
        if exists and "{" in template:
            case.path_parameters = parameters(template, places)
        for client in clients:
            answer = send(client, case)
            if answer is not None:
                wrong.extend(f"{told(answer)} {one}: {answer.text[:300]}" for one in complaints(case, answer))

    # A request without query and body cannot be one that is forbidden.
    if mode is GenerationMode.POSITIVE or operation.query or operation.body:
        ask()
    return wrong


def told(answer: httpx.Response) -> str:
    request = answer.request
    return f"{answer.status_code} to {request.method} {request.url} {request.content[:300]!r}"


def parameters(template: str, places: dict[str, str]) -> dict[str, str]:
    segments = template.split("/")
    return {
        segment[1:-1]: places[segments[at - 1]]
        for at, segment in enumerate(segments)
        if segment.startswith("{")
    }


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
def test_every_answer_to_a_request_at_random_is_one_that_is_described(town, mode):
    # Who may delete comes last: the other one asks about things that are there.
    clients = [town.callers["owner"], town.callers["administrator"]]
    kept = {**town.street.places, "members": town.users["viewer"].uid}
    # What is deleted or disabled is something the later requests do not need.
    spent = {**town.river.places, "members": UNKNOWN, "users": town.users["stranger"].uid}
    wrong: list[str] = []
    for operation in OPERATIONS:
        name = operation.definition.raw["operationId"]
        is_spent = operation.method == "delete" or name == "update_user"
        wrong += asked(clients, operation, mode, spent if is_spent else kept)
    assert wrong == []


TOO_LARGE = (2**63, 2**64, 10**30)
"""Numbers that are JSON and no database keeps."""


@pytest.mark.parametrize("number", TOO_LARGE)
def test_a_number_no_database_keeps_is_refused(town, number):
    client, found = town.callers["administrator"], []
    kept = {**town.street.places, "members": town.users["viewer"].uid}
    for operation in OPERATIONS:
        numbers = [
            each["name"]
            for each in operation.definition.raw["parameters"]
            if each.get("in") == "query" and "integer" in json.dumps(each["schema"])
        ]
        for name in numbers:
            path = operation.path.format(**parameters(operation.path, kept))
            answer = client.request(operation.method.upper(), path, params={name: number}, content=b"")
            found.append((operation.label, name, answer.status_code))
    assert [one for one in found if one[2] != 400] == []
    assert len(found) > 30


@pytest.mark.parametrize("number", TOO_LARGE)
def test_a_task_of_a_number_no_database_keeps_is_refused(town, number):
    path = f"/api/v1/projects/{town.street.project}/tasks/state"
    answer = town.callers["owner"].put(path, json={"tasks": [number], "state": "done"})
    assert answer.status_code == 400


def test_a_key_that_ends_after_the_last_year_leaves_the_list_readable(town):
    owner = town.callers["owner"]
    made = owner.post("/api/v1/keys", json={"name": "late", "expires_at": "9999-12-31T23:59:59-12:00"})
    assert made.status_code == 201
    assert owner.get("/api/v1/keys").status_code == 200
