"""Cursors: lists the package reads from where the last page ended, and not by counting."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, TypeVar

from postil.errors import UsageError
from postil.facades.labelbox.where import MOST_PAGE

T = TypeVar("T")


def after_id(cursor: str | None) -> int:
    """Return the store id behind a cursor; 0 at the beginning.

    Raises:
        UsageError: It is none of ours.
    """
    if not cursor:
        return 0
    if not cursor.isdecimal() or len(cursor) > 18:
        raise UsageError("the cursor is none of this list", hint="begin without one")
    return int(cursor)


def page_size(first: Any, default: int = 100) -> int:
    """Return how many things a page has.

    Raises:
        UsageError: It is no whole number from 1 to 5,000.
    """
    found = default if first is None else first
    if type(found) is not int or not 1 <= found <= MOST_PAGE:
        raise UsageError(f"a page cannot have {str(found)[:20]} things", hint=f"ask for 1 to {MOST_PAGE}")
    return found


def cut(items: Iterable[T], size: int, id_of: Callable[[T], int]) -> tuple[list[T], str | None]:
    """Return a page of things in the order of their store ids, and the cursor of the next one."""
    found = list(islice(items, size + 1))
    page = found[:size]
    return page, str(id_of(page[-1])) if len(found) > size else None
