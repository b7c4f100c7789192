"""Runs calls in threads of this process: for work that is short, or waits more than it computes."""

from collections.abc import Callable

from postil.executors.failure import attempt
from postil.executors.queue import BoundedQueue
from postil.executors.ticket import Ticket


class ThreadExecutor:
    """An `Executor` with a bounded queue of waiting tasks.

    Args:
        threads: How many tasks run at the same time; with one they run in the order submitted.
        capacity: How many may wait; one more raises LimitError.
    """

    def __init__(self, *, threads: int = 1, capacity: int = 64) -> None:
        self._queue = BoundedQueue(attempt, threads=threads, capacity=capacity, name="postil-thread")

    def submit(self, call: Callable[..., None], *args: object) -> Ticket:
        """Take a call to run; see `Executor.submit`."""
        return self._queue.submit(call, args)

    def close(self) -> None:
        """Drop waiting tasks and wait for the running ones: a thread cannot be stopped from outside."""
        self._queue.close()
