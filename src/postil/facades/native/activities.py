"""Activities: what happened in a project, newest first."""

from datetime import datetime
from typing import Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.page import Page, PageQuery
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.ports.jobs import Counts
from postil.services.instant import moment
from postil.services.projects.activities import Happening

_OBJECTS = {"job": "import"}
_OURS = frozenset({"ext", "data_row", "project"})


class ActivityImport(msgspec.Struct, kw_only=True):
    """The import of an entry, with its counts as they are now."""

    id: str
    name: str
    purpose: str
    is_undone: bool
    counts: Counts


class Activity(msgspec.Struct, kw_only=True):
    """One thing that somebody did in a project.

    `action` is what was done to the `object` of the id `object_id`: an import is imported, undone, redone,
    failed or cancelled, a label submitted or deleted, a batch created, the project changed. `by` is the email
    address of who did it, null where it was the server. `member` is the email address of the member who was
    given a role (`detail` has it) or lost it, null for other actions. `detail` says more, depending on the
    action.
    """

    id: int
    at: datetime
    by: str | None
    action: str
    object: str
    object_id: str
    job: ActivityImport | None = msgspec.field(name="import")
    data_row: str | None
    global_key: str | None
    member: str | None
    detail: dict[str, Any]


def list_activities(call: Call[None, PageQuery]) -> Page[Activity]:
    """List what happened."""
    part = call.query
    found = call.services.activities.list_activities(call.uid, before_id=part.after or None, limit=part.limit)
    following = found[-1].activity.id if len(found) == part.limit else None
    return Page(items=[_shown(one) for one in found], next=following)


def _shown(happening: Happening) -> Activity:
    entry, job = happening.activity, happening.job
    told = None
    if job is not None:
        told = ActivityImport(
            id=job.uid,
            name=job.name,
            purpose=job.purpose,
            is_undone=job.undone_at is not None,
            counts=job.counts,
        )
    return Activity(
        id=entry.id,
        at=moment(entry.at),
        by=happening.email,
        action=entry.action,
        object=_OBJECTS.get(entry.object_kind, entry.object_kind),
        object_id=entry.object_uid,
        job=told,
        data_row=happening.data_row,
        global_key=happening.global_key,
        member=happening.member,
        detail={name: value for name, value in entry.detail.items() if name not in _OURS},
    )


_ACTIVITY = {
    "id": 42,
    "at": "2026-01-05T09:30:01Z",
    "by": "ada@example.org",
    "action": "import",
    "object": "import",
    "object_id": "0190a000-0000-7000-8000-000000000050",
    "import": {
        "id": "0190a000-0000-7000-8000-000000000050",
        "name": "boxes.ndjson",
        "purpose": "pre_label",
        "is_undone": False,
        "counts": {
            "read": 120,
            "accepted": 117,
            "updated": 0,
            "unchanged": 0,
            "rejected": 3,
            "annotations": 117,
            "warnings": 2,
            "removed": 0,
        },
    },
    "data_row": None,
    "global_key": None,
    "member": None,
    "detail": {"name": "boxes.ndjson", "purpose": "pre_label", "read": 120},
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/projects/{{uid}}/activity",
        name="list_activities",
        summary="List what happened in a project, newest first",
        access=at_least("viewer", project_in_path),
        handler=list_activities,
        query=PageQuery,
        response=Page[Activity],
        description=(
            "An import has one entry when it is published, whatever its size, and one each time it is undone "
            "or redone; every label a person submits has one."
        ),
        example=Example(response={"items": [_ACTIVITY], "next": None}),
    ),
]
