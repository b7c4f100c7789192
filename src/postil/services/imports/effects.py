"""Effects: what follows from the layers of a job that readers see or see no more.

Data rows and tasks the job made, the batch it made, the labels a set of truth stands for, queue states and
benchmark marks. All of it is derived from what is visible when it is looked at, data rows in ascending order
with a cursor on the job, so it may be interrupted anywhere and gone through again.
"""

from collections.abc import Sequence

from postil.ports.jobs import Job
from postil.ports.projects import Batch
from postil.ports.store import Session, Store
from postil.services.imports.versions import restate_versions

PART = 900
PRIORITY = 5
INSIDE = 50_000
"""Data rows followed in the transaction that publishes; more follow in short ones."""


def follow(session: Session, job_id: int, at: int, *, limit: int = INSIDE) -> bool:
    """Follow the last change of a job on up to `limit` data rows more; tell whether that were all.

    Nobody else changes what readers see before the transaction ends.
    """
    session.jobs.lock_changes()
    job = session.jobs.by_id(job_id)
    done = 0
    while job is not None and job.follow_after is not None and done < limit:
        rows = session.following.rows_of_job(job.id, after_row=job.follow_after, limit=PART)
        _follow_part(session, job, rows, at)
        job.follow_after = rows[-1] if len(rows) == PART else None
        session.jobs.set_followed(job.id, job.follow_after)
        done += PART
    if job is None or job.follow_after is not None:
        return job is None
    if job.project_id is not None:
        session.following.follow_batches(job.project_id)
    return True


def follow_on(store: Store, job_id: int, at: int) -> None:
    """Follow the last change of a job to its end, in short transactions."""
    is_done = False
    while not is_done:
        with store.write() as session:
            is_done = follow(session, job_id, at, limit=PART)


def _follow_part(session: Session, job: Job, rows: Sequence[int], at: int) -> None:
    project_id = job.project_id
    if project_id is not None:
        session.following.follow_tasks(project_id, rows, at)
        if job.is_visible and job.settings.create_rows:
            _send(session, job, project_id, rows, at)
    session.following.follow_rows(rows)
    if project_id is not None and job.purpose == "ground_truth":
        _follow_truth(session, job, project_id, rows, at)


def _send(session: Session, job: Job, project_id: int, rows: Sequence[int], at: int) -> None:
    """Put the data rows the job is about into its project, where they are not in it."""
    present = session.projects.tasks_of(project_id, rows)
    existing = session.following.present_rows(rows)
    new = [row_id for row_id in rows if row_id not in present and row_id in existing]
    if new:
        batch = _batch(session, project_id, job, at)
        session.projects.add_tasks(batch, new, at, brought_by=job.id)


def _batch(session: Session, project_id: int, job: Job, at: int) -> Batch:
    known = session.projects.batch_named(project_id, job.name)
    if known is not None:
        return known
    create = session.projects.create_batch
    return create(project_id, job.name, PRIORITY, job.created_by, at, brought_by=job.id)


def _follow_truth(session: Session, job: Job, project_id: int, rows: Sequence[int], at: int) -> None:
    shown = sorted(session.bundles.bundles_with_layers(job.set_id, rows))
    if job.is_visible or job.is_deletion:
        # What an import adds to a label of a person is part of that label and no other one.
        edited = session.labels.versioned_rows(project_id, shown)
        plain = [row for row in shown if row not in edited]
        session.labels.ensure_imported(project_id, job.set_id, job.created_by, plain, at)
        if not job.undo_no and not job.is_deletion:
            # Only the first time: afterwards a person's word about the task may be the later one.
            session.following.cover_states(project_id, rows, at)
    if job.undo_no and job.settings.on_edited == "version":
        restate_versions(session, job, rows, at)
    session.following.follow_states(project_id, rows, at)
    _follow_benchmarks(session, project_id, rows)


def _follow_benchmarks(session: Session, project_id: int, rows: Sequence[int]) -> None:
    """Mark what visible imports mark; of several on a data row, what the oldest set marks."""
    set_ids = [one.id for one in session.bundles.sets_of(project_id) if one.kind == "ground_truth"]
    marked: dict[int, int] = {}
    for one in session.bundles.bundles(set_ids, rows):
        if one.is_benchmark:
            marked[one.data_row_id] = min(one.set_id, marked.get(one.data_row_id, one.set_id))
    # First the marks that go, or one that moves would find its data row taken.
    for set_id in session.labels.benchmark_sets(project_id, rows):
        gone = [row for row in rows if marked.get(row) != set_id]
        session.labels.set_benchmarks(set_id, gone, ())
    for set_id in sorted(set(marked.values())):
        theirs = [row for row, owner in marked.items() if owner == set_id]
        session.labels.set_benchmarks(set_id, theirs, theirs)
