"""The one table from what Postil raises to what the official package reads."""

import logging
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from postil.errors import (
    AccessError,
    AuthenticationError,
    ConflictError,
    ImportRejected,
    LimitError,
    NotFoundError,
    PostilError,
    RefusedError,
    RetryableStoreError,
    ServerError,
    UnsupportedError,
    UsageError,
)
from postil.model.identity import new_uid

Json = dict[str, Any]

INTERNAL = "INTERNAL_SERVER_ERROR"
INVALID = "GRAPHQL_VALIDATION_FAILED"
MALFORMED = "MALFORMED_REQUEST"
TOO_COMPLEX = "Query complexity limit exceeded"
"""The one message of a validation that has an exception of its own in the package."""

CODES: dict[type[PostilError], tuple[str, int]] = {
    AuthenticationError: ("AUTHENTICATION_ERROR", 401),
    AccessError: ("AUTHORIZATION_ERROR", 403),
    NotFoundError: ("RESOURCE_NOT_FOUND", 404),
    ConflictError: ("RESOURCE_CONFLICT", 409),
    RefusedError: (INTERNAL, 422),
    ImportRejected: (INTERNAL, 422),
    UnsupportedError: ("OPERATION_NOT_ALLOWED", 422),
    UsageError: (MALFORMED, 400),
    LimitError: (MALFORMED, 400),
    # The package tries again what is internal with any other status than 400, 422, 426 and 500.
    RetryableStoreError: (INTERNAL, 503),
    ServerError: (INTERNAL, 422),
    PostilError: (INTERNAL, 500),
}
"""Class -> code, and the status inside the error; the status of the answer itself is below 500 always."""

log = logging.getLogger("postil.http")


def error_of(error: PostilError) -> Json:
    """Describe what Postil raised."""
    code, status = next(CODES[parent] for parent in type(error).__mro__ if parent in CODES)
    return described(str(error), code, status)


def described(message: str, code: str, status: int) -> Json:
    """Spell an error. What is malformed says so twice: exports read it from `errors`."""
    found: Json = {"message": message, "extensions": {"code": code, "exception": {"status": status}}}
    return found | ({"errors": message} if code == MALFORMED else {})


def too_complex() -> Json:
    """Describe a request that asks for too much."""
    return described(TOO_COMPLEX, INVALID, 400)


def graph_error(error: GraphQLError) -> Json:
    """Describe what went wrong with a text, its variables, or one of its fields."""
    found = _graph_error(error)
    return found | ({"path": error.path} if error.path else {})


def _graph_error(error: GraphQLError) -> Json:
    if isinstance(error, GraphQLSyntaxError):
        return described(error.message, "GRAPHQL_PARSE_FAILED", 400)
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    if isinstance(cause, PostilError):
        if cause.status >= 500:
            log.warning("%s: %s", error.path, cause)
        return error_of(cause)
    if cause is None:
        # Names stand between double quotes in what the package's users match.
        return described(error.message.replace("'", '"'), INVALID, 400)
    return unexpected(cause)


def unexpected(error: BaseException) -> Json:
    """Describe a fault of ours without telling its inside; it is not worth trying again."""
    error_id = new_uid()
    log.error("%s an answer failed", error_id, exc_info=error)
    return described(f"the server met an error it did not expect, logged as {error_id}", INTERNAL, 500)


def failed(*errors: Json) -> Json:
    """Spell an answer that is nothing but errors."""
    return {"errors": list(errors), "data": None}
