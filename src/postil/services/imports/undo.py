"""Undo and redo: hiding a published import as if it had never been, and showing it again in its old place.

The flags of all imports concerned are set in one transaction: what readers see changes at once. What follows
from it (data rows, tasks, labels, batches) is done in the same transaction for as many data rows as do not
keep other writers waiting, and by a background follower for the rest.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from postil.errors import ConflictError, NotFoundError
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.executor import Executor
from postil.ports.jobs import Job, JobChange
from postil.ports.store import Activity, Session, Store
from postil.services.imports.effects import follow
from postil.services.imports.forecast import Forecast, forecast
from postil.services.instant import instant, moment

INSIDE = 10_000
"""Data rows followed in the transaction of the change: less than a second, in which nobody else writes."""

GLANCE_ROWS = 2_000
"""Data rows looked at to tell how an import stands to later ones."""

MOST_JOBS = 50


class Outcome(msgspec.Struct, kw_only=True):
    """What an undo or redo came to.

    `jobs` are the imports it changed, in that order; none when it `is_repeated`. `keyless` data rows came
    back without their global key, which another data row has now.
    """

    job: Job
    jobs: list[Job]
    is_repeated: bool
    forecast: Forecast
    keyless: int = 0


class Standing(msgspec.Struct, kw_only=True):
    """What was done to an import, why it cannot be undone, and what later imports made of it.

    `emails` names who did it. `superseded` holds later imports with the number of annotations of this one
    that they replaced or took away, `overlaps` later imports on the same data rows, the newest first; of
    many only the newest are listed.
    """

    changes: list[JobChange]
    emails: dict[int, str]
    refusal: str | None
    superseded: list[tuple[Job, int]] = []
    overlaps: list[Job] = []
    overlap_count: int = 0
    is_exact: bool = True


class Undos:
    """Undo, redo, and what they would do.

    Args:
        store: The store.
        clock: The time.
        executor: Where what follows for large imports is done.
        run_elsewhere: A module-level callable (or a partial of one) that brings a job by uid to its end.
        inside: Data rows that are followed in the transaction of the change.
        follow: Called after a change of what readers see.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        executor: Executor,
        run_elsewhere: Callable[[str], None],
        inside: int = INSIDE,
        follow: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self._clock, self._inside = store, clock, inside
        self._executor, self._run_elsewhere, self._follow = executor, run_elsewhere, follow

    def forecast(self, uid: str, *, through: bool = False) -> Forecast:
        """Count what undoing an import would change; of one that is undone, what it did.

        With `through`, as if the later imports on the same data rows had been undone before.

        Raises:
            ConflictError: It can never be undone.
        """
        job = self._job(uid)
        _demand_open(job)
        return forecast(self._store, job, but={one.id for one in self.through(uid)} if through else ())

    def through(self, uid: str) -> list[Job]:
        """List the imports that `through` would undo first, in that order."""
        with self._store.read() as session:
            job = _named(session, uid)
            return self._later(session, job)

    def _later(self, session: Session, job: Job) -> list[Job]:
        if job.published_no is None or not session.jobs.later(job, limit=1):
            return []
        found = (session.jobs.by_id(number) for number in session.bundles.overlapping(job.id))
        return [one for one in found if one is not None]

    def standing(self, uid: str) -> Standing:
        """Tell how an import stands; later imports are looked for on its first data rows only."""
        job = self._job(uid)
        with self._store.read() as session:
            changes = session.jobs.changes_of(job.id)
            emails = _emails(
                session, {job.created_by, job.settings.committed_by, *(change.user_id for change in changes)}
            )
            is_last = job.published_no is None or not session.jobs.later(job, limit=1)
        found = Forecast() if is_last else forecast(self._store, job, most_rows=GLANCE_ROWS)
        overlaps = sorted(found.overlaps, reverse=True)
        return Standing(
            changes=changes,
            emails=emails,
            refusal=refusal(job) or ("it is undone already" if job.undone_at else None),
            superseded=self.named(found.superseded),
            overlaps=[one for one, _ in self.named(dict.fromkeys(overlaps[:MOST_JOBS], 0))],
            overlap_count=len(overlaps),
            is_exact=found.is_exact,
        )

    def named(self, counts: Mapping[int, int]) -> list[tuple[Job, int]]:
        """Put jobs to counts by job, the newest first; of many only the newest."""
        with self._store.read() as session:
            found = [
                (session.jobs.by_id(number), counts[number])
                for number in sorted(counts, reverse=True)[:MOST_JOBS]
            ]
        return [(job, count) for job, count in found if job is not None]

    def edited(self, uid: str, *, after_row: int = 0, limit: int = 100) -> list[int]:
        """List the data rows of an import whose label a person has versioned: undoing leaves them alone."""
        job = self._job(uid)
        with self._store.read() as session:
            rows = session.following.edited_rows
            return rows(job.id, job.project_id or 0, after_row=after_row, limit=limit)

    def undo(self, uid: str, actor: User, *, through: bool = False) -> Outcome:
        """Hide an import as if it had never been; of one that is undone already, say so.

        Where a later import has replaced what it said, that stays. With `through`, later imports that speak
        about the same data rows are undone first, newest first, all in one transaction.

        Raises:
            ConflictError: It was never published, is still being published, or is sealed.
        """
        job = self._job(uid)
        _demand_open(job)
        first = self.through(uid) if through and job.undone_at is None else []
        counted = forecast(self._store, job, but={one.id for one in first})
        return self._change([*first, job], counted, actor, is_undone=True)

    def redo(self, uid: str, actor: User) -> Outcome:
        """Show an undone import again, in its old place among the others; of one that is shown, say so.

        Data rows that were deleted since stay deleted.

        Raises:
            ConflictError: It was never published, is still being published, or is sealed.
        """
        job = self._job(uid)
        _demand_open(job)
        outcome = self._change([job], Forecast(), actor, is_undone=False)
        with self._store.read() as session:
            outcome.keyless = session.following.count_keyless(job.id)
        return outcome

    def _change(self, jobs: Sequence[Job], counted: Forecast, actor: User, *, is_undone: bool) -> Outcome:
        at = instant(self._clock)
        changed: list[Job] = []
        with self._store.write() as session:
            session.jobs.lock_changes()
            for known in jobs:
                job = session.jobs.by_id(known.id) or known
                _demand_open(job)
                if (job.undone_at is not None) is not is_undone:
                    session.jobs.set_undone(job.id, is_undone=is_undone, by=actor.id, at=at)
                    session.record(_activity(job, actor, at, is_undone=is_undone))
                    changed.append(job)
            waiting = [job for job in changed if not follow(session, job.id, at, limit=self._inside)]
        for job in waiting:
            self._executor.submit(self._run_elsewhere, job.uid)
        self._follow()
        with self._store.read() as session:
            ended = [session.jobs.by_id(job.id) or job for job in changed]
            last = session.jobs.by_id(jobs[-1].id) or jobs[-1]
        return Outcome(job=last, jobs=ended, is_repeated=not changed, forecast=counted)

    def _job(self, uid: str) -> Job:
        with self._store.read() as session:
            return _named(session, uid)


