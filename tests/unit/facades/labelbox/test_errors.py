"""What Postil raises has the code of wire section 3."""

import pytest

from postil import errors
from postil.facades.labelbox.errors import error_of


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [
        (errors.AuthenticationError, "AUTHENTICATION_ERROR", 401),
        (errors.AccessError, "AUTHORIZATION_ERROR", 403),
        (errors.NotFoundError, "RESOURCE_NOT_FOUND", 404),
        (errors.ConflictError, "RESOURCE_CONFLICT", 409),
        (errors.ChangedError, "RESOURCE_CONFLICT", 409),
        (errors.UsageError, "MALFORMED_REQUEST", 400),
        (errors.LimitError, "MALFORMED_REQUEST", 400),
        (errors.UnsupportedError, "OPERATION_NOT_ALLOWED", 422),
        (errors.ImportRejected, "INTERNAL_SERVER_ERROR", 422),
        (errors.RefusedError, "INTERNAL_SERVER_ERROR", 422),
        (errors.RetryableStoreError, "INTERNAL_SERVER_ERROR", 503),
        (errors.StoreError, "INTERNAL_SERVER_ERROR", 500),
    ],
)
def test_every_error_has_its_code(kind, code, status):
    found = error_of(kind("what is wrong"))
    assert found["extensions"] == {"code": code, "exception": {"status": status}}
    assert found["message"] == "what is wrong"


def test_what_is_malformed_says_so_where_exports_look_too():
    assert error_of(errors.UsageError("bad filter"))["errors"] == "bad filter"


def test_a_hint_comes_behind_the_message():
    assert (
        error_of(errors.NotFoundError("no such thing", hint="list them"))["message"]
        == "no such thing - list them"
    )
