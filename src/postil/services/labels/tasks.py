"""Tasks: what is to be done about a data row of a project, whose it is, and what is there already."""

from collections.abc import Collection, Sequence

import msgspec

from postil.errors import AccessError, ConflictError, NotFoundError, UsageError
from postil.model.identity import read_id
from postil.ports.access import Role, User
from postil.ports.catalog import CatalogRow
from postil.ports.clock import Clock
from postil.ports.labels import LabelVersion, StoredLabel
from postil.ports.projects import Project, Task
from postil.ports.queue import Hold
from postil.ports.store import Activity, Session, Store
from postil.services.instant import MICROSECONDS, instant
from postil.services.projects.members import RANKS
from postil.services.projects.projects import found_project

HOLD_S = 30 * 60
"""Seconds for which a task is kept for whoever opened it, counted from their last change."""


class TaskLabel(msgspec.Struct):
    """A label of a task, and its newest version without content."""

    label: StoredLabel
    head: LabelVersion | None


class TaskView(msgspec.Struct, kw_only=True):
    """A task with everything about it. `hold` is who has it open, `emails` names people by store id."""

    task: Task
    row: CatalogRow
    labels: list[TaskLabel]
    has_pre_labels: bool
    hold: Hold | None
    emails: dict[int, str]


class Tasks:
    """Finds, hands out and assigns the tasks of projects."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def get(self, project_uid: str, task_id: int) -> TaskView:
        """Return a task.

        Raises:
            NotFoundError: The project has no such task.
        """
        with self._store.read() as session:
            return view(session, task_of(session, project_uid, task_id), instant(self._clock))

    def take_task(self, project_uid: str, actor: User) -> TaskView | None:
        """Give a person the task that is their turn, and keep it for them; None when there is nothing to do.

        Rework comes before new work, what is assigned to them before what is nobody's, a high priority before
        a low one, the older before the newer. What others have open is passed over.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            project = found_project(session, project_uid)
            is_shared = project.overlap > 1
            task = session.queue.next_task(project.id, actor.id, at, is_shared=is_shared)
            if task is None:
                return None
            session.queue.hold(task, actor.id, at + HOLD_S * MICROSECONDS)
            return view(session, task, at)

    def upcoming(self, project_uid: str, actor: User, *, limit: int) -> list[TaskView]:
        """Tell which tasks are a person's turn, the next one first, and keep none of them for anybody.

        What the person has open counts as their turn; what others have open does not.
        """
        at = instant(self._clock)
        with self._store.read() as session:
            project = found_project(session, project_uid)
            is_shared = project.overlap > 1
            tasks = session.queue.next_tasks(project.id, actor.id, at, limit=limit, is_shared=is_shared)
            return [view(session, one, at) for one in tasks]

    def of_rows(
        self, project_uid: str, *, row_ids: Sequence[str] = (), global_keys: Sequence[str] = ()
    ) -> dict[str, int]:
        """Return the tasks of data rows by the name that was given for each: an id in any spelling, or a key.

        Names of data rows that are not in the project are left out.
        """
        uids = {name: read_id(name) or name for name in row_ids}
        with self._store.read() as session:
            project = found_project(session, project_uid)
            by_uid = session.catalog.find_rows("uid", list(dict.fromkeys(uids.values())), project.id)
            by_key = session.catalog.find_rows("global_key", list(dict.fromkeys(global_keys)), project.id)
            rows = {name: by_uid[uid].id for name, uid in uids.items() if uid in by_uid}
            rows |= {key: by_key[key].id for key in global_keys if key in by_key}
            tasks = session.projects.tasks_of(project.id, sorted(set(rows.values())))
            return {name: tasks[row].id for name, row in rows.items() if row in tasks}

    def rows(self, data_row_ids: Collection[int]) -> dict[int, CatalogRow]:
        """Return the data rows of tasks or labels by store id; deleted ones are left out."""
        with self._store.read() as session:
            return {one.id: one for one in session.catalog.rows_by_id(sorted(data_row_ids))}

    def assign(
        self,
        project_uid: str,
        task_ids: Sequence[int],
        email: str | None,
        actor: User,
        *,
        only_free: bool = False,
    ) -> None:
        """Make tasks somebody's, or nobody's; ids of other projects are passed over.

        With `only_free` tasks that are somebody's already stay theirs.

        Raises:
            NotFoundError: Nobody in the project has this address.
            UsageError: They may not label there.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            project = found_project(session, project_uid)
            user = None if email is None else _labeler(session, project, email)
            own = _own(session, project, task_ids)
            if only_free:
                own = [one.id for one in session.projects.tasks_by_id(own) if one.assignee_id is None]
            session.queue.assign(own, user.id if user is not None else None, at)
            detail: dict[str, object] = {"user": user.uid if user is not None else None, "tasks": len(own)}
            session.record(_entry(project, "assign", actor, at, detail))

    def prioritise(self, project_uid: str, task_ids: Sequence[int], priority: int, actor: User) -> None:
        """Give tasks a priority, 1 high to 5 low; ids of other projects are passed over."""
        at = instant(self._clock)
        with self._store.write() as session:
            project = found_project(session, project_uid)
            own = _own(session, project, task_ids)
            session.queue.prioritise(own, priority, at)
            detail: dict[str, object] = {"priority": priority, "tasks": len(own)}
            session.record(_entry(project, "prioritise", actor, at, detail))


def view(session: Session, task: Task, at: int) -> TaskView:
    """Put together what a task is about."""
    labels = session.labels.of_rows(task.project_id, [task.data_row_id])
    heads = [TaskLabel(one, session.labels.version(one.id, one.head_version)) for one in labels]
    hold = session.queue.hold_on(task.id, at)
    people = {task.assignee_id, hold.user_id if hold else None, *(one.author_id for one in labels)}
    people |= {one.head.author_id for one in heads if one.head is not None}
    rows = session.catalog.rows_by_id([task.data_row_id])
    if not rows:
        raise NotFoundError(
            f"the data row of task {task.id} is deleted", hint="list the tasks of the project"
        )
    return TaskView(
        task=task,
        row=rows[0],
        labels=heads,
        has_pre_labels=_has_pre_labels(session, task),
        hold=hold,
        emails=emails(session, people),
    )


def emails(session: Session, user_ids: "set[int | None]") -> dict[int, str]:
    """Name people by store id."""
    users = (session.access.user(number) for number in user_ids if number is not None)
    return {user.id: user.email for user in users if user is not None}


def _has_pre_labels(session: Session, task: Task) -> bool:
    sets = [one.id for one in session.bundles.sets_of(task.project_id) if one.kind == "pre_label"]
    return bool(session.bundles.bundles(sets, [task.data_row_id])) if sets else False


def task_of(session: Session, project_uid: str, task_id: int) -> Task:
    """Return a task of a project.

    Raises:
        NotFoundError: The project has no such task.
    """
    project = found_project(session, project_uid)
    found = session.projects.tasks_by_id([task_id])
    if not found or found[0].project_id != project.id:
        raise NotFoundError(f"no task {task_id} in this project", hint="list the tasks of the project")
    return found[0]


def has_role(session: Session, user: User, project_id: int, least: Role) -> bool:
    """Tell whether a user has at least this role in a project, or is an administrator."""
    role = session.access.role(project_id, user.id)
    return user.is_admin or (role is not None and RANKS.index(role) >= RANKS.index(least))


def demand_open(session: Session, task: Task, actor: User, author_id: int | None, at: int) -> None:
    """Return when a person may work on a task; `author_id` is who has said the newest about it.

    Raises:
        ConflictError: Somebody else has it open.
        AccessError: It is somebody else's, or takes a reviewer by now.
    """
    hold = session.queue.hold_on(task.id, at)
    if hold is not None and hold.user_id != actor.id:
        name = emails(session, {hold.user_id}).get(hold.user_id, "somebody else")
        raise ConflictError(
            f"{name} has task {task.id} open", hint="take another one, or wait until they have closed it"
        )
    if has_role(session, actor, task.project_id, "reviewer"):
        return
    if task.assignee_id not in (None, actor.id):
        raise AccessError(f"task {task.id} is assigned to somebody else", hint="ask for the next task")
    if task.state in ("in_review", "done") and author_id != actor.id:
        raise AccessError(
            f"task {task.id} is {task.state}: what somebody else has submitted takes a reviewer",
            hint="ask for the next task",
        )


def _labeler(session: Session, project: Project, email: str) -> User:
    user = session.access.user_by_email(email)
    if user is None or session.access.role(project.id, user.id) is None:
        hint = "list its members, or give them a role first"
        raise NotFoundError(f"nobody in this project has the address {email!r}", hint=hint)
    if not has_role(session, user, project.id, "labeler"):
        raise UsageError(f"{email} may not label in this project", hint="give them the role labeler first")
    return user


def _own(session: Session, project: Project, task_ids: Sequence[int]) -> list[int]:
    return [one.id for one in session.projects.tasks_by_id(task_ids) if one.project_id == project.id]


def _entry(project: Project, action: str, actor: User, at: int, detail: dict[str, object]) -> Activity:
    return Activity(
        at=at,
        user_id=actor.id,
        action=action,
        object_kind="project",
        object_uid=project.uid,
        project_id=project.id,
        detail=detail,
    )
