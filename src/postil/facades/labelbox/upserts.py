"""Upserts: data rows made and changed from uploads, and what became of each."""

from collections.abc import Iterator
from typing import Any

import msgspec

from postil.errors import UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Files, Json
from postil.facades.labelbox.tasks import RESULT, task_json, task_of
from postil.facades.labelbox.uploads import own_upload
from postil.model.identity import spell_id
from postil.services.services import Services
from postil.services.upserts.outcome import Outcome

MOST_MANIFEST_BYTES = 16 << 20
PAGE = 5_000


class Manifest(msgspec.Struct):
    """An upload that names the uploads with the data rows."""

    chunk_uris: list[str]
    item_count: int = 0
    source: str | None = None


class Sent(msgspec.Struct, kw_only=True):
    """Where the manifest is."""

    manifest_uri: str = msgspec.field(name="manifestUri")


class Asked(msgspec.Struct, kw_only=True):
    """Which outcomes are asked for."""

    task_id: str = msgspec.field(name="taskId")
    first: int | None = None
    after: str | None = msgspec.field(name="from", default=None)


def upsert_data_rows(call: Call, _: Any, *, data: Json) -> Json:
    """Make and change data rows."""
    manifest = _manifest(call, read(data, Sent).manifest_uri)
    chunks = [_own(call, url) for url in manifest.chunk_uris]
    return task_json(call, call.services.upserts.begin(chunks, manifest.item_count, call.user))


def list_failed(call: Call, _: Any, *, data: Json) -> Json:
    """Answer what could not be made or changed."""
    page = _outcomes(call, data, is_accepted=False)
    return {
        "after": page.after,
        "total": page.total,
        "results": [{"message": one.message, "spec": _spec(one)} for one in page.outcomes],
    }


def list_made(call: Call, _: Any, *, data: Json) -> Json:
    """Answer what was made or changed."""
    page = _outcomes(call, data, is_accepted=True)
    return {"after": page.after, "total": page.total, "nodes": [_row(one) for one in page.outcomes]}


def stream_result(services: Services, uid: str) -> Iterator[bytes]:
    """Yield the whole result of a task in pieces: `{"createdDataRows": [..], "errors": [..]}`."""
    operation = services.operations.find(uid)
    yield b'{"error":' + _encode(operation.result.get("reason")) + b',"createdDataRows":['
    for is_accepted in (True, False):
        yield b'],"errors":[' if not is_accepted else b""
        separator, after = b"", None
        while True:
            page = services.upserts.outcomes(operation, is_accepted=is_accepted, after=after, limit=1_000)
            for one in page.outcomes:
                yield separator + _encode(_row(one) if is_accepted else _failure(one))
                separator = b","
            after = page.after
            if after is None:
                break
    yield b"]}"


_encode = msgspec.json.Encoder().encode


def _manifest(call: Call, url: str) -> Manifest:
    with call.services.blobs.open(_own(call, url)) as source:
        content = source.read(MOST_MANIFEST_BYTES)
    try:
        return msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UsageError(f"the manifest cannot be read: {error}") from None


def _own(call: Call, url: str) -> str:
    sha256 = own_upload(call.services, url)
    if sha256 is None:
        raise UsageError(
            f"{url[:200]!r} is no upload of this server", hint="upload the file here with uploadFile first"
        )
    return sha256


def _outcomes(call: Call, data: Json, *, is_accepted: bool) -> Any:
    asked = read(data, Asked)
    first = PAGE if asked.first is None else asked.first
    if not 0 < first <= PAGE:
        raise UsageError(f"a page of {first} is none", hint=f"ask for 1 to {PAGE}")
    operation = task_of(call, asked.task_id)
    return call.services.upserts.outcomes(
        operation, is_accepted=is_accepted, after=asked.after or None, limit=first
    )


def _row(one: Outcome) -> Json:
    return {
        "id": spell_id(one.uid or ""),
        "externalId": one.external_id,
        "globalKey": one.global_key,
        "rowData": one.row_data,
    }


def _spec(one: Outcome) -> Json:
    return {
        "externalId": one.external_id,
        "globalKey": one.global_key,
        "rowData": one.row_data,
        "metadata": [
            {
                "schemaId": entry.get("schemaId") or entry.get("schema_id"),
                "name": entry.get("name"),
                "value": entry.get("value"),
            }
            for entry in one.metadata
        ],
        "attachments": one.attachments,
    }


def _failure(one: Outcome) -> Json:
    return {"message": one.message, "failedDataRows": [_spec(one)]}


FIELDS: Fields = {
    "Query.failedDataRowImports": list_failed,
    "Query.successesfulDataRowImports": list_made,
    "Mutation.upsertDataRows": upsert_data_rows,
}
FILES: Files = {RESULT: stream_result}
