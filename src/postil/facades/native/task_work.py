"""Task work: handing tasks out, and reviewing what came of it."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from postil.errors import NotFoundError
from postil.facades.native.call import Answer, Call
from postil.facades.native.data_rows import EXAMPLE_ROW, DataRow, shown_rows
from postil.facades.native.labels import EXAMPLE_LABEL
from postil.facades.native.page import Number
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.ports.projects import TaskState
from postil.services.instant import moment
from postil.services.labels.tasks import TaskView

TaskIds = Annotated[list[Number], msgspec.Meta(min_length=1, max_length=10_000)]


class TaskLabel(msgspec.Struct, kw_only=True):
    """A label of a task. `author` began it, `editor` made its newest version; both are email addresses."""

    id: str
    author: str | None
    editor: str | None
    version: int
    is_benchmark: bool
    is_skipped: bool
    updated_at: datetime


class WholeTask(msgspec.Struct, kw_only=True):
    """A task with its data row and labels. `opened_by` has it open, until `held_until` at most."""

    id: int
    data_row: DataRow
    state: TaskState
    priority: int
    assignee: str | None
    opened_by: str | None
    held_until: datetime | None
    has_pre_labels: bool
    labels: list[TaskLabel]
    updated_at: datetime


class TaskAssignment(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Tasks, and the email address of who is to do them; null for whoever comes first."""

    tasks: TaskIds
    email: str | None


