"""Tasks: pieces of work somebody asked for, as the official package waits for them."""

from collections.abc import Iterator
from typing import Any

import msgspec

from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.instants import instant_text
from postil.facades.labelbox.listing import Asked, Listing
from postil.facades.labelbox.users import organization_of, user_by_id
from postil.model.identity import spell_id
from postil.ports.operations import Operation
from postil.services.upserts.upserts import KIND as UPSERT
from postil.services.upserts.upserts import progress_of

STATUS = {"running": "IN_PROGRESS", "finished": "COMPLETE", "failed": "FAILED"}
TYPES = {UPSERT: "adv-upsert-data-rows", "export": "export-data-rows"}
"""What the package calls kinds of operations; any other kind is its own type."""

NAMES = {UPSERT: "JSON Import"}
RESULT = "tasks"
"""The kind of link that opens the result of a task."""

_CONDITIONS = ("id", "name", "status", "type", "completionPercentage", "createdAt", "updatedAt")
_WINDOW = 100


def get_task(call: Call, _: Any, *, where: Json) -> Json:
    """Answer a task of the caller's."""
    return task_json(call, task_of(call, where["id"]))


def list_created_tasks(call: Call, source: Json, **asked: Asked) -> list[Json]:
    """Answer the tasks of the caller; others have none as far as the caller knows."""
    listing, is_own = Listing(_CONDITIONS, **asked), source["id"] == spell_id(call.user.uid)
    found = _tasks(call, listing.where.equal("id")) if is_own else iter(())
    return listing.page(found, lambda one: task_json(call, one))


def task_of(call: Call, spelled: str) -> Operation:
    """Return the operation behind a task.

    Raises:
        NotFoundError: There is none, or none of the caller's.
    """
    return call.services.export_requests.checked(call.services.operations.get(call.uid(spelled), call.user))


def task_json(call: Call, operation: Operation) -> Json:
    """Spell an operation."""
    return {
        "id": spell_id(operation.uid),
        "name": operation.name or NAMES.get(operation.kind),
        "status": STATUS[operation.state],
        "type": TYPES.get(operation.kind, operation.kind),
        "completionPercentage": _percentage(operation),
        "result": _result(call, operation),
        "errors": None,
        "metadata": None,
        "createdAt": instant_text(operation.created_at),
        "updatedAt": instant_text(operation.updated_at),
        "createdBy": lambda: user_by_id(call, operation.user_id),
    }


def _tasks(call: Call, only: Any) -> Iterator[Operation]:
    operations, skip = call.services.operations, 0
    if isinstance(only, str):
        found = task_of(call, only)
        yield from [found] if found.user_id == call.user.id else []
        return
    while True:
        window = operations.list_operations(call.user, skip=skip, limit=_WINDOW)
        yield from window
        skip += _WINDOW
        if len(window) < _WINDOW:
            return


def _percentage(operation: Operation) -> float:
    if operation.state == "finished":
        return 100.0
    if operation.kind != UPSERT:
        done, total = operation.result.get("done", 0), operation.result.get("total")
        return min(99.0, 100 * done / total) if total else 0.0
    whole = int(operation.parameters["item_count"]) or 1
    return min(99.0, 100 * progress_of(operation).done / whole)


def _result(call: Call, operation: Operation) -> str | None:
    if operation.kind == UPSERT and operation.state != "running":
        return call.link(RESULT, operation.uid)
    if operation.state == "failed":
        reason = operation.result.get("errors") or operation.result.get("reason")
        return msgspec.json.encode(reason).decode()
    return None


FIELDS: Fields = {
    "Query.task": get_task,
    "User.createdTasks": list_created_tasks,
    "Task.organization": organization_of,
}
