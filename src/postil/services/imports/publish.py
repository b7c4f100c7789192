"""Publish: one short transaction that makes a job's layers visible, with everything that follows from it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from postil.errors import ConflictError
from postil.model.issue import Issue
from postil.model.ontology import FeatureIndex
from postil.ports.jobs import Job
from postil.ports.store import Activity, Session, Store
from postil.services.imports.edited import add_versions, edited_rows, refuse_edited
from postil.services.imports.effects import PART, follow, follow_on
from postil.services.imports.ending import end
from postil.services.imports.extension import create_features
from postil.services.imports.lease import is_held
from postil.services.imports.refusal import is_refused
from postil.services.imports.resettle import resettle, touched
from postil.services.imports.stage import tell_of_gone

CLASHES = 3


def publish(store: Store, job: Job, index: FeatureIndex, now: Callable[[], int]) -> bool | None:
    """Finish the job, counted against what readers see at that very moment.

    What others have changed since is settled again first, without keeping anybody waiting. Then nobody else
    publishes until this transaction ends: only what came in between is left to be looked for in it.

    Returns False, with nothing visible, when it was cancelled or another process holds it now, and None when
    an `atomic` job has a bad row.
    """
    clashes = 0
    while True:
        if not resettle(store, job, index) or not refuse_edited(store, job):
            return False
        if is_refused(job):
            return None
        try:
            has_ended = _attempt(store, job, now)
        except ConflictError:
            # Somebody made the same batch, or edited the same label, at this very moment: now it is there.
            clashes += 1
            if clashes == CLASHES:
                raise
        else:
            if has_ended is not None:
                return has_ended


def _attempt(store: Store, job: Job, now: Callable[[], int]) -> bool | None:
    """Publish, unless somebody changed what the job touches; then nothing is done, and None says so."""
    with store.write() as session:
        if not is_held(session, job):
            return False
        is_newer = session.jobs.lock_changes() > job.seen_no
        if (is_newer and touched(session, job, limit=1)) or edited_rows(session, job, limit=1):
            return None
        at = now()
        is_complete = _show(session, job, at)
    if not is_complete:
        follow_on(store, job.id, at)
    return True


def _show(session: Session, job: Job, at: int) -> bool:
    """Make the layers visible; tell whether all that follows from it is done as well."""
    tell_of_gone(session, job)
    # Pre-labels for data rows that are there change neither the catalog nor anybody's task.
    has_effects = job.settings.create_rows or job.purpose == "ground_truth"
    session.jobs.publish(job.id, job.fence, at, has_effects=has_effects)
    create_features(session, job, at)
    is_complete = True
    if has_effects:
        session.catalog.reveal(job.id, at)
        is_complete = follow(session, job.id, at)
    if job.purpose == "ground_truth" and job.settings.on_edited == "version":
        for part in _parts(session.bundles.job_data_rows(job.id)):
            add_versions(session, job, part, at)
    session.record(_activity(job, at))
    return is_complete


def reject(store: Store, job: Job, error: Issue, at: int) -> bool:
    """End the job as failed: nothing of it becomes visible, and its layers are taken away.

    Killed in between, the layers are still there and nobody sees them: see `JobStore.unswept`.

    Returns False, with nothing changed, when the job was cancelled or another process holds it now.
    """
    with store.write() as session:
        if not is_held(session, job):
            return False
        end(session, job, "failed", error, at)
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


def _parts(row_ids: Iterable[int]) -> Iterator[Sequence[int]]:
    # Read the ids first: writing while a cursor over the same tables is open is not portable.
    ids = iter(list(row_ids))
    while part := list(islice(ids, PART)):
        yield part


def _activity(job: Job, at: int) -> Activity:
    return Activity(
        at=at,
        user_id=job.settings.committed_by or job.created_by,
        action="import",
        object_kind="job",
        object_uid=job.uid,
        project_id=job.project_id,
        detail={"name": job.name, "purpose": job.purpose, "read": job.counts.read},
    )
