"""Queues: how many data rows of a project stand where, and moving them on."""

import hashlib
from collections.abc import Callable
from itertools import islice
from typing import Any, Literal

import msgspec

from postil.errors import NotFoundError, UnsupportedError, UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.batches import changed_project
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.data_rows import data_row_json
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.where import MOST_PAGE, windows
from postil.model.identity import read_id, spell_id
from postil.ports.catalog import CatalogRow
from postil.ports.projects import Project, Task, TaskState

QUEUES: dict[TaskState, tuple[str, str, str]] = {
    "to_label": ("Initial labeling task", "INITIAL_LABELING_QUEUE", "Data rows to be labelled"),
    "in_review": ("Initial review task", "MANUAL_REVIEW_QUEUE", "Labels to be reviewed"),
    "rework": ("Rework (all rejected)", "MANUAL_REWORK_QUEUE", "Labels to be corrected"),
}
"""State -> name, type and description of the queue of it. Who has none is done."""

MOVE = "add-rows-to-task-queue"
PRIORITISE = "update-queue-priority"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Identifiers(msgspec.Struct, kw_only=True):
    """Data rows, all by id or all by global key."""

    ids: list[str]
    idType: Literal["ID", "GKEY"] = "ID"  # noqa: N815 - as the package spells it


class Move(msgspec.Struct, kw_only=True):
    """Data rows, and the queue they go to; None is done."""

    dataRowIdentifiers: Identifiers  # noqa: N815 - as the package spells it
    queueId: str | None = None  # noqa: N815 - as the package spells it


class Prioritise(msgspec.Struct, kw_only=True):
    """Data rows, and how soon they are labelled."""

    dataRowIdentifiers: Identifiers  # noqa: N815 - as the package spells it
    priority: int


class Assignment(msgspec.Struct, kw_only=True):
    """Data rows, and who is to label them."""

    projectId: str  # noqa: N815 - as the package spells it
    userId: str  # noqa: N815 - as the package spells it
    dataRowIds: list[str]  # noqa: N815 - as the package spells it
    allowedStatuses: list[str] | None = None  # noqa: N815 - as the package spells it


def count_states(call: Call, source: Json, *, batchIds: list[str] | None = None) -> list[Json]:  # noqa: N803
    """Answer how many data rows stand where; what is in no batch of the project counts as nothing."""
    uids = None if batchIds is None else [read_id(one) or "" for one in batchIds]
    found = call.services.overview.counts(source["project"].uid, batch_uids=uids)
    counts = {
        "All": found.total,
        "Unlabeled": found.to_label,
        "Labeled": found.labelled,
        "InReview": found.in_review,
        "InRework": found.rework,
        "Skipped": found.skipped,
        "Done": found.done,
    }
    return [{"state": state, "count": count} for state, count in counts.items()]


def count_completed(call: Call, source: Json) -> int:
    """Answer how many data rows are done."""
    return call.services.overview.counts(source["project"].uid).done


def list_queues(_: Call, source: Json) -> list[Json]:
    """Answer the three queues every project has."""
    project: Project = source["project"]
    return [
        {
            "project": project,
            "state": state,
            "id": queue_id(project, state),
            "name": name,
            "queueType": kind,
            "description": description,
        }
        for state, (name, kind, description) in QUEUES.items()
    ]


def queue_id(project: Project, state: TaskState) -> str:
    """Return the id of a queue: 25 characters made from the project's and the state."""
    digest = hashlib.blake2b(f"{project.uid}/{state}".encode(), digest_size=15).digest()
    number = int.from_bytes(digest, "big")
    digits = []
    for _ in range(24):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "c" + "".join(digits)


def count_queued(call: Call, source: Json, *, input: Any = None) -> int:  # noqa: A002 - the package's name
    """Answer how many data rows are in a queue: all, or those of the batches that are searched for."""
    found = call.services.overview.counts(source["project"].uid, batch_uids=_searched(input))
    by_state = {"to_label": found.to_label, "in_review": found.in_review, "rework": found.rework}
    return by_state[source["state"]]


def _searched(asked: Any) -> list[str] | None:
    search = asked.get("searchQuery") if isinstance(asked, dict) else None
    query = search.get("query") if isinstance(search, dict) else None
    if not query:
        return None
    batches: list[str] = []
    for one in query if isinstance(query, list) else [query]:
        if not isinstance(one, dict) or one.get("type") != "batch" or not isinstance(one.get("ids"), list):
            raise UsageError("data rows of a queue are counted by batch only")
        batches += [read_id(str(spelling)) or "" for spelling in one["ids"]]
    return batches


def list_issues(_: Call, __: Json, **___: Any) -> Json:
    """Answer none."""
    return {"nodes": [], "nextCursor": None, "totalCount": 0}


def list_issue_categories(_: Call, __: Json) -> list[Json]:
    """Answer none."""
    return []


def move_rows(call: Call, source: Json, *, data: Any) -> Json:
    """Move data rows to a queue; the task that tells of it has ended already."""
    project = call.services.visibility.project(source["project"].uid, call.user, "reviewer")
    asked = read(data, Move)
    state: TaskState = "done" if asked.queueId is None else _state_of(project, asked.queueId)
    numbers = _tasks(call, project, asked.dataRowIdentifiers)
    call.services.projects.set_state(project.uid, numbers, state, call.user)
    return _task(call, project, MOVE, {"state": state, "tasks": len(numbers)})


def _state_of(project: Project, spelling: str) -> TaskState:
    for state in QUEUES:
        if queue_id(project, state) == spelling:
            return state
    raise NotFoundError(f"the project has no task queue {spelling[:80]!r}")


