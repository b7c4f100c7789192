"""A queue of waiting tasks, bounded in length, worked off in order by a few threads."""

import threading
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from postil.errors import LimitError, UsageError
from postil.executors.failure import DROPPED
from postil.executors.ticket import Ticket

Work = Callable[[Callable[..., None], tuple[object, ...]], str | None]


class _Waiting(NamedTuple):
    ticket: Ticket
    call: Callable[..., None]
    args: tuple[object, ...]


class BoundedQueue:
    """Takes calls until `capacity` of them wait, and hands each to `work` in one of its threads.

    Args:
        work: Runs a call and returns its failure text; must not raise.
        threads: How many calls run at the same time.
        capacity: How many may wait beside those that run.
        name: Prefix of the threads' names.
    """

    def __init__(self, work: Work, *, threads: int, capacity: int, name: str) -> None:
        self._work = work
        self._capacity = capacity
        self._waiting: deque[_Waiting] = deque()
        self._changed = threading.Condition()
        self._is_closed = False
        self._idle = 0
        self._threads: list[threading.Thread] = []
        self._limit = threads
        self._name = name

    def submit(self, call: Callable[..., None], args: tuple[object, ...]) -> Ticket:
        """Put a call at the end of the queue.

        Raises:
            LimitError: The queue is full.
            UsageError: The queue is closed.
        """
        with self._changed:
            if self._is_closed:
                raise closed()
            if len(self._waiting) >= self._capacity:
                raise LimitError(
                    f"{self._capacity} tasks are waiting already", hint="try again when some have ended"
                )
            self._employ()
            waiting = _Waiting(Ticket(), call, args)
            self._waiting.append(waiting)
            self._changed.notify()
        return waiting.ticket

    def close(self) -> None:
        """Drop what waits and return when nothing runs; a task may close the queue it runs in."""
        with self._changed:
            self._is_closed = True
            dropped = list(self._waiting)
            self._waiting.clear()
            self._changed.notify_all()
        for waiting in dropped:
            waiting.ticket.settle(DROPPED)
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()

    def _employ(self) -> None:
        # Threads are started when first needed: most programs never submit anything.
        if self._idle <= len(self._waiting) and len(self._threads) < self._limit:
            name = f"{self._name}-{len(self._threads)}"
            thread = threading.Thread(target=self._serve, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self) -> None:
        while (waiting := self._next()) is not None:
            waiting.ticket.settle(self._work(waiting.call, waiting.args))

    def _next(self) -> _Waiting | None:
        with self._changed:
            self._idle += 1
            while not self._waiting and not self._is_closed:
                self._changed.wait()
            self._idle -= 1
            return self._waiting.popleft() if self._waiting else None


def closed() -> UsageError:
    """Build the refusal of a closed executor."""
    return UsageError("the executor is closed and takes no more tasks", hint="submit before closing")
