"""Data rows: making, changing, deleting and listing them."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, literal_column, select, update
from sqlalchemy.exc import IntegrityError

from postil.errors import ConflictError, NotFoundError
from postil.ports.catalog import CatalogRow, MediaFinding, MetadataField, NewRow
from postil.stores.sql import schema as t
from postil.stores.sql.columns import to_json
from postil.stores.sql.dirty_rows import mark_rows
from postil.stores.sql.hidden_rows import SqlHiddenRows
from postil.stores.sql.hot import HotStatements
from postil.stores.sql.records import chunked
from postil.stores.sql.row_content import RowContent
from postil.stores.sql.touched_rows import touch_rows

_row = t.data_row.c
_OWN = ("uid", "media_type", "global_key", "external_id", "media_state")
_NEW = (
    *_OWN,
    "data",
    "ext",
    "brought_by",
    "hidden_by",
    "dataset_id",
    "created_by",
    "created_at",
    "updated_at",
)
_own = attrgetter(*_OWN)
_UNSEEN = {"freed_key", "brought_by", "hidden_by", "deleted_at"}
_ROW = [column for column in t.data_row.c if column.name not in _UNSEEN]
# Spelled out, not bound: only so does the partial index apply.
_PENDING: ColumnElement[str] = literal_column("'pending'")
IS_VISIBLE = (_row.deleted_at.is_(None), _row.hidden_by.is_(None))
"""Neither deleted nor brought by a job that is not published."""
_UPDATE_MEDIA = (
    update(t.data_row)
    .where(_row.id == bindparam("number"))
    .values(media_state=bindparam("state"), media_error=bindparam("error"), updated_at=bindparam("at"))
)

_SET_KEY = (
    update(t.data_row)
    .where(_row.id == bindparam("number"), _row.deleted_at.is_(None))
    .values(global_key=bindparam("key"))
)


def freed(at: int) -> dict[str, Any]:
    """Return the values of a deleted data row: its global key may be used again."""
    return {"deleted_at": at, "freed_key": _row.global_key, "global_key": None, "updated_at": at}


def _key_conflict(error: Exception) -> ConflictError:
    return ConflictError(
        f"a global key or id is taken by another data row: {error}",
        code="DUP003",
        hint="delete that data row first, or leave these out",
    )


class SqlDataRows(SqlHiddenRows):
    """Rows of the catalog. Deleted ones are kept without their key until they are purged."""

    def __init__(self, connection: Connection, hot: HotStatements) -> None:
        self._connection = connection
        self._hot = hot
        self._content = RowContent(connection, hot)

    def create_rows(
        self, dataset_id: int, rows: Sequence[NewRow], created_by: int | None, at: int
    ) -> list[int]:
        """Store data rows; return their ids in order. Metadata fields nobody defined are made.

        Raises:
            ConflictError: `DUP003` a global key is taken; nothing was written.
        """
        shared = (dataset_id, created_by, at, at)
        values = (
            (*_own(row), to_json(row.data), to_json(row.ext), row.hidden_by, row.hidden_by, *shared)
            for row in rows
        )
        try:
            self._hot.append(t.data_row, _NEW, values)
        except ConflictError as error:
            raise _key_conflict(error) from error
        ids: dict[str, int] = {}
        for uids in chunked([row.uid for row in rows]):
            found = self._connection.execute(select(_row.uid, _row.id).where(_row.uid.in_(uids)))
            ids.update((uid, number) for uid, number in found)
        numbers = [ids[row.uid] for row in rows]
        self._content.write(zip(numbers, rows, strict=True))
        return numbers

    def get_row(self, uid: str) -> CatalogRow | None:
        """Return a visible data row."""
        return next(iter(self._rows(select(*_ROW).where(_row.uid == uid, *IS_VISIBLE))), None)

    def rows_by_id(self, ids: Sequence[int]) -> list[CatalogRow]:
        """Return data rows in the order asked for, hidden ones too; deleted and unknown ones are left out."""
        found: dict[int, CatalogRow] = {}
        for piece in chunked(ids):
            query = select(*_ROW).where(_row.id.in_(piece), _row.deleted_at.is_(None))
            found |= {row.id: row for row in self._rows(query)}
        return [found[number] for number in ids if number in found]

    def list_rows(self, *, dataset_id: int | None, after_id: int, limit: int) -> list[CatalogRow]:
        """List visible data rows by id."""
        query = select(*_ROW).where(_row.id > after_id, *IS_VISIBLE).order_by(_row.id).limit(limit)
        if dataset_id is not None:
            query = query.where(_row.dataset_id == dataset_id)
        return self._rows(query)

    def newest_rows(
        self, dataset_id: int, *, before_id: int | None, limit: int, external_id: str | None = None
    ) -> list[CatalogRow]:
        """List visible data rows of a dataset, newest first: those below an id, and of an external id."""
        query = select(*_ROW).where(_row.dataset_id == dataset_id, *IS_VISIBLE)
        if before_id is not None:
            query = query.where(_row.id < before_id)
        if external_id is not None:
            query = query.where(_row.external_id == external_id)
        return self._rows(query.order_by(_row.id.desc()).limit(limit))

    def pending_media(self, *, after_id: int, limit: int) -> list[CatalogRow]:
        """List visible data rows whose media nobody has looked at, by id."""
        query = select(*_ROW).where(_row.media_state == _PENDING)
        return self._rows(query.where(_row.id > after_id, *IS_VISIBLE).order_by(_row.id).limit(limit))

    def _rows(self, query: Select[Any]) -> list[CatalogRow]:
        rows = [_read_row(row) for row in self._connection.execute(query)]
        self._content.read_into(rows)
        return rows

    def update_row(self, row: CatalogRow, at: int) -> None:
        """Store every field of a data row anew, with its assets, metadata and attachments.

        Raises:
            ConflictError: `DUP003` its global key is taken.
            NotFoundError: It does not exist or was deleted.
        """
        values = {name: getattr(row, name) for name in (*_OWN, "data", "ext", "dataset_id", "media_error")}
        statement = update(t.data_row).where(_row.id == row.id, _row.deleted_at.is_(None))
        try:
            with self._connection.begin_nested():
                # Every change has a version of its own, also where a clock stands still or goes back.
                values |= {"updated_at": at, "edited_at": max(at, row.version + 1)}
                count = self._connection.execute(statement.values(values)).rowcount
        except IntegrityError as error:
            raise _key_conflict(error) from error
        if not count:
            raise NotFoundError(f"there is no data row {row.uid!r}", hint="it may have been deleted")
        self._content.replace(row.id, row)

    def set_global_keys(self, keys: Mapping[int, str | None], at: int) -> None:
        """Give data rows global keys by their ids, or take them away.

        Raises:
            ConflictError: `DUP003` a key is taken; nothing was written.
        """
        values = [{"number": number, "key": key} for number, key in keys.items()]
        if not values:
            return
        try:
            with self._connection.begin_nested():
                self._connection.execute(_SET_KEY, values)
        except IntegrityError as error:
            raise _key_conflict(error) from error
        touch_rows(self._connection, list(keys), at)

    def update_media(self, findings: Sequence[MediaFinding], at: int) -> None:
        """Store what looking at the media of data rows has shown; deleted ones stay as they are."""
        present: set[int] = set()
        for ids in chunked([finding.row_id for finding in findings]):
            query = select(_row.id).where(_row.id.in_(ids), _row.deleted_at.is_(None))
            present.update(self._connection.execute(query).scalars())
        kept = [finding for finding in findings if finding.row_id in present]
        if kept:
            values = [
                {"number": one.row_id, "state": one.state, "error": one.error, "at": at} for one in kept
            ]
            self._connection.execute(_UPDATE_MEDIA, values)
            self._content.replace_assets({finding.row_id: finding.assets for finding in kept})

    def delete_rows(self, ids: Sequence[int], at: int) -> None:
        """Delete data rows and take them out of their projects; their global keys may be used again."""
        for piece in chunked(ids):
            mark_rows(self._connection, _row.id.in_(piece), _row.deleted_at.is_(None))
            rows = update(t.data_row).where(_row.id.in_(piece), _row.deleted_at.is_(None))
            self._connection.execute(rows.values(freed(at)))
            tasks = update(t.task).where(t.task.c.data_row_id.in_(piece), t.task.c.removed_at.is_(None))
            self._connection.execute(tasks.values(removed_at=at))

    def metadata_fields(self) -> list[MetadataField]:
        """List the metadata fields of the catalog in the order they were made."""
        return self._content.fields()

    def create_metadata_field(self, name: str, kind: str, options: Sequence[str]) -> MetadataField:
        """Store a metadata field; ConflictError when the name is taken."""
        try:
            with self._connection.begin_nested():
                return self._content.create_field(name, kind, options)
        except IntegrityError as error:
            raise ConflictError(f"there is a metadata field {name!r} already", hint="use that one") from error


def _read_row(row: Row[Any]) -> CatalogRow:
    # Fresh containers: those of the defaults are not ours to fill.
    return CatalogRow(**row._mapping, assets=[], metadata={}, attachments=[])  # noqa: SLF001
