"""The log is copied into the database beside the writers."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from postil.stores.sql.checkpoints import Checkpoints


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "some.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (a)")
    return path


def rows_without_log(database: Path) -> int:
    with closing(sqlite3.connect(f"file:{database}?immutable=1", uri=True)) as alone:
        found: int = alone.execute("SELECT count(*) FROM t").fetchone()[0]
    return found


def test_after_a_commit_the_database_alone_holds_what_was_written(database: Path) -> None:
    checkpoints = Checkpoints(lambda: sqlite3.connect(database, check_same_thread=False), pause_s=0.01)
    writer = sqlite3.connect(database)
    with writer:
        writer.execute("INSERT INTO t VALUES (1)")
    assert rows_without_log(database) == 0
    checkpoints.note_commit()
    deadline = time.monotonic() + 30
    while rows_without_log(database) == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert rows_without_log(database) == 1
    checkpoints.close()
    writer.close()


def test_closing_does_not_wait_for_the_pause(database: Path) -> None:
    checkpoints = Checkpoints(lambda: sqlite3.connect(database, check_same_thread=False), pause_s=3600)
    checkpoints.note_commit()
    checkpoints.close()


def test_a_copy_that_fails_is_tried_again_after_the_next_commit(database: Path) -> None:
    tries: list[int] = []

    def connect() -> sqlite3.Connection:
        tries.append(len(tries))
        if len(tries) == 1:
            raise sqlite3.OperationalError("disk I/O error")
        return sqlite3.connect(database)

    checkpoints = Checkpoints(connect, pause_s=0)
    deadline = time.monotonic() + 30
    while len(tries) < 2 and time.monotonic() < deadline:
        checkpoints.note_commit()
        time.sleep(0.001)
    checkpoints.close()
    assert tries[:2] == [0, 1]


def test_closing_at_the_very_end_of_a_pause_ends_the_thread(database: Path) -> None:
    checkpoints = Checkpoints(lambda: sqlite3.connect(database, check_same_thread=False), pause_s=0)

    class ClosedAtItsEnd(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            self.set()
            checkpoints._is_due.set()  # noqa: SLF001 - what closing does, between two steps of the thread
            return False

    checkpoints._is_closing = ClosedAtItsEnd()  # noqa: SLF001
    checkpoints.note_commit()
    thread = checkpoints._thread  # noqa: SLF001
    assert thread is not None
    thread.join(30)
    assert not thread.is_alive()
