"""Batches: named groups of data rows sent to a project."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.model.identity import read_id
from postil.ports.access import User
from postil.ports.catalog import RowFinding
from postil.ports.clock import Clock
from postil.ports.projects import Batch, Project, Task
from postil.ports.store import Activity, Session, Store
from postil.services.catalog.datasets import found_dataset
from postil.services.instant import instant
from postil.services.projects.projects import found_project, project_of
from postil.services.visibility import seen_rows

PRIORITIES = range(1, 6)
PART = 900
ROWS_AT_ONCE = 5_000
"""Data rows sent to a batch, or taken out of one, in one transaction."""


class BatchOutcome(msgspec.Struct, kw_only=True):
    """A new batch, the rows the project had already and the names no data row has, as they were spelled."""

    batch: Batch
    present: list[str]
    missing: list[str]


class NoRowsError(UsageError):
    """No data row is left to send: of those named, some are in the project already and the others unknown.

    `present` and `missing` are the names as they were spelled.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        hint: str = "",
        present: Sequence[str] = (),
        missing: Sequence[str] = (),
    ) -> None:
        super().__init__(message, code=code, hint=hint)
        self.present, self.missing = list(present), list(missing)


class Batches:
    """Create, list and fill batches."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def create(
        self,
        project_uid: str,
        name: str,
        actor: User,
        *,
        row_ids: Sequence[str] = (),
        global_keys: Sequence[str] = (),
        priority: int = 5,
        needs_new: bool = False,
    ) -> BatchOutcome:
        """Send data rows to a project, by id (both spellings), by global key, or both.

        A data row is in a project at most once: rows it has already stay in the batch they came with.
        Rows the actor may not know of are missing, as if they did not exist.

        Args:
            project_uid: The project.
            name: What the batch is called; another one of the project must not be.
            actor: Who sends them.
            row_ids: Data rows by id.
            global_keys: Data rows by global key.
            priority: How soon they are labelled.
            needs_new: Refuse a batch of which the project has every data row already.

        Raises:
            UsageError: No row is named, or the priority is not 1 (high) to 5 (low).
            NoRowsError: No row exists, or with `needs_new` none is new.
            ConflictError: The project has a batch of this name.
        """
        _check_priority(priority)
        if not row_ids and not global_keys:
            raise UsageError("a batch needs at least one data row", hint="name rows by id or by global key")
        at = instant(self._clock)
        with self._store.write() as session:
            project = found_project(session, project_uid)
            found, missing = _find(session, row_ids, global_keys, actor)
            if not found:
                raise _no_rows((), missing)
            batch = session.projects.create_batch(project.id, name, priority, actor.id, at)
            present = _add(session, batch, found, at)
            if needs_new and len(present) == len(found):
                raise _no_rows(present, missing)
            batch.row_count = len(found) - len(present)
            session.record(batch_activity("create", batch, actor, at))
        return BatchOutcome(batch=batch, present=present, missing=missing)

    def create_empty(self, project_uid: str, name: str, actor: User) -> Batch:
        """Make a batch without data rows, to be filled with `add_rows`.

        Raises:
            ConflictError: The project has a batch of this name.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            project = found_project(session, project_uid)
            batch = session.projects.create_batch(project.id, name, 5, actor.id, at)
            session.record(batch_activity("create", batch, actor, at))
        return batch

    def add_rows(
        self,
        project_uid: str,
        uid: str,
        actor: User,
        *,
        row_ids: Sequence[str] = (),
        global_keys: Sequence[str] = (),
        priority: int = 5,
    ) -> BatchOutcome:
        """Send more data rows to a batch, as `create` does, in a transaction for every few thousand.

        Raises:
            NotFoundError: The project has no such batch.
            UsageError: The priority is not 1 (high) to 5 (low).
            NoRowsError: No data row is new to the project.
        """
        _check_priority(priority)
        present: list[str] = []
        missing: list[str] = []
        is_new = False
        for ids, keys in _parts(row_ids, global_keys):
            at = instant(self._clock)
            with self._store.write() as session:
                _, batch = batch_of(session, project_uid, uid)
                batch.priority = priority
                session.projects.update_batch(batch.id, priority=priority)
                found, unknown = _find(session, ids, keys, actor)
                known = _add(session, batch, found, at)
            present += known
            missing += unknown
            is_new = is_new or len(found) > len(known)
        if not is_new:
            raise _no_rows(present, missing)
        return BatchOutcome(batch=self.get(project_uid, uid), present=present, missing=missing)

    def keep_consensus(self, project_uid: str, uid: str, consensus: dict[str, Any]) -> Batch:
        """Keep what a foreign program asked for about agreement; it changes nothing.

        Raises:
            NotFoundError: The project has no such batch.
        """
        with self._store.write() as session:
            _, batch = batch_of(session, project_uid, uid)
            session.projects.update_batch(batch.id, consensus=consensus)
            return batch_of(session, project_uid, uid)[1]

    def get(self, project_uid: str, uid: str) -> Batch:
        """Return a batch with the number of its data rows.

        Raises:
            NotFoundError: The project has no such batch.
        """
        with self._store.read() as session:
            return batch_of(session, project_uid, uid)[1]

    def unknown_keys(self, global_keys: Sequence[str], actor: User) -> list[str]:
        """Return those of the global keys of which the actor knows no data row."""
        missing: list[str] = []
        for _, keys in _parts((), global_keys):
            with self._store.read() as session:
                missing += _find(session, (), keys, actor)[1]
        return missing

    def list_new_rows(self, project_uid: str, dataset_uid: str, actor: User) -> list[str]:
        """List the data rows of a dataset, by id and oldest first, that a project does not have.

        Raises:
            NotFoundError: No such project or dataset.
        """
        found: list[str] = []
        after = 0
        while True:
            with self._store.read() as session:
                project, dataset = found_project(session, project_uid), found_dataset(session, dataset_uid)
                facts = session.projections.list_facts(
                    dataset_id=dataset.id, after_row=after, limit=ROWS_AT_ONCE
                )
                ids = [one.id for one in facts]
                known = session.projects.tasks_of(project.id, ids)
                seen = seen_rows(session, ids, actor)
            found += [one.uid for one in facts if one.id in seen and one.id not in known]
            if len(facts) < ROWS_AT_ONCE:
                return found
            after = ids[-1]

    def list_batches(
        self, project_uid: str, *, after_id: int = 0, limit: int = 100, name: str | None = None
    ) -> list[Batch]:
        """List the batches of a project, oldest first, all or the one of a name."""
        with self._store.read() as session:
            project = project_of(session, project_uid)
            return session.projects.list_batches(project.id, after_id=after_id, limit=limit, name=name)


