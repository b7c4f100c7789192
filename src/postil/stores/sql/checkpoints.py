"""Checkpoints: what commits have put into SQLite's log is copied into the database beside the writers.

SQLite itself copies at a commit, in the turn of whoever comes to a full log, and everybody waits. Here a
thread does most of it shortly after each burst of commits, without the turn to write: what is left for the
commit that finds the log full is little, and starts the log anew.
"""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress

PAUSE_S = 0.2
"""Seconds for which commits are gathered."""


class Checkpoints:
    """Copies in a thread that begins with the first commit.

    Args:
        connect: Opens a connection of its own.
        pause_s: Seconds to wait after a commit for others.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection], pause_s: float = PAUSE_S) -> None:
        self._connect, self._pause_s = connect, pause_s
        self._is_due, self._is_closing = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._guard = threading.Lock()

    def note_commit(self) -> None:
        """Have the log copied soon."""
        if self._is_due.is_set():
            return
        self._is_due.set()
        with self._guard:
            if self._thread is None and not self._is_closing.is_set():
                self._thread = threading.Thread(target=self._run, name="checkpoints", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        # Whatever fails here fails at a commit with a full log as well, and is told there.
        while self._is_due.wait() and not self._is_closing.wait(self._pause_s):
            self._is_due.clear()
            if self._is_closing.is_set():
                # Closed since the pause ended: the mark that was just taken away was the last one.
                return
            with suppress(sqlite3.Error), closing(self._connect()) as connection:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        """Stop; closing the last connection copies what is left."""
        self._is_closing.set()
        self._is_due.set()
        if self._thread is not None:
            self._thread.join()
