"""How requests are answered, whatever they ask: who may, what is refused, and in which words."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

import anyio
import pytest

from postil.facades.labelbox.application import THREADS
from tests.facades.labelbox.installation import Installation

USER = "{user{email}}"

NO_REQUESTS = [
    b"",
    b"{",
    b"[]",
    b'"text"',
    b"{}",
    b'{"query": 5}',
    b'{"query": "{user{id}}", "variables": []}',
    b'{"query": "{user{id}}", "operationName": 5}',
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"query": "\\ud800"}',
]


def test_both_paths_answer(admin):
    assert admin.gql(USER, path="/_gql") == admin.gql(USER)


@pytest.mark.parametrize("key", [None, "pk_unknown_key_of_nobody_at_all"])
def test_a_key_that_is_not_valid_is_told_as_the_package_reads_it(installation, key):
    answer = installation.client(key).post("/graphql", json={"query": USER})
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"]["code"] == "AUTHENTICATION_ERROR"
    assert answer.json()["message"]


def test_the_schema_is_told_to_those_who_signed_in_alone(installation, admin):
    text = "{__schema{queryType{name}}}"
    assert admin.gql(text) == {"__schema": {"queryType": {"name": "Query"}}}
    assert installation.client().post("/graphql", json={"query": text}).status_code == 401


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_graphql_is_asked_with_post(admin, method):
    assert admin.http.request(method, "/graphql").status_code == 405


@pytest.mark.parametrize("body", NO_REQUESTS)
def test_what_is_no_request_is_malformed(admin, body):
    answer = admin.http.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (200, 400)
    assert answer.json()["errors"][0]["extensions"]["code"] in ("MALFORMED_REQUEST", "GRAPHQL_PARSE_FAILED")


def test_several_requests_at_once_are_refused_in_words(admin):
    answer = admin.http.post("/graphql", json=[{"query": USER}, {"query": USER}])
    assert "several requests at once" in answer.json()["message"]


def test_a_syntax_error_is_told_as_one(admin):
    code, message = admin.error("{user{")
    assert (code, message[:13]) == ("GRAPHQL_PARSE_FAILED", "Syntax Error:")


def test_an_unknown_root_field_is_named(admin):
    assert admin.error("{bbb{id}}") == (
        "GRAPHQL_VALIDATION_FAILED",
        'Cannot query field "bbb" on type "Query".',
    )


def test_an_unknown_argument_is_named(admin):
    code, message = admin.error("{users(colour: 1){id}}")
    assert (code, '"colour"' in message) == ("GRAPHQL_VALIDATION_FAILED", True)


def test_an_unknown_leaf_is_null(admin):
    assert admin.gql("{user{colour}}") == {"user": {"colour": None}}


def test_an_operation_that_is_not_served_says_so_with_its_name(admin):
    code, message = admin.error("mutation CreateModelConfigPyApi{createModelConfig(input: {name: 1}){id}}")
    assert (code, message.startswith("createModelConfig is not served here")) == (
        "OPERATION_NOT_ALLOWED",
        True,
    )


def test_a_text_that_asks_for_too_much_is_refused_in_the_packages_words(admin):
    text = "{user{" + "organization{users{" * 15 + "id" + "}}" * 15 + "}}"
    assert admin.error(text) == ("GRAPHQL_VALIDATION_FAILED", "Query complexity limit exceeded")


def test_an_unknown_rest_path_answers_with_a_message(admin):
    answer = admin.http.get("/labelbox/api/v1/nothing")
    assert (answer.status_code, list(answer.json())) == (404, ["message"])


def test_who_asks_too_much_is_told_in_the_words_the_package_knows(tmp_path):
    installation = Installation(tmp_path / "data", requests_per_minute=1)
    client = installation.labelbox()
    client.gql(USER)
    answer = client.http.post("/graphql", json={"query": USER})
    installation.close()
    assert (answer.status_code, answer.json()["message"].startswith("You have exceeded")) == (429, True)
    assert int(answer.headers["retry-after"]) > 0


def test_answers_say_what_is_left_of_the_quota(admin):
    assert "ratelimit" in admin.http.post("/graphql", json={"query": USER}).headers


def test_a_browser_of_another_origin_changes_nothing(installation, admin):
    link = installation.application.services.access.create_link(
        installation.application.admin, installation.application.admin
    )
    browser = installation.client()
    assert browser.get(f"/?token={link}").status_code == 303
    answer = browser.post("/graphql", json={"query": USER}, headers={"origin": "https://evil.example"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "AUTHORIZATION_ERROR"


def test_files_that_arrive_slowly_keep_nobody_else_waiting(admin):
    begun, come = Semaphore(0), Event()

    async def trickle() -> AsyncIterator[bytes]:
        begun.release()
        yield b"--b\r\n"
        await anyio.to_thread.run_sync(come.wait, limiter=anyio.CapacityLimiter(1))

    def send() -> None:
        admin.http.post(
            "/graphql", content=trickle(), headers={"content-type": "multipart/form-data; boundary=b"}
        )

    with ThreadPoolExecutor(THREADS + 1) as pool:
        try:
            for _ in range(THREADS):
                pool.submit(send)
                begun.acquire()
            assert pool.submit(admin.gql, USER).result(timeout=20)
        finally:
            come.set()
