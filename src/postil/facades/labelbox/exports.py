"""Exports: asking for one, and fetching it piece by piece."""

from collections.abc import Iterator
from typing import Any

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.export_filters import add_conditions
from postil.facades.labelbox.field import Fields, Files, Json, Paths
from postil.facades.labelbox.media_types import media_type_of
from postil.model.identity import spell_id
from postil.ports.operations import Operation
from postil.services.exports.exporter import KIND
from postil.services.exports.files import Stream
from postil.services.exports.order import Content, Order
from postil.services.services import Services

FILE_KIND = "exports"
"""The kind of link that opens a piece of an export."""

STREAMS: dict[str, Stream] = {"RESULT": "rows", "ERRORS": "errors"}
MOST_NAMED = 30
"""Projects or model runs one export may name."""


class Params(msgspec.Struct, kw_only=True, rename="camel"):
    """What an export is to say. Embeddings there are none; frames are not filled in."""

    media_type_override: str | None = None
    include_attachments: bool | None = False
    include_embeddings: bool | None = False
    include_metadata: bool | None = False
    include_data_row_details: bool | None = False
    include_project_details: bool | None = False
    include_performance_details: bool | None = False
    include_label_details: bool | None = False
    include_interpolated_frames: bool | None = False
    include_predictions: bool | None = False
    include_model_run_details: bool | None = False
    project_ids: list[str] | None = None
    model_run_ids: list[str] | None = None
    all_projects: bool | None = False
    all_model_runs: bool | None = False


class Search(msgspec.Struct):
    """Conditions."""

    query: Any = None


class Filters(msgspec.Struct, kw_only=True, rename="camel"):
    """Which data rows are meant."""

    project_id: str | None = None
    model_run_id: str | None = None
    search_query: Search | None = None


class Asked(msgspec.Struct, kw_only=True, rename="camel"):
    """What the package sends to ask for an export."""

    task_name: str | None = None
    filters: Filters
    params: Params | None = None


def export_project(call: Call, _: Any, *, input: Json) -> Json:  # noqa: A002 - as the package spells it
    """Export the data rows of a project."""
    asked = read(input, Asked, "input")
    if asked.filters.project_id is None:
        raise UsageError("`input.filters.projectId` says which project to export")
    return _begun(call, asked, Order(content=Content(), project_uid=call.uid(asked.filters.project_id)))


def export_catalog(call: Call, _: Any, *, input: Json) -> Json:  # noqa: A002 - as the package spells it
    """Export data rows of a dataset, or any the caller may know of."""
    return _begun(call, read(input, Asked, "input"), Order(content=Content()))


def export_model_run(call: Call, _: Any, *, input: Json) -> Json:  # noqa: A002 - as the package spells it
    """Export the data rows of a model run."""
    asked = read(input, Asked, "input")
    if asked.filters.model_run_id is None:
        raise UsageError("`input.filters.modelRunId` says which model run to export")
    return _begun(call, asked, Order(content=Content(), model_run_uid=call.uid(asked.filters.model_run_id)))


def _begun(call: Call, asked: Asked, order: Order) -> Json:
    params = asked.params or Params()
    order.content, order.url = _content(call, params), call.options.url
    if params.media_type_override is not None:
        order.media_type = media_type_of(params.media_type_override)
    if asked.filters.search_query is not None:
        add_conditions(call, order, asked.filters.search_query.query)
    if order.project_uid is None and (order.batch_uids is not None or order.states is not None):
        raise UsageError("batches and workflow status are a project's", hint="export that project")
    operation = call.services.export_requests.begin(order, asked.task_name or "", call.user)
    return {"taskId": spell_id(operation.uid), "isStreamable": True}


