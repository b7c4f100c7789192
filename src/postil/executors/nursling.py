"""Nursling: a worker's process that a nursery has made, as the program that asked for it sees it."""

import os
import select
import signal
import threading
from contextlib import suppress


class Nursling:
    """A process that is a grandchild; has the methods of one of `multiprocessing` that a worker needs.

    Args:
        handle: Of the process; names it, and no other, for as long as it is open.
        told: A pipe that tells its exit status, 4 bytes.
    """

    def __init__(self, handle: int, told: int) -> None:
        self._handle, self._told = handle, told
        self._lock = threading.Lock()
        self._status: int | None = None
        self.is_alive = True
        """Whether nobody knows yet that it has ended."""

    def kill(self) -> None:
        """End the process, whatever it does."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def join(self) -> None:
        """Wait until the process has ended."""
        with self._lock:
            if self._status is None:
                ended = select.poll()
                ended.register(self._handle, select.POLLIN)
                ended.poll()
                # Nothing comes when the nursery was killed too.
                told = os.read(self._told, 4)
                self._status = int.from_bytes(told, "big", signed=True) if told else -signal.SIGKILL

    @property
    def exitcode(self) -> int | None:
        """Its status, or the negative number of the signal that ended it; None before it was joined."""
        return self._status

    def close(self) -> None:
        """Let go of a process that has ended."""
        self.is_alive = False
        os.close(self._handle)
        os.close(self._told)
