import json

import msgspec
import pytest

from postil import errors
from postil.facades.native.errors import problem_of
from postil.sdk.problem import problem_error


def spelled(error):
    return msgspec.json.encode(problem_of(error))


@pytest.mark.parametrize(
    "kind",
    [
        errors.UsageError, errors.NotFoundError, errors.ConflictError, errors.AccessError,
        errors.AuthenticationError, errors.ImportRejected, errors.UnsupportedError, errors.LimitError,
        errors.StoreError, errors.RetryableStoreError,
    ],
)  # fmt: skip
def test_what_the_server_raised_is_what_the_client_raises(kind):
    sent = kind("it is wrong", code="GEO002", hint="mend it")
    met = problem_error(sent.status, spelled(sent))
    assert (type(met), met.message, met.code, met.hint) == (kind, "it is wrong", "GEO002", "mend it")


def test_a_fault_inside_the_server_is_not_an_unreachable_server():
    document = {"type": "urn:postil:problem:internal", "title": "t", "status": 500, "detail": "d"}
    met = problem_error(500, json.dumps(document).encode())
    assert not isinstance(met, errors.ServerError)


def test_the_place_of_an_invalid_value_is_told():
    document = {
        "type": "urn:postil:problem:invalid-input",
        "detail": "2 values are wrong",
        "issues": [{"code": "ROW010", "message": "expected text", "where": {"pointer": "/name"}}],
    }
    assert problem_error(400, json.dumps(document).encode()).message == "expected text at /name"


@pytest.mark.parametrize("content", [b"<html>Bad gateway</html>", b"", b'{"error": "no"}', b"[]"])
def test_an_answer_in_a_foreign_form_is_told_as_such(content):
    met = problem_error(502, content)
    assert isinstance(met, errors.ServerError)
    assert "502 (Bad Gateway)" in met.message
