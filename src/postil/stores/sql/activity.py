"""What happened, and what foreign ids stand for."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Insert, insert, select, update

from postil.ports.store import Activity
from postil.stores.sql import schema as t
from postil.stores.sql.prepared import Prepared
from postil.stores.sql.records import record

_NAMES = [name for name in Activity.__struct_fields__ if name != "id"]


def _insert(**given: Any) -> Insert:
    return insert(t.activity).values(given)


_record = Prepared(_insert, *_NAMES)


class SqlActivity:
    """The parts of `ports.store.Session` that belong to no aggregate."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record_all(self, activities: Sequence[Activity]) -> None:
        """Add entries in this order; their `id`s are given here."""
        for one in activities:
            _record.count(self._connection, **{name: getattr(one, name) for name in _NAMES})

    def list_entries(
        self, *, before_id: int | None, limit: int, project_id: int | None = None
    ) -> list[Activity]:
        """List entries, newest first, all or those of a project."""
        query = select(t.activity).order_by(t.activity.c.id.desc()).limit(limit)
        if project_id is not None:
            query = query.where(t.activity.c.project_id == project_id)
        if before_id is not None:
            query = query.where(t.activity.c.id < before_id)
        return [record(Activity, row) for row in self._connection.execute(query)]

    def list_after(self, after_id: int, *, limit: int) -> list[Activity]:
        """List entries behind one, oldest first."""
        query = select(t.activity).where(t.activity.c.id > after_id).order_by(t.activity.c.id).limit(limit)
        return [record(Activity, row) for row in self._connection.execute(query)]

    def alias(self, kind: str, text: str) -> int | None:
        """Return what a foreign id of that kind stands for."""
        query = select(t.alias.c.object_id).where(t.alias.c.kind == kind, t.alias.c.text == text)
        return self._connection.execute(query).scalar()

    def set_alias(self, kind: str, text: str, object_id: int) -> None:
        """Let a foreign id stand for an object; a later call replaces an earlier one."""
        alias = t.alias.c
        change = update(t.alias).where(alias.kind == kind, alias.text == text).values(object_id=object_id)
        if not self._connection.execute(change).rowcount:
            self._connection.execute(insert(t.alias).values(kind=kind, text=text, object_id=object_id))
