"""Reviews: a reviewer agrees with what was submitted, or sends it back."""

from postil.errors import ConflictError, UsageError
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.labels import StoredLabel
from postil.ports.projects import Task, TaskState
from postil.ports.store import Session, Store
from postil.services.instant import instant
from postil.services.labels.content import leading_label, record
from postil.services.labels.drafts import author_of
from postil.services.labels.tasks import TaskView, has_role, task_of, view


class Reviews:
    """Approving and rejecting tasks."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def approve(self, project_uid: str, task_id: int, actor: User, *, version: int | None = None) -> TaskView:
        """Agree with what was submitted: the task is done.

        Args:
            project_uid: The project.
            task_id: A task in review.
            actor: The reviewer.
            version: The version of the label that was looked at; None for whichever is the newest.

        Raises:
            NotFoundError: The project has no such task.
            ConflictError: The task is not in review, or the label has another version by now.
        """
        with self._store.write() as session:
            task = task_of(session, project_uid, task_id)
            label = _reviewed(session, task, version, ("in_review",))
            return self._move(session, task, label, actor, "approve", "done", {})

    def reject(
        self, project_uid: str, task_id: int, actor: User, reason: str, *, version: int | None = None
    ) -> TaskView:
        """Send a task back for rework; it comes to whoever submitted it before anything else.

        A task that is assigned stays whose it is.

        Raises:
            NotFoundError: The project has no such task.
            UsageError: There is no reason.
            ConflictError: The task is neither in review nor done, or the label has another version by now.
        """
        if not reason.strip():
            raise UsageError("a rejection needs a reason", hint="say what is to be changed")
        with self._store.write() as session:
            task = task_of(session, project_uid, task_id)
            label = _reviewed(session, task, version, ("in_review", "done"))
            author = author_of(session, label)
            user = session.access.user(author) if author is not None else None
            is_theirs = user is not None and has_role(session, user, task.project_id, "labeler")
            if task.assignee_id is None and is_theirs:
                session.queue.assign([task.id], author, instant(self._clock))
            return self._move(session, task, label, actor, "reject", "rework", {"reason": reason})

    def _move(
        self,
        session: Session,
        task: Task,
        label: StoredLabel,
        actor: User,
        action: str,
        state: TaskState,
        detail: dict[str, object],
    ) -> TaskView:
        at = instant(self._clock)
        session.projects.set_task_state([task.id], state, at)
        session.queue.release(task.id, actor.id)
        record(session, label, action, actor, at, {"version": label.head_version, **detail})
        [moved] = session.projects.tasks_by_id([task.id])
        return view(session, moved, at)


def _reviewed(
    session: Session, task: Task, version: int | None, states: tuple[TaskState, ...]
) -> StoredLabel:
    label = leading_label(session, task)
    if label is None or task.state not in states:
        raise ConflictError(
            f"task {task.id} is {task.state}, there is nothing to review",
            hint="review tasks that are in_review",
        )
    if version is not None and version != label.head_version:
        raise ConflictError(
            f"the label has version {label.head_version} by now, not {version}",
            hint="look at the newest version first",
        )
    return label
