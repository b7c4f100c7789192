"""Data rows of model runs. What the package calls tasks is done before their id is answered."""

from typing import Any, Literal

import msgspec

from postil.errors import UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.cursors import after_id, page_size
from postil.facades.labelbox.data_rows import data_row_json
from postil.facades.labelbox.field import Fields, Json
from postil.formats.labelbox.label_export import feature_id
from postil.model.identity import spell_id
from postil.ports.models import Split
from postil.services.models.run_rows import RowsOutcome, RunRowView

SPLITS: dict[str, Split | None] = {
    "TRAINING": "training",
    "VALIDATION": "validation",
    "TEST": "test",
    "UNASSIGNED": None,
}
_NAMES = {split: name for name, split in SPLITS.items()}
MOST_NAMED = 10
"""Names without a data row that a message holds."""


class Rows(msgspec.Struct, kw_only=True, rename="camel"):
    """Data rows in two ways."""

    data_row_ids: list[str] | None = None
    global_keys: list[str] | None = None


class Labels(msgspec.Struct, kw_only=True, rename="camel"):
    """Labels by id."""

    label_ids: list[str]


class OfProject(msgspec.Struct, kw_only=True, rename="camel"):
    """A run, and the project whose labels it takes."""

    model_run_id: str
    project_id: str


class Assignment(Rows, kw_only=True, rename="camel"):
    """Data rows for a split."""

    split: Literal["TRAINING", "VALIDATION", "TEST", "UNASSIGNED"]


class Assignments(msgspec.Struct):
    """Data rows for several splits."""

    assignments: list[Assignment]


class RunId(msgspec.Struct):
    """A run by id."""

    id: str


class OfRun(msgspec.Struct, rename="camel"):
    """The data rows of a run."""

    model_run_id: RunId


class RunRowIds(msgspec.Struct, kw_only=True, rename="camel"):
    """Data rows of a run."""

    model_run_id: str
    data_row_ids: list[str]


def list_rows(call: Call, _: Any, *, where: Json, after: str | None = None, first: int | None = None) -> Json:
    """Answer a page of the data rows of a run the caller may know of."""
    uid = call.uid(read(where, OfRun, "where").model_run_id.id)
    found, following = call.services.run_rows.list_views(
        uid, call.user, after_row=after_id(after), limit=page_size(first)
    )
    return {
        "nodes": [_row_json(call, uid, view) for view in found],
        "pageInfo": {"endCursor": str(following) if following is not None else None},
    }


def _row_json(call: Call, run_uid: str, view: RunRowView) -> Json:
    row_uid = view.catalog_row.uid
    return {
        # A row of a run has no id of its own: that of both together, which stays the same.
        "id": feature_id(run_uid, row_uid),
        "labelId": spell_id(view.label_uid) if view.label_uid else None,
        "modelRunId": spell_id(run_uid),
        "dataSplit": _NAMES[view.row.split],
        "dataRow": lambda: data_row_json(call, view.catalog_row),
    }


def add_rows(call: Call, _: Any, *, where: Json, data: Json) -> str:
    """Add data rows to a run."""
    rows = read(data, Rows)
    outcome = call.services.run_rows.add(
        call.uid(where["id"]),
        call.user,
        row_ids=rows.data_row_ids or (),
        global_keys=rows.global_keys or (),
    )
    asked = len(rows.data_row_ids or ()) + len(rows.global_keys or ())
    return _done(call, "add_run_rows", outcome, is_useless=len(outcome.missing) == asked)


def take_labels(call: Call, _: Any, *, where: Json, data: Json) -> str:
    """Let a run keep labels."""
    ids = read(data, Labels).label_ids
    outcome = call.services.run_rows.take_labels(call.uid(where["id"]), call.user, ids)
    return _done(call, "take_run_labels", outcome, is_useless=not outcome.count)


def take_project_labels(call: Call, _: Any, *, where: Json) -> str:
    """Let a run keep all labels of a project."""
    asked = read(where, OfProject, "where")
    outcome = call.services.run_rows.take_project_labels(
        call.uid(asked.model_run_id), call.user, call.uid(asked.project_id)
    )
    return _done(call, "take_run_labels", outcome)


def assign_splits(
    call: Call,
    _: Any,
    *,
    modelRun: Json,  # noqa: N803 - as the package spells it
    data: Json,
) -> str:
    """Assign data rows of a run to splits; later assignments of a row win."""
    by_id: dict[str, Split | None] = {}
    by_key: dict[str, Split | None] = {}
    for one in read(data, Assignments).assignments:
        by_id |= dict.fromkeys(one.data_row_ids or (), SPLITS[one.split])
        by_key |= dict.fromkeys(one.global_keys or (), SPLITS[one.split])
    outcome = call.services.run_rows.set_splits(
        call.uid(modelRun["id"]), call.user, row_ids=by_id, global_keys=by_key
    )
    return _done(call, "set_run_splits", outcome, is_useless=not outcome.count)


def delete_rows(call: Call, _: Any, *, where: Json) -> int:
    """Take data rows out of a run."""
    asked = read(where, RunRowIds, "where")
    run, ids = call.uid(asked.model_run_id), asked.data_row_ids
    return call.services.run_rows.remove(run, call.user, row_ids=ids).count


def _done(call: Call, kind: str, outcome: RowsOutcome, *, is_useless: bool = False) -> str:
    """Keep what a task came to, and return its id."""
    result = {"count": outcome.count, "missing": outcome.missing[:MOST_NAMED]}
    result["more_missing"] = max(0, len(outcome.missing) - MOST_NAMED)
    result["is_useless"] = is_useless
    return spell_id(call.services.operations.record(kind, "", call.user, {}, result).uid)


def get_status(call: Call, _: Any, *, where: Json) -> Json:
    """Answer what a task came to; it failed when nothing it named was there."""
    operation = call.services.operations.get(call.uid(where["id"]), call.user)
    result = operation.result
    if "is_useless" not in result:
        raise UsageError("that is no task of a model run")
    more = f" and {result['more_missing']} more" if result["more_missing"] else ""
    missing = ", ".join(result["missing"]) + more
    return {
        "status": "FAILED" if result["is_useless"] else "COMPLETE",
        "errorMessage": f"not found, or not in the run: {missing}" if missing else None,
    }


FIELDS: Fields = {
    "Query.annotationGroups": list_rows,
    "Query.MEADataRowRegistrationTaskStatus": get_status,
    "Query.MEALabelRegistrationTaskStatus": get_status,
    "Query.assignDataRowsToDataSplitTaskStatus": get_status,
    "Mutation.createMEAModelRunDataRowRegistrationTask": add_rows,
    "Mutation.createMEAModelRunLabelRegistrationTask": take_labels,
    "Mutation.createMEAModelRunProjectLabelRegistrationTask": take_project_labels,
    "Mutation.createAssignDataRowsToDataSplitTask": assign_splits,
    "Mutation.deleteModelRunDataRows": delete_rows,
}
