"""Batches: named groups of data rows sent to a project."""

from datetime import datetime
from typing import Annotated

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.datasets import Name
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.ports.projects import Batch as StoredBatch
from postil.services.instant import moment

Names = Annotated[list[str], msgspec.Meta(max_length=100_000)]


class Batch(msgspec.Struct, kw_only=True):
    """A named group of data rows; `priority` 1 high to 5 low."""

    id: str
    name: str
    priority: int
    row_count: int
    created_at: datetime


class NewBatch(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Data rows to be sent to a project, named by id, by global key, or both."""

    name: Name
    data_rows: Names = []
    global_keys: Names = []
    priority: Annotated[int, msgspec.Meta(ge=1, le=5)] = 5


class BatchOutcome(msgspec.Struct, kw_only=True):
    """A new batch, the rows the project had already and the names no data row has, as they were spelled."""

    batch: Batch
    present: list[str]
    missing: list[str]


class BatchQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Which batches: all, or the one of exactly this name."""

    name: Name | None = None


def create_batch(call: Call[NewBatch, None]) -> BatchOutcome:
    """Make a batch."""
    new = call.body
    made = call.services.batches.create(
        call.uid,
        new.name,
        call.user,
        row_ids=new.data_rows,
        global_keys=new.global_keys,
        priority=new.priority,
    )
    return BatchOutcome(batch=_batch(made.batch), present=made.present, missing=made.missing)


def list_batches(call: Call[None, BatchQuery]) -> Page[Batch]:
    """List batches."""
    part = call.query
    found = call.services.batches.list_batches(
        call.uid, after_id=part.after, limit=part.limit, name=part.name
    )
    return Page(items=[_batch(batch) for batch in found], next=next_after(found, part.limit))


def _batch(stored: StoredBatch) -> Batch:
    return Batch(
        id=stored.uid,
        name=stored.name,
        priority=stored.priority,
        row_count=stored.row_count,
        created_at=moment(stored.created_at),
    )


_BATCH = {
    "id": "0190a000-0000-7000-8000-000000000040",
    "name": "week 1",
    "priority": 3,
    "row_count": 1,
    "created_at": "2026-01-05T09:30:00Z",
}
_PATH = f"{API}/projects/{{uid}}/batches"

ROUTES = [
    Route(
        method="GET",
        path=_PATH,
        name="list_batches",
        summary="List the batches of a project, oldest first",
        access=at_least("viewer", project_in_path),
        handler=list_batches,
        query=BatchQuery,
        response=Page[Batch],
        example=Example(response={"items": [_BATCH], "next": None}),
    ),
    Route(
        method="POST",
        path=_PATH,
        name="create_batch",
        summary="Send data rows to a project",
        access=at_least("manager", project_in_path),
        handler=create_batch,
        request=NewBatch,
        response=BatchOutcome,
        status=201,
        errors={409: "The project has a batch of this name."},
        description="A data row is in a project at most once: rows it has already stay where they are.",
        example=Example(
            {"name": "week 1", "global_keys": ["kobe.jpg", "osaka.jpg"], "priority": 3},
            {"batch": _BATCH, "present": [], "missing": ["osaka.jpg"]},
        ),
    ),
]
