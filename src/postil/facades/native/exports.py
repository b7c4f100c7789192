"""Exports: everything a project holds, streamed in a format."""

from typing import Annotated, Literal

import msgspec

from postil.facades.native.call import Call, Download
from postil.facades.native.instants import When, instant_of
from postil.facades.native.page import Page
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.model.issue import Loss
from postil.services.exports.query import ExportQuery, LossReport

JSON_ARRAYS = frozenset({"label_studio"})


class ExportOptions(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What to export, and as what. Filters combine with "and"; absent ones allow all.

    `labelbox_export` are Labelbox export rows (version 2), which carry labels only. `created_after` is
    inclusive, `created_before` exclusive, of the data row.
    """

    format: Literal["postil", "labelbox", "labelbox_export", "label_studio"] = "postil"
    purpose: Annotated[
        list[Literal["ground_truth", "pre_label"]],
        msgspec.Meta(description="May be repeated."),
    ] = []
    dataset: str | None = None
    batch: str | None = None
    global_key: Annotated[list[str], msgspec.Meta(description="May be repeated.")] = []
    created_after: When | None = None
    created_before: When | None = None


def stream_export(call: Call[None, ExportOptions]) -> Download:
    """Stream a project."""
    name = call.query.format
    is_array = name in JSON_ARRAYS
    return Download(
        call.services.exports.rows(_query(call)),
        media_type="application/json" if is_array else "application/x-ndjson",
        filename=f"{name}.{'json' if is_array else 'ndjson'}",
    )


def list_losses(call: Call[None, ExportOptions]) -> Page[Loss]:
    """Write the export to nowhere and tell what was lost."""
    report = LossReport()
    for _ in call.services.exports.rows(_query(call), report):
        pass
    return Page(items=report.losses())


def _query(call: Call[None, ExportOptions]) -> ExportQuery:
    asked = call.query
    query = ExportQuery(
        project_uid=call.uid,
        format=asked.format,
        dataset_uid=asked.dataset,
        batch_uid=asked.batch,
        global_keys=asked.global_key,
        created_after=instant_of(asked.created_after),
        created_before=instant_of(asked.created_before),
        url=call.url,
    )
    if asked.purpose:
        query.purposes = list(asked.purpose)
    return query


_PATH = f"{API}/projects/{{uid}}/export"

ROUTES = [
    Route(
        method="GET",
        path=_PATH,
        name="stream_export",
        summary="Stream what a project holds",
        access=at_least("viewer", project_in_path),
        handler=stream_export,
        query=ExportOptions,
        download=("application/x-ndjson", "application/json"),
        description=(
            "The answer begins before it is complete, with status 200. Should something fail after that, its "
            "last line is an object with the one key `$error` that holds a problem: read to the end before "
            "you trust it. `label_studio` is one JSON array, which such a line makes unreadable; the other "
            "formats are one JSON object per line."
        ),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/losses",
        name="list_export_losses",
        summary="Tell what an export in a format cannot carry",
        access=at_least("viewer", project_in_path),
        handler=list_losses,
        query=ExportOptions,
        response=Page[Loss],
        description="Takes as long as the export itself.",
        example=Example(
            response={"items": [{"code": "LOS001", "message": "ellipse became a polygon", "count": 12}]}
        ),
    ),
]
