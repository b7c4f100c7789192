"""Every exception becomes the problem of its class."""

import pytest

from postil import errors
from postil.facades.native.errors import TITLES, InputError, MethodError, headers_of, problem_of, unexpected
from postil.model.issue import Issue
from postil.ports.fetcher import FetchError


def every_class(root=errors.PostilError):
    yield root
    for child in root.__subclasses__():
        yield from every_class(child)


@pytest.mark.parametrize("kind", [kind for kind in every_class() if kind.__module__ == "postil.errors"])
def test_every_class_of_the_tree_has_its_own_entry(kind):
    assert kind in TITLES


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (errors.UsageError("x"), 400, "bad-request"),
        (errors.AuthenticationError("x"), 401, "not-signed-in"),
        (errors.AccessError("x"), 403, "not-allowed"),
        (errors.NotFoundError("x"), 404, "not-found"),
        (errors.ConflictError("x"), 409, "conflict"),
        (errors.LimitError("x"), 413, "limit"),
        (errors.ImportRejected("x"), 422, "import-rejected"),
        (errors.RetryableStoreError("x"), 503, "busy"),
        (FetchError("x"), 502, "upstream"),
        (MethodError("PUT", ["GET"]), 405, "method-not-allowed"),
    ],
)
def test_status_and_type_follow_the_class(error, status, kind):
    problem = problem_of(error, "/here")
    assert (problem.status, problem.type, problem.instance) == (status, f"urn:postil:problem:{kind}", "/here")


def test_code_and_hint_reach_the_client():
    problem = problem_of(errors.ConflictError("taken", code="DUP003", hint="choose another"))
    assert (problem.detail, problem.code, problem.hint) == ("taken", "DUP003", "choose another")


def test_the_places_of_wrong_input_reach_the_client():
    issue = Issue("ROW010", "wrong")
    assert problem_of(InputError("wrong", issues=[issue])).issues == [issue]


def test_a_fault_of_ours_is_told_by_its_number_only():
    assert "E7" in unexpected("E7").detail


@pytest.mark.parametrize(
    ("error", "header"),
    [
        (errors.AuthenticationError("x"), {"www-authenticate": 'Bearer realm="postil"'}),
        (errors.RetryableStoreError("x"), {"retry-after": "1"}),
        (MethodError("PUT", ["GET", "HEAD"]), {"allow": "GET, HEAD"}),
        (errors.NotFoundError("x"), {}),
    ],
)
def test_headers_follow_the_class(error, header):
    assert headers_of(error) == header
