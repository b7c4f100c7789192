"""Undoing and redoing an import, and what undoing would change."""

from typing import Annotated, Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.import_access import of_import
from postil.facades.native.import_job import EXAMPLE_IMPORT, Import, import_of
from postil.facades.native.import_standing import (
    ImportName,
    SupersedingImport,
    name_of,
    superseding,
)
from postil.facades.native.page import Page, PageQuery
from postil.facades.native.route import API, Example, Route
from postil.services.imports.forecast import Forecast
from postil.services.imports.undo import Outcome


class UndoOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How to undo. With `through`, later imports on the same data rows are undone first, newest first."""

    through: bool = False


class UndoQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Which of the edited rows to list, and whether to count as if later imports had been undone before."""

    through: bool = False


class EditedRow(msgspec.Struct, kw_only=True):
    """A data row with a label that a person has versioned."""

    id: str
    global_key: str | None


class UndoForecast(msgspec.Struct, kw_only=True):
    """What undoing an import changes.

    Of its annotations, `removed` are gone, `restored` have the value of an earlier import again, `returned`
    had been taken away by it, `unchanged` are there with the same value from an earlier import;
    `superseded_by` lists later imports that have replaced the others, which stay. `data_rows` and `tasks` it
    made go where nothing else uses them, `reopened` data rows have no label left and are to be labelled
    again, `edited` ones have a label that a person has versioned and keep it. Without `is_exact` the
    annotations were counted on the first `counted_rows` data rows only.
    """

    removed: int
    restored: int
    returned: int
    unchanged: int
    superseded_by: list[SupersedingImport]
    data_rows: int
    tasks: int
    reopened: int
    edited: int
    counted_rows: int
    is_exact: bool


class UndoPreview(msgspec.Struct, kw_only=True):
    """What undoing would change, what `through` would undo first, and the data rows it leaves alone."""

    forecast: UndoForecast
    through: list[ImportName]
    edited_rows: Annotated[Page[EditedRow], msgspec.Meta(description="By `after` and `limit`.")]


class UndoOutcome(msgspec.Struct, kw_only=True):
    """What an undo came to: `undone` imports in that order, none when it `was_undone` already."""

    job: Import = msgspec.field(name="import")
    undone: list[ImportName]
    was_undone: bool
    forecast: UndoForecast
    edited_rows: Page[EditedRow]


class RedoOutcome(msgspec.Struct, kw_only=True):
    """What a redo came to.

    `was_shown` when there was nothing to redo; `keyless` data rows came back without their global key,
    because another data row has it now.
    """

    job: Import = msgspec.field(name="import")
    was_shown: bool
    keyless: int


def preview_undo(call: Call[None, UndoQuery]) -> UndoPreview:
    """Tell what undoing would change."""
    return UndoPreview(
        forecast=_forecast(call, call.services.undos.forecast(call.uid, through=call.query.through)),
        through=[name_of(job) for job in call.services.undos.through(call.uid)],
        edited_rows=_edited(call, call.query.after, call.query.limit),
    )


def undo_import(call: Call[UndoOrder, None]) -> UndoOutcome:
    """Undo an import."""
    outcome: Outcome = call.services.undos.undo(call.uid, call.user, through=call.body.through)
    return UndoOutcome(
        job=import_of(call, outcome.job),
        undone=[name_of(job) for job in outcome.jobs],
        was_undone=outcome.is_repeated,
        forecast=_forecast(call, outcome.forecast),
        edited_rows=_edited(call),
    )


def redo_import(call: Call[None, None]) -> RedoOutcome:
    """Redo an import."""
    outcome = call.services.undos.redo(call.uid, call.user)
    return RedoOutcome(
        job=import_of(call, outcome.job), was_shown=outcome.is_repeated, keyless=outcome.keyless
    )


def _forecast(call: Call[Any, Any], found: Forecast) -> UndoForecast:
    same = {name: getattr(found, name) for name in UndoForecast.__struct_fields__ if name != "superseded_by"}
    return UndoForecast(**same, superseded_by=superseding(call.services.undos.named(found.superseded)))


def _edited(call: Call[Any, Any], after: int = 0, limit: int = 100) -> Page[EditedRow]:
    ids = call.services.undos.edited(call.uid, after_row=after, limit=limit)
    rows = call.services.data_rows.by_id(ids)
    items = [EditedRow(id=row.uid, global_key=row.global_key) for row in rows]
    return Page(items=items, next=ids[-1] if len(ids) == limit else None)


_LATER = {"id": "0190a000-0000-7000-8000-000000000051", "name": "better.ndjson"}
_FORECAST = {
    "removed": 112,
    "restored": 3,
    "returned": 0,
    "unchanged": 0,
    "superseded_by": [
        {"id": "0190a000-0000-7000-8000-000000000051", "name": "better.ndjson", "annotations": 2}
    ],
    "data_rows": 0,
    "tasks": 0,
    "reopened": 40,
    "edited": 1,
    "counted_rows": 40,
    "is_exact": True,
}
_EDITED = {"items": [{"id": "0190a000-0000-7000-8000-000000000021", "global_key": "kobe.jpg"}], "next": None}
_UNDONE = {**EXAMPLE_IMPORT, "undone_at": "2026-01-06T08:00:00Z"}
_PATH = f"{API}/imports/{{uid}}"
_REFUSED = {409: "It was never published, is still being published, or is sealed behind the undo horizon."}

ROUTES = [
    Route(
        method="GET",
        path=f"{_PATH}/undo",
        name="preview_undo",
        summary="Tell what undoing an import would change",
        access=of_import("viewer"),
        handler=preview_undo,
        query=UndoQuery,
        response=UndoPreview,
        errors=_REFUSED,
        description="Changes nothing. `after` and `limit` say which of the `edited_rows` to list.",
        example=Example(response={"forecast": _FORECAST, "through": [_LATER], "edited_rows": _EDITED}),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/undo",
        name="undo_import",
        summary="Undo an import, as if it had never been",
        access=of_import("manager"),
        handler=undo_import,
        request=UndoOrder,
        response=UndoOutcome,
        errors=_REFUSED,
        description=(
            "Everything a reader can see goes back to what it would be without the import: annotations, data "
            "rows and tasks it made, labels, queue states. What a later import has replaced stays as that "
            "one left it, and what people have edited stays theirs. Asking again changes nothing and says so."
        ),
        example=Example(
            request={"through": False},
            response={
                "import": _UNDONE,
                "undone": [{"id": EXAMPLE_IMPORT["id"], "name": EXAMPLE_IMPORT["name"]}],
                "was_undone": False,
                "forecast": _FORECAST,
                "edited_rows": _EDITED,
            },
        ),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/redo",
        name="redo_import",
        summary="Show an undone import again, in its old place among the others",
        access=of_import("manager"),
        handler=redo_import,
        response=RedoOutcome,
        errors=_REFUSED,
        description="Data rows deleted since stay deleted. Asking again changes nothing and says so.",
        example=Example(response={"import": EXAMPLE_IMPORT, "was_shown": False, "keyless": 0}),
    ),
]
