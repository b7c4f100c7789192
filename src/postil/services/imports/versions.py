"""Versions: what imports with `on_edited=version` say in the labels of people, while they are shown.

Such an import adds a version to a label that a person has edited. Undoing or redoing it adds one more, which
holds what the label would if the import had never been, or always: the newest version of a person, and on it
what every shown import has said since, in the order of the fold. What a person submits after an import is
theirs, whatever becomes of the import.
"""

from collections.abc import Sequence

from postil.model.annotation import Annotation
from postil.model.wire import decode_annotations
from postil.ports.jobs import Job
from postil.ports.labels import LabelVersion, StoredLabel
from postil.ports.store import Session


def restate_versions(session: Session, job: Job, row_ids: Sequence[int], at: int) -> None:
    """Bring the labels that a job has added a version to in line with its having been undone or redone."""
    for label in session.labels.versioned_by(job.id, job.project_id or 0, row_ids):
        before = session.labels.version(label.id, label.head_version)
        after, is_skipped = _content(session, label)
        if before is None:
            continue
        # Another order of the same annotations says nothing new.
        if (_keyed(before.annotations), before.is_skipped) != (_keyed(after), is_skipped):
            change = session.jobs.changes_of(job.id)[-1]
            version = LabelVersion(
                label_id=label.id,
                no=label.head_version + 1,
                annotations=after,
                rejections=before.rejections,
                author_id=change.user_id,
                job_id=job.id,
                ontology_id=job.ontology_id,
                ontology_version=job.ontology_version,
                is_skipped=is_skipped,
                created_at=at,
                reason=f"{'redo' if job.is_visible else 'undo'} of import {job.name}",
            )
            session.labels.append_version(version)
            session.projections.dirty([label.data_row_id])


def _keyed(annotations: Sequence[Annotation]) -> dict[str, Annotation]:
    return {one.key: one for one in annotations}


def added(session: Session, job: Job, row_id: int, before: Sequence[Annotation]) -> list[Annotation]:
    """Return a label with what the job says about its data row; a job that replaces says all of it."""
    after = {} if job.settings.replace else {one.key: one for one in before}
    for segment in session.bundles.segments_of_row(job.id, row_id):
        if segment.no == 0:
            after |= {one.key: one for one in decode_annotations(segment.document)}
    return list(after.values())


def _content(session: Session, label: StoredLabel) -> tuple[list[Annotation], bool]:
    """Return what a label holds, and whether it is skipped: it is until something is said about it."""
    no, job_ids = session.labels.foundation(label.id)
    version = session.labels.version(label.id, no)
    content = version.annotations if version is not None else []
    for job_id in job_ids:
        job = session.jobs.by_id(job_id)
        if job is not None:
            content = added(session, job, label.data_row_id, content)
    is_skipped = version is not None and version.is_skipped and not job_ids
    return content, is_skipped
