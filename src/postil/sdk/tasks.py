"""Tasks, as the client sees them: getting one, opening it, and reviewing what came of it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from postil.sdk.connection import API, Connection
from postil.sdk.data_rows import DataRow
from postil.sdk.drafts import Draft


class TaskLabel(msgspec.Struct, kw_only=True):
    """A label of a task. `author` began it, `editor` made its newest version."""

    id: str
    author: str | None = None
    editor: str | None = None
    version: int
    is_benchmark: bool = False
    is_skipped: bool = False


class WholeTask(msgspec.Struct, kw_only=True):
    """A task with its data row and labels. `opened_by` has it open, until `held_until` at most."""

    id: int
    data_row: DataRow
    state: str
    priority: int
    assignee: str | None = None
    opened_by: str | None = None
    held_until: datetime | None = None
    has_pre_labels: bool = False
    labels: list[TaskLabel] = []


class Tasks:
    """Get, open, assign and review tasks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, project: str, task: int) -> WholeTask:
        """Return a task.

        Raises:
            NotFoundError: The project has no such task.
        """
        return self._connection.get(f"{_tasks(project)}/{task}", WholeTask)

    def next(self, project: str) -> WholeTask | None:
        """Return the task that is the caller's turn, kept for them; None when there is nothing to do."""
        kind = WholeTask | None
        found: WholeTask | None = self._connection.send("POST", f"{_tasks(project)}/next", kind)  # type: ignore[arg-type]
        return found

    def open(self, project: str, task: int) -> Draft:
        """Open a task and return one's draft of it.

        Raises:
            ConflictError: Somebody else has it open.
            AccessError: It is somebody else's, or takes a reviewer.
        """
        return self._connection.send("POST", f"{_tasks(project)}/{task}/open", Draft)

    def assign(self, project: str, tasks: Sequence[int], email: str | None) -> None:
        """Make tasks somebody's, or nobody's."""
        body = {"tasks": tasks, "email": email}
        self._connection.send("PUT", f"{_tasks(project)}/assignee", type(None), body)

    def prioritise(self, project: str, tasks: Sequence[int], priority: int) -> None:
        """Give tasks a priority, 1 high to 5 low."""
        body = {"tasks": tasks, "priority": priority}
        self._connection.send("PUT", f"{_tasks(project)}/priority", type(None), body)

    def approve(self, project: str, task: int, *, version: int | None = None) -> WholeTask:
        """Approve what was submitted, if it still is version `version` of the label.

        Raises:
            ConflictError: The task is not in review, or the label has another version by now.
        """
        body = {"version": version}
        return self._connection.send("POST", f"{_tasks(project)}/{task}/approve", WholeTask, body)

    def reject(self, project: str, task: int, reason: str, *, version: int | None = None) -> WholeTask:
        """Send a task back for rework.

        Raises:
            ConflictError: There is nothing to review, or the label has another version by now.
        """
        body = {"version": version, "reason": reason}
        return self._connection.send("POST", f"{_tasks(project)}/{task}/reject", WholeTask, body)


def _tasks(project: str) -> str:
    return f"{API}/projects/{project}/tasks"
