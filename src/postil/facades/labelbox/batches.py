"""Batches: sending data rows to a project, and taking them out again."""

from typing import Annotated, Any

import msgspec

from postil.errors import UnsupportedError, UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.cursors import after_id, cut, page_size
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.instants import instant_text
from postil.facades.labelbox.users import user_by_id
from postil.model.identity import spell_id
from postil.ports.projects import Batch, Project
from postil.services.projects.batches import NoRowsError

KIND = "add-data-rows-to-batch"
"""Kind of the operation that fills a batch."""

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Names = Annotated[list[str], msgspec.Meta(max_length=100_000)]


class Rows(msgspec.Struct, kw_only=True):
    """Data rows by id or by global key, and how soon they are labelled."""

    dataRowIds: Names | None = None  # noqa: N815 - as the package spells it
    globalKeys: Names | None = None  # noqa: N815 - as the package spells it
    priority: int = 5


class NewBatch(Rows, kw_only=True):
    """What a batch is made of."""

    name: Name
    consensusSettings: Json | None = None  # noqa: N815 - as the package spells it


class EmptyBatch(msgspec.Struct, kw_only=True):
    """What a batch is made of before its data rows are sent."""

    name: Name
    consensusSettings: Json | None = None  # noqa: N815 - as the package spells it


class MoreRows(Rows, kw_only=True):
    """Data rows for a batch that is there."""

    batchId: str  # noqa: N815 - as the package spells it


def list_batches(
    call: Call, source: Json, *, where: Any = None, after: str | None = None, first: Any = None
) -> Json:
    """Answer the batches of a project, oldest first, or the one of an id."""
    project: Project = source["project"]
    wanted = where.get("id") if isinstance(where, dict) else None
    if wanted is not None:
        found, cursor = [call.services.batches.get(project.uid, call.uid(str(wanted)))], None
    else:
        size = page_size(first)
        listed = call.services.batches.list_batches(project.uid, after_id=after_id(after), limit=size + 1)
        found, cursor = cut(listed, size, lambda one: one.id)
    return {"nodes": [batch_json(call, one) for one in found], "pageInfo": {"endCursor": cursor}}


def create_batch(call: Call, source: Json, *, input: Any) -> Json:  # noqa: A002 - as the package spells it
    """Make a batch at once."""
    project = changed_project(call, source)
    new = read(input, NewBatch, "input")
    ids, keys = new.dataRowIds or [], new.globalKeys or []
    demand_keys(call, keys)
    try:
        outcome = call.services.batches.create(
            project.uid,
            new.name,
            call.user,
            row_ids=ids,
            global_keys=keys,
            priority=new.priority,
            needs_new=True,
        )
    except NoRowsError as error:
        raise _nothing_to_add(error) from None
    batch = outcome.batch
    if new.consensusSettings:
        batch = call.services.batches.keep_consensus(project.uid, batch.uid, new.consensusSettings)
    return {"batch": batch_json(call, batch), "failedDataRowIds": outcome.missing}


def demand_keys(call: Call, keys: list[str]) -> None:
    """Return when the caller knows a data row of every global key.

    Raises:
        UsageError: They know none of some.
    """
    missing = call.services.batches.unknown_keys(keys, call.user)
    if missing:
        listed = ", ".join(missing[:100])
        raise UsageError(f"Data rows with the following global keys do not exist: {listed}.")


def _nothing_to_add(error: NoRowsError) -> UsageError:
    if error.present:
        return UsageError("No valid data rows to add to project")
    return UsageError("No valid data rows to be added from the list provided!")


def create_empty_batch(call: Call, source: Json, *, input: Any) -> Json:  # noqa: A002
    """Make a batch whose data rows are sent later."""
    project = changed_project(call, source)
    new = read(input, EmptyBatch, "input")
    batch = call.services.batches.create_empty(project.uid, new.name, call.user)
    if new.consensusSettings:
        batch = call.services.batches.keep_consensus(project.uid, batch.uid, new.consensusSettings)
    return batch_json(call, batch)


