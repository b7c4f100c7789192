"""Runs calls in processes of their own, which are never forked from this one as it runs.

A process beside the server cannot disturb its pauses, can be killed, and gives its memory back when it ends.
Starting one and loading what a task needs costs some hundred milliseconds, unless a nursery has it loaded; a
process may stay a while for the next task.
"""

import inspect
import threading
from collections.abc import Callable
from multiprocessing.reduction import ForkingPickler

from postil.errors import UsageError
from postil.executors.child import Terms
from postil.executors.failure import DROPPED, failure_text
from postil.executors.nursery import Nursery
from postil.executors.queue import BoundedQueue
from postil.executors.spares import Spares
from postil.executors.ticket import Ticket
from postil.executors.worker import Outcome, Worker

MOST_TASKS = 100
"""Tasks of a process that stays: what a library may leak with each is bounded."""

MOST_BYTES = 256 << 20
"""Memory a process may keep while it waits for a task."""


class ProcessExecutor:
    """An `Executor` whose tasks run in processes of their own, one at a time in each.

    A task's process ends with the process of the executor, even when that is killed.

    Args:
        processes: How many tasks run at the same time.
        capacity: How many may wait; one more raises LimitError.
        idle_s: Seconds for which a process waits for another task; 0 gives every task a process of its own.
        prepare: A module-level function that each process calls before its first task.
        most_tasks: Tasks after which a process ends.
        most_bytes: A process that has more memory than this after a task ends.
        nursery: Makes the processes; without one they are spawned.
    """

    def __init__(
        self,
        *,
        processes: int = 1,
        capacity: int = 64,
        idle_s: float = 0.0,
        prepare: Callable[[], None] | None = None,
        most_tasks: int = MOST_TASKS,
        most_bytes: int = MOST_BYTES,
        nursery: Nursery | None = None,
    ) -> None:
        self._queue = BoundedQueue(self._work, threads=processes, capacity=capacity, name="postil-process")
        self._terms = Terms(prepare, most_tasks if idle_s > 0 else 1, most_bytes)
        self._spares = Spares(idle_s)
        self._nursery = nursery
        self._lock = threading.Lock()
        self._running: set[Worker] = set()
        self._is_closing = False

    def submit(self, call: Callable[..., None], *args: object) -> Ticket:
        """Take a call to run; see `Executor.submit`.

        Raises:
            LimitError: The queue is full.
            UsageError: The executor is closed, `call` is not a module-level function, or it or one of
                `args` cannot be sent to another process.
        """
        _demand_portable(call, args)
        return self._queue.submit(call, args)

    def close(self) -> None:
        """Drop waiting tasks, kill running ones, and return when their processes are gone."""
        with self._lock:
            self._is_closing = True
            for worker in self._running:
                worker.kill()
        self._queue.close()
        self._spares.close()

    def _work(self, call: Callable[..., None], args: tuple[object, ...]) -> str | None:
        task = bytes(ForkingPickler.dumps((call, args)))
        spare = self._spares.take()
        if spare is not None:
            outcome = self._run(spare, task)
            if outcome.has_begun:
                return outcome.failure
            # It had ended while it waited: somebody killed it. The task knows nothing of that.
        try:
            worker = self._start()
        except Exception as error:  # noqa: BLE001 - the machine may refuse a process in many ways
            return failure_text(error)
        return self._run(worker, task).failure if worker is not None else DROPPED

    def _start(self) -> Worker | None:
        """Start a process; None when the executor is closing, which kills those it knows of."""
        with self._lock:
            if self._is_closing:
                return None
            worker = Worker(self._terms, self._nursery)
            self._running.add(worker)
        return worker

    def _run(self, worker: Worker, task: bytes) -> Outcome:
        with self._lock:
            self._running.add(worker)
            if self._is_closing:
                worker.kill()
        outcome = worker.run(task)
        with self._lock:
            self._running.discard(worker)
        if outcome.stays:
            self._spares.put(worker)
        else:
            worker.close()
        return outcome


def _demand_portable(call: Callable[..., None], args: tuple[object, ...]) -> None:
    name = getattr(call, "__qualname__", repr(call))
    if not (inspect.isfunction(call) or inspect.isbuiltin(call)) or "." in name or "<" in name:
        raise UsageError(f"{name} is not a module-level function", hint="submit a function of a module")
    try:
        ForkingPickler.dumps((call, args))
    except Exception as error:  # noqa: BLE001 - whatever the arguments' own methods raise
        raise UsageError(
            f"{name} or its arguments cannot be sent to another process: {failure_text(error)}",
            hint="pass plain data",
        ) from None
