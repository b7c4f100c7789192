"""Publish: one short transaction that makes a job's layers visible, with everything that follows from it."""

from postil.model.issue import Issue
from postil.ports.jobs import Counts, Job
from postil.ports.store import Activity, Store
from postil.services.imports.effects import PART, follow, follow_on
from postil.services.imports.lease import is_held


def publish(store: Store, job: Job, at: int) -> bool:
    """Finish the job; False, with nothing changed, when it was cancelled or another process holds it now."""
    with store.write() as session:
        if not is_held(session, job):
            return False
        session.jobs.publish(job.id, job.fence, at)
        session.catalog.reveal(job.id, at)
        is_complete = follow(session, job.id, at)
        session.record(_activity(job, at))
    if not is_complete:
        follow_on(store, job.id, at)
    return True


def reject(store: Store, job: Job, error: Issue, at: int) -> bool:
    """End the job as failed: nothing of it becomes visible, and its layers are taken away.

    Killed in between, the layers are still there and nobody sees them: see `JobStore.unswept`.

    Returns False, with nothing changed, when the job was cancelled or another process holds it now.
    """
    with store.write() as session:
        if not is_held(session, job):
            return False
        session.jobs.stop(job.id, "failed", error, at)
    sweep(store, job)
    return True


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


def is_refused(job: Job) -> bool:
    """Tell whether an `atomic` job met a bad row."""
    return job.settings.policy == "atomic" and job.counts.rejected > 0


def refusal(counts: Counts) -> Issue:
    """Say why an `atomic` job with bad rows is not published."""
    rows = "1 row was" if counts.rejected == 1 else f"{counts.rejected:,} rows were"
    return Issue(
        "ROW019",
        f"{rows} refused, so nothing was imported",
        "mend the rows in the report and import again, or use the policy `rows` to take the good ones",
        got=counts.rejected,
        expected=0,
    )


def _activity(job: Job, at: int) -> Activity:
    return Activity(
        at=at,
        user_id=job.created_by,
        action="import",
        object_kind="job",
        object_uid=job.uid,
        detail={"name": job.name, "purpose": job.purpose, "read": job.counts.read},
    )
