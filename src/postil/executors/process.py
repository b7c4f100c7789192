"""Runs each call in a fresh process of its own, spawned and never forked.

A fresh process gives its memory back, cannot disturb the server's pauses, and can be killed.
"""

import gc
import inspect
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler

from postil.errors import UsageError
from postil.executors.child import FAILED, SUCCEEDED, run_task
from postil.executors.failure import DROPPED, failure_text
from postil.executors.queue import BoundedQueue
from postil.executors.ticket import Ticket

_SPAWN = multiprocessing.get_context("spawn")


def without_gc(call: Callable[..., None], *args: object) -> None:
    """Run a call with the garbage collector off; submit this with the call as its first argument.

    For work that makes millions of objects without cycles in a process that ends right after.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        call(*args)
    finally:
        if was_enabled:
            gc.enable()


class ProcessExecutor:
    """An `Executor` that spawns one process per task.

    A task's process ends with the process of the executor, even when that is killed.

    Args:
        processes: How many tasks run at the same time.
        capacity: How many may wait; one more raises LimitError.
    """

    def __init__(self, *, processes: int = 1, capacity: int = 64) -> None:
        self._queue = BoundedQueue(self._work, threads=processes, capacity=capacity, name="postil-process")
        self._lock = threading.Lock()
        self._running: set[SpawnProcess] = set()
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
            for process in self._running:
                process.kill()
        self._queue.close()

    def _work(self, call: Callable[..., None], args: tuple[object, ...]) -> str | None:
        receiver, sender = _SPAWN.Pipe(duplex=False)
        process = _SPAWN.Process(target=run_task, args=(sender, call, args), daemon=True)
        with receiver:
            # With our copy of the sender closed, the end of the child is the end of the pipe.
            with sender:
                refusal = self._start(process)
            return refusal if refusal is not None else self._outcome(process, receiver)

    def _start(self, process: SpawnProcess) -> str | None:
        try:
            with self._lock:
                if self._is_closing:
                    return DROPPED
                process.start()
                self._running.add(process)
        except Exception as error:  # noqa: BLE001 - the machine may refuse a process in many ways
            return failure_text(error)
        return None

    def _outcome(self, process: SpawnProcess, receiver: Connection) -> str | None:
        report = _report(receiver)
        status = _reaped(process)
        with self._lock:
            self._running.discard(process)
        process.close()
        if report[:1] == FAILED:
            return report[1:].decode()
        return None if report == SUCCEEDED else _ending(status)


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


def _report(receiver: Connection) -> bytes:
    try:
        return receiver.recv_bytes()
    except (EOFError, OSError):
        return b""


def _reaped(process: SpawnProcess) -> int:
    # Another thread that starts a process reaps ended ones, and may have this one just in hand.
    process.join()
    while (status := process.exitcode) is None:
        time.sleep(0.005)
    return status


def _ending(status: int) -> str:
    if status < 0:
        return f"the process was killed by {signal.Signals(-status).name}"
    return f"the process ended with status {status} before the task did"
