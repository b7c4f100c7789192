"""Handing out tasks."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, or_, select, update

from postil.ports.projects import Task, TaskState
from postil.ports.queue import Hold
from postil.stores.sql import schema as t
from postil.stores.sql.records import chunked, record

_task, _hold, _label = t.task.c, t.task_hold.c, t.label.c
_TASK = [_task[name] for name in Task.__struct_fields__]
_WAITING: tuple[TaskState, ...] = ("rework", "to_label")


def _has_said(user_id: int) -> ColumnElement[bool]:
    own = exists().where(_label.data_row_id == _task.data_row_id, _label.project_id == _task.project_id)
    return own.where(_label.author_id == user_id, _label.head_version > 0, _label.deleted_at.is_(None))


class SqlQueue:
    """`ports.queue.QueueStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_tasks(
        self, project_id: int, user_id: int, at: int, *, limit: int, is_shared: bool = False
    ) -> list[Task]:
        """Return the tasks that are a person's turn, the next one first."""
        found: list[Task] = []
        for state in _WAITING:
            for whose in (_task.assignee_id == user_id, _task.assignee_id.is_(None)):
                is_open = _task.state == state
                if is_shared and state == "to_label":
                    is_open &= ~_has_said(user_id)
                found += self._first(whose & is_open, project_id, user_id, at, limit - len(found))
                if len(found) == limit:
                    return found
        return found

    def next_task(self, project_id: int, user_id: int, at: int, *, is_shared: bool = False) -> Task | None:
        """Return the task that is a person's turn, None when there is none."""
        found = self.next_tasks(project_id, user_id, at, limit=1, is_shared=is_shared)
        return found[0] if found else None

    def _first(
        self, condition: ColumnElement[bool], project_id: int, user_id: int, at: int, limit: int
    ) -> list[Task]:
        is_held = exists().where(_hold.task_id == _task.id, _hold.until > at, _hold.user_id != user_id)
        query = (
            select(*_TASK)
            .where(_task.project_id == project_id, _task.removed_at.is_(None), condition, ~is_held)
            .order_by(_task.priority, _task.id)
            .limit(limit)
        )
        return [record(Task, row) for row in self._connection.execute(query)]

    def hold(self, task: Task, user_id: int, until: int) -> None:
        """Let a person hold a task, and let go of what they held in the project before."""
        mine = (_hold.project_id == task.project_id) & (_hold.user_id == user_id)
        self._connection.execute(delete(t.task_hold).where(or_(mine, _hold.task_id == task.id)))
        values = {"task_id": task.id, "project_id": task.project_id, "user_id": user_id, "until": until}
        self._connection.execute(insert(t.task_hold).values(values))

    def release(self, task_id: int, user_id: int) -> None:
        """Let go of a task."""
        held = delete(t.task_hold).where(_hold.task_id == task_id, _hold.user_id == user_id)
        self._connection.execute(held)

    def hold_on(self, task_id: int, at: int) -> Hold | None:
        """Return who has a task open."""
        query = select(_hold.task_id, _hold.user_id, _hold.until)
        found = self._connection.execute(query.where(_hold.task_id == task_id, _hold.until > at)).first()
        return None if found is None else record(Hold, found)

    def keep(self, task_id: int) -> None:
        """Let a task stay whatever becomes of the import that made it, and its data row with it."""
        made = update(t.task).where(_task.id == task_id, _task.brought_by.is_not(None))
        self._connection.execute(made.values(brought_by=None))

    def assign(self, task_ids: Sequence[int], user_id: int | None, at: int) -> None:
        """Make tasks somebody's, or nobody's."""
        self._set(task_ids, {"assignee_id": user_id, "updated_at": at})

    def prioritise(self, task_ids: Sequence[int], priority: int, at: int) -> None:
        """Give tasks a priority, 1 high to 5 low."""
        self._set(task_ids, {"priority": priority, "updated_at": at})

    def _set(self, task_ids: Sequence[int], values: dict[str, Any]) -> None:
        for ids in chunked(task_ids):
            self._connection.execute(update(t.task).where(_task.id.in_(ids)).values(values))
