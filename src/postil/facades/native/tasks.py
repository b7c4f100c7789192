"""Tasks: the data rows of a project and where they stand."""

from datetime import datetime
from typing import Annotated

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.page import Number, Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.ports.projects import TaskState
from postil.services.instant import moment


class Task(msgspec.Struct, kw_only=True):
    """A data row's membership in a project; `priority` 1 high to 5 low."""

    id: int
    data_row: str
    global_key: str | None
    state: TaskState
    priority: int
    updated_at: datetime


class TaskQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Which tasks: those in one state, or all."""

    state: TaskState | None = None


class TaskChanges(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Tasks to move, and where to."""

    tasks: Annotated[list[Number], msgspec.Meta(min_length=1, max_length=10_000)]
    state: TaskState


def list_tasks(call: Call[None, TaskQuery]) -> Page[Task]:
    """List tasks."""
    part = call.query
    found = call.services.projects.list_tasks(
        call.uid, state=part.state, after_id=part.after, limit=part.limit
    )
    rows = {row.id: row for row in call.services.data_rows.by_id([task.data_row_id for task in found])}
    items = [
        Task(
            id=task.id,
            data_row=rows[task.data_row_id].uid,
            global_key=rows[task.data_row_id].global_key,
            state=task.state,
            priority=task.priority,
            updated_at=moment(task.updated_at),
        )
        for task in found
        if task.data_row_id in rows
    ]
    return Page(items=items, next=next_after(found, part.limit))


def set_task_state(call: Call[TaskChanges, None]) -> None:
    """Move tasks."""
    call.services.projects.set_state(call.uid, call.body.tasks, call.body.state, call.user)


_TASK = {
    "id": 1,
    "data_row": "0190a000-0000-7000-8000-000000000011",
    "global_key": "kobe.jpg",
    "state": "to_label",
    "priority": 5,
    "updated_at": "2026-01-05T09:30:00Z",
}
_PATH = f"{API}/projects/{{uid}}/tasks"

ROUTES = [
    Route(
        method="GET",
        path=_PATH,
        name="list_tasks",
        summary="List the tasks of a project, oldest first",
        access=at_least("viewer", project_in_path),
        handler=list_tasks,
        query=TaskQuery,
        response=Page[Task],
        example=Example(response={"items": [_TASK], "next": None}),
    ),
    Route(
        method="PUT",
        path=f"{_PATH}/state",
        name="set_task_state",
        summary="Move tasks to a state",
        access=at_least("reviewer", project_in_path),
        handler=set_task_state,
        request=TaskChanges,
        status=204,
        description="Ids of other projects are passed over.",
        example=Example({"tasks": [1], "state": "rework"}),
    ),
]
