"""Batches: the part of the store of projects about named groups of data rows."""

from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from postil.errors import ConflictError
from postil.model.identity import new_uid
from postil.ports.projects import Batch
from postil.stores.sql import schema as t
from postil.stores.sql.records import record

_BATCH = [t.batch.c[name] for name in Batch.__struct_fields__ if name != "row_count"]


class SqlBatches:
    """The part of `ports.projects.ProjectStore` that is about batches."""

    _connection: Connection

    def create_batch(
        self,
        project_id: int,
        name: str,
        priority: int,
        by: int | None,
        at: int,
        *,
        brought_by: int | None = None,
    ) -> Batch:
        """Store a batch; one of that name that an undone import has left hidden is used again.

        Raises:
            ConflictError: The project has a batch of that name.
        """
        batch, is_kept = t.batch.c, t.batch.c.deleted_at.is_(None)
        given = {"priority": priority, "brought_by": brought_by, "created_by": by, "created_at": at}
        hidden = update(t.batch).where(
            batch.project_id == project_id, batch.name == name, batch.hidden_by.is_not(None), is_kept
        )
        again = self._connection.execute(
            hidden.values(**given, consensus=None, hidden_by=None).returning(*_BATCH)
        ).first()
        if again is not None:
            return record(Batch, again)
        statement = insert(t.batch).values(uid=new_uid(), project_id=project_id, name=name, **given)
        try:
            with self._connection.begin_nested():
                row = self._connection.execute(statement.returning(*_BATCH)).one()
        except IntegrityError as error:
            raise ConflictError(
                f"the project has a batch {name!r} already", hint="choose another name"
            ) from error
        return record(Batch, row)

    def get_batch(self, uid: str) -> Batch | None:
        """Return a batch with the number of its tasks."""
        return next(iter(self._batches(select(*_BATCH).where(t.batch.c.uid == uid))), None)

    def batch_named(self, project_id: int, name: str) -> Batch | None:
        """Return the batch of that name in a project."""
        batch = t.batch.c
        query = select(*_BATCH).where(batch.project_id == project_id, batch.name == name)
        return next(iter(self._batches(query)), None)

    def list_batches(
        self, project_id: int, *, after_id: int, limit: int, name: str | None = None
    ) -> list[Batch]:
        """List the batches of a project in the order they were made, all or the one of a name."""
        batch = t.batch.c
        query = select(*_BATCH).where(batch.project_id == project_id, batch.id > after_id)
        if name is not None:
            query = query.where(batch.name == name)
        return self._batches(query.order_by(batch.id).limit(limit))

    def _batches(self, query: Select[Any]) -> list[Batch]:
        shown = query.where(t.batch.c.hidden_by.is_(None), t.batch.c.deleted_at.is_(None))
        batches = [record(Batch, row) for row in self._connection.execute(shown)]
        for batch in batches:
            count = select(func.count()).where(t.task.c.batch_id == batch.id, t.task.c.removed_at.is_(None))
            batch.row_count = self._connection.execute(count).scalar_one()
        return batches

    def update_batch(
        self, batch_id: int, *, priority: int | None = None, consensus: dict[str, Any] | None = None
    ) -> None:
        """Change what is not None; the tasks that are there keep their priority."""
        given = {"priority": priority, "consensus": consensus}
        values = {name: value for name, value in given.items() if value is not None}
        if values:
            self._connection.execute(update(t.batch).where(t.batch.c.id == batch_id).values(values))

    def delete_batch(self, batch_id: int, at: int) -> None:
        """Hide a batch for good; its name is free again."""
        self._connection.execute(update(t.batch).where(t.batch.c.id == batch_id).values(deleted_at=at))
