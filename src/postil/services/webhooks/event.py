"""Events: which activities webhooks are told of, and what the message says."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar, get_args

import msgspec

from postil.ports.jobs import Counts
from postil.ports.store import Activity, Session
from postil.services.instant import moment

EventName = Literal[
    "import.finished", "import.undone", "import.redone", "label.submitted", "task.state_changed"
]
EVENTS: tuple[str, ...] = get_args(EventName)
PING = "webhook.ping"
D = TypeVar("D")


class ImportEvent(msgspec.Struct, kw_only=True):
    """An import has ended (`state` finished, failed or cancelled), was undone, or redone."""

    id: str
    name: str
    project: str | None
    purpose: str
    state: str
    counts: Counts


class LabelEvent(msgspec.Struct, kw_only=True):
    """A person has submitted a label. `author` is their email address."""

    id: str
    project: str
    data_row: str
    global_key: str | None
    author: str | None


class TaskEvent(msgspec.Struct, kw_only=True):
    """Somebody has moved tasks of a project to a state."""

    project: str
    state: str
    tasks: int


class PingEvent(msgspec.Struct, kw_only=True):
    """Somebody tries a webhook out."""

    webhook: str


class Message(msgspec.Struct, Generic[D], kw_only=True):
    """What is sent: the name of the event, when it happened, and what it is about."""

    type: str
    timestamp: datetime
    data: D


class Event(msgspec.Struct, kw_only=True, frozen=True):
    """An event of one project, with its message."""

    name: str
    project_id: int | None
    message: Message[Any]


Told = tuple[int | None, ImportEvent | LabelEvent | TaskEvent]


def event_of(session: Session, activity: Activity) -> Event | None:
    """Return the event an activity is, None when webhooks are not told of it."""
    name = _NAMES.get((activity.action, activity.object_kind))
    told = _DATA[activity.object_kind](session, activity) if name is not None else None
    if name is None or told is None:
        return None
    project_id, data = told
    message = Message(type=name, timestamp=moment(activity.at), data=data)
    return Event(name=name, project_id=project_id, message=message)


def is_event(activity: Activity) -> bool:
    """Tell whether webhooks may be told of an activity."""
    return (activity.action, activity.object_kind) in _NAMES


def _import(session: Session, activity: Activity) -> Told | None:
    job = session.jobs.get(activity.object_uid)
    if job is None:
        return None
    project = session.projects.uid_of(job.project_id) if job.project_id is not None else None
    state = _ENDS.get(activity.action, "finished")
    data = ImportEvent(
        id=job.uid, name=job.name, project=project, purpose=job.purpose, state=state, counts=job.counts
    )
    return job.project_id, data


def _label(session: Session, activity: Activity) -> Told | None:
    place = session.webhooks.label_place(activity.object_uid)
    if place is None:
        return None
    data = LabelEvent(
        id=activity.object_uid,
        project=place.project_uid,
        data_row=place.data_row_uid,
        global_key=place.global_key,
        author=place.author,
    )
    return place.project_id, data


def _task(session: Session, activity: Activity) -> Told | None:
    project = session.projects.find(activity.object_uid)
    if project is None:
        return None
    state, tasks = str(activity.detail.get("state", "")), activity.detail.get("tasks", 0)
    return project.id, TaskEvent(project=project.uid, state=state, tasks=msgspec.convert(tasks, int))


_ENDS = {"import": "finished", "fail": "failed", "cancel": "cancelled"}
_NAMES: dict[tuple[str, str], EventName] = {
    **{(action, "job"): "import.finished" for action in _ENDS},
    ("undo", "job"): "import.undone",
    ("redo", "job"): "import.redone",
    ("submit", "label"): "label.submitted",
    ("set_state", "project"): "task.state_changed",
}
_DATA: dict[str, Callable[[Session, Activity], Told | None]] = {
    "job": _import,
    "label": _label,
    "project": _task,
}

MESSAGES: dict[str, tuple[str, Any]] = {
    "import.finished": ("An import has ended", Message[ImportEvent]),
    "import.undone": ("An import was undone", Message[ImportEvent]),
    "import.redone": ("An import was redone", Message[ImportEvent]),
    "label.submitted": ("A person has submitted a label", Message[LabelEvent]),
    "task.state_changed": ("Somebody has moved tasks to a state", Message[TaskEvent]),
    PING: ("Somebody tries the webhook out", Message[PingEvent]),
}
"""Event -> what has happened, and the type of its message."""
