"""Edited: ground truth about a data row whose label a person has changed.

What a person submitted is not overwritten by a file. Unless the import was told to add versions its rows are
refused: with their block, and once more before the job is published, for people go on working meanwhile.
"""

from collections.abc import Sequence

from postil.ports.jobs import Job
from postil.ports.labels import LabelVersion, StoredLabel
from postil.ports.store import Session, Store
from postil.services.imports.amount import Amount
from postil.services.imports.edited_rule import edited_issue, refuses_edited
from postil.services.imports.lease import is_held
from postil.services.imports.outcome import visible
from postil.services.imports.settlement import settlements
from postil.services.imports.tally import add_counts
from postil.services.imports.versions import added

BATCH = 50


def edited_rows(session: Session, job: Job, *, limit: int) -> list[int]:
    """Return data rows the job still says something about although a person has edited their label."""
    if not refuses_edited(job):
        return []
    return session.labels.versioned_of_job(job.project_id or 0, job.id, limit=limit)


def refuse_edited(store: Store, job: Job) -> bool:
    """Refuse the rows on labels that were edited since they were checked; False when fenced or cancelled."""
    while True:
        with store.read() as session:
            row_ids = edited_rows(session, job, limit=BATCH)
        if not row_ids:
            return True
        with store.write() as session:
            if not is_held(session, job):
                return False
            change = _refuse(session, job, row_ids)
            session.jobs.recount(job.id, job.fence, change.counts)
            session.usage.add(job.id, change.used)
        add_counts(job.counts, change.counts)


def _refuse(session: Session, job: Job, row_ids: Sequence[int]) -> Amount:
    values = visible(session, job.set_id, row_ids, as_of=job.seen_no)
    names = {row.id: row.global_key or row.uid for row in session.catalog.rows_by_id(row_ids)}
    change = Amount()
    for row_id, settlement in settlements(session, job, row_ids, is_again=True):
        change.subtract(settlement.amount(values))
        settlement.refuse(edited_issue(names.get(row_id)))
        add_counts(change.counts, settlement.close())
        change.add(settlement.amount(values))
    return change


def add_versions(session: Session, job: Job, row_ids: Sequence[int], at: int) -> None:
    """Add a version with what the job says to every label that a person has edited.

    What the person changed and the job does not mention stays, unless the job replaces whole labels. A job
    that says nothing new about what a person submitted adds nothing.
    """
    project_id = job.project_id or 0
    edited = session.labels.versioned_rows(project_id, row_ids)
    labels: dict[int, StoredLabel] = {}
    for label in session.labels.of_rows(project_id, sorted(edited)):
        known = labels.get(label.data_row_id)
        if label.head_version and (known is None or _rank(label, job) > _rank(known, job)):
            labels[label.data_row_id] = label
    for row_id, label in labels.items():
        _add_version(session, job, row_id, label, at)


def _rank(label: StoredLabel, job: Job) -> tuple[bool, int]:
    return label.set_id == job.set_id, label.updated_at


def _add_version(session: Session, job: Job, row_id: int, label: StoredLabel, at: int) -> None:
    head = session.labels.version(label.id, label.head_version)
    before = head.annotations if head is not None else []
    after = added(session, job, row_id, before)
    # On what another import added, it says so even if it agrees: its word stays when the other is undone.
    if after != before or (head is not None and head.job_id is not None):
        version = LabelVersion(
            label_id=label.id,
            no=label.head_version + 1,
            annotations=after,
            rejections=head.rejections if head is not None else [],
            author_id=job.created_by,
            job_id=job.id,
            ontology_id=job.ontology_id,
            ontology_version=job.ontology_version,
            created_at=at,
            reason=f"import {job.name}",
        )
        session.labels.append_version(version)
        session.projections.dirty([row_id])
