"""The one table from what Postil raises to what an HTTP client reads (RFC 9457 problem details)."""

from collections.abc import Sequence

import msgspec

from postil.errors import (
    AccessError,
    AnnotationError,
    AuthenticationError,
    ChangedError,
    ConflictError,
    ImportRejected,
    LimitError,
    NotFoundError,
    PostilError,
    RefusedError,
    RetryableStoreError,
    ServerError,
    StoreError,
    TooManyError,
    UnsupportedError,
    UsageError,
)
from postil.model.issue import Issue
from postil.services.idempotency import (
    AnswerNotKeptError,
    KeyReusedError,
    OutcomeUnknownError,
    StillRunningError,
)

MEDIA_TYPE = "application/problem+json"
PREFIX = "urn:postil:problem:"
"""How the `type` of every problem begins."""


class Problem(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Why a request was not carried out.

    `type` names the kind of problem and never changes; `code` is a code of the issue catalogue, `hint` says
    how to fix it, `instance` is the path that was asked for, `issues` points at the values that are wrong.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str = ""
    hint: str = ""
    instance: str = ""
    issues: list[Issue] = []


class InputError(UsageError):
    """A body or query that cannot be read, with the places where it is wrong."""

    def __init__(self, message: str, *, code: str = "", hint: str = "", issues: Sequence[Issue] = ()) -> None:
        super().__init__(message, code=code, hint=hint)
        self.issues = list(issues)


class MethodError(UsageError):
    """A path that exists, asked with a method it does not know."""

    status = 405

    def __init__(self, method: str, allowed: Sequence[str]) -> None:
        listed = ", ".join(allowed)
        super().__init__(f"this path does not take {method}", hint=f"use {listed}")
        self.headers = {"allow": listed}


class PreconditionError(ChangedError):
    """The thing has another version than the one `If-Match` names."""


class PreconditionMissingError(UsageError):
    """A change that must say which version it was made from does not."""

    status = 428


class RangeError(UsageError):
    """A part of a file that lies behind its end."""

    status = 416

    def __init__(self, asked: str, size: int) -> None:
        super().__init__(
            f"the range {asked[:100]!r} lies behind the end of {size:,} bytes", hint="ask for a part of them"
        )
        self.headers = {"content-range": f"bytes */{size}", "accept-ranges": "bytes"}


TITLES: dict[type[PostilError], tuple[str, str]] = {
    InputError: ("invalid-input", "The request cannot be read"),
    MethodError: ("method-not-allowed", "Method not allowed"),
    RangeError: ("range-not-satisfiable", "The range lies behind the end"),
    AnnotationError: ("bad-annotation", "An annotation would be refused"),
    RefusedError: ("refused-annotations", "Annotations break rules"),
    UsageError: ("bad-request", "The request asks for something impossible"),
    NotFoundError: ("not-found", "Not found"),
    ChangedError: ("changed-meanwhile", "It has changed meanwhile"),
    PreconditionMissingError: ("version-needed", "The change does not say which version it was made from"),
    KeyReusedError: ("key-reused", "The idempotency key belongs to another request"),
    StillRunningError: ("still-running", "The request is still being worked on"),
    OutcomeUnknownError: ("outcome-unknown", "The request broke off before it was answered"),
    AnswerNotKeptError: ("answer-not-kept", "The request was done, its answer was not kept"),
    ConflictError: ("conflict", "Conflict"),
    AuthenticationError: ("not-signed-in", "Not signed in"),
    AccessError: ("not-allowed", "Not allowed"),
    ImportRejected: ("import-rejected", "The import was refused"),
    UnsupportedError: ("unsupported", "Not supported"),
    TooManyError: ("too-many", "Too many requests"),
    LimitError: ("limit", "A limit was met"),
    RetryableStoreError: ("busy", "The database is busy"),
    StoreError: ("storage", "The storage failed"),
    ServerError: ("upstream", "Another server failed"),
    PostilError: ("internal", "Something went wrong inside"),
}
"""Class -> end of `type`, and title. The status is the class's own; others read as their nearest parent."""


def problem_of(error: PostilError, instance: str = "") -> Problem:
    """Describe an error for a client."""
    kind, title = next(TITLES[parent] for parent in type(error).__mro__ if parent in TITLES)
    return Problem(
        type=PREFIX + kind,
        title=title,
        status=error.status,
        detail=error.message,
        code=error.code,
        hint=error.hint,
        instance=instance,
        issues=error.issues if isinstance(error, InputError | RefusedError) else [],
    )


def unexpected(error_id: str, instance: str = "") -> Problem:
    """Describe a fault of ours without telling its inside; `error_id` is what the log calls it."""
    return Problem(
        type=PREFIX + "internal",
        title="Something went wrong inside",
        status=500,
        detail=f"the server met an error it did not expect, logged as {error_id}",
        hint=f"look for {error_id} in the server's log and report it",
        instance=instance,
    )


def headers_of(error: PostilError) -> dict[str, str]:
    """Return the headers HTTP wants beside the status."""
    if isinstance(error, MethodError | RangeError):
        return error.headers
    if isinstance(error, AuthenticationError):
        return {"www-authenticate": 'Bearer realm="postil"'}
    if isinstance(error, TooManyError):
        return {"retry-after": str(error.retry_after_s)}
    if isinstance(error, RetryableStoreError | StillRunningError):
        return {"retry-after": "1"}
    if isinstance(error, ChangedError) and error.version:
        return {"etag": f'"{error.version}"'}
    return {}
