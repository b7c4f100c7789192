"""From result rows to the records of the ports, and long lists to pieces a statement can take."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, true

T = TypeVar("T")

PIECE = 900
"""Values per statement: below the 999 parameters every SQLite build takes."""


EVERY: ColumnElement[bool] = true()
"""The condition that lets everything through."""


def chunked(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield `values` in pieces of at most `PIECE`."""
    for start in range(0, len(values), PIECE):
        yield values[start : start + PIECE]


def record(kind: type[T], row: Row[*tuple[Any, ...]]) -> T:
    """Build a record from a row whose columns carry the names of its fields."""
    return kind(**row._mapping)  # noqa: SLF001 - the documented way to a row's names


def first_record(kind: type[T], row: Row[*tuple[Any, ...]] | None) -> T | None:
    """Build a record, or return None for no row."""
    return None if row is None else record(kind, row)
