"""Publish: one short transaction that makes a job's layers visible, with everything that follows from it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from postil.errors import ConflictError
from postil.model.issue import Issue
from postil.model.ontology import FeatureIndex
from postil.ports.jobs import Job
from postil.ports.projects import Batch
from postil.ports.store import Activity, Session, Store
from postil.services.imports.edited import add_versions, edited_rows, refuse_edited
from postil.services.imports.extension import create_features
from postil.services.imports.lease import is_held
from postil.services.imports.refusal import is_refused
from postil.services.imports.resettle import resettle, touched
from postil.services.imports.stage import tell_of_gone

PART = 900
CLASHES = 3
PRIORITY = 5


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
        session.jobs.lock_changes()
        if touched(session, job, limit=1) or edited_rows(session, job, limit=1):
            return None
        _show(session, job, now())
        return True


def _show(session: Session, job: Job, at: int) -> None:
    tell_of_gone(session, job)
    session.jobs.publish(job.id, job.fence, at)
    create_features(session, job, at)
    _bring(session, job, at)
    if job.purpose == "ground_truth":
        _label(session, job, at)
    session.record(_activity(job, at))


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


def _bring(session: Session, job: Job, at: int) -> None:
    """Show the data rows the job brought and put them into the project."""
    if not job.settings.create_rows or job.project_id is None:
        return
    shown = session.catalog.reveal(job.id, at)
    # Rows may come without annotations, and annotations with rows the catalog has already.
    brought = sorted({*shown, *session.bundles.job_data_rows(job.id)})
    batch: Batch | None = None
    for part in _parts(brought):
        present = session.projects.tasks_of(job.project_id, part)
        new = [row_id for row_id in part if row_id not in present]
        if new:
            batch = batch or _batch(session, job.project_id, job, at)
            session.projects.add_tasks(batch, new, at)


def _batch(session: Session, project_id: int, job: Job, at: int) -> Batch:
    known = session.projects.batch_named(project_id, job.name)
    return known or session.projects.create_batch(project_id, job.name, PRIORITY, job.created_by, at)


def _label(session: Session, job: Job, at: int) -> None:
    """Ground truth: the labels it stands for, Done as the state of their tasks, benchmark marks."""
    project_id = job.project_id or 0
    for part in _parts(session.bundles.job_data_rows(job.id)):
        session.labels.ensure_imported(project_id, job.set_id, job.created_by, part, at)
        tasks = session.projects.tasks_of(project_id, part)
        session.projects.set_task_state([task.id for task in tasks.values()], "done", at)
        if job.settings.on_edited == "version":
            add_versions(session, job, part, at)
        marked = [b.data_row_id for b in session.bundles.bundles([job.set_id], part) if b.is_benchmark]
        if marked:
            session.labels.mark_benchmarks(project_id, marked)


def _parts(row_ids: Iterable[int]) -> Iterator[Sequence[int]]:
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
