"""The diff service: what an import changes, all told, by data row, and annotation by annotation."""

from postil.errors import ConflictError, NotFoundError
from postil.model.ontology import FeatureIndex, Ontology
from postil.ports.diffs import AnnotationDiff, Diff, DiffCounts, RowDiff
from postil.ports.jobs import Job
from postil.ports.store import Session, Store
from postil.services.imports.diff import make_diff
from postil.services.imports.difference import add_outcome, differences
from postil.services.imports.stage import is_committed

MOST_AT_ONCE = 50_000
"""Annotations of a job whose diff is made while somebody waits for it."""


class Diffs:
    """Diffs of staged and finished jobs. The others have changed nothing, or do not know yet what."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, uid: str) -> Diff:
        """Return what a job changes, all told; of a dry run as it was staged.

        Raises:
            NotFoundError: No such job.
            ConflictError: It has not come so far, ended unpublished, or is too large and was no dry run.
        """
        with self._store.read() as session:
            job = _job(session, uid)
            kept = session.jobs.diff(job.id)
            ontology = session.ontologies.by_id(job.ontology_id or 0, job.ontology_version)
        if kept is not None:
            return kept
        if job.counts.annotations > MOST_AT_ONCE:
            raise ConflictError(
                f"import {job.name!r} has {job.counts.annotations:,} annotations and was no dry run",
                hint="look at its data rows one by one",
            )
        return make_diff(self._store, job, FeatureIndex(ontology or Ontology("", [])))

    def rows(self, uid: str, *, after_row: int = 0, limit: int = 100) -> list[RowDiff]:
        """List what a job changes by data row, in the order of their ids."""
        with self._store.read() as session:
            job = _job(session, uid)
            row_ids = session.bundles.rows_of_job(job.id, after_row=after_row, limit=limit)
            counts = {row_id: DiffCounts() for row_id in row_ids}
            for one in differences(session, job, row_ids):
                add_outcome(counts[one.bundle[0]], one.outcome)
            rows = {row.id: row for row in session.catalog.rows_by_id(row_ids)}
        return [
            RowDiff(data_row_id=id_, data_row_uid=row.uid, global_key=row.global_key, counts=counts[id_])
            for id_, row in rows.items()
        ]

    def annotations(self, uid: str, row_uid: str) -> list[AnnotationDiff]:
        """List every annotation a job says something about, or removes, on a data row, old and new.

        Raises:
            NotFoundError: No such job, or the job says nothing about that data row.
        """
        with self._store.read() as session:
            job = _job(session, uid)
            found = session.catalog.find_rows("uid", [row_uid], job.project_id, job.id).get(row_uid)
            changes = list(differences(session, job, [found.id])) if found is not None else []
        if not changes:
            raise NotFoundError(
                f"import {job.name!r} says nothing about data row {row_uid!r}",
                hint="list the data rows of its diff",
            )
        return [
            AnnotationDiff(outcome=one.outcome, no=one.bundle[1], key=one.key, old=one.old, new=one.new)
            for one in changes
        ]


def _job(session: Session, uid: str) -> Job:
    job = session.jobs.get(uid)
    if job is None:
        raise NotFoundError(f"no import {uid!r}", hint="list the imports of the project")
    if job.state not in ("staged", "finished") and not is_committed(job):
        hint = "nothing of it is kept" if job.state in ("failed", "cancelled") else "wait until it has ended"
        raise ConflictError(f"import {job.name!r} is {job.state} and has no diff", hint=hint)
    return job
