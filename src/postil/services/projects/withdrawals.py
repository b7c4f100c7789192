"""Withdrawals: taking data rows out of a project again, with the batch they came in or without."""

from collections.abc import Sequence

from postil.errors import ConflictError
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.projects import Batch, Task
from postil.ports.store import Session, Store
from postil.services.instant import instant
from postil.services.projects.batches import ROWS_AT_ONCE, batch_activity, batch_of, tasks_of_batch


class Withdrawals:
    """Empties and deletes batches, a few thousand data rows to a transaction."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def delete_batch(self, project_uid: str, uid: str, actor: User) -> None:
        """Delete a batch and take its data rows out of the project.

        Raises:
            NotFoundError: The project has no such batch.
            ConflictError: A data row of it is labelled.
        """
        while not self._delete_part(project_uid, uid, actor):
            pass

    def _delete_part(self, project_uid: str, uid: str, actor: User) -> bool:
        at = instant(self._clock)
        with self._store.write() as session:
            _, batch = batch_of(session, project_uid, uid)
            _demand_unlabelled(session, batch)
            tasks = tasks_of_batch(session, batch, 0)
            session.projects.remove_tasks([task.id for task in tasks], at)
            if len(tasks) == ROWS_AT_ONCE:
                return False
            session.projects.delete_batch(batch.id, at)
            session.record(batch_activity("delete", batch, actor, at))
        return True

    def remove_queued(self, project_uid: str, uid: str, actor: User) -> int:
        """Take the data rows of a batch that wait for their first label out of the project; return how many.

        Raises:
            NotFoundError: The project has no such batch.
        """
        after = removed = 0
        while True:
            at = instant(self._clock)
            with self._store.write() as session:
                _, batch = batch_of(session, project_uid, uid)
                tasks = tasks_of_batch(session, batch, after)
                waiting = _unlabelled(session, batch, [one for one in tasks if one.state == "to_label"])
                session.projects.remove_tasks([one.id for one in waiting], at)
                removed += len(waiting)
                if len(tasks) < ROWS_AT_ONCE:
                    session.record(batch_activity("remove_queued", batch, actor, at, {"tasks": removed}))
                    return removed
            after = tasks[-1].id


def _unlabelled(session: Session, batch: Batch, tasks: Sequence[Task]) -> list[Task]:
    labels = session.labels.of_rows(batch.project_id, [one.data_row_id for one in tasks])
    labelled = {one.data_row_id for one in labels}
    return [one for one in tasks if one.data_row_id not in labelled]


def _demand_unlabelled(session: Session, batch: Batch) -> None:
    after = 0
    while tasks := tasks_of_batch(session, batch, after):
        if len(_unlabelled(session, batch, tasks)) < len(tasks):
            raise ConflictError(
                f"data rows of batch {batch.name!r} are labelled", hint="delete the labels of the batch first"
            )
        after = tasks[-1].id
