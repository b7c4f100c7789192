"""Finding data rows by what people and files call them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Select, and_, case, func, select

from postil.errors import UsageError
from postil.ports.catalog import ExternalRow, KeyedRow, RowFinding
from postil.stores.sql import schema as t
from postil.stores.sql.data_rows import IS_VISIBLE
from postil.stores.sql.hidden_rows import is_found_by
from postil.stores.sql.postgres_array import array_of_texts
from postil.stores.sql.prepared import Prepared
from postil.stores.sql.records import chunked, record

_row, _asset, _task = t.data_row.c, t.asset.c, t.task.c
_STEP = 5000
_WINDOW = 200
GAPS = 4
"""How many data rows are looked at for one that is found by what was made before it."""
_AFTER_ANY_TEXT = chr(0x10FFFF)


def _findings(project_id: Any, job_id: Any) -> Select[Any]:
    """Ask for what a finding needs; the caller says which rows, and by which name first."""
    in_project = and_(_task.data_row_id == _row.id, _task.project_id == project_id)
    # Not part of the join: it would invite a database to read through the tasks that are present.
    present = case((_task.removed_at.is_(None), _task.id))
    first_asset = and_(_asset.data_row_id == _row.id, _asset.no == 0)
    return (
        select(
            _row.id,
            _row.uid,
            _row.media_type,
            _asset.width,
            _asset.height,
            present.label("task_id"),
            _asset.text_length,
            _row.deleted_at,
        )
        .outerjoin(t.asset, first_asset)
        .outerjoin(t.task, in_project)
        .where(is_found_by(job_id))
    )


@Prepared
def _freed(keys: Any, project_id: Any, job_id: Any) -> Select[Any]:
    found = _findings(project_id, job_id).add_columns(_row.freed_key)
    return found.where(_row.freed_key.in_(keys)).order_by(_row.id)


def _finding(row: Sequence[Any]) -> RowFinding:
    number, uid, media_type, width, height, task_id, text_length, deleted_at, _ = row
    size = None if width is None or height is None else (width, height)
    return RowFinding(number, uid, media_type, size, task_id, text_length, deleted_at is not None)


_PROJECT, _JOB, _AFTER, _LIMIT, _UPTO = range(9_000_000_000_000_001, 9_000_000_000_000_006)
"""Numbers nothing has: they mark the places of the real ones in a compiled query."""


@lru_cache(maxsize=8)
def _named_rows(dialect: Dialect, by: str) -> tuple[str, tuple[int, ...]]:
    """Compile the query once; the second value names what its first parameters are, in order."""
    query = _findings(_PROJECT, _JOB).add_columns(_row[by]).where(_row[by] == "{marks}")
    text, places = _marked(dialect, query)
    return text.replace("= '{marks}'", "IN ({marks})" if "?" in text else "= ANY(%s::text[])"), places


@lru_cache(maxsize=4)
def _next_rows(dialect: Dialect) -> tuple[str, tuple[int, ...]]:
    query = _findings(_PROJECT, _JOB).add_columns(_row.global_key)
    # Not to the end of the catalog: there may be millions of deleted rows between here and the next one.
    near = query.where(_row.id > _AFTER, _row.id <= _UPTO, _row.global_key.is_not(None))
    return _marked(dialect, near.order_by(_row.id).limit(_LIMIT))


def _marked(dialect: Dialect, query: Select[Any]) -> tuple[str, tuple[int, ...]]:
    """Return a query with marks for the numbers above, and which they are in order."""
    text = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    place = re.compile("|".join(map(str, (_PROJECT, _JOB, _AFTER, _LIMIT, _UPTO))))
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    return place.sub(mark, text), tuple(int(found) for found in place.findall(text))


def _asked(
    dialect: Dialect, by: str, project_id: int | None, job_id: int | None, names: Sequence[str]
) -> tuple[str, Sequence[Any]]:
    """Return the statement for some names and its values: one per name, or one array of them."""
    template, places = _named_rows(dialect, by)
    who = [(project_id or 0) if place == _PROJECT else (job_id or 0) for place in places]
    if "{marks}" in template:
        return template.format(marks=", ".join("?" * len(names))), (*who, *names)
    return template, (*who, array_of_texts(names))


class SqlRowSearch:
    """What imports and suggestions ask of the catalog."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def used_global_keys(self, keys: Sequence[str]) -> set[str]:
        """Return which keys are taken, also by rows that are hidden still."""
        used: set[str] = set()
        for piece in chunked(keys):
            query = select(_row.global_key).where(_row.global_key.in_(piece))
            used.update(self._connection.execute(query).scalars())
        return used

    def find_rows(
        self, by: str, values: Sequence[str], project_id: int | None, job_id: int | None = None
    ) -> dict[str, RowFinding]:
        """Find data rows `by` "uid" or "global_key", one query per 900 values; deleted ones say so.

        Rows hidden by a job are found by that job only. A global key that was freed by a delete finds the
        row deleted last, unless another row uses it now.

        Raises:
            UsageError: `by` is neither of the two.
        """
        if by not in {"uid", "global_key"}:
            raise UsageError(f"data rows cannot be found by {by!r}", hint="use uid or global_key")
        dialect = self._connection.dialect
        found: dict[str, RowFinding] = {}
        for piece in chunked(values):
            # Straight to the driver: rows of the library in between cost more than finding them.
            with closing(self._connection.connection.cursor()) as cursor:
                cursor.execute(*_asked(dialect, by, project_id, job_id, piece))
                for row in cursor.fetchall():
                    found[row[-1]] = _finding(row)
        if by == "global_key":
            missing = [value for value in values if value not in found]
            if missing:
                found |= self._freed(missing, project_id, job_id)
        return found

    def next_rows(
        self, after_id: int, limit: int, project_id: int | None, job_id: int | None = None
    ) -> dict[str, RowFinding]:
        """Find up to `limit` data rows made after one, by global key, as `find_rows` would each of them.

        They are among the next `limit * GAPS` that were made, deleted and hidden ones counted.
        """
        text, places = _next_rows(self._connection.dialect)
        numbers = {_PROJECT: project_id or 0, _JOB: job_id or 0, _AFTER: after_id, _LIMIT: limit}
        numbers[_UPTO] = after_id + limit * GAPS
        with closing(self._connection.connection.cursor()) as cursor:
            cursor.execute(text, [numbers[place] for place in places])
            return {row[-1]: _finding(row) for row in cursor.fetchall()}

    def _freed(
        self, keys: Sequence[str], project_id: int | None, job_id: int | None
    ) -> dict[str, RowFinding]:
        found: dict[str, RowFinding] = {}
        for piece in chunked(keys):
            rows = _freed(self._connection, keys=piece, project_id=project_id or 0, job_id=job_id or 0)
            found |= {row[-1]: _finding(row) for row in rows}
        return found

    def with_external_ids(
        self, external_ids: Sequence[str], *, after_id: int = 0, limit: int
    ) -> list[ExternalRow]:
        """Find visible data rows behind one by external id, oldest first; several may have the same."""
        found: list[ExternalRow] = []
        for piece in chunked(external_ids):
            query = select(_row.id, _row.uid, _row.external_id)
            query = query.where(_row.external_id.in_(piece), _row.id > after_id, *IS_VISIBLE)
            query = query.order_by(_row.id).limit(limit)
            found += [record(ExternalRow, row) for row in self._connection.execute(query)]
        return sorted(found, key=lambda row: row.id)[:limit]

    def near_global_keys(self, prefix: str, limit: int, project_id: int | None = None) -> list[str]:
        """List global keys with a prefix, for suggestions; of a project those among the first 200."""
        query = (
            select(_row.id, _row.global_key)
            .where(_row.global_key >= prefix, _row.global_key < prefix + _AFTER_ANY_TEXT, *IS_VISIBLE)
            .order_by(_row.global_key)
        )
        if project_id is None:
            return [row.global_key for row in self._connection.execute(query.limit(limit))]
        near = self._connection.execute(query.limit(_WINDOW)).all()
        inside = select(_task.data_row_id).where(
            _task.data_row_id.in_([row.id for row in near]),
            _task.project_id == project_id,
            _task.removed_at.is_(None),
        )
        own = set(self._connection.execute(inside).scalars())
        return [row.global_key for row in near if row.id in own][:limit]

    def key_of(self, row_id: int) -> str | None:
        """Return the global key of a data row, also of one that is deleted or hidden."""
        query = select(func.coalesce(_row.global_key, _row.freed_key)).where(_row.id == row_id)
        return self._connection.execute(query).scalar()

    def keyed_rows(self, prefix: str, *, after_key: str, limit: int) -> list[KeyedRow]:
        """List visible data rows whose global key begins so and comes behind `after_key`, by key."""
        query = select(_row.id, _row.global_key, _row.dataset_id, _row.media_state, _row.media_type).where(
            _row.global_key > after_key if after_key else _row.global_key >= prefix,
            _row.global_key < prefix + _AFTER_ANY_TEXT,
            *IS_VISIBLE,
        )
        rows = self._connection.execute(query.order_by(_row.global_key).limit(limit))
        return [record(KeyedRow, row) for row in rows]

    def iterate_row_ids(self, *, dataset_id: int | None, project_id: int | None) -> Iterator[int]:
        """Yield the ids of visible data rows, ascending, while the transaction lasts."""
        query = select(_row.id).where(*IS_VISIBLE)
        number = _row.id
        if dataset_id is not None:
            query = query.where(_row.dataset_id == dataset_id)
        if project_id is not None:
            number = _task.data_row_id
            query = query.join(t.task, number == _row.id)
            query = query.where(_task.project_id == project_id, _task.removed_at.is_(None))
        after = 0
        while True:
            page = query.where(number > after).order_by(number).limit(_STEP)
            ids = list(self._connection.execute(page).scalars())
            yield from ids
            if len(ids) < _STEP:
                return
            after = ids[-1]
