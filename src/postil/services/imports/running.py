"""Running: which jobs this server is working on, and what it stopped at with others."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from postil.ports.executor import Executor, Task

REMEMBERED = 1_000
"""Jobs whose last failure is remembered."""


class Running:
    """Runs every job at most once at a time. Told by this process alone: a restart forgets.

    Args:
        executor: Where jobs run that are submitted.
        run_elsewhere: Runs a job by uid in whatever process the executor starts.
    """

    def __init__(self, executor: Executor, run_elsewhere: Callable[[str], None]) -> None:
        self._executor, self._run_elsewhere = executor, run_elsewhere
        # Reentrant: an executor may run the call at once, in this thread.
        self._guard = threading.RLock()
        self._tasks: dict[str, Task] = {}
        self._here: set[str] = set()
        self._reasons: dict[str, str] = {}

    def has(self, uid: str) -> bool:
        """Tell whether the job is being worked on, or waits for its turn."""
        with self._guard:
            task = self._tasks.get(uid)
            return uid in self._here or (task is not None and not task.done())

    def reason(self, uid: str) -> str:
        """Return what stopped the last attempt at a job, empty when nothing is known."""
        with self._guard:
            task = self._tasks.get(uid)
            failure = task.failure() if task is not None else None
            return failure or self._reasons.get(uid, "")

    def submit(self, uid: str) -> None:
        """Have the job run elsewhere; one that is worked on is left alone."""
        with self._guard:
            if self.has(uid):
                return
            self._forget_ended()
            self._tasks[uid] = self._executor.submit(self._run_elsewhere, uid)

    @contextmanager
    def here(self, uid: str) -> Iterator[bool]:
        """Say that this thread works on the job while the block runs; False when somebody does already."""
        with self._guard:
            is_free = not self.has(uid)
            if is_free:
                self._here.add(uid)
                self._tasks.pop(uid, None)
                self._reasons.pop(uid, None)
        try:
            yield is_free
        except Exception as error:
            if is_free:
                self._remember(uid, str(error))
            raise
        finally:
            if is_free:
                with self._guard:
                    self._here.discard(uid)

    def _forget_ended(self) -> None:
        for uid, task in list(self._tasks.items()):
            if task.done():
                del self._tasks[uid]
                self._remember(uid, task.failure() or "")

    def _remember(self, uid: str, reason: str) -> None:
        with self._guard:
            self._reasons.pop(uid, None)
            if reason:
                self._reasons[uid] = reason
            while len(self._reasons) > REMEMBERED:
                del self._reasons[next(iter(self._reasons))]