def prioritise_rows(call: Call, source: Json, *, data: Any) -> Json:
    """Give data rows a priority; the task that tells of it has ended already."""
    project = changed_project(call, source)
    asked = read(data, Prioritise)
    numbers = _tasks(call, project, asked.dataRowIdentifiers)
    call.services.tasks.prioritise(project.uid, numbers, priority_of(asked.priority), call.user)
    return _task(call, project, PRIORITISE, {"priority": asked.priority, "tasks": len(numbers)})


def priority_of(asked: int) -> int:
    """Return a priority as it is kept.

    Raises:
        UsageError: It is not 1 (high) to 5 (low).
    """
    if not 1 <= asked <= 5:
        raise UsageError(f"priority {asked} is not 1 (high) to 5 (low)", hint="use 1, 2, 3, 4 or 5")
    return asked


def _tasks(call: Call, project: Project, rows: Identifiers) -> list[int]:
    """Return the tasks of data rows.

    Raises:
        UsageError: The project does not have all of them.
    """
    by_id = rows.idType == "ID"
    found = call.services.tasks.of_rows(
        project.uid, row_ids=rows.ids if by_id else (), global_keys=() if by_id else rows.ids
    )
    missing = [one for one in dict.fromkeys(rows.ids) if one not in found]
    if missing:
        listed = ", ".join(missing[:20])
        raise UsageError(f"the project does not have {len(missing)} of the data rows: {listed}")
    return list(found.values())


def _task(call: Call, project: Project, kind: str, result: Json) -> Json:
    done = call.services.operations.record(kind, "", call.user, {"project": project.uid}, result)
    return {"taskId": spell_id(done.uid)}


def set_overrides(call: Call, source: Json, *, dataWithDataRowIdentifiers: Any) -> Json:  # noqa: N803
    """Give single data rows a priority each."""
    project = changed_project(call, source)
    by_priority: dict[int, list[int]] = {}
    for one in read(dataWithDataRowIdentifiers, list[Override], "dataWithDataRowIdentifiers"):
        row = one.dataRowIdentifier
        [number] = _tasks(call, project, Identifiers(ids=[row.id], idType=row.idType))
        by_priority.setdefault(priority_of(one.priority), []).append(number)
    for priority, numbers in by_priority.items():
        call.services.tasks.prioritise(project.uid, numbers, priority, call.user)
    return {"success": True}


class RowIdentifier(msgspec.Struct, kw_only=True):
    """A data row by id or by global key."""

    id: str
    idType: Literal["ID", "GKEY"] = "ID"  # noqa: N815 - as the package spells it


class Override(msgspec.Struct, kw_only=True):
    """A data row, and how soon it is labelled."""

    dataRowIdentifier: RowIdentifier  # noqa: N815 - as the package spells it
    priority: int


def list_overrides(
    call: Call, source: Json, *, skip: int | None = 0, first: int | None = 100, **_: Any
) -> list[Json]:
    """Answer the priorities of all data rows of a project."""
    uid = source["project"].uid
    tasks = windows(
        lambda after, limit: call.services.projects.list_tasks(uid, after_id=after, limit=limit),
        lambda task: task.id,
    )
    begin = max(skip or 0, 0)
    page = list(islice(tasks, begin, begin + min(max(first or 0, 0), MOST_PAGE)))
    rows: dict[int, CatalogRow] = {}

    def row_of(task: Task) -> Callable[[], Json | None]:
        def row() -> Json | None:
            if not rows:
                rows.update(call.services.tasks.rows([one.data_row_id for one in page]))
            found = rows.get(task.data_row_id)
            return None if found is None else data_row_json(call, found)

        return row

    return [
        {"id": f"{one.id:0>25}", "priority": one.priority, "numberOfLabels": 1, "dataRow": row_of(one)}
        for one in page
    ]


def show_predictions(call: Call, source: Json, *, show: bool) -> Json:
    """Say that pre-labels are shown; they cannot be hidden."""
    project = changed_project(call, source)
    if not show:
        raise UnsupportedError(
            "pre-labels are always shown to labelers", hint="undo the imports that brought them"
        )
    return {"id": spell_id(project.uid), "showingPredictionsToLabelers": True}


def assign_rows(call: Call, _: Any, *, input: Any) -> Json:  # noqa: A002 - as the package spells it
    """Make data rows a user's to label. Those that are somebody's already stay theirs unless asked for."""
    asked = read(input, Assignment, "input")
    project = call.services.visibility.project(call.uid(asked.projectId), call.user, "manager")
    numbers = _tasks(call, project, Identifiers(ids=asked.dataRowIds))
    user = call.services.members.member(project.uid, call.uid(asked.userId))
    may_take = "RESERVED" in (asked.allowedStatuses or ())
    call.services.tasks.assign(project.uid, numbers, user.email, call.user, only_free=not may_take)
    return {"success": True}


FIELDS: Fields = {
    "Mutation.bulkAssignDataRows": assign_rows,
    "Project.workstreamStateCounts": count_states,
    "Project.taskQueues": list_queues,
    "Project.completedDataRowCount": count_completed,
    "Project.issues": list_issues,
    "Project.issueCategories": list_issue_categories,
    "Project.createBulkAddRowsToQueueTask": move_rows,
    "Project.createQueuePriorityUpdateTask": prioritise_rows,
    "Project.setLabelingParameterOverrides": set_overrides,
    "Project.labelingParameterOverrides": list_overrides,
    "Project.showPredictionsToLabelers": show_predictions,
    "TaskQueue.dataRowCount": count_queued,
}
