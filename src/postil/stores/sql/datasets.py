"""Datasets."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, insert, select, update

from postil.model.identity import new_uid
from postil.ports.catalog import Dataset
from postil.stores.sql import schema as t
from postil.stores.sql.data_rows import freed
from postil.stores.sql.dirty_rows import mark_rows
from postil.stores.sql.records import EVERY, chunked, first_record, record

_DATASET = [column for column in t.dataset.c if column.name != "deleted_at"]
_row = t.data_row.c


class SqlDatasets:
    """Named sets of data rows; names may repeat."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create_dataset(self, name: str, description: str, created_by: int | None, at: int) -> Dataset:
        """Store an empty dataset."""
        statement = insert(t.dataset).values(
            uid=new_uid(),
            name=name,
            description=description,
            version=1,
            created_by=created_by,
            created_at=at,
            updated_at=at,
        )
        return record(Dataset, self._connection.execute(statement.returning(*_DATASET)).one())

    def get_dataset(self, uid: str) -> Dataset | None:
        """Return a dataset with its row count."""
        return self._first_dataset(select(*_DATASET).where(t.dataset.c.uid == uid))

    def find_dataset(self, uid: str) -> Dataset | None:
        """Return a dataset without its row count, which takes the longer the more rows it has."""
        query = select(*_DATASET).where(t.dataset.c.uid == uid, t.dataset.c.deleted_at.is_(None))
        return first_record(Dataset, self._connection.execute(query).first())

    def find_datasets(self, ids: Collection[int]) -> dict[int, Dataset]:
        """Return datasets by id, without their row counts."""
        found: dict[int, Dataset] = {}
        for piece in chunked(sorted(ids)):
            query = select(*_DATASET).where(t.dataset.c.id.in_(piece), t.dataset.c.deleted_at.is_(None))
            found |= {row.id: record(Dataset, row) for row in self._connection.execute(query)}
        return found

    def dataset_by_id(self, dataset_id: int) -> Dataset | None:
        """Return a dataset with its row count."""
        return self._first_dataset(select(*_DATASET).where(t.dataset.c.id == dataset_id))

    def dataset_named(self, name: str) -> Dataset | None:
        """Return the dataset of that name; of several, the one made last."""
        query = select(*_DATASET).where(t.dataset.c.name == name)
        return self._first_dataset(query.order_by(t.dataset.c.id.desc()).limit(1))

    def list_datasets(
        self, *, after_id: int, limit: int, name: str | None = None, where: ColumnElement[bool] = EVERY
    ) -> list[Dataset]:
        """List datasets in the order they were made: of a name if given, and those of which `where` holds."""
        query = select(*_DATASET).where(t.dataset.c.id > after_id, where)
        if name is not None:
            query = query.where(t.dataset.c.name == name)
        return self._datasets(query.order_by(t.dataset.c.id).limit(limit))

    def _first_dataset(self, query: Select[Any]) -> Dataset | None:
        return next(iter(self._datasets(query)), None)

    def _datasets(self, query: Select[Any]) -> list[Dataset]:
        rows = self._connection.execute(query.where(t.dataset.c.deleted_at.is_(None)))
        by_id = {row.id: record(Dataset, row) for row in rows}
        for ids in chunked(list(by_id)):
            counts = (
                select(_row.dataset_id, func.count())
                .where(_row.dataset_id.in_(ids), _row.deleted_at.is_(None), _row.hidden_by.is_(None))
                .group_by(_row.dataset_id)
            )
            for dataset_id, count in self._connection.execute(counts):
                by_id[dataset_id].row_count = count
        return list(by_id.values())

    def update_dataset(self, dataset_id: int, *, name: str | None, description: str | None, at: int) -> None:
        """Change what is not None, which makes the next version."""
        given = {"name": name, "description": description}
        values: dict[str, Any] = {field: value for field, value in given.items() if value is not None}
        if values:
            values |= {"version": t.dataset.c.version + 1, "updated_at": at}
            self._connection.execute(update(t.dataset).where(t.dataset.c.id == dataset_id).values(values))

    def delete_dataset(self, dataset_id: int, at: int) -> None:
        """Hide a dataset and delete its data rows, which frees their global keys."""
        statement = update(t.dataset).where(t.dataset.c.id == dataset_id).values(deleted_at=at)
        self._connection.execute(statement)
        inside = select(_row.id).where(_row.dataset_id == dataset_id)
        present = t.task.c.removed_at.is_(None)
        tasks = update(t.task).where(t.task.c.data_row_id.in_(inside), present).values(removed_at=at)
        self._connection.execute(tasks)
        mark_rows(self._connection, _row.dataset_id == dataset_id, _row.deleted_at.is_(None))
        rows = update(t.data_row).where(_row.dataset_id == dataset_id, _row.deleted_at.is_(None))
        self._connection.execute(rows.values(freed(at)))
