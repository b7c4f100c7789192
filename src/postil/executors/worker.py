"""A worker: one process, as the process that started it sees it."""

import multiprocessing
import signal
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import NamedTuple

from postil.executors.child import BEGUN, FAILED, STAYS, Terms, run_tasks
from postil.executors.nursery import Nursery
from postil.executors.nursling import Nursling

_SPAWN = multiprocessing.get_context("spawn")


class Outcome(NamedTuple):
    """How a task went.

    Attributes:
        failure: What went wrong in one line; None for success.
        has_begun: Whether the process has begun with the task at all; if not, it can be given to another.
        stays: Whether the process takes another task.
    """

    failure: str | None
    has_begun: bool
    stays: bool


class Worker:
    """A process, from its start to its end. `kill` is for any thread, the rest for one at a time.

    Args:
        terms: What the process is made for.
        nursery: Makes it; without one, or when that is gone, it is spawned.

    Raises:
        Exception: The machine refuses a process, in one of many ways.
    """

    def __init__(self, terms: Terms, nursery: Nursery | None = None) -> None:
        self._connection, theirs = _SPAWN.Pipe()
        # With our copy of their end closed, the end of the process is the end of the connection.
        with theirs:
            try:
                self._process = _started(theirs, terms, nursery)
            except BaseException:
                self._connection.close()
                raise

    def run(self, task: bytes) -> Outcome:
        """Give the process a pickled call with its arguments, and wait until it has ended with it."""
        has_begun = self._sent(task) and self._received() == BEGUN
        report = self._received() if has_begun else b""
        if report:
            failure = report[2:].decode() if report[:1] == FAILED else None
            return Outcome(failure, has_begun, stays=report[1:2] == STAYS)
        return Outcome(_ending(self._reaped()), has_begun, stays=False)

    def kill(self) -> None:
        """End the process, whatever it does; `close` it afterwards."""
        self._process.kill()

    def close(self) -> None:
        """Wait until the process is gone, which one that waits for a task is at once."""
        self._connection.close()
        self._reaped()
        self._process.close()

    def _sent(self, task: bytes) -> bool:
        try:
            self._connection.send_bytes(task)
        except OSError:
            return False
        return True

    def _received(self) -> bytes:
        try:
            return self._connection.recv_bytes()
        except (EOFError, OSError):
            return b""

    def _reaped(self) -> int:
        # Another thread that starts a process reaps ended ones, and may have this one just in hand.
        self._process.join()
        while (status := self._process.exitcode) is None:
            time.sleep(0.005)
        return status


def _started(theirs: Connection, terms: Terms, nursery: Nursery | None) -> SpawnProcess | Nursling:
    if nursery is not None:
        # A nursery may have been killed, as any process; then there is the slower way.
        with suppress(OSError):
            return nursery.bear(theirs, terms)
    process = _SPAWN.Process(target=run_tasks, args=(theirs, terms), daemon=True)
    process.start()
    return process


def _ending(status: int) -> str:
    if status < 0:
        return f"the process was killed by {signal.Signals(-status).name}"
    return f"the process ended with status {status} before the task did"
