"""Data rows of model runs: which there are, their splits, and the labels a run keeps."""

from typing import Annotated, Literal

import msgspec

from postil.facades.native.batches import Names
from postil.facades.native.call import Call
from postil.facades.native.page import Page, PageQuery
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import creator, seen
from postil.facades.native.scope import run_maker
from postil.ports.models import Split
from postil.services.models.run_rows import RowsOutcome

SplitName = Literal["training", "validation", "test", "unassigned"]
_SPLITS: dict[SplitName, Split | None] = {
    "training": "training", "validation": "validation", "test": "test", "unassigned": None,
}  # fmt: skip


class ModelRunRow(msgspec.Struct, kw_only=True):
    """A data row of a run.

    `label` is the label the run keeps, at `label_version`: 0 for one that nobody has edited, of which the
    run keeps what it said.
    """

    data_row: str
    global_key: str | None
    split: SplitName
    label: str | None
    label_version: int | None


class NamedDataRows(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Data rows named by id, by global key, or both."""

    data_rows: Names = []
    global_keys: Names = []


class SplitAssignment(NamedDataRows, kw_only=True, forbid_unknown_fields=True):
    """Data rows of a run for a split."""

    split: SplitName


class SplitAssignments(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Data rows for several splits; of one that is named twice the last assignment counts."""

    assignments: Annotated[list[SplitAssignment], msgspec.Meta(min_length=1, max_length=100)]


class TakenLabels(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Labels for a run to keep: some by id, or all of a project."""

    labels: Names = []
    project: str | None = None


class NamedOutcome(msgspec.Struct, kw_only=True):
    """How many were changed, and the names that name nothing of use, as they were spelled."""

    count: int
    missing: list[str]


def list_rows(call: Call[None, PageQuery]) -> Page[ModelRunRow]:
    """List the data rows of a run."""
    part = call.query
    found, following = call.services.run_rows.list_views(
        call.uid, call.user, after_row=part.after, limit=part.limit
    )
    items = [
        ModelRunRow(
            data_row=view.catalog_row.uid,
            global_key=view.catalog_row.global_key,
            split=view.row.split or "unassigned",
            label=view.label_uid,
            label_version=view.row.label_version if view.label_uid is not None else None,
        )
        for view in found
    ]
    return Page(items=items, next=following)


def add_rows(call: Call[NamedDataRows, None]) -> NamedOutcome:
    """Add data rows to a run."""
    named = call.body
    return _told(
        call.services.run_rows.add(
            call.uid, call.user, row_ids=named.data_rows, global_keys=named.global_keys
        )
    )


def remove_rows(call: Call[NamedDataRows, None]) -> NamedOutcome:
    """Take data rows out of a run."""
    named = call.body
    return _told(
        call.services.run_rows.remove(
            call.uid, call.user, row_ids=named.data_rows, global_keys=named.global_keys
        )
    )


def set_splits(call: Call[SplitAssignments, None]) -> NamedOutcome:
    """Assign data rows to splits."""
    by_id: dict[str, Split | None] = {}
    by_key: dict[str, Split | None] = {}
    for one in call.body.assignments:
        by_id |= dict.fromkeys(one.data_rows, _SPLITS[one.split])
        by_key |= dict.fromkeys(one.global_keys, _SPLITS[one.split])
    return _told(call.services.run_rows.set_splits(call.uid, call.user, row_ids=by_id, global_keys=by_key))


def take_labels(call: Call[TakenLabels, None]) -> NamedOutcome:
    """Let a run keep labels."""
    asked = call.body
    if asked.project is not None:
        return _told(call.services.run_rows.take_project_labels(call.uid, call.user, asked.project))
    return _told(call.services.run_rows.take_labels(call.uid, call.user, asked.labels))


def _told(outcome: RowsOutcome) -> NamedOutcome:
    return NamedOutcome(count=outcome.count, missing=outcome.missing)


_ROW = {
    "data_row": "0190a000-0000-7000-8000-000000000040",
    "global_key": "kobe.jpg",
    "split": "test",
    "label": "0190a000-0000-7000-8000-000000000070",
    "label_version": 2,
}
_NAMED = {"global_keys": ["kobe.jpg", "nara.jpg"]}
_OUTCOME = {"count": 1, "missing": ["nara.jpg"]}
_PATH = f"{API}/model-runs/{{uid}}"

ROUTES = [
    Route(
        method="GET",
        path=f"{_PATH}/data-rows",
        name="list_run_rows",
        summary="List the data rows of a model run",
        access=seen(run_maker),
        handler=list_rows,
        query=PageQuery,
        response=Page[ModelRunRow],
        description="Data rows and labels that you may not know of are left out.",
        example=Example(response={"items": [_ROW], "next": None}),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/data-rows",
        name="create_run_rows",
        summary="Add data rows to a model run",
        access=creator(run_maker),
        handler=add_rows,
        request=NamedDataRows,
        response=NamedOutcome,
        description="`count` is how many the run had not.",
        example=Example(_NAMED, _OUTCOME),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/data-rows/remove",
        name="delete_run_rows",
        summary="Take data rows out of a model run",
        access=creator(run_maker),
        handler=remove_rows,
        request=NamedDataRows,
        response=NamedOutcome,
        example=Example(_NAMED, _OUTCOME),
    ),
    Route(
        method="PUT",
        path=f"{_PATH}/splits",
        name="set_run_splits",
        summary="Assign data rows of a model run to splits",
        access=creator(run_maker),
        handler=set_splits,
        request=SplitAssignments,
        response=NamedOutcome,
        example=Example({"assignments": [{"split": "test", **_NAMED}]}, _OUTCOME),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/labels",
        name="take_run_labels",
        summary="Let a model run keep labels as they are now",
        access=creator(run_maker),
        handler=take_labels,
        request=TakenLabels,
        response=NamedOutcome,
        description=(
            "Their data rows come with them. Of several labels on a data row the one made last is kept; "
            "skipped ones are left out."
        ),
        example=Example({"project": "0190a000-0000-7000-8000-000000000030"}, {"count": 120, "missing": []}),
    ),
]
