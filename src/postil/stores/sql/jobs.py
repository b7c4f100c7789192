"""Import jobs: the cursor, the lease, publication, and what was rejected."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    Connection,
    Result,
    and_,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from postil.errors import ConflictError
from postil.model.identity import new_uid
from postil.model.issue import Issue
from postil.model.label import SetKind
from postil.ports.diffs import Diff
from postil.ports.jobs import Advance, Counts, Failure, IssueGroup, Job, JobState, Stage
from postil.stores.sql import job_statements as run
from postil.stores.sql import schema as t
from postil.stores.sql.hot import HotStatements
from postil.stores.sql.job_changes import SqlJobChanges, read_job
from postil.stores.sql.job_statements import COUNTS
from postil.stores.sql.records import record

_job, _change = t.job.c, t.job_change.c
_STEP = 5000
_encode = msgspec.json.Encoder().encode


def _place(issue: Issue) -> tuple[int, str]:
    return issue.where.line or 0, issue.where.pointer


class SqlJobs(SqlJobChanges):
    """`ports.jobs.JobStore`; every method acts in the transaction at hand."""

    def __init__(self, connection: Connection, hot: HotStatements) -> None:
        super().__init__(connection)
        self._hot = hot

    def create(self, job: Job) -> Job:
        """Store a job, or return the one stored before under its name with the same payload.

        Raises:
            ConflictError: The name is taken by a job with another payload.
        """
        known = self._namesake(job)
        if known is not None:
            if known.input_sha256 == job.input_sha256:
                return known
            raise self._taken(job)
        fields = {name: getattr(job, name) for name in job.__struct_fields__ if name not in {"id", "counts"}}
        fields |= {f"count_{name}": getattr(job.counts, name) for name in COUNTS}
        fields["uid"] = job.uid or new_uid()
        try:
            return read_job(run.create(self._connection, **fields).one())
        except IntegrityError as error:
            raise self._taken(job) from error

    def _namesake(self, job: Job) -> Job | None:
        if job.project_id is not None:
            return self.named(job.project_id, job.name)
        if job.model_run_id is None:
            return None
        return self.named_in_run(job.model_run_id, job.name)

    def _taken(self, job: Job) -> ConflictError:
        return ConflictError(
            f"there is an import {job.name!r} with other content", hint="choose another name"
        )

    def get(self, uid: str) -> Job | None:
        """Return a job by its public id."""
        return self._one(run.by_uid(self._connection, uid=uid))

    def by_id(self, job_id: int) -> Job | None:
        """Return a job."""
        return self._one(run.by_id(self._connection, job_id=job_id))

    def named(self, project_id: int, name: str) -> Job | None:
        """Return the job of that name in a project."""
        return self._one(run.by_name(self._connection, project_id=project_id, name=name))

    def named_in_run(self, model_run_id: int, name: str) -> Job | None:
        """Return the job of that name in a model run."""
        query = select(t.job).where(_job.model_run_id == model_run_id, _job.name == name)
        return self._one(self._connection.execute(query))

    def _one(self, found: Result[Any]) -> Job | None:
        row = found.first()
        return None if row is None else read_job(row)

    def list_jobs(
        self,
        *,
        project_id: int | None,
        before_id: int | None,
        limit: int,
        state: JobState | None = None,
        purpose: SetKind | None = None,
        model_run_id: int | None = None,
    ) -> list[Job]:
        """List jobs, newest first, all or those of a state, purpose or model run."""
        query = select(t.job).order_by(_job.id.desc()).limit(limit)
        asked: dict[str, object] = {"project_id": project_id, "state": state, "purpose": purpose}
        asked["model_run_id"] = model_run_id
        for name, value in asked.items():
            if value is not None:
                query = query.where(_job[name] == value)
        if before_id is not None:
            query = query.where(_job.id < before_id)
        return [read_job(row) for row in self._connection.execute(query)]

    def published_on(self, data_row_id: int, *, limit: int) -> list[Job]:
        """List the published jobs that say something about a data row, also undone ones, newest first."""
        segment, bundle = t.segment.c, t.bundle.c
        said = (
            select(segment.job_id)
            .join(t.bundle, bundle.id == segment.bundle_id)
            .where(bundle.data_row_id == data_row_id)
        )
        query = select(t.job).where(_job.id.in_(said), _job.published_no.is_not(None))
        rows = self._connection.execute(query.order_by(_job.id.desc()).limit(limit))
        return [read_job(row) for row in rows]

    def unfinished(self) -> list[Job]:
        """List queued and running jobs, oldest first. Staged ones wait for a person, not for a program."""
        query = select(t.job).where(_job.state.in_(("queued", "running"))).order_by(_job.id)
        return [read_job(row) for row in self._connection.execute(query)]

    def unswept(self) -> list[Job]:
        """List jobs that ended and left something behind, oldest first.

        That is layers or hidden data rows that were never published, or a sorted copy of the source.
        """
        has_layers = exists().where(t.segment.c.job_id == _job.id)
        has_rows = exists().where(t.data_row.c.hidden_by == _job.id)
        ended = _job.state.in_(("failed", "cancelled"))
        has_copy = and_(
            exists().where(t.job_partition.c.job_id == _job.id),
            _job.state.not_in(("queued", "running", "staged")),
        )
        query = select(t.job).where(or_(and_(ended, or_(has_layers, has_rows)), has_copy)).order_by(_job.id)
        return [read_job(row) for row in self._connection.execute(query)]

    def lease(self, job_id: int, owner: str, now: int, until: int) -> Job | None:
        """Take or renew the lease and raise the fence; None while another owner's lease is running.

        Queued and staged jobs become running; a job that has ended is not leased. A job that was asked
        to stop is, so that somebody can stop it.
        """
        return self._one(run.lease(self._connection, job_id=job_id, owner=owner, now=now, until=until))

    def release(self, job_id: int, fence: int) -> None:
        """Give the lease back, if this fence still holds it; the job stays where it stands."""
        held = update(t.job).where(_job.id == job_id, _job.fence == fence, _job.state == "running")
        self._connection.execute(held.values(lease_owner=None, lease_until=0))

    def rename(self, job_id: int, name: str) -> None:
        """Call a job otherwise.

        Raises:
            ConflictError: The name is taken.
        """
        self._connection.execute(update(t.job).where(_job.id == job_id).values(name=name))

    def advance(self, step: Advance) -> bool:
        """Move the cursor in the running transaction; False when fenced, moved or cancelled meanwhile."""
        given = {name: getattr(step, name) for name in step.__struct_fields__ if name != "counts"}
        counts = {name: getattr(step.counts, name) for name in COUNTS}
        return run.advance.count(self._connection, **given, **counts) == 1

    def set_stage(self, job_id: int, fence: int, stage: Stage, settle_after: int) -> bool:
        """Move the stage and the settle cursor; False when fenced or cancelled meanwhile."""
        held = {"job_id": job_id, "fence": fence}
        return run.set_stage.count(self._connection, **held, stage=stage, settle_after=settle_after) == 1

    def keep_input(self, job_id: int, content: bytes) -> None:
        """Keep the source of a job that is small."""
        run.keep_input.count(self._connection, job_id=job_id, content=content)

    def input(self, job_id: int) -> bytes | None:
        """Return the source that was kept with a job."""
        content: bytes | None = run.kept_input(self._connection, job_id=job_id).scalar()
        return content

    def partition(self, job_id: int) -> str | None:
        """Return the spool name of the sorted copy that the job reads instead of its input, if it has one."""
        query = select(t.job_partition.c.path).where(t.job_partition.c.job_id == job_id)
        name: str | None = self._connection.execute(query).scalar()
        return name

    def set_partition(self, job_id: int, fence: int, path: str) -> bool:
        """Make the write stage read a sorted copy; False when fenced or cancelled meanwhile."""
        if not self.set_stage(job_id, fence, "write", 0):
            return False
        self.forget_partition(job_id)
        self._connection.execute(insert(t.job_partition).values(job_id=job_id, path=path))
        return True

    def forget_partition(self, job_id: int) -> None:
        """Note that the sorted copy of a job is gone."""
        self._connection.execute(delete(t.job_partition).where(t.job_partition.c.job_id == job_id))

    def recount(self, job_id: int, fence: int, change: Counts) -> bool:
        """Add `change` (entries may be negative) to the job's counts; False when fenced or cancelled."""
        added = {name: getattr(change, name) for name in COUNTS}
        if not any(added.values()):
            return run.hold.count(self._connection, job_id=job_id, fence=fence) == 1
        return run.recount.count(self._connection, job_id=job_id, fence=fence, **added) == 1

    def publish(self, job_id: int, fence: int, at: int, *, has_effects: bool = True) -> int:
        """Give the job the next `published_no` and finish it; a published job keeps its number.

        With `has_effects`, data rows, tasks or labels follow from what becomes visible (`set_followed`).

        Raises:
            ConflictError: Another owner holds the job, or it was cancelled or ended.
        """
        number = self._next_number()
        follow_after = 0 if has_effects else None
        given = {"job_id": job_id, "fence": fence, "number": number, "at": at, "follow_after": follow_after}
        if not run.finish.count(self._connection, **given):
            known = select(_job.published_no).where(_job.id == job_id)
            before: int | None = self._connection.execute(known).scalar()
            if before is not None:
                return before
            raise ConflictError(
                f"import {job_id} was cancelled, ended or taken over and cannot be published",
                hint="look at its state",
            )
        self._note(job_id, "publish", number, by=None, at=at)
        return number

    def see(self, job_id: int, fence: int, no: int) -> bool:
        """Note that the job's counts are those against the state after change `no`; False when fenced."""
        values = {"seen_no": no, "settle_no": 0, "settle_after": 0}
        return self._connection.execute(run.running(job_id, fence).values(values)).rowcount == 1

    def resettle(self, job_id: int, fence: int, no: int, settle_after: int) -> bool:
        """Note up to which data row all is settled against the state after change `no`; False when fenced."""
        values = {"stage": "publish", "settle_no": no, "settle_after": settle_after}
        return self._connection.execute(run.running(job_id, fence).values(values)).rowcount == 1

    def has_other_format(self, set_id: int, name: str) -> bool:
        """Tell whether a job of another format was ever published in a set."""
        found = run.other_format(self._connection, set_id=set_id, name=name).one()
        return any(number is not None for number in found)

    def newest_change(self) -> int:
        """Return the number of the newest change in this view; others may be making the next one."""
        number: int | None = run.newest(self._connection).scalar()
        return number or 0

    def stop(self, job_id: int, state: JobState, error: Issue | None, at: int) -> None:
        """End a job as failed, cancelled or staged and drop its lease; a published job stays as it is."""
        statement = (
            update(t.job)
            .where(_job.id == job_id, _job.published_no.is_(None))
            .values(state=state, error=error, finished_at=at, lease_owner=None, lease_until=0)
        )
        self._connection.execute(statement)

    def commit(self, job_id: int, by: int | None = None) -> bool:
        """Queue a staged job for its publication; False when it is not staged, or was asked to stop."""
        job = self.by_id(job_id)
        if job is None:
            return False
        job.settings.committed_by = by
        staged = update(t.job).where(_job.id == job_id, _job.state == "staged", _job.is_cancelled.is_(False))
        values = {"state": "queued", "finished_at": None, "settings": job.settings}
        return self._connection.execute(staged.values(values)).rowcount == 1

    def keep_diff(self, job_id: int, diff: Diff) -> None:
        """Keep what a job changes; a diff kept before is replaced."""
        kept = update(t.job_diff).where(t.job_diff.c.job_id == job_id).values(document=diff)
        if not self._connection.execute(kept).rowcount:
            self._connection.execute(insert(t.job_diff).values(job_id=job_id, document=diff))

    def diff(self, job_id: int) -> Diff | None:
        """Return what was kept about what a job changes."""
        query = select(t.job_diff.c.document).where(t.job_diff.c.job_id == job_id)
        found: Diff | None = self._connection.execute(query).scalar()
        return found

    def cancel(self, job_id: int) -> None:
        """Ask a running job to stop at its next step."""
        statement = update(t.job).where(_job.id == job_id, _job.published_no.is_(None))
        self._connection.execute(statement.values(is_cancelled=True))

    def add_failures(self, job_id: int, failures: Sequence[Failure]) -> None:
        """Keyed by (job, line): writing the same failure again replaces it."""
        self._hot.put_failures(
            (job_id, failure.line, failure.key, failure.data_row, _encode(failure.issues).decode())
            for failure in failures
        )

    def add_issue_groups(self, job_id: int, groups: Sequence[IssueGroup]) -> None:
        """Add counts to the groups of the job; of the examples, that on the first line stays."""
        issue = t.job_issue.c
        known = {(one.code, one.severity): one for one in self.issue_groups(job_id)} if groups else {}
        for group in groups:
            before = known.get((group.code, group.severity))
            if before is None:
                known[group.code, group.severity] = msgspec.structs.replace(group)
                values = {name: getattr(group, name) for name in group.__struct_fields__}
                run.add_issue_group.count(self._connection, job_id=job_id, **values)
                continue
            before.count += group.count
            before.example = min(before.example, group.example, key=_place)
            raised = update(t.job_issue).where(
                issue.job_id == job_id, issue.code == group.code, issue.severity == group.severity
            )
            self._connection.execute(raised.values(count=before.count, example=before.example))

    def replace_issue_groups(self, job_id: int, codes: Sequence[str], groups: Sequence[IssueGroup]) -> None:
        """Drop the groups of these codes and store others in their place."""
        issue = t.job_issue.c
        self._connection.execute(delete(t.job_issue).where(issue.job_id == job_id, issue.code.in_(codes)))
        self.add_issue_groups(job_id, groups)

    def failures(self, job_id: int, *, after_line: int, limit: int) -> list[Failure]:
        """List failures by line."""
        failure = t.job_failure.c
        query = (
            select(failure.line, failure.key, failure.data_row, failure.issues)
            .where(failure.job_id == job_id, failure.line > after_line)
            .order_by(failure.line)
            .limit(limit)
        )
        return [record(Failure, row) for row in self._connection.execute(query)]

    def failed_lines(self, job_id: int) -> Iterator[int]:
        """Yield the lines that failed, ascending, while the transaction lasts."""
        failure = t.job_failure.c
        query = select(failure.line).where(failure.job_id == job_id).order_by(failure.line)
        streamed = {"stream_results": True, "yield_per": _STEP}
        yield from self._connection.execute(query, execution_options=streamed).scalars()

    def issue_groups(self, job_id: int) -> list[IssueGroup]:
        """List the issue groups of a job by code."""
        rows = run.issue_groups(self._connection, job_id=job_id)
        return [record(IssueGroup, row) for row in rows]
