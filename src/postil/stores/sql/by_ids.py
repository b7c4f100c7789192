"""Statements over a list of ids, compiled once and read straight from the driver.

What the library puts between a driver and its caller costs more than most rows of an export.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Select

from postil.stores.sql.records import chunked


class ByIds:
    """A query that is asked for many ids at a time.

    Args:
        query: What to ask; rows come as the driver has them: JSON as text, and flags as 0 or 1 on SQLite.
        column: The one that has to be among the ids.
        within: Another column that has to be equal to one number, or None.
    """

    def __init__(
        self, query: Select[Any], column: ColumnElement[int], within: ColumnElement[int] | None = None
    ) -> None:
        # No number of ours is negative, so these are found again in the text.
        marked = query.where(column == -1)
        self._query = marked if within is None else marked.where(within == -2)
        self._text = lru_cache(maxsize=4)(self._compiled)

    def _compiled(self, dialect: Dialect) -> str:
        text = str(self._query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        return text.replace("= -1", "IN ({marks})").replace("= -2", "= {within}")

    def rows(self, connection: Connection, ids: Sequence[int], within: int = 0) -> Iterator[tuple[Any, ...]]:
        """Yield what is found, a piece of the ids after the other."""
        dialect = connection.dialect
        mark = "?" if dialect.paramstyle == "qmark" else "%s"
        for piece in chunked(ids):
            statement = self._text(dialect).format(marks=", ".join([mark] * len(piece)), within=within)
            with closing(connection.connection.cursor()) as cursor:
                cursor.execute(statement, tuple(piece))
                found = cursor.fetchall()
            yield from found
