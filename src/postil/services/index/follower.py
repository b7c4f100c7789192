"""The follower: has the projector run after every change, without anybody waiting for it.

A small change is projected beside the requests, in a thread; more goes to the executor. Two calls at most are
on their way in either: one that runs and one behind it, which sees what came too late for the first. Whoever
asks the index catches up with what is small before.
"""

import logging
import threading
from collections.abc import Callable

from postil.ports.executor import Executor, Task
from postil.services.index.projector import Projector

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
        pause_s: Seconds to wait before short work, so that many small changes are projected together, and
            whoever makes them need not share the processor with it.
    """

    def __init__(
        self,
        projector: Projector,
        beside: Executor,
        executor: Executor,
        run_elsewhere: Callable[[], None],
        pause_s: float = 0.0,
    ) -> None:
        self._projector, self._beside, self._pause_s = projector, beside, pause_s
        self._is_closing = threading.Event()
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
                self._short.append(self._beside.submit(self._catch_up_soon))

    def close(self) -> None:
        """Wait no longer than for what runs; the next start catches up."""
        self._is_closing.set()

    def _catch_up_soon(self) -> None:
        if self._pause_s and self._is_closing.wait(self._pause_s):
            return
        if self.catch_up():
            self.follow()

    def catch_up(self) -> bool:
        """Project what has changed, if it is little; tell whether anything may be left to do here.

        Whatever fails is logged, and the index stays behind.
        """
        try:
            due = self._projector.backlog(AT_ONCE + 1)
            if due > AT_ONCE:
                self.follow_elsewhere()
            elif due:
                return self._projector.catch_up()
        except Exception:  # whoever made the change has nothing to do with it
            log.exception("the index could not follow a change; it catches up with the next one")
        return False

    def follow_elsewhere(self) -> None:
        """Project what has changed, however little, in the executor."""
        with self._lock:
            self._under_way = [task for task in self._under_way if not task.done()]
            if len(self._under_way) < MOST_UNDER_WAY:
                self._under_way.append(self._executor.submit(self._run_elsewhere))
