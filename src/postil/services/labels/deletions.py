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
from postil.services.imports.destination import Destination
from postil.services.imports.hiding import hide
from postil.services.instant import instant
from postil.services.labels.labels import missing_label
from postil.services.people.role import demand_still
from postil.services.projects.batches import ROWS_AT_ONCE, batch_of, tasks_of_batch

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
    hidden = _imported(session, project, labels)
    session.labels.delete([one.id for one in labels], at)
    place = Destination(ontology_id=project.ontology_id or 0, project=project)
    for set_id, rows in hidden.items():
        hide(session, place, set_id, sorted(rows), actor, at)
    session.projections.dirty([one.data_row_id for one in labels])
    _requeue(session, project.id, labels, at)


def _imported(session: Session, project: Project, labels: Sequence[StoredLabel]) -> dict[int, set[int]]:
    """Return by set the data rows on which imports have said something of the labels.

    That is what a label stands for, and on a data row where no label of a person is left also what was
    imported onto theirs: no label stands for it, and it would come back as one with the next import.
    """
    hidden: dict[int, set[int]] = defaultdict(set)
    for label in labels:
        if label.set_id is not None:
            hidden[label.set_id].add(label.data_row_id)
    gone = {one.id for one in labels}
    row_ids = sorted({one.data_row_id for one in labels if one.head_version})
    kept = [one for one in session.labels.of_rows(project.id, row_ids) if one.id not in gone]
    standing = {(one.set_id, one.data_row_id) for one in kept}
    spoken = {one.data_row_id for one in kept if one.head_version}
    for set_id, row_id in session.labels.sets_left(project.id, [row for row in row_ids if row not in spoken]):
        if (set_id, row_id) not in standing:
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
                project_id=project.id,
                detail=detail,
            )
        )


def _requeue(session: Session, project_id: int, labels: Sequence[StoredLabel], at: int) -> None:
    """Have the data rows labelled that have no label any more, also once imports on them are undone.

    Where only imports are left to speak, what people made of the task went with their label.
    """
    row_ids = [one.data_row_id for one in labels]
    left = session.labels.of_rows(project_id, row_ids)
    by_people = {one.data_row_id for one in left if one.head_version}
    by_anybody = {one.data_row_id for one in left}
    spoken = {one.data_row_id for one in labels if one.head_version} - by_people
    again = [row for row in dict.fromkeys(row_ids) if row in spoken or row not in by_anybody]
    tasks = session.projects.tasks_of(project_id, again)
    session.projects.requeue_tasks([one.id for one in tasks.values()])
    session.following.follow_states(project_id, again, at)
