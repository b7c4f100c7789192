"""Overview: how many data rows of a project stand where."""

from collections.abc import Sequence

import msgspec

from postil.ports.projects import TaskState
from postil.ports.store import Store
from postil.services.projects.projects import found_project


class QueueCounts(msgspec.Struct, kw_only=True):
    """Data rows by where they stand; every one is counted once, a skipped one as skipped only."""

    to_label: int = 0
    in_review: int = 0
    rework: int = 0
    done: int = 0
    skipped: int = 0

    @property
    def total(self) -> int:
        """Return how many there are."""
        return self.to_label + self.labelled + self.skipped

    @property
    def labelled(self) -> int:
        """Return how many somebody has labelled."""
        return self.in_review + self.rework + self.done


class Overview:
    """Counts the data rows of projects by the indexes of their tasks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def counts(self, project_uid: str, *, batch_uids: Sequence[str] | None = None) -> QueueCounts:
        """Count data rows, all or those of some batches; other batches have none.

        Raises:
            NotFoundError: No such project.
        """
        with self._store.read() as session:
            project = found_project(session, project_uid)
            batch_ids = None
            if batch_uids is not None:
                found = [session.projects.get_batch(uid) for uid in dict.fromkeys(batch_uids)]
                batch_ids = [one.id for one in found if one is not None and one.project_id == project.id]
            tasks = session.projects.count_tasks(project.id, batch_ids=batch_ids)
            skipped = session.labels.count_skipped(project.id, batch_ids=batch_ids)
        states: tuple[TaskState, ...] = ("to_label", "in_review", "rework", "done")
        left = {state: tasks.get(state, 0) - skipped.get(state, 0) for state in states}
        return QueueCounts(**left, skipped=sum(skipped.values()))
