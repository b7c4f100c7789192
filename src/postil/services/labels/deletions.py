"""Deletions: taking labels away, of people and of imports alike, and giving their tasks back to the queue.

What imports have said is hidden by a published change of its own: a job with an empty whole layer for every
bundle concerned. It takes its place in the fold, so a later import is read by itself, and undoing it shows
the imported labels again. What people have said is theirs and not in the layers: their labels are marked
deleted and make room for others. See docs/decisions/0016-deleting-labels.md.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from postil.errors import NotFoundError, UsageError
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.labels import StoredLabel
from postil.ports.projects import Project
from postil.ports.store import Activity, Session, Store
from postil.services.batches import ROWS_AT_ONCE, batch_of, tasks_of_batch
from postil.services.imports.destination import Destination
from postil.services.imports.hiding import hide
from postil.services.instant import instant
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

    def delete(self, uids: Sequence[str], actor: User) -> list[str]:
        """Delete labels, all of them or none, and return their ids.

        Their tasks are to be labelled again where no other label is left.

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
                _delete(session, _project(session, project_id), labels, actor, at)
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
    hidden = _imported(session, project, labels)
    session.labels.delete([one.id for one in labels], at)
    place = Destination(ontology_id=project.ontology_id or 0, project=project)
    for set_id, rows in hidden.items():
        hide(session, place, set_id, sorted(rows), actor, at)
    row_ids = [one.data_row_id for one in labels]
    session.projections.dirty(row_ids)
    _requeue(session, project.id, row_ids, at)


def _imported(session: Session, project: Project, labels: Sequence[StoredLabel]) -> dict[int, set[int]]:
    """Return by set the data rows on which imports have said something of the labels.

    That is what a label stands for, and what imports have added to the label of a person: as long as no other
    label stands for it, it would come back as one with the next import.
    """
    hidden: dict[int, set[int]] = defaultdict(set)
    for label in labels:
        if label.set_id is not None:
            hidden[label.set_id].add(label.data_row_id)
    added = session.labels.sets_added_to([one.id for one in labels])
    others = session.labels.of_rows(project.id, [row_id for _, row_id in added]) if added else []
    ids = {one.id for one in labels}
    kept = {(one.set_id, one.data_row_id) for one in others if one.id not in ids}
    for set_id, row_id in added:
        if (set_id, row_id) not in kept:
            hidden[set_id].add(row_id)
    return hidden


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
    session.projects.requeue_tasks([one.id for one in tasks.values()], at)
