"""The queue of a project: which task is whose turn, and who has one open."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from postil.ports.projects import Task


class Hold(msgspec.Struct, kw_only=True):
    """Somebody has a task open, at most until an instant."""

    task_id: int
    user_id: int
    until: int


class QueueStore(Protocol):
    """Handing out tasks. A person holds at most one task of a project."""

    def next_task(self, project_id: int, user_id: int, at: int, *, is_shared: bool = False) -> Task | None:
        """Return the task that is a person's turn, None when there is none.

        Rework comes before new work; of each their own first, then what is nobody's, then the highest
        priority, then the oldest. What somebody else holds is passed over; with `is_shared`, where several
        label each data row, also new work that the person has had their say about.
        """
        ...

    def next_tasks(
        self, project_id: int, user_id: int, at: int, *, limit: int, is_shared: bool = False
    ) -> list[Task]:
        """Return the tasks that are a person's turn, `limit` at most, in the order of `next_task`."""
        ...

    def hold(self, task: Task, user_id: int, until: int) -> None:
        """Let a person hold a task, and let go of what they held in the project before."""
        ...

    def release(self, task_id: int, user_id: int) -> None: ...

    def hold_on(self, task_id: int, at: int) -> Hold | None:
        """Return who has a task open."""
        ...

    def keep(self, task_id: int) -> None:
        """Let a task stay whatever becomes of the import that made it, and its data row with it."""
        ...

    def assign(self, task_ids: Sequence[int], user_id: int | None, at: int) -> None: ...

    def prioritise(self, task_ids: Sequence[int], priority: int, at: int) -> None:
        """Give tasks a priority, 1 high to 5 low."""
        ...
