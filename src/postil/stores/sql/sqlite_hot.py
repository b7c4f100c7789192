"""Hot statements on SQLite: the driver's own cursor, without a statement compiler in between."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Table

from postil.errors import ConflictError
from postil.stores.sql.hot import BundleKey, FailureValues, SegmentValues
from postil.stores.sql.records import chunked

# `{rows}` becomes one list of question marks per row: a statement of many rows costs half of many statements.
ENSURE_BUNDLES = (
    "INSERT INTO bundle (set_id, data_row_id, no) "
    "SELECT column1, column2, column3 FROM (VALUES {rows}) "
    "WHERE EXISTS (SELECT 1 FROM data_row WHERE data_row.id = column2) "
    "ON CONFLICT (data_row_id, set_id, no) DO NOTHING RETURNING data_row_id, no, id"
)

# `{marks}` becomes one question mark per data row.
FIND_BUNDLES = "SELECT data_row_id, no, id FROM bundle WHERE set_id = ? AND data_row_id IN ({marks})"

PUT_SEGMENTS = (
    "INSERT INTO segment "
    "(bundle_id, data_row_id, job_id, chunk, n, needs_settle, same_as, about, digest, lines, document) "
    "VALUES {rows} "
    "ON CONFLICT (bundle_id, job_id, chunk) DO UPDATE SET n = excluded.n, "
    "needs_settle = excluded.needs_settle, same_as = excluded.same_as, about = excluded.about, "
    "digest = excluded.digest, lines = excluded.lines, document = excluded.document"
)

PUT_FAILURE = (
    "INSERT INTO job_failure (job_id, line, key, data_row, issues) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (job_id, line) DO UPDATE SET key = excluded.key, data_row = excluded.data_row, "
    "issues = excluded.issues"
)

_AT_ONCE = (900, 300, 100, 30, 10, 3, 1)
"""Rows of one statement. The driver keeps every statement it has met, and with it the values it last had:
a length of its own for every rest would keep hundreds of blocks in memory."""


def _grouped(template: str, width: int, rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[str, list[Any]]]:
    """Yield statements over as many rows of `width` columns as a statement may have, with their values."""
    start = 0
    marks = f"({', '.join('?' * width)})"
    for size in _AT_ONCE:
        while start + size <= len(rows):
            group = rows[start : start + size]
            yield template.format(rows=", ".join([marks] * size)), list(chain.from_iterable(group))
            start += size


class SqliteHotStatements:
    """`HotStatements` on one sqlite3 connection whose transaction somebody else opens and ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def append(self, table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert rows of the named columns; JSON columns take text.

        Raises:
            ConflictError: A row contradicts a unique key or a reference.
        """
        columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        # Names come from our own schema, never from outside.
        statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.IntegrityError as error:
            raise ConflictError(f"a row contradicts what is stored: {error}") from error

    def ensure_bundles(self, set_id: int, keys: Sequence[BundleKey]) -> dict[BundleKey, int]:
        """Make the bundles that are missing; return the ids, but not where the data row is not there."""
        # Where the first is there all may be, and looking costs half of trying to make them.
        found = self._found(set_id, keys[:1])
        if found:
            found = self._found(set_id, keys)
        wanted = [(set_id, row, no) for row, no in keys if (row, no) not in found]
        for statement, values in _grouped(ENSURE_BUNDLES, 3, wanted):
            for row, no, bundle_id in self._connection.execute(statement, values):
                found[row, no] = bundle_id
        # Only what was made comes back; the others were there before.
        return found | self._found(set_id, [key for key in keys if key not in found])

    def _found(self, set_id: int, keys: Iterable[BundleKey]) -> dict[BundleKey, int]:
        """Return the bundles there are on the data rows of some keys."""
        found: dict[BundleKey, int] = {}
        for rows in chunked(sorted({row for row, _ in keys})):
            statement = FIND_BUNDLES.format(marks=",".join("?" * len(rows)))
            for row, no, bundle_id in self._connection.execute(statement, (set_id, *rows)):
                found[row, no] = bundle_id
        return found

    def put_segments(self, rows: Iterable[SegmentValues]) -> None:
        """Write layers; one of the same bundle, job and chunk is replaced and keeps its id."""
        for statement, values in _grouped(PUT_SEGMENTS, 11, list(rows)):
            self._connection.execute(statement, values)

    def put_failures(self, rows: Iterable[FailureValues]) -> None:
        """Write failures; one of the same job and line is replaced."""
        self._connection.executemany(PUT_FAILURE, rows)
