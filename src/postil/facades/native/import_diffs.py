"""What an import changes: all told, by data row, and annotation by annotation."""

from typing import Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.data_rows import EXAMPLE_ROW, DataRow, shown_rows
from postil.facades.native.import_access import of_import
from postil.facades.native.page import Page, PageQuery
from postil.facades.native.route import API, Example, Route
from postil.model.annotation import Kind
from postil.ports.diffs import (
    AnnotationDiff,
    Diff,
    DiffCounts,
    DiffExample,
    DiffOutcome,
    FeatureDiff,
    RowDiff,
)
from postil.ports.jobs import Counts


class FeatureChanges(msgspec.Struct, kw_only=True):
    """What changes of one feature: annotations by outcome, and source rows that were rejected.

    `name` is null for rejected rows that name no feature; `labels` are those of a Label Studio control.
    """

    name: str | None
    kind: Kind | None
    labels: list[str]
    counts: DiffCounts
    rejected: int
    examples: list[DiffExample]


class OverwrittenImport(msgspec.Struct, kw_only=True):
    """How many annotations of an earlier import are updated or removed."""

    id: str
    name: str
    annotations: int


class ImportDiff(msgspec.Struct, kw_only=True):
    """What an import changes. `rows` counts source rows, `counts` annotations.

    Of a dry run it says what was found when that was staged; the counts of the import say what became of it.
    """

    rows: Counts
    counts: DiffCounts
    data_rows: int
    features: list[FeatureChanges]
    overwrites: list[OverwrittenImport]


class DiffedDataRow(msgspec.Struct, kw_only=True):
    """What an import changes on one data row: annotations by outcome.

    `data_row` is all there is to know of it, also where a dry run is to make it; null when it was
    deleted, and where the import goes into a model run.
    """

    id: str
    global_key: str | None
    counts: DiffCounts
    data_row: DataRow | None


class AnnotationChange(msgspec.Struct, kw_only=True):
    """One annotation before and after, as Postil stores it; `bundle` numbers predictions of Label Studio."""

    outcome: DiffOutcome
    bundle: int
    key: str
    old: Any
    new: Any


def get_diff(call: Call[None, None]) -> ImportDiff:
    """Return the diff of an import."""
    return _diff(call.services.diffs.get(call.uid))


def list_data_rows(call: Call[None, PageQuery]) -> Page[DiffedDataRow]:
    """List what changes by data row."""
    part = call.query
    found = call.services.diffs.rows(call.uid, after_row=part.after, limit=part.limit)
    following = found[-1].data_row_id if len(found) == part.limit else None
    shown = _data_rows(call, found)
    return Page(items=[_row(one, shown.get(one.data_row_uid)) for one in found], next=following)


def _data_rows(call: Call[None, PageQuery], found: list[RowDiff]) -> dict[str, DataRow]:
    """Return the data rows a member of the project may look at, those included that the import is to make."""
    if call.services.imports.get(call.uid).project_id is None:
        # Who knows of a model need not know of the data rows it was tried on.
        return {}
    rows = call.services.data_rows.by_id([one.data_row_id for one in found])
    return {row.id: row for row in shown_rows(call, rows)}


def list_annotations(call: Call[None, None]) -> Page[AnnotationChange]:
    """List what changes on a data row."""
    found = call.services.diffs.annotations(call.uid, call.path["data_row"])
    return Page(items=[_annotation(one) for one in found])


def _diff(diff: Diff) -> ImportDiff:
    return ImportDiff(
        rows=diff.rows,
        counts=diff.counts,
        data_rows=diff.data_rows,
        features=[_feature(one) for one in diff.features],
        overwrites=[
            OverwrittenImport(id=one.job_uid, name=one.job_name, annotations=one.annotations)
            for one in diff.overwrites
        ],
    )


def _feature(one: FeatureDiff) -> FeatureChanges:
    return FeatureChanges(
        name=one.name,
        kind=one.kind,
        labels=one.labels,
        counts=one.counts,
        rejected=one.rejected,
        examples=one.examples,
    )


def _row(one: RowDiff, row: DataRow | None) -> DiffedDataRow:
    return DiffedDataRow(id=one.data_row_uid, global_key=one.global_key, counts=one.counts, data_row=row)


def _annotation(one: AnnotationDiff) -> AnnotationChange:
    old, new = (None if value is None else msgspec.to_builtins(value) for value in (one.old, one.new))
    return AnnotationChange(outcome=one.outcome, bundle=one.no, key=one.key, old=old, new=new)


_PATH = f"{API}/imports/{{uid}}/diff"
_COUNTS = {"created": 0, "updated": 1, "unchanged": 116, "removed": 0}
_EXAMPLE = {
    "outcome": "updated",
    "data_row": "kobe.jpg",
    "key": "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    "changes": [{"at": "/geometry/left", "old": 40, "new": 44}],
    "more": 0,
}
_ROWS = {"read": 120, "accepted": 0, "updated": 1, "unchanged": 116, "rejected": 3, "annotations": 117}
_OLD = {"key": _EXAMPLE["key"], "feature": "car", "geometry": {"type": "box", "left": 40, "top": 60}}

ROUTES = [
    Route(
        method="GET",
        path=_PATH,
        name="get_import_diff",
        summary="Get what an import changes, all told and by feature",
        access=of_import("viewer"),
        handler=get_diff,
        response=ImportDiff,
        errors={409: "It is under way, ended unpublished, or is too large and was no dry run."},
        example=Example(
            response={
                "rows": {**_ROWS, "warnings": 0, "removed": 0},
                "counts": _COUNTS,
                "data_rows": 40,
                "features": [
                    {
                        "name": "car",
                        "kind": "object",
                        "labels": [],
                        "counts": _COUNTS,
                        "rejected": 3,
                        "examples": [_EXAMPLE],
                    }
                ],
                "overwrites": [
                    {"id": "0190a000-0000-7000-8000-000000000051", "name": "monday", "annotations": 1}
                ],
            }
        ),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/data-rows",
        name="list_import_diff_data_rows",
        summary="List what an import changes by data row",
        access=of_import("viewer"),
        handler=list_data_rows,
        query=PageQuery,
        response=Page[DiffedDataRow],
        errors={409: "It is under way, or ended unpublished."},
        example=Example(
            response={
                "items": [
                    {
                        "id": "0190a000-0000-7000-8000-000000000020",
                        "global_key": "kobe.jpg",
                        "counts": _COUNTS,
                        "data_row": EXAMPLE_ROW,
                    }
                ],
                "next": None,
            }
        ),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/data-rows/{{data_row}}",
        name="list_import_diff_annotations",
        summary="List every annotation an import changes on a data row, old and new",
        access=of_import("viewer"),
        handler=list_annotations,
        response=Page[AnnotationChange],
        errors={409: "It is under way, or ended unpublished."},
        example=Example(
            response={
                "items": [
                    {
                        "outcome": "removed",
                        "bundle": 0,
                        "key": _EXAMPLE["key"],
                        "old": _OLD,
                        "new": None,
                    }
                ]
            }
        ),
    ),
]