def _no_rows(present: Sequence[str], missing: Sequence[str]) -> NoRowsError:
    message, hint, code = "none of the data rows exists", "create the data rows first", "ROW003"
    if present:
        message = "the project has all of the data rows already"
        hint, code = "name data rows the project does not have", ""
    return NoRowsError(message, code=code, hint=hint, present=present, missing=missing)


def _check_priority(priority: int) -> None:
    if priority not in PRIORITIES:
        raise UsageError(f"priority {priority} is not 1 (high) to 5 (low)", hint="use 1, 2, 3, 4 or 5")


def batch_of(session: Session, project_uid: str, uid: str) -> tuple[Project, Batch]:
    """Return a project and a batch of it.

    Raises:
        NotFoundError: The project has no such batch.
    """
    project = found_project(session, project_uid)
    batch = session.projects.get_batch(uid)
    if batch is None or batch.project_id != project.id:
        raise NotFoundError(f"the project has no batch {uid!r}", hint="list the batches of the project")
    return project, batch


def _parts(
    row_ids: Sequence[str], global_keys: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for first in range(0, len(row_ids), ROWS_AT_ONCE):
        yield row_ids[first : first + ROWS_AT_ONCE], ()
    for first in range(0, len(global_keys), ROWS_AT_ONCE):
        yield (), global_keys[first : first + ROWS_AT_ONCE]


def tasks_of_batch(session: Session, batch: Batch, after_id: int) -> list[Task]:
    """Return the next tasks of a batch by id, as many as one transaction takes."""
    return session.projects.list_tasks(
        batch.project_id, state=None, batch_id=batch.id, after_id=after_id, limit=ROWS_AT_ONCE
    )


def batch_activity(
    action: str, batch: Batch, actor: User, at: int, detail: dict[str, object] | None = None
) -> Activity:
    """Describe an entry about a batch."""
    return Activity(
        at=at,
        user_id=actor.id,
        action=action,
        object_kind="batch",
        object_uid=batch.uid,
        project_id=batch.project_id,
        detail=detail or {},
    )


def _find(
    session: Session, row_ids: Sequence[str], global_keys: Sequence[str], actor: User
) -> tuple[dict[int, str], list[str]]:
    """Return the rows found, id to the spelling that named it, and the spellings that name none."""
    uids = {read_id(spelling) or spelling: spelling for spelling in row_ids}
    named: list[tuple[str, RowFinding | None]] = []
    by_uid = session.catalog.find_rows("uid", list(uids), None)
    named += [(spelling, by_uid.get(uid)) for uid, spelling in uids.items()]
    by_key = session.catalog.find_rows("global_key", list(global_keys), None)
    named += [(key, by_key.get(key)) for key in global_keys]
    there = {row.id for _, row in named if row is not None and not row.is_deleted}
    seen = seen_rows(session, there, actor)
    found = {row.id: spelling for spelling, row in named if row is not None and row.id in seen}
    missing = [spelling for spelling, row in named if row is None or row.id not in seen]
    return found, missing


def _add(session: Session, batch: Batch, found: dict[int, str], at: int) -> list[str]:
    ids = list(found)
    present: list[str] = []
    for first in range(0, len(ids), PART):
        present += [
            found[row_id] for row_id in session.projects.add_tasks(batch, ids[first : first + PART], at)
        ]
    return present