def add_rows(call: Call, source: Json, *, input: Any) -> Json:  # noqa: A002 - as the package spells it
    """Fill a batch; what came of it is told by a task that has ended already."""
    project = changed_project(call, source)
    asked = read(input, MoreRows, "input")
    batch = call.services.batches.get(project.uid, call.uid(asked.batchId))
    return {"taskId": fill(call, project, batch, asked)}


def fill(call: Call, project: Project, batch: Batch, rows: Rows) -> str:
    """Send data rows to a batch and return the id of the task that tells what came of it."""
    asked = {"batch": batch.uid, "project": project.uid}
    operations = call.services.operations
    try:
        demand_keys(call, rows.globalKeys or [])
        outcome = call.services.batches.add_rows(
            project.uid,
            batch.uid,
            call.user,
            row_ids=rows.dataRowIds or [],
            global_keys=rows.globalKeys or [],
            priority=rows.priority,
        )
    except UsageError as error:
        said = _nothing_to_add(error) if isinstance(error, NoRowsError) else error
        begun = operations.begin(KIND, batch.name, call.user, asked)
        operations.fail(begun.uid, said.message)
        return spell_id(begun.uid)
    result = {"added": outcome.batch.row_count, "failed": outcome.missing}
    return spell_id(operations.record(KIND, batch.name, call.user, asked, result).uid)


def delete_batch(call: Call, source: Json, *, batchId: str) -> Json:  # noqa: N803
    """Delete a batch nobody has labelled anything of, and take its data rows out of the project."""
    project = changed_project(call, source)
    call.services.withdrawals.delete_batch(project.uid, call.uid(batchId), call.user)
    return {"deletedBatchId": batchId}


def remove_queued(call: Call, source: Json, *, batchId: str) -> Json:  # noqa: N803
    """Take out of the project what waits for its first label."""
    project = changed_project(call, source)
    uid = call.uid(batchId)
    call.services.withdrawals.remove_queued(project.uid, uid, call.user)
    return batch_json(call, call.services.batches.get(project.uid, uid))


def delete_labels(call: Call, source: Json, *, batchId: str, data: Any) -> Json:  # noqa: N803
    """Delete the labels on the data rows of a batch, which are to be labelled again."""
    project = changed_project(call, source)
    if not isinstance(data, dict) or data.get("type") != "RequeueData":
        raise UnsupportedError(
            "deleted labels are not kept as templates",
            hint="leave set_labels_as_template out, or export the labels and import them as pre-labels",
        )
    uids = call.services.deletions.delete_of_batch(project.uid, call.uid(batchId), call.user)
    return {"deletedLabelIds": [spell_id(uid) for uid in uids]}


def changed_project(call: Call, source: Json) -> Project:
    """Return the project of a field that changes it.

    Raises:
        AccessError: The caller is no manager of it.
    """
    return call.services.visibility.project(source["project"].uid, call.user, "manager")


def batch_json(call: Call, batch: Batch) -> Json:
    """Spell a batch."""
    at = instant_text(batch.created_at)
    return {
        "id": spell_id(batch.uid),
        "name": batch.name,
        "createdAt": at,
        "updatedAt": at,
        "size": batch.row_count,
        "consensusSettingsJson": _consensus(batch.consensus),
        "createdBy": lambda: user_by_id(call, batch.created_by),
    }


def _consensus(asked: Json | None) -> Json | None:
    """Spell what was asked for under the names the package's users write."""
    if asked is None:
        return None
    return {"".join(f"_{one.lower()}" if one.isupper() else one for one in key): asked[key] for key in asked}


FIELDS: Fields = {
    "Project.batches": list_batches,
    "Project.createBatchV2": create_batch,
    "Project.createEmptyBatch": create_empty_batch,
    "Project.addDataRowsToBatchAsync": add_rows,
    "Project.deleteBatch": delete_batch,
    "Project.removeQueuedDataRowsFromBatch": remove_queued,
    "Project.deleteBatchLabels": delete_labels,
}
