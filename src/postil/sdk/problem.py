"""Problem: what a server answers when it does not do what was asked (RFC 9457), as our exceptions."""

from http import HTTPStatus

import msgspec

from postil.errors import (
    AccessError,
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

TYPES: dict[str, type[PostilError]] = {
    "invalid-input": UsageError,
    "method-not-allowed": UsageError,
    "bad-request": UsageError,
    "not-found": NotFoundError,
    "conflict": ConflictError,
    "changed-meanwhile": ChangedError,
    "version-needed": UsageError,
    "refused-annotations": RefusedError,
    "key-reused": UsageError,
    "still-running": RetryableStoreError,
    "outcome-unknown": ConflictError,
    "answer-not-kept": ConflictError,
    "not-signed-in": AuthenticationError,
    "not-allowed": AccessError,
    "import-rejected": ImportRejected,
    "unsupported": UnsupportedError,
    "limit": LimitError,
    "too-many": TooManyError,
    "busy": RetryableStoreError,
    "storage": StoreError,
    "upstream": StoreError,
    "internal": StoreError,
}
"""End of the `type` of a problem -> exception. A fault inside the server is not an unreachable server."""

_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_PREFIX = "urn:postil:problem:"


class Problem(msgspec.Struct):
    """The members of a problem that are read."""

    type: str = ""
    title: str = ""
    detail: str = ""
    code: str = ""
    hint: str = ""
    issues: list[Issue] = []


def problem_error(status: int, content: bytes) -> PostilError:
    """Return the exception an answer stands for."""
    try:
        problem = msgspec.json.decode(content, type=Problem)
    except msgspec.DecodeError:
        problem = Problem()
    kind = TYPES.get(problem.type.removeprefix(_PREFIX))
    if kind is None:
        return _foreign(status)
    message, hint = problem.detail or problem.title, problem.hint
    if problem.issues:
        first = problem.issues[0]
        place = f" at {first.where.pointer}" if first.where.pointer else ""
        message, hint = first.message + place, first.hint or hint
    return kind(message, code=problem.code, hint=hint)


def _foreign(status: int) -> PostilError:
    """Describe an answer that is not one of ours: a proxy, or another program at that address."""
    phrase = _PHRASES.get(status, "no known status")
    return ServerError(
        f"the server answered {status} ({phrase}), in a way Postil does not",
        hint="check that the address is that of a Postil server of this version",
    )