class TaskPriority(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Tasks and their priority, 1 high to 5 low."""

    tasks: TaskIds
    priority: Annotated[int, msgspec.Meta(ge=1, le=5)]


class UpcomingQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How far ahead."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100, description="Largest number of tasks.")] = 2


class UpcomingTasks(msgspec.Struct, kw_only=True):
    """Tasks that are the caller's turn, the next one first. None of them is kept for the caller."""

    items: list[WholeTask]


class Approval(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The version of the label that was looked at; without it, whichever is the newest."""

    version: int | None = None


class Rejection(Approval, kw_only=True, forbid_unknown_fields=True):
    """What is to be changed; `version` is the version of the label that was looked at, if given."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]


def get_task(call: Call[None, None]) -> WholeTask:
    """Return a task."""
    return _shown(call, call.services.tasks.get(call.uid, task_in_path(call)))


def take_task(call: Call[None, None]) -> Answer:
    """Hand a task out."""
    found = call.services.tasks.take_task(call.uid, call.user)
    return Answer(None, 204) if found is None else Answer(_shown(call, found), 200)


def get_upcoming_tasks(call: Call[None, UpcomingQuery]) -> UpcomingTasks:
    """Tell which tasks come next."""
    found = call.services.tasks.upcoming(call.uid, call.user, limit=call.query.limit)
    return UpcomingTasks(items=[_shown(call, one) for one in found])


def assign_tasks(call: Call[TaskAssignment, None]) -> None:
    """Assign tasks."""
    call.services.tasks.assign(call.uid, call.body.tasks, call.body.email, call.user)


def prioritise_tasks(call: Call[TaskPriority, None]) -> None:
    """Give tasks a priority."""
    call.services.tasks.prioritise(call.uid, call.body.tasks, call.body.priority, call.user)


def approve_task(call: Call[Approval, None]) -> WholeTask:
    """Approve a task."""
    version = call.body.version
    return _shown(
        call, call.services.reviews.approve(call.uid, task_in_path(call), call.user, version=version)
    )


def reject_task(call: Call[Rejection, None]) -> WholeTask:
    """Reject a task."""
    body = call.body
    reject = call.services.reviews.reject
    return _shown(call, reject(call.uid, task_in_path(call), call.user, body.reason, version=body.version))


def task_in_path(call: Call[Any, Any]) -> int:
    """Return the number of the task in the path.

    Raises:
        NotFoundError: It is no number.
    """
    text = call.path["task"]
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise NotFoundError(f"no task {text!r} in this project", hint="list the tasks of the project")
    return int(text)


def _shown(call: Call[Any, Any], view: TaskView) -> WholeTask:
    task, hold, emails = view.task, view.hold, view.emails
    labels = [
        TaskLabel(
            id=one.label.uid,
            author=emails.get(one.label.author_id or 0),
            editor=emails.get(one.head.author_id or 0) if one.head is not None else None,
            version=one.label.head_version,
            is_benchmark=one.label.is_benchmark,
            is_skipped=one.label.is_skipped,
            updated_at=moment(one.label.updated_at),
        )
        for one in view.labels
    ]
    return WholeTask(
        id=task.id,
        data_row=shown_rows(call, [view.row])[0],
        state=task.state,
        priority=task.priority,
        assignee=emails.get(task.assignee_id or 0),
        opened_by=emails.get(hold.user_id) if hold is not None else None,
        held_until=moment(hold.until) if hold is not None else None,
        has_pre_labels=view.has_pre_labels,
        labels=labels,
        updated_at=moment(task.updated_at),
    )


_PATH = f"{API}/projects/{{uid}}/tasks"
_TASK: dict[str, Any] = {
    "id": 1,
    "data_row": EXAMPLE_ROW,
    "state": "in_review",
    "priority": 5,
    "assignee": None,
    "opened_by": None,
    "held_until": None,
    "has_pre_labels": True,
    "labels": [
        {
            "id": EXAMPLE_LABEL["id"],
            "author": "ada@example.org",
            "editor": "ada@example.org",
            "version": 2,
            "is_benchmark": False,
            "is_skipped": False,
            "updated_at": "2026-01-05T09:40:00Z",
        }
    ],
    "updated_at": "2026-01-05T09:40:00Z",
}
_HELD = {
    **_TASK,
    "state": "to_label",
    "labels": [],
    "opened_by": "ada@example.org",
    "held_until": "2026-01-05T10:10:00Z",
}

ROUTES = [
    Route(
        method="GET",
        path=f"{_PATH}/upcoming",
        name="get_upcoming_tasks",
        summary="List the tasks that are your turn, without taking one",
        access=at_least("labeler", project_in_path),
        handler=get_upcoming_tasks,
        query=UpcomingQuery,
        response=UpcomingTasks,
        description="In the order in which they are handed out; what you have open is among them, what "
        "others have open is not. Somebody else may be given them before you.",
        example=Example(response={"items": [{**_TASK, "state": "to_label", "labels": []}]}),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/next",
        name="take_task",
        summary="Get the task that is your turn",
        access=at_least("labeler", project_in_path),
        handler=take_task,
        response=WholeTask,
        also={204: "There is nothing to do."},
        description="Rework comes before new work, what is assigned to you before what is nobody's, a high "
        "priority before a low one, the older before the newer. The task is kept for you for half an hour "
        "from your last change; nobody else is given it meanwhile.",
        example=Example(response=_HELD),
    ),
    Route(
        method="PUT",
        path=f"{_PATH}/assignee",
        name="assign_tasks",
        summary="Assign tasks to somebody",
        access=at_least("manager", project_in_path),
        handler=assign_tasks,
        request=TaskAssignment,
        status=204,
        errors={400: "They may not label in this project."},
        description="Ids of other projects are passed over.",
        example=Example({"tasks": [1], "email": "ada@example.org"}),
    ),
    Route(
        method="PUT",
        path=f"{_PATH}/priority",
        name="prioritise_tasks",
        summary="Give tasks a priority",
        access=at_least("manager", project_in_path),
        handler=prioritise_tasks,
        request=TaskPriority,
        status=204,
        description="Ids of other projects are passed over.",
        example=Example({"tasks": [1], "priority": 1}),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/{{task}}",
        name="get_task",
        summary="Get a task",
        access=at_least("viewer", project_in_path),
        handler=get_task,
        response=WholeTask,
        example=Example(response=_TASK),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/{{task}}/approve",
        name="approve_task",
        summary="Approve what was submitted",
        access=at_least("reviewer", project_in_path),
        handler=approve_task,
        request=Approval,
        response=WholeTask,
        errors={409: "The task is not in review, or the label has changed meanwhile."},
        example=Example({"version": 2}, {**_TASK, "state": "done"}),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/{{task}}/reject",
        name="reject_task",
        summary="Send a task back for rework",
        access=at_least("reviewer", project_in_path),
        handler=reject_task,
        request=Rejection,
        response=WholeTask,
        errors={409: "There is nothing to review, or the label has changed meanwhile."},
        description="Whoever submitted it is given it before anything else, unless it is assigned already.",
        example=Example({"reason": "the rear car is missing"}, {**_TASK, "state": "rework"}),
    ),
]
