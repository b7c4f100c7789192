"""Batch series: more data rows than one batch takes, sent in several called by a prefix and a number."""

from typing import Annotated, Any

import msgspec

from postil.errors import UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.batches import Rows, changed_project, demand_keys, fill
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.model.identity import spell_id
from postil.ports.projects import Project

MOST_ROWS = 100_000
"""Data rows of one batch."""


class NewBatches(msgspec.Struct, kw_only=True):
    """What a series of batches is made of: data rows that are named, or those of a dataset."""

    batchNamePrefix: Annotated[str, msgspec.Meta(min_length=1, max_length=490)]  # noqa: N815
    dataRowIds: list[str] | None = None  # noqa: N815 - as the package spells it
    globalKeys: list[str] | None = None  # noqa: N815 - as the package spells it
    datasetId: str | None = None  # noqa: N815 - as the package spells it
    priority: int = 5
    consensusSettings: Json | None = None  # noqa: N815 - as the package spells it


def create_batches(call: Call, source: Json, *, input: Any) -> Json:  # noqa: A002
    """Make as many batches as named data rows need."""
    project = changed_project(call, source)
    new = read(input, NewBatches, "input")
    ids, keys = new.dataRowIds or [], new.globalKeys or []
    demand_keys(call, keys)
    parts = [Rows(dataRowIds=ids[at : at + MOST_ROWS]) for at in range(0, len(ids), MOST_ROWS)]
    parts += [Rows(globalKeys=keys[at : at + MOST_ROWS]) for at in range(0, len(keys), MOST_ROWS)]
    return _series(call, project, new, parts)


def create_batches_from_dataset(call: Call, source: Json, *, input: Any) -> Json:  # noqa: A002
    """Make as many batches as the data rows of a dataset need that the project does not have."""
    project = changed_project(call, source)
    new = read(input, NewBatches, "input")
    if new.datasetId is None:
        raise UsageError("`datasetId` is missing")
    dataset = call.services.visibility.dataset(call.uid(new.datasetId), call.user)
    uids = call.services.batches.list_new_rows(project.uid, dataset.uid, call.user)
    parts = [Rows(dataRowIds=uids[at : at + MOST_ROWS]) for at in range(0, len(uids), MOST_ROWS)]
    return _series(call, project, new, parts)


def _series(call: Call, project: Project, new: NewBatches, parts: list[Rows]) -> Json:
    if not parts:
        raise UsageError("No valid data rows to be added from the list provided!")
    tasks = []
    for number, part in enumerate(parts):
        part.priority = new.priority
        batch = call.services.batches.create_empty(
            project.uid, f"{new.batchNamePrefix}{number:04}", call.user
        )
        if new.consensusSettings:
            call.services.batches.keep_consensus(project.uid, batch.uid, new.consensusSettings)
        tasks.append({"batchUuid": spell_id(batch.uid), "taskId": fill(call, project, batch, part)})
    return {"tasks": tasks}


FIELDS: Fields = {
    "Project.createBatches": create_batches,
    "Project.createBatchesFromDataset": create_batches_from_dataset,
}
