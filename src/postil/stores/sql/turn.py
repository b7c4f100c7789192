"""Whose turn it is to write: first come, first served among threads; alternating among processes.

SQLite itself is unfair: whoever retries at the right moment wins, and an import that writes all the time
keeps everybody else out for seconds. Two lock files mend that: a process waits for `<database>.turn`
only while it holds `<database>.next`, so the one that has just written must queue behind it.
"""

import fcntl
import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postil.errors import RetryableStoreError, StoreError

# Naps grow shorter the longer one waits: who has waited wakes before who has just come.
_LONGEST_NAP_S = 0.002
_SHORTEST_NAP_S = 0.00025
_SHORTER = 0.7


class ThreadQueue:
    """A lock that is handed over in the order of asking."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._is_taken = False
        self.owner: int | None = None

    def acquire(self, timeout_s: float) -> bool:
        """Wait for the lock; False when it did not come in time."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                self.owner = threading.get_ident()
                return True
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        if gate.acquire(timeout=timeout_s) or self._came_late(gate):
            self.owner = threading.get_ident()
            return True
        return False

    def _came_late(self, gate: threading.Lock) -> bool:
        with self._guard:
            if gate in self._waiting:
                self._waiting.remove(gate)
                return False
            return True

    def is_awaited(self) -> bool:
        """Tell whether others wait."""
        with self._guard:
            return bool(self._waiting)

    def release(self) -> None:
        """Hand the lock to whoever has waited longest."""
        with self._guard:
            self.owner = None
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


class WriteTurn:
    """The right to write one database file, among all threads and processes of this machine."""

    def __init__(self, database: Path, wait_s: float) -> None:
        self._wait_s = wait_s
        self._threads = ThreadQueue()
        self._files = [
            os.open(f"{database}{end}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            for end in (".next", ".turn")
        ]

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the turn.

        Raises:
            RetryableStoreError: Others wrote for as long as this one was ready to wait.
            StoreError: This thread holds the turn already; waiting for itself would never end.
        """
        if self._threads.owner == threading.get_ident():
            raise StoreError("a write transaction was opened inside another one of the same thread")
        deadline = time.monotonic() + self._wait_s
        if not self._threads.acquire(self._wait_s):
            raise self._too_busy()
        try:
            self._take_files(deadline)
            try:
                yield
            finally:
                fcntl.flock(self._files[1], fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def is_awaited(self) -> bool:
        """Tell whether a thread or another process waits; ask only while holding the turn."""
        if self._threads.is_awaited():
            return True
        # Whoever waits for the turn holds the other file.
        queue = self._files[0]
        try:
            fcntl.flock(queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        fcntl.flock(queue, fcntl.LOCK_UN)
        return False

    def _take_files(self, deadline: float) -> None:
        queue, turn = self._files
        self._lock(queue, deadline)
        try:
            self._lock(turn, deadline)
        finally:
            fcntl.flock(queue, fcntl.LOCK_UN)

    def _lock(self, file: int, deadline: float) -> None:
        nap = _LONGEST_NAP_S
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise self._too_busy() from None
                time.sleep(nap)
                nap = max(nap * _SHORTER, _SHORTEST_NAP_S)
            else:
                return

    def _too_busy(self) -> RetryableStoreError:
        return RetryableStoreError(
            f"the database was busy with other writes for {self._wait_s:g} s",
            code="STO002",
            hint="try again; if it stays so, look for a stuck import with `postil status`",
        )

    def close(self) -> None:
        """Let go of the lock files; they stay on disk, because deleting one in use would split the queue."""
        for file in self._files:
            os.close(file)
        self._files = []
