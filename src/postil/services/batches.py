"""Batches: named groups of data rows sent to a project."""

from collections.abc import Sequence

import msgspec

from postil.errors import UsageError
from postil.model.identity import read_id
from postil.ports.access import User
from postil.ports.catalog import RowFinding
from postil.ports.clock import Clock
from postil.ports.projects import Batch
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant
from postil.services.projects import found_project, project_of
from postil.services.visibility import seen_rows

PRIORITIES = range(1, 6)
PART = 900


class BatchOutcome(msgspec.Struct, kw_only=True):
    """A new batch, the rows the project had already and the names no data row has, as they were spelled."""

    batch: Batch
    present: list[str]
    missing: list[str]


class Batches:
    """Create and list batches."""

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
    ) -> BatchOutcome:
        """Send data rows to a project, by id (both spellings), by global key, or both.

        A data row is in a project at most once: rows it has already stay in the batch they came with.
        Rows the actor may not know of are missing, as if they did not exist.

        Raises:
            UsageError: No row is named, none exists, or the priority is not 1 (high) to 5 (low).
            ConflictError: The project has a batch of this name.
        """
        if priority not in PRIORITIES:
            raise UsageError(f"priority {priority} is not 1 (high) to 5 (low)", hint="use 1, 2, 3, 4 or 5")
        if not row_ids and not global_keys:
            raise UsageError("a batch needs at least one data row", hint="name rows by id or by global key")
        at = instant(self._clock)
        with self._store.write() as session:
            project = found_project(session, project_uid)
            found, missing = _find(session, row_ids, global_keys, actor)
            if not found:
                raise UsageError(
                    "none of the data rows exists", hint="create the data rows first", code="ROW003"
                )
            batch = session.projects.create_batch(project.id, name, priority, actor.id, at)
            present = _add(session, batch, found, at)
            batch.row_count = len(found) - len(present)
            session.record(
                Activity(at=at, user_id=actor.id, action="create", object_kind="batch", object_uid=batch.uid)
            )
        return BatchOutcome(batch=batch, present=present, missing=missing)

    def list_batches(
        self, project_uid: str, *, after_id: int = 0, limit: int = 100, name: str | None = None
    ) -> list[Batch]:
        """List the batches of a project, oldest first, all or the one of a name."""
        with self._store.read() as session:
            project = project_of(session, project_uid)
            return session.projects.list_batches(project.id, after_id=after_id, limit=limit, name=name)


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