def _content(call: Call, params: Params) -> Content:
    return Content(
        attachments=bool(params.include_attachments),
        metadata=bool(params.include_metadata),
        embeddings=bool(params.include_embeddings),
        data_row_details=bool(params.include_data_row_details),
        project_details=bool(params.include_project_details),
        label_details=bool(params.include_label_details),
        performance_details=bool(params.include_performance_details),
        interpolated_frames=bool(params.include_interpolated_frames),
        predictions=bool(params.include_predictions),
        model_run_details=bool(params.include_model_run_details),
        project_uids=_named(call, params.project_ids, "projectIds"),
        all_projects=bool(params.all_projects),
        model_run_uids=_named(call, params.model_run_ids, "modelRunIds"),
        all_model_runs=bool(params.all_model_runs),
    )


def _named(call: Call, ids: list[str] | None, what: str) -> list[str]:
    if ids is not None and len(ids) > MOST_NAMED:
        raise UsageError(f"`{what}` names at most {MOST_NAMED}, these are {len(ids)}")
    return [call.uid(one) for one in dict.fromkeys(ids or [])]


def read_header(
    call: Call,
    source: Json,
    *,
    streamType: str,  # noqa: N803 - as the package spells it
) -> Json | None:
    """Answer how much a stream holds; null when it is empty."""
    extent = call.services.export_requests.extent(_operation(call, source), _stream(streamType))
    return None if extent is None else {"totalSize": extent.size, "totalLines": extent.lines}


def read_file(
    call: Call,
    source: Json,
    *,
    streamType: str,  # noqa: N803 - as the package spells it
    offset: Any,
) -> Json | None:
    """Answer where the piece of a stream can be fetched that begins at an offset."""
    operation, stream = _operation(call, source), _stream(streamType)
    requests = call.services.export_requests
    if requests.extent(operation, stream) is None:
        return None
    chunk = requests.chunk(operation, stream, _offset(offset))
    uid = f"{operation.uid}/{stream}/{chunk.start}/{chunk.end}"
    return {
        "offsets": {"start": chunk.start, "end": chunk.end},
        "lines": {"start": chunk.first_line, "end": chunk.last_line},
        "file": call.link(FILE_KIND, uid),
    }


def stream_piece(services: Services, uid: str) -> Iterator[bytes]:
    """Stream a piece of an export; a link to the piece says which."""
    operation, stream, start, end = uid.split("/")
    return services.export_requests.read(
        operation, "rows" if stream == "rows" else "errors", int(start), int(end)
    )


def read_results(call: Call, _: Any, *, task: str, **__: str) -> Iterator[bytes]:
    """Answer with all rows of an export."""
    return _whole(call, task, "rows")


def read_errors(call: Call, _: Any, *, task: str, **__: str) -> Iterator[bytes]:
    """Answer with all an export could not carry."""
    return _whole(call, task, "errors")


def _whole(call: Call, task: str, stream: Stream) -> Iterator[bytes]:
    operation = _operation(call, {"id": task})
    extent = call.services.export_requests.extent(operation, stream)
    if extent is None:
        return iter(())
    return call.services.export_requests.read(operation.uid, stream, 0, extent.size - 1)


def _operation(call: Call, source: Json) -> Operation:
    operation = call.services.operations.get(call.uid(source["id"]), call.user)
    if operation.kind != KIND:
        raise NotFoundError(f"task {source['id']!r} is no export")
    return operation


def _stream(name: object) -> Stream:
    found = STREAMS.get(name) if isinstance(name, str) else None
    if found is None:
        raise UsageError(f"an export has no stream {str(name)[:40]!r}", hint=f"use one of {[*STREAMS]}")
    return found


def _offset(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        raise UsageError(f"{text[:40]!r} is no offset", hint="an offset is a number of bytes, from 0")
    return int(text)


FIELDS: Fields = {
    "Mutation.exportDataRowsInProject": export_project,
    "Mutation.exportDataRowsInCatalog": export_catalog,
    "Mutation.exportDataRowsInModelRun": export_model_run,
    "Task.exportMetadataHeader": read_header,
    "Task.exportFileFromOffset": read_file,
}
FILES: Files = {FILE_KIND: stream_piece}
PATHS: Paths = {
    "GET /export-results/{task}/{organization}": read_results,
    "GET /export-errors/{task}/{organization}": read_errors,
}
