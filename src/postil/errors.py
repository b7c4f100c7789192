"""The exception tree: raised only when the call at hand cannot continue.

A problem with one row of an import is data (`postil.model.issue.Issue`), never an exception.
Facades translate these classes into their protocol's answers in one table each.
"""

from collections.abc import Sequence
from typing import Any


class PostilError(Exception):
    """Root of every exception that leaves a Postil module.

    Args:
        message: What is wrong with which value, and where.
        code: A stable code of the issue catalogue (`MSK001`), or empty when none applies.
        hint: How to fix it, in the imperative.
    """

    status = 500

    def __init__(self, message: str, *, code: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint

    def __str__(self) -> str:
        """Render code, message and hint on one line."""
        head = f"{self.code} {self.message}" if self.code else self.message
        return f"{head} - {self.hint}" if self.hint else head

    def __reduce__(self) -> "tuple[object, ...]":
        """Survive the trip from a spawned process with code and hint intact."""
        return (_rebuild, (type(self), self.message, self.code, self.hint))


def _rebuild(kind: "type[PostilError]", message: str, code: str, hint: str) -> "PostilError":
    return kind(message, code=code, hint=hint)


class UsageError(PostilError):
    """The caller passed something this call does not take."""

    status = 400


class AnnotationError(UsageError, ValueError):
    """An annotation was made with a value that an import would refuse; raised where it is made.

    Args:
        message: What is wrong with which value.
        code: The code an import would report for the row.
        hint: How to fix it, in the imperative.
        path: JSON pointer to the value, in the spelling of the row the annotation becomes.
        got: The value.
        expected: What it must be.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        hint: str = "",
        path: str = "",
        got: object = None,
        expected: object = None,
    ) -> None:
        super().__init__(message, code=code, hint=hint)
        self.path = path
        self.got = got
        self.expected = expected

    def __str__(self) -> str:
        """Render code, message, path and hint on one line."""
        head = f"{self.code} {self.message}" if self.code else self.message
        place = f"{head} at {self.path}" if self.path else head
        return f"{place} - {self.hint}" if self.hint else place

    def __reduce__(self) -> "tuple[object, ...]":
        """Survive the trip between processes; the value itself may not, and stays behind."""
        return (_rebuild_annotation_error, (self.message, self.code, self.hint, self.path))


def _rebuild_annotation_error(message: str, code: str, hint: str, path: str) -> AnnotationError:
    return AnnotationError(message, code=code, hint=hint, path=path)


class NotFoundError(PostilError):
    """No such resource, or none the caller may see."""

    status = 404


class ConflictError(PostilError):
    """The resource exists already, or has moved on since the caller read it."""

    status = 409


class ChangedError(ConflictError):
    """The resource has another version than the change was made from.

    Args:
        message: What has moved on.
        version: The version it has.
        hint: How to go on, in the imperative.
    """

    status = 412

    def __init__(self, message: str, *, version: int = 0, code: str = "", hint: str = "") -> None:
        super().__init__(message, code=code, hint=hint)
        self.version = version


class RefusedError(UsageError):
    """Annotations that somebody wants to keep break rules; nothing was kept.

    Args:
        message: How many, and of what.
        issues: One `postil.model.issue.Issue` per broken rule.
        code: The code of the first.
        hint: How to go on, in the imperative.
    """

    status = 422

    def __init__(self, message: str, *, issues: Sequence[Any] = (), code: str = "", hint: str = "") -> None:
        super().__init__(message, code=code, hint=hint)
        self.issues = list(issues)


class AccessError(PostilError):
    """The caller is unknown, or may not do this."""

    status = 403


class AuthenticationError(AccessError):
    """No valid key or session came with the request."""

    status = 401


class ImportRejected(PostilError):
    """An import as a whole was refused: unreadable input, or the `atomic` policy met a bad row."""

    status = 422


class UnsupportedError(PostilError):
    """The request is well formed, but this installation or format cannot carry it."""

    status = 422


class LimitError(PostilError):
    """A size, count or time limit was met before any work was done."""

    status = 413


class TooManyError(LimitError):
    """Somebody has sent more requests than they may; nothing was done.

    Args:
        message: What is too much.
        code: A stable code of the issue catalogue, or empty.
        hint: How to fix it, in the imperative.
        retry_after_s: Seconds after which there is room for another request.
    """

    status = 429

    def __init__(self, message: str, *, code: str = "", hint: str = "", retry_after_s: int = 1) -> None:
        super().__init__(message, code=code, hint=hint)
        self.retry_after_s = retry_after_s


class StoreError(PostilError):
    """The database or blob store failed in a way a retry will not mend."""

    status = 500


class RetryableStoreError(StoreError):
    """The database was busy or unreachable; the same call may succeed later."""

    status = 503


class ServerError(PostilError):
    """A server could not be reached or answered with something unreadable."""

    status = 502
