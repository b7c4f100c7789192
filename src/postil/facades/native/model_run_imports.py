"""Predictions: imported into model runs, exported from them, and sent on to projects."""

from typing import Annotated, Literal

import msgspec

from postil.facades.native.call import Answer, Call, Download
from postil.facades.native.import_job import EXAMPLE_IMPORT, Import, import_in, shown
from postil.facades.native.imports import begun, received
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least, creator, seen
from postil.facades.native.scope import project_in_path, run_maker
from postil.ports.jobs import JobSettings, Policy
from postil.services.imports.intake import NewImport

Sent = Annotated[list[str], msgspec.Meta(max_length=25_000)]


class PredictionOptions(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How to import. Without `format` the content decides; without `name` the name of the source does.

    `policy` `rows` takes every good row, `atomic` all or none. `replace` makes the rows of this import all
    that the run predicts about their data rows. `dry_run` does everything but show it.
    """

    name: str = ""
    source_name: str = ""
    format: str | None = None
    policy: Policy = "rows"
    strict: bool = False
    trust_units: bool = False
    replace: bool = False
    dry_run: bool = False


class RunExportOptions(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """As what to export."""

    format: Literal["postil", "labelbox", "label_studio"] = "postil"


class SentPredictions(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a model run predicts about data rows, or about all it has when none is named."""

    model_run: str
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    data_rows: Sent = []
    global_keys: Sent = []


class LeftOutRows(msgspec.Struct, kw_only=True):
    """Data rows that were named in vain, as they were spelled; each is in one of the lists.

    `missing` are not in the run, or none you may know of. Of `silent` ones the run predicts nothing.
    `outside` ones are not in the project: their predictions are refused row by row.
    """

    missing: list[str] = []
    silent: list[str] = []
    outside: list[str] = []


class SentImport(Import, kw_only=True):
    """The import predictions became, and which of the data rows that were named it is not about."""

    left_out: LeftOutRows


def new_predictions(run_uid: str, asked: PredictionOptions) -> NewImport:
    """Say to the services what a client asked for."""
    return NewImport(
        model_run_uid=run_uid,
        name=asked.name,
        purpose="prediction",
        format=asked.format,
        source_name=asked.source_name,
        settings=JobSettings(
            policy=asked.policy,
            is_strict=asked.strict,
            trust_units=asked.trust_units,
            replace=asked.replace,
            is_dry_run=asked.dry_run,
        ),
    )


def create_import(call: Call[None, PredictionOptions]) -> Answer:
    """Receive a file; a small one is finished when this answers."""
    receiver = call.services.imports.receive(new_predictions(call.uid, call.query), call.user)
    return begun(call, call.services.imports.take(received(receiver, call.upload)), None)


def list_imports(call: Call[None, PageQuery]) -> Page[Import]:
    """List the imports of a run."""
    part = call.query
    found = call.services.imports.list_of_run(call.uid, before_id=part.after or None, limit=part.limit)
    return Page(items=shown(call, found), next=next_after(found, part.limit))


def stream_run(call: Call[None, RunExportOptions]) -> Download:
    """Stream a run."""
    name = call.query.format
    is_array = name == "label_studio"
    return Download(
        call.services.run_contents.export(call.uid, call.user, format_name=name),
        media_type="application/json" if is_array else "application/x-ndjson",
        filename=f"{name}.{'json' if is_array else 'ndjson'}",
    )


def send_predictions(call: Call[SentPredictions, None]) -> Answer:
    """Make pre-labels of predictions."""
    asked = call.body
    sending = call.services.sent_predictions.send(
        asked.model_run,
        call.uid,
        asked.name,
        call.user,
        row_ids=asked.data_rows,
        global_keys=asked.global_keys,
    )
    answer = begun(call, sending.job, call.uid)
    shown_import, left = import_in(call, sending.job, call.uid), sending.left_out
    fields = {name: getattr(shown_import, name) for name in Import.__struct_fields__}
    told = LeftOutRows(missing=left.missing, silent=left.silent, outside=left.outside)
    return Answer(SentImport(**fields, left_out=told), answer.status, answer.headers)


EXAMPLE_PREDICTIONS = {
    **EXAMPLE_IMPORT,
    "project": None,
    "model_run": "0190a000-0000-7000-8000-000000000090",
    "purpose": "prediction",
    "recipe": None,
}
_LATER = {202: "Received and durable; it goes on by itself. Ask until its state says it has ended."}
_PATH = f"{API}/model-runs/{{uid}}"

ROUTES = [
    Route(
        method="GET",
        path=f"{_PATH}/imports",
        name="list_run_imports",
        summary="List the imports of a model run, newest first",
        access=seen(run_maker),
        handler=list_imports,
        query=PageQuery,
        response=Page[Import],
        example=Example(response={"items": [EXAMPLE_PREDICTIONS], "next": None}),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/imports",
        name="create_run_import",
        summary="Import a file of predictions into a model run",
        access=creator(run_maker),
        handler=create_import,
        query=PredictionOptions,
        upload="application/octet-stream",
        response=Import,
        status=201,
        also=_LATER,
        errors={
            409: "The run has an import of this name with other content.",
            422: "The file was refused whole: empty, or of no known format.",
            500: "The disk is full, or the storage failed; what was received can be resumed.",
        },
        description=(
            "Names are checked against the ontology of the model, and data rows have to be in the run. "
            "Sending the same file under the same name again answers with the import that exists."
        ),
        example=Example(response=EXAMPLE_PREDICTIONS),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/export",
        name="stream_run_export",
        summary="Stream what a model run predicts, and the labels it keeps",
        access=seen(run_maker),
        handler=stream_run,
        query=RunExportOptions,
        download=("application/x-ndjson", "application/json"),
        description="Data rows and labels that you may not know of are left out.",
    ),
    Route(
        method="POST",
        path=f"{API}/projects/{{uid}}/predictions",
        name="import_predictions",
        summary="Send predictions of a model run to a project as pre-labels",
        access=at_least("manager", project_in_path),
        handler=send_predictions,
        request=SentPredictions,
        response=SentImport,
        status=201,
        also=_LATER,
        errors={409: "The project has another import of this name."},
        description=(
            "Every annotation is a row of an import of pre-labels: its data row has to be in the project, "
            "and its names are matched against the project's ontology. The same run under the same name "
            "again answers with the import that exists."
        ),
        example=Example(
            {"model_run": EXAMPLE_PREDICTIONS["model_run"], "name": "detector, iteration 1"},
            {
                **EXAMPLE_IMPORT,
                "name": "detector, iteration 1",
                "recipe": None,
                "left_out": {"missing": [], "silent": [], "outside": []},
            },
        ),
    ),
]
