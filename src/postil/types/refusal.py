"""Values an import would refuse, refused where the mistake is made.

A type looks at its values with a few comparisons. Only when they look wrong is the row they would become
judged by the reader and the rules of an import, so that code, path and sentence are those of the server. What
judges is loaded then, not before: importing the types stays light.
"""

from typing import Any, NoReturn

from postil.errors import AnnotationError
from postil.model.issue import Issue

Row = dict[str, Any]

SOME_POINT: Row = {"name": "-", "point": {"x": 0, "y": 0}}
"""A sound row, for values that stand beside any shape."""


def judge(row: Row, media_type: str = "image") -> None:
    """Raise the first error an import would report for a row; its data row is made up.

    Raises:
        AnnotationError: With the code, the message and the pointer of that error.
    """
    from postil.types.verdict import find_error

    issue = find_error(row, media_type)
    if issue is not None:
        raise_issue(issue)


def refuse(row: Row, media_type: str = "image", *, what: str, hint: str) -> NoReturn:
    """Raise what an import would report for a row, or that a value has the wrong type (ROW010)."""
    judge(row, media_type)
    refuse_type(what, hint)


def refuse_type(what: str, hint: str, path: str = "", got: object = None) -> NoReturn:
    """Raise that a value has the wrong type (ROW010)."""
    raise AnnotationError(what, code="ROW010", hint=hint, path=path, got=got)


def shown(value: Any) -> Any:
    """Return a value as a row could have it: objects of a program by what Python shows of them."""
    return value if isinstance(value, str | int | float | list | dict) else f"{value!r:.80}"


def raise_issue(issue: Issue) -> NoReturn:
    """Raise an issue of the rules as an error."""
    raise AnnotationError(
        issue.message,
        code=issue.code,
        hint=issue.hint,
        path=issue.where.pointer,
        got=issue.got,
        expected=issue.expected,
    )
