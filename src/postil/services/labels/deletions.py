"""Deletions: taking labels away, of people and of imports alike, and giving their tasks back to the queue.

What imports have said is hidden by a published change of its own: a job with an empty whole layer for every
bundle concerned. It takes its place in the fold, so a later import is read by itself, and undoing it shows
the imported labels again. What people have said is theirs and not in the layers: their labels are marked
deleted and make room for others. See docs/decisions/0016-deleting-labels.md.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence

from postil.errors import NotFoundError, StoreError, UsageError
from postil.model.identity import new_uid
from postil.ports.access import User
from postil.ports.bundles import NewSegment, StoredBundle
from postil.ports.clock import Clock
from postil.ports.jobs import Counts, Job, JobSettings
from postil.ports.labels import StoredLabel
from postil.ports.projects import Project
from postil.ports.store import Activity, Session, Store
from postil.services.batches import ROWS_AT_ONCE, batch_of, tasks_of_batch
from postil.services.imports.effects import follow
from postil.services.imports.lease import LEASE_MICROSECONDS
from postil.services.instant import instant, moment
from postil.services.labels.labels import missing_label
from postil.services.role import demand_still

MOST_LABELS = 5_000
"""Labels deleted in one transaction: about a second, in which nobody else writes."""


class Deletions:
    """Deletes labels.

    Args:
        store: The database.
        clock: The time.
        follow: Called after a change of what readers see.
    """

    def __init__(self, store: Store, clock: Clock, follow: Callable[[], None] = lambda: None) -> None:
        self._store, self._clock, self._follow = store, clock, follow

    def delete(self, uids: Sequence[str], actor: User, *, project_uid: str | None = None) -> list[str]:
        """Delete labels, all of them or none, and return their ids.

        Their tasks are to be labelled again where no other label is left.

        Args:
            uids: The labels.
            actor: Who deletes them.
            project_uid: The project they all have to be in; None allows several.

        Raises:
            NotFoundError: There is no such label, or none in a project the actor has a role in.
            AccessError: The actor is no manager of a project.
            UsageError: There are more than 5,000 at once.
        """
        if len(uids) > MOST_LABELS:
            raise UsageError(
                f"{len(uids):,} labels are too many at once", hint=f"delete up to {MOST_LABELS:,} at a time"
            )
        at, named = instant(self._clock), list(dict.fromkeys(uids))
        with self._store.write() as session:
            session.jobs.lock_changes()
            by_project: dict[int, list[StoredLabel]] = defaultdict(list)
            for label in _labels(session, named):
                by_project[label.project_id].append(label)
            for project_id, labels in by_project.items():
                _demand_manager(session, project_id, labels[0], actor)
                project = _project(session, project_id)
                if project_uid not in (None, project.uid):
                    raise missing_label(labels[0].uid)
                _delete(session, project, labels, actor, at)
        self._follow()
        return named

    def delete_of_batch(self, project_uid: str, batch_uid: str, actor: User) -> list[str]:
        """Delete the labels on the data rows of a batch, a few thousand to a transaction; return their ids.

        Raises:
            NotFoundError: The project has no such batch.
            AccessError: The actor is no manager of the project.
        """
        deleted: list[str] = []
        after = 0
        while True:
            with self._store.read() as session:
                _, batch = batch_of(session, project_uid, batch_uid)
                tasks = tasks_of_batch(session, batch, after)
                labels = session.labels.of_rows(batch.project_id, [one.data_row_id for one in tasks])
            for first in range(0, len(labels), MOST_LABELS):
                deleted += self.delete([one.uid for one in labels[first : first + MOST_LABELS]], actor)
            if len(tasks) < ROWS_AT_ONCE:
                return deleted
            after = tasks[-1].id


def _labels(session: Session, uids: Sequence[str]) -> list[StoredLabel]:
    """Return labels that are visible, of data rows that are.

    Raises:
        NotFoundError: There is none of one of the ids.
    """
    found = session.labels.named(uids)
    rows = session.projections.row_facts([one.data_row_id for one in found.values()])
    for uid in uids:
        if uid not in found or found[uid].data_row_id not in rows:
            raise missing_label(uid)
    return [found[uid] for uid in uids]


def _demand_manager(session: Session, project_id: int, label: StoredLabel, actor: User) -> None:
    try:
        demand_still(session, project_id, actor, "manager")
    except NotFoundError:
        raise missing_label(label.uid) from None


def _project(session: Session, project_id: int) -> Project:
    project = session.projects.by_id(project_id)
    if project is None:
        raise NotFoundError("the project of a label is deleted", hint="list the projects")
    return project


def _delete(session: Session, project: Project, labels: list[StoredLabel], actor: User, at: int) -> None:
    _record(session, project, labels, actor, at)
    session.labels.delete([one.id for one in labels], at)
    by_set: dict[int, list[int]] = defaultdict(list)
    for label in labels:
        if label.set_id is not None:
            by_set[label.set_id].append(label.data_row_id)
    for set_id, row_ids in by_set.items():
        _hide(session, project, set_id, row_ids, actor, at)
    row_ids = [one.data_row_id for one in labels]
    session.projections.dirty(row_ids)
    _requeue(session, project.id, row_ids, at)


def _record(session: Session, project: Project, labels: Sequence[StoredLabel], actor: User, at: int) -> None:
    """Add an entry for every label, as `content.record` does for one."""
    rows = session.projections.row_facts([one.data_row_id for one in labels])
    for label in labels:
        detail: dict[str, object] = {
            "project": project.uid,
            "data_row": rows[label.data_row_id].uid,
            "version": label.head_version,
        }
        session.record(
            Activity(
                at=at,
                user_id=actor.id,
                action="delete",
                object_kind="label",
                object_uid=label.uid,
                detail=detail,
            )
        )


def _requeue(session: Session, project_id: int, row_ids: Sequence[int], at: int) -> None:
    """Have the data rows labelled that have no label any more."""
    left = {one.data_row_id for one in session.labels.of_rows(project_id, row_ids)}
    tasks = session.projects.tasks_of(project_id, [row for row in row_ids if row not in left])
    session.projects.set_task_state([one.id for one in tasks.values()], "to_label", at)


def _hide(
    session: Session, project: Project, set_id: int, row_ids: Sequence[int], actor: User, at: int
) -> None:
    """Publish a job that leaves nothing of what a set says about data rows."""
    bundles = session.bundles.bundles([set_id], row_ids)
    if not bundles:
        return
    said = session.bundles.fold(set_id, row_ids)
    counts = Counts(removed=sum(len(annotations) for annotations in said.values()))
    job = _job(session, project, set_id, counts, actor, at)
    session.bundles.write_segments(set_id, job.id, 0, [_empty(one) for one in bundles])
    session.jobs.publish(job.id, job.fence, at)
    follow(session, job.id, at)
    session.record(
        Activity(
            at=at,
            user_id=actor.id,
            action="import",
            object_kind="job",
            object_uid=job.uid,
            detail={"name": job.name, "purpose": job.purpose, "read": 0},
        )
    )


def _job(session: Session, project: Project, set_id: int, counts: Counts, actor: User, at: int) -> Job:
    uid = new_uid()
    ontology = session.ontologies.by_id(project.ontology_id or 0)
    made = session.jobs.create(
        Job(
            id=0,
            uid=uid,
            name=f"deletion of labels {moment(at):%Y-%m-%d %H:%M:%S.%f}, set {set_id}",
            purpose="ground_truth",
            format="postil",
            state="queued",
            settings=JobSettings(replace=True),
            project_id=project.id,
            set_id=set_id,
            ontology_id=project.ontology_id,
            ontology_version=ontology.version if ontology is not None else None,
            source_name="deletion of labels",
            input_sha256=hashlib.sha256(b"").hexdigest(),
            counts=counts,
            created_by=actor.id,
            created_at=at,
            is_deletion=True,
        )
    )
    session.jobs.keep_input(made.id, b"")
    leased = session.jobs.lease(made.id, f"deletion-{uid}", at, at + LEASE_MICROSECONDS)
    if leased is None:  # nobody else has seen it yet
        raise StoreError(f"job {made.id} was not leased")
    return leased


def _empty(bundle: StoredBundle) -> NewSegment:
    return NewSegment(
        data_row_id=bundle.data_row_id, no=bundle.no, n=0, document=b"[]", lines=b"", is_whole=True
    )
