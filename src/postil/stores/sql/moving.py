"""Moving: every table of one database copied into another one, and compared."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, Select, Table, Text, func, select, type_coerce, update

from postil.errors import ConflictError, StoreError
from postil.stores.sql.columns import Json
from postil.stores.sql.migration import UNFINISHED
from postil.stores.sql.schema import REVISION, metadata, stamp
from postil.stores.sql.session import SqlSession

BATCH_ROWS = 1_000
BATCH_BYTES = 4 << 20

Progress = Callable[[str, int, int], None]
"""Takes the table at hand, how many of its rows are copied, and how many it has."""

_encode = msgspec.msgpack.Encoder().encode


class SqlStore(Protocol):
    """What both stores have."""

    def read(self) -> AbstractContextManager[SqlSession]:
        """Open a consistent view."""
        ...

    def write(self) -> AbstractContextManager[SqlSession]:
        """Open a write transaction."""
        ...


class Ids(Protocol):
    """How a database keeps the ids it has given out; each dialect has its own."""

    def last(self, connection: Connection) -> dict[str, int]:
        """Return the last id given out by table; 0 or nothing for none."""
        ...

    def set_last(self, connection: Connection, last: dict[str, int]) -> None:
        """Go on after these ids."""
        ...

    def defer_references(self, connection: Connection) -> None:
        """Let rows of the transaction refer to rows that follow in it."""
        ...


class Moved(msgspec.Struct):
    """One table: the rows of both databases, and the hash over all of them in the order of their keys."""

    table: str
    rows: int
    sha256: str


class Side(msgspec.Struct):
    """One of the two databases."""

    store: SqlStore
    ids: Ids


def move(source: Side, target: Side, progress: Progress) -> list[Moved]:
    """Copy everything into an empty database and compare; nobody writes to the source meanwhile.

    Killed on the way, it leaves a target that no program opens.

    Raises:
        ConflictError: The target is not empty.
        StoreError: `STO008` what was read from the target differs from what the source holds.
    """
    _demand_empty(target)
    _stamp(target, UNFINISHED)
    with source.store.write() as session:
        moved = [_move_table(session, target, table, progress) for table in metadata.sorted_tables]
        last = source.ids.last(session.connection)
    with target.store.write() as session:
        target.ids.set_last(session.connection, last)
    _stamp(target, REVISION)
    return moved


def _demand_empty(target: Side) -> None:
    with target.store.read() as session:
        for table in metadata.sorted_tables:
            if session.connection.execute(select(*table.primary_key).limit(1)).first() is not None:
                raise ConflictError(
                    f"the database to move to is not empty: it has rows in {table.name!r}",
                    hint="name a new one",
                )


def _stamp(target: Side, revision: str) -> None:
    with target.store.write() as session:
        session.connection.execute(update(stamp).values(version_num=revision))


def _move_table(session: SqlSession, target: Side, table: Table, progress: Progress) -> Moved:
    total = session.connection.execute(select(func.count()).select_from(table)).scalar_one()
    digest, rows = hashlib.sha256(), 0
    progress(table.name, 0, total)
    for batch in _batches(session.connection, table):
        for row in batch:
            digest.update(_encode(row))
        with target.store.write() as there:
            target.ids.defer_references(there.connection)
            there.hot.append(table, table.c.keys(), batch)
        rows += len(batch)
        progress(table.name, rows, total)
    _demand_equal(target, table, digest.hexdigest())
    return Moved(str(table.name), rows, digest.hexdigest())


def _demand_equal(target: Side, table: Table, expected: str) -> None:
    digest = hashlib.sha256()
    with target.store.read() as session:
        for batch in _batches(session.connection, table):
            for row in batch:
                digest.update(_encode(row))
    if digest.hexdigest() != expected:
        raise StoreError(
            f"table {table.name!r} is not the same in both databases after it was copied",
            code="STO008",
            hint="nothing of the source was changed; report this, and go on with the source",
        )


def _batches(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """Yield all rows in the order of their keys, a few at a time; JSON as its text."""
    # Rows that refer to their own table may refer to later ones, so they go in one batch. There are few.
    is_whole = any(key.column.table is table for key in table.foreign_keys)
    batch: list[tuple[Any, ...]] = []
    size = 0
    streamed = {"stream_results": True, "yield_per": BATCH_ROWS}
    for found in connection.execute(_in_order(table), execution_options=streamed):
        row = tuple(found)
        batch.append(row)
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if not is_whole and (len(batch) >= BATCH_ROWS or size >= BATCH_BYTES):
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _in_order(table: Table) -> Select[Any]:
    columns = [type_coerce(column, Text) if isinstance(column.type, Json) else column for column in table.c]
    return select(*columns).order_by(*table.primary_key)
