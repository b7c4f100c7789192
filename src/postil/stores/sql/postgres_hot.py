"""Hot statements on PostgreSQL: binary COPY, and arrays instead of long lists of parameters."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import BigInteger, Boolean, Double, Integer, LargeBinary, Table

from postil.errors import ConflictError
from postil.stores.sql import schema as t
from postil.stores.sql.hot import BundleKey, FailureValues, SegmentValues
from postil.stores.sql.postgres_array import array_of_numbers

ENSURE_BUNDLES: LiteralString = (
    "INSERT INTO bundle (set_id, data_row_id, no) "
    "SELECT %s, wanted.a, wanted.b FROM unnest(%s::bigint[], %s::bigint[]) AS wanted (a, b) "
    "WHERE EXISTS (SELECT FROM data_row WHERE data_row.id = wanted.a) "
    "ON CONFLICT (data_row_id, set_id, no) DO NOTHING RETURNING data_row_id, no, id"
)

FIND_BUNDLES: LiteralString = (
    "SELECT data_row_id, no, id FROM bundle WHERE set_id = %s AND data_row_id = ANY(%s::bigint[])"
)

SEGMENT = (
    "bundle_id", "data_row_id", "job_id", "chunk", "n",
    "needs_settle", "same_as", "about", "digest", "lines", "document",
)  # fmt: skip

PUT_SEGMENT: LiteralString = (
    "INSERT INTO segment "
    "(bundle_id, data_row_id, job_id, chunk, n, needs_settle, same_as, about, digest, lines, document) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %b, %b, %b) "
    "ON CONFLICT (bundle_id, job_id, chunk) DO UPDATE SET n = excluded.n, "
    "needs_settle = excluded.needs_settle, same_as = excluded.same_as, about = excluded.about, "
    "digest = excluded.digest, lines = excluded.lines, document = excluded.document"
)

FAILURE = ("job_id", "line", "key", "data_row", "issues")

PUT_FAILURE: LiteralString = (
    "INSERT INTO job_failure (job_id, line, key, data_row, issues) VALUES (%s, %s, %s, %s, %s) "
    "ON CONFLICT (job_id, line) DO UPDATE SET key = excluded.key, data_row = excluded.data_row, "
    "issues = excluded.issues"
)

FEW = 16
"""So many rows cost less one by one than the beginning and the end of a bulk write."""

_KINDS = {BigInteger: "int8", Integer: "int8", Boolean: "bool", LargeBinary: "bytea", Double: "float8"}


class PostgresHotStatements:
    """`HotStatements` on one psycopg connection whose transaction somebody else opens and ends.

    `rows` counts what was written in bulk.
    """

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._made: set[int] = set()
        self.rows = 0

    def append(self, table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert rows of the named columns; JSON columns take text.

        Raises:
            ConflictError: A row contradicts a unique key or a reference; nothing was inserted.
        """
        try:
            # Within a savepoint: a refused row must not end the transaction of whoever calls.
            with self._connection.transaction():
                self._copy(table, tuple(names), rows)
        except psycopg.IntegrityError as error:
            raise ConflictError(f"a row contradicts what is stored: {error}") from error

    def _copy(self, table: Table, names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
        command, kinds = _plan(table, names)
        with self._connection.cursor() as cursor, cursor.copy(command) as copy:
            copy.set_types(kinds)
            for row in rows:
                copy.write_row(row)
                self.rows += 1

    def ensure_bundles(self, set_id: int, keys: Sequence[BundleKey]) -> dict[BundleKey, int]:
        """Make the bundles that are missing; return the ids, but not where the data row is not there."""
        found: dict[BundleKey, int] = {}
        if not keys:
            return found
        with self._connection.cursor() as cursor:
            cursor.execute(
                ENSURE_BUNDLES,
                (set_id, array_of_numbers(row for row, _ in keys), array_of_numbers(no for _, no in keys)),
            )
            found |= {(row, no): number for row, no, number in cursor}
            # Only what was made comes back; the others were there before.
            self._made.update(found.values())
            old = sorted({row for row, no in keys if (row, no) not in found})
            if old:
                cursor.execute(FIND_BUNDLES, (set_id, array_of_numbers(old)))
                found |= {(row, no): number for row, no, number in cursor}
        return found

    def put_segments(self, rows: Iterable[SegmentValues]) -> None:
        """Write layers; one of the same bundle, job and chunk is replaced and keeps its id."""
        made, others = list[SegmentValues](), list[SegmentValues]()
        for layer in rows:
            (made if layer[0] in self._made else others).append(layer)
        if len(made) > FEW:
            # There was nothing on a bundle that this transaction has made: no layer of it can be replaced.
            self._copy(t.segment, SEGMENT, made)
            self._made.difference_update(layer[0] for layer in made)
        else:
            others += made
        self._put(t.segment, SEGMENT, others, PUT_SEGMENT)

    def put_failures(self, rows: Iterable[FailureValues]) -> None:
        """Write failures; one of the same job and line is replaced."""
        self._put(t.job_failure, FAILURE, list(rows), PUT_FAILURE)

    def _put(self, table: Table, names: tuple[str, ...], rows: list[Any], statement: LiteralString) -> None:
        """Write rows that are nearly always new: many as if they were, and one by one when some are not."""
        if len(rows) > FEW:
            try:
                with self._connection.transaction():
                    self._copy(table, names, rows)
            except psycopg.errors.UniqueViolation:
                self.rows -= len(rows)
            else:
                return
        if rows:
            with self._connection.cursor() as cursor:
                cursor.executemany(statement, rows)
            self.rows += len(rows)


@cache
def _plan(table: Table, names: tuple[str, ...]) -> tuple[sql.Composed, tuple[str, ...]]:
    """Return the COPY command for columns of a table, and the types they are sent as."""
    columns = sql.SQL(", ").join(sql.Identifier(name) for name in names)
    command = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(sql.Identifier(table.name), columns)
    return command, tuple(_KINDS.get(type(table.c[name].type), "text") for name in names)
