"""The changes of what readers see: numbering them, following them, and sealing what is old."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from postil.errors import ConflictError, NotFoundError
from postil.ports.jobs import Action, Counts, Job, JobChange
from postil.stores.sql import job_statements as run
from postil.stores.sql import schema as t
from postil.stores.sql.job_statements import COUNTS
from postil.stores.sql.layers import SEALED, sealed_no
from postil.stores.sql.records import chunked, record

_job, _change = t.job.c, t.job_change.c
_STEP = 500


def read_job(row: Row[Any]) -> Job:
    """Build a job from its row."""
    fields = dict(row._mapping)  # noqa: SLF001 - the documented way to a row's names
    counts = Counts(**{name: fields.pop(f"count_{name}") for name in COUNTS})
    return Job(**fields, counts=counts)


class SqlJobChanges:
    """The part of `ports.jobs.JobStore` that decides what readers see."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _note(self, job_id: int, action: Action, no: int, *, by: int | None, at: int) -> None:
        run.note_change(self._connection, job_id=job_id, no=no, action=action, at=at, by=by)

    def _next_number(self) -> int:
        # The row stays locked until the transaction ends: numbers are given in the order of commits.
        number: int | None = run.next_number(self._connection).scalar()
        if number is None:
            self._connection.execute(insert(t.counter).values(name=run.PUBLISHED, value=1))
            number = 1
        return number

    def set_undone(self, job_id: int, *, is_undone: bool, by: int | None, at: int) -> int:
        """Hide a published job's layers, or show them again; return the number of the change.

        Raises:
            NotFoundError: There is no such published job.
            ConflictError: It is sealed.
        """
        number = self._next_number()
        values = {"undone_at": at if is_undone else None, "undo_no": _job.undo_no + 1, "follow_after": 0}
        is_open = (_job.published_no.is_not(None), _job.sealed_at.is_(None))
        statement = update(t.job).where(_job.id == job_id, *is_open).values(values)
        if not self._connection.execute(statement).rowcount:
            raise self._not_open(job_id)
        self._note(job_id, "undo" if is_undone else "redo", number, by=by, at=at)
        return number

    def _not_open(self, job_id: int) -> ConflictError | NotFoundError:
        published = select(_job.published_no).where(_job.id == job_id)
        if self._connection.execute(published).scalar() is None:
            return NotFoundError(f"import {job_id} was not published", hint="cancel it instead")
        hint = "import rows that take the place of its own"
        return ConflictError(f"import {job_id} is sealed", hint=hint)

    def lock_changes(self) -> int:
        """Return the number of the newest change; nobody makes another one before this transaction ends."""
        number: int | None = run.locked_newest(self._connection).scalar()
        return number or 0

    def changes(self, *, set_id: int, after_no: int) -> list[JobChange]:
        """List what changed in a set after change `after_no`, oldest first."""
        return self._changes(_change.set_id == set_id, _change.no > after_no)

    def changes_of(self, job_id: int) -> list[JobChange]:
        """List when a job was published, undone and redone, oldest first."""
        return self._changes(_change.job_id == job_id)

    def _changes(self, *conditions: ColumnElement[bool]) -> list[JobChange]:
        query = select(t.job_change).where(*conditions).order_by(_change.no)
        return [record(JobChange, row) for row in self._connection.execute(query)]

    def later(self, job: Job, *, limit: int) -> list[Job]:
        """List visible jobs of the same set that were published after a job, newest first."""
        query = select(t.job).where(
            _job.published_no > (job.published_no or 0), _job.undone_at.is_(None), _job.set_id == job.set_id
        )
        rows = self._connection.execute(query.order_by(_job.published_no.desc()).limit(limit))
        return [read_job(row) for row in rows]

    def set_followed(self, job_id: int, after_row: int | None) -> None:
        """Move the cursor of what follows from the job's last change; None when that is done."""
        self._connection.execute(update(t.job).where(_job.id == job_id).values(follow_after=after_row))

    def unfollowed(self) -> list[Job]:
        """List jobs with a change that has not been followed on all data rows, oldest first."""
        query = select(t.job).where(_job.follow_after.is_not(None)).order_by(_job.id)
        return [read_job(row) for row in self._connection.execute(query)]

    def seal(self, before: int, at: int) -> int:
        """Seal the oldest published jobs that nobody changed since `before`, at most a few hundred at once.

        They are a prefix of the order of publication. A job that is running or staged compares with the state
        it saw when it began; nothing that was changed later is sealed.

        Args:
            before: An instant, exclusive.
            at: What is noted as `sealed_at`.

        Returns:
            How many were sealed; 0 when there are no more.
        """
        self.lock_changes()
        newest = self._pinned()
        last: list[tuple[int, int]] = []
        for job_id, is_followed, no, changed_at in self._open_jobs():
            if changed_at >= before or not is_followed or (newest is not None and no > newest):
                break
            last.append((job_id, no))
        if last:
            ids = [job_id for job_id, _ in last]
            sealed = update(t.job).where(_job.id.in_(ids)).values(sealed_at=at, compact_after=0)
            self._connection.execute(sealed)
            self._set_sealed_no(max(no for _, no in last))
        return len(last)

    def _open_jobs(self) -> list[tuple[int, bool, int, int]]:
        """Return `(id, is_followed, last change, its instant)` of the oldest jobs that are not sealed."""
        sealed = select(func.coalesce(func.max(_job.published_no), 0)).where(_job.sealed_at.is_not(None))
        after = self._connection.execute(sealed).scalar_one()
        query = select(_job.id, _job.follow_after).where(_job.published_no > after)
        jobs = self._connection.execute(query.order_by(_job.published_no).limit(_STEP)).all()
        last = self._last_changes([job.id for job in jobs])
        return [(job.id, job.follow_after is None, *last[job.id]) for job in jobs if job.id in last]

    def _last_changes(self, job_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Return `(number, instant)` of the newest change of every job."""
        query = select(_change.job_id, func.max(_change.no), func.max(_change.at)).group_by(_change.job_id)
        found: dict[int, tuple[int, int]] = {}
        for ids in chunked(job_ids):
            rows = self._connection.execute(query.where(_change.job_id.in_(ids)))
            found |= {job_id: (no, at) for job_id, no, at in rows}
        return found

    def _pinned(self) -> int | None:
        open_ = (_job.state.in_(("running", "staged", "queued")), _job.started_at.is_not(None))
        return self._connection.execute(select(func.min(_job.seen_no)).where(*open_)).scalar()

    def _set_sealed_no(self, no: int) -> None:
        known = self.sealed_no()
        if not known:
            self._connection.execute(insert(t.counter).values(name=SEALED, value=no))
        elif no > known:
            raised = update(t.counter).where(t.counter.c.name == SEALED).values(value=no)
            self._connection.execute(raised)

    def sealed_no(self) -> int:
        """Return the newest change of a sealed job: states before it are not kept."""
        return sealed_no(self._connection)

    def uncompacted(self, *, limit: int) -> list[Job]:
        """List sealed jobs with layers still to be put together or dropped, published last first."""
        query = select(t.job).where(_job.compact_after.is_not(None))
        rows = self._connection.execute(query.order_by(_job.published_no.desc()).limit(limit))
        return [read_job(row) for row in rows]

    def set_compacted(self, job_id: int, after_row: int | None) -> None:
        """Move the cursor of putting a sealed job's layers together; None when that is done."""
        self._connection.execute(update(t.job).where(_job.id == job_id).values(compact_after=after_row))
