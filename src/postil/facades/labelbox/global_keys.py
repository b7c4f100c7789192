"""Global keys of many data rows: asked for as a job, which is done before it is answered."""

from collections.abc import Sequence
from typing import Any

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.model.identity import canonical_uuid, read_id, spell_id
from postil.services.catalog.global_keys import Assignment

FIND, CLEAR, ASSIGN = "find_global_keys", "clear_global_keys", "assign_global_keys"
MOST_KEYS = 100_000
_STATUS = {"running": "IN_PROGRESS", "finished": "COMPLETE", "failed": "FAILED"}


class Pair(msgspec.Struct, kw_only=True, rename="camel"):
    """A global key for a data row."""

    data_row_id: str
    global_key: str


class Pairs(msgspec.Struct, kw_only=True, rename="camel"):
    """What is to be assigned."""

    assign_inputs: list[Pair]


class Keys(msgspec.Struct):
    """Global keys."""

    ids: list[str]


def find_keys(call: Call, _: Any, *, where: Json) -> Json:
    """Look data rows up by their global keys."""
    keys = _few(read(where, Keys, "where").ids)
    found = call.services.global_keys.find(keys, call.user)
    missing = [key for key, uid in zip(keys, found, strict=True) if uid is None]
    rows = [{"id": "" if uid is None else spell_id(uid)} for uid in found]
    return _job(
        call, FIND, {"fetchedDataRows": rows, "notFoundGlobalKeys": missing, "accessDeniedGlobalKeys": []}
    )


def clear_keys(call: Call, _: Any, *, where: Json) -> Json:
    """Take global keys away."""
    told = call.services.global_keys.clear(_few(read(where, Keys, "where").ids), call.user)
    data = {
        "clearedGlobalKeys": told.cleared,
        "failedToClearGlobalKeys": [],
        "notFoundGlobalKeys": told.missing,
        "accessDeniedGlobalKeys": told.denied,
    }
    return _job(call, CLEAR, data)


def assign_keys(call: Call, _: Any, *, data: Json) -> Json:
    """Give data rows global keys."""
    pairs = _few(read(data, Pairs).assign_inputs)
    spelled = {_uid(one.data_row_id): one.data_row_id for one in pairs}
    asked = [Assignment(_uid(one.data_row_id), one.global_key) for one in pairs]
    told = call.services.global_keys.assign(asked, call.user)

    def shown(found: Sequence[Assignment]) -> list[Json]:
        return [{"dataRowId": spelled[one.uid], "globalKey": one.key} for one in found]

    found = {
        "sanitizedAssignments": [],
        "unmodifiedAssignments": shown(told.given),
        "invalidGlobalKeyAssignments": shown(told.invalid),
        "accessDeniedAssignments": shown(told.denied),
    }
    return _job(call, ASSIGN, found)


def found_result(call: Call, _: Any, *, jobId: Json) -> Json:  # noqa: N803 - as the package spells it
    """Answer what was found."""
    return _result(call, FIND, jobId)


def cleared_result(call: Call, _: Any, *, jobId: Json) -> Json:  # noqa: N803 - as the package spells it
    """Answer what was taken away."""
    return _result(call, CLEAR, jobId)


def assigned_result(call: Call, _: Any, *, jobId: Json) -> Json:  # noqa: N803 - as the package spells it
    """Answer what was given."""
    return _result(call, ASSIGN, jobId)


def _few(asked: list[Any]) -> list[Any]:
    if len(asked) > MOST_KEYS:
        raise UsageError(f"{len(asked)} global keys are too many", hint=f"name {MOST_KEYS} at most")
    return asked


def _job(call: Call, kind: str, data: Json) -> Json:
    kept = call.services.blobs.put(msgspec.json.encode(data))
    done = call.services.operations.record(kind, "", call.user, {}, {"sha256": kept.sha256})
    return {"jobId": spell_id(done.uid)}


def _result(call: Call, kind: str, job: Json) -> Json:
    operation = call.services.operations.get(call.uid(job["id"]), call.user)
    if operation.kind != kind:
        raise NotFoundError(f"no job {job['id'][:80]!r}")
    data = msgspec.json.decode(call.services.blobs.read(operation.result["sha256"]))
    return {"jobStatus": _STATUS[operation.state], "data": data}


def _uid(spelled: str) -> str:
    return read_id(spelled) or canonical_uuid(spelled) or spelled


FIELDS: Fields = {
    "Query.dataRowsForGlobalKeys": find_keys,
    "Query.dataRowsForGlobalKeysResult": found_result,
    "Query.clearGlobalKeysResult": cleared_result,
    "Query.assignGlobalKeysToDataRowsResult": assigned_result,
    "Mutation.clearGlobalKeys": clear_keys,
    "Mutation.assignGlobalKeysToDataRows": assign_keys,
}
