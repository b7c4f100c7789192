"""Publish: one short transaction that makes a job's layers visible, with everything that follows from it."""

from collections.abc import Iterator, Sequence
from itertools import islice

from postil.model.issue import Issue
from postil.ports.jobs import Counts, Job
from postil.ports.store import Activity, Session, Store

PART = 900


def publish(store: Store, job: Job, at: int) -> Job:
    """Finish the job and return it as it stands; an `atomic` job with a bad row fails instead."""
    if job.settings.policy == "atomic" and job.counts.rejected:
        return reject(store, job, _broken(job.counts), at)
    with store.write() as session:
        session.jobs.publish(job.id, job.fence, at)
        _bring(session, job, at)
        if job.purpose == "ground_truth":
            _label(session, job, at)
        session.record(_activity(job, at))
        return session.jobs.by_id(job.id) or job


def reject(store: Store, job: Job, error: Issue, at: int) -> Job:
    """End the job as failed: nothing of it becomes visible, and its layers are taken away."""
    with store.write() as session:
        session.jobs.stop(job.id, "failed", error, at)
    sweep(store, job)
    with store.read() as session:
        return session.jobs.by_id(job.id) or job


def sweep(store: Store, job: Job) -> None:
    """Delete the layers and hidden data rows of a job that ended unpublished, in short transactions."""
    for drop in ("layers", "rows"):
        while True:
            with store.write() as session:
                if drop == "layers":
                    gone = session.bundles.drop_job(job.id, limit=PART)
                else:
                    gone = session.catalog.drop_hidden(job.id, limit=PART)
            if not gone:
                break


def _broken(counts: Counts) -> Issue:
    rows = "1 row was" if counts.rejected == 1 else f"{counts.rejected:,} rows were"
    return Issue(
        "ROW019",
        f"{rows} refused, so nothing was imported",
        "mend the rows in the report and import again, or use the policy `rows` to take the good ones",
        got=counts.rejected,
        expected=0,
    )


def _bring(session: Session, job: Job, at: int) -> None:
    """Show the data rows the job brought and put them into the project."""
    if not job.settings.create_rows or job.project_id is None:
        return
    session.catalog.reveal(job.id, at)
    batch = next(
        (
            b
            for b in session.projects.list_batches(job.project_id, after_id=0, limit=10_000)
            if b.name == job.name
        ),
        None,
    ) or session.projects.create_batch(job.project_id, job.name, 5, job.created_by, at)
    for part in _parts(session.bundles.job_data_rows(job.id)):
        session.projects.add_tasks(batch, part, at)


def _label(session: Session, job: Job, at: int) -> None:
    """Ground truth: the labels it stands for, Done as the state of their tasks, benchmark marks."""
    project_id = job.project_id or 0
    for part in _parts(session.bundles.job_data_rows(job.id)):
        session.labels.ensure_imported(project_id, job.set_id, job.created_by, part, at)
        tasks = session.projects.tasks_of(project_id, part)
        session.projects.set_task_state([task.id for task in tasks.values()], "done", at)
        marked = [b.data_row_id for b in session.bundles.bundles([job.set_id], part) if b.is_benchmark]
        if marked:
            session.labels.mark_benchmarks(project_id, marked)


def _parts(row_ids: Iterator[int]) -> Iterator[Sequence[int]]:
    # Read the ids first: writing while a cursor over the same tables is open is not portable.
    ids = iter(list(row_ids))
    while part := list(islice(ids, PART)):
        yield part


def _activity(job: Job, at: int) -> Activity:
    return Activity(
        at=at,
        user_id=job.created_by,
        action="import",
        object_kind="job",
        object_uid=job.uid,
        detail={"name": job.name, "purpose": job.purpose, "read": job.counts.read},
    )
