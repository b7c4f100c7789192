"""The follower: has the projector run after every change, without anybody waiting for it.

A small change is projected beside the requests, in a thread; more goes to the executor. Two calls at most are
on their way in either: one that runs and one behind it, which sees what came too late for the first. Whoever
asks the index catches up with what is small before.
"""

import logging
import threading
from collections.abc import Callable

from postil.ports.executor import Executor, Task
from postil.services.projector import Projector

AT_ONCE = 10_000
"""Data rows and annotations that whoever asks the index waits for, some 100 ms at most."""

MOST_UNDER_WAY = 2

log = logging.getLogger("postil.projections")


class Follower:
    """Decides where the projector runs.

    Args:
        projector: Runs here.
        beside: Where short work goes that nobody waits for.
        executor: Where longer work goes.
        run_elsewhere: A module-level callable (or a partial of one) that runs a projector to its end.
    """

    def __init__(
        self, projector: Projector, beside: Executor, executor: Executor, run_elsewhere: Callable[[], None]
    ) -> None:
        self._projector, self._beside = projector, beside
        self._executor, self._run_elsewhere = executor, run_elsewhere
        # Reentrant: an executor may run the call at once, in this thread.
        self._lock = threading.RLock()
        self._short: list[Task] = []
        self._under_way: list[Task] = []

    def follow(self) -> None:
        """Have what has changed projected soon; the caller goes on."""
        with self._lock:
            self._short = [task for task in self._short if not task.done()]
            if len(self._short) < MOST_UNDER_WAY:
                self._short.append(self._beside.submit(self.catch_up))

    def catch_up(self) -> None:
        """Project what has changed, if it is little; whatever fails is logged, and the index stays behind."""
        try:
            due = self._projector.backlog(AT_ONCE + 1)
            if due > AT_ONCE:
                self.follow_elsewhere()
            elif due:
                self._projector.run()
        except Exception:  # whoever made the change has nothing to do with it
            log.exception("the index could not follow a change; it catches up with the next one")

    def follow_elsewhere(self) -> None:
        """Project what has changed, however little, in the executor."""
        with self._lock:
            self._under_way = [task for task in self._under_way if not task.done()]
            if len(self._under_way) < MOST_UNDER_WAY:
                self._under_way.append(self._executor.submit(self._run_elsewhere))