def refusal(job: Job) -> str | None:
    """Say why an import can be neither undone nor redone; None when it can."""
    if job.published_no is None:
        ended = "is" if job.state in ("queued", "running", "staged") else "has"
        return f"it {ended} {job.state}: nothing of it was ever visible"
    if job.sealed_at is not None:
        return f"it was sealed on {moment(job.sealed_at):%Y-%m-%d}, behind the undo horizon"
    if job.follow_after is not None and not job.undo_no:
        return "it is still being published"
    return None


def _demand_open(job: Job) -> None:
    reason = refusal(job)
    if reason is None:
        return
    hint = "import rows that take the place of its own"
    if job.published_no is None:
        hint = "cancel it" if job.state in ("queued", "running", "staged") else "there is nothing to undo"
    elif job.sealed_at is None:
        hint = "try again in a moment"
    raise ConflictError(f"import {job.name!r} cannot be undone or redone: {reason}", hint=hint)


def _named(session: Session, uid: str) -> Job:
    job = session.jobs.get(uid)
    if job is None:
        raise NotFoundError(f"no import {uid!r}", hint="list the imports of the project")
    return job


def _emails(session: Session, user_ids: Iterable[int | None]) -> dict[int, str]:
    users = (session.access.user(number) for number in user_ids if number is not None)
    return {user.id: user.email for user in users if user is not None}


def _activity(job: Job, actor: User, at: int, *, is_undone: bool) -> Activity:
    return Activity(
        at=at,
        user_id=actor.id,
        action="undo" if is_undone else "redo",
        object_kind="job",
        object_uid=job.uid,
        project_id=job.project_id,
        detail={"name": job.name, "purpose": job.purpose},
    )
