import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from postil.errors import ConflictError, RetryableStoreError, StoreError
from postil.stores.sql.session import SqlSession
from postil.stores.sql.sqlite import PAGE_SIZE, READERS, SqliteStore
from postil.testing.world import NOW, populate, segment


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "data" / "postil.db", wait_s=0.05)
    yield store
    store.close()


def setting(session: SqlSession, name: str) -> object:
    """Ask the connection of a session for one of its settings."""
    return session.jobs._connection.exec_driver_sql(f"PRAGMA {name}").scalar()  # noqa: SLF001


def test_only_the_owner_may_read_the_files(store):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in store.path.parent.iterdir()}
    assert {"postil.db", "postil.db.next", "postil.db.turn"} <= set(modes)
    assert set(modes.values()) == {0o600}


def test_what_is_chosen_once_is_chosen_when_the_file_is_made(store):
    connection = sqlite3.connect(store.path)
    assert connection.execute("PRAGMA page_size").fetchone() == (PAGE_SIZE,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize(("name", "value"), [("synchronous", 1), ("foreign_keys", 1), ("temp_store", 2)])
def test_every_connection_is_set_up_alike(store, name, value):
    with store.write() as writer, store.read() as reader:
        assert (setting(writer, name), setting(reader, name)) == (value, value)


def test_a_write_returns_once_the_log_is_on_the_disk(store, monkeypatch):
    synced = []
    sync = os.fsync

    def remember(file: int) -> None:
        sync(file)
        synced.append(os.fstat(file).st_ino)

    monkeypatch.setattr(os, "fsync", remember)
    populate(store)
    assert Path(f"{store.path}-wal").stat().st_ino in synced


def test_a_disk_that_cannot_keep_the_log_is_an_error(store, monkeypatch):
    def refuse(_: int) -> None:
        raise OSError(5, "Input/output error")

    world = populate(store)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StoreError, match="failed to keep"), world.write() as session:
        session.catalog.create_dataset("streets", "", None, 0)


def test_writing_through_a_reader_is_refused(store):
    with pytest.raises(StoreError, match="cannot be written") as caught, store.read() as session:
        session.catalog.create_dataset("streets", "", None, 0)
    assert caught.value.code == "STO004"


def test_a_full_disk_is_an_error_with_a_code_and_rolls_back(store):
    world = populate(store)
    job = world.start_job()
    with store.write() as session:
        session.jobs._connection.exec_driver_sql(  # noqa: SLF001
            f"PRAGMA max_page_count = {setting(session, 'page_count')}"
        )
    big = [segment(row, {f"{number}": "car" for number in range(500)}) for row in world.rows]
    with pytest.raises(StoreError, match="disk is full") as caught, store.write() as session:
        session.bundles.write_segments(world.set_id, job.id, 0, big)
    assert (caught.value.code, bool(caught.value.hint)) == ("STO001", True)
    assert not isinstance(caught.value, RetryableStoreError)
    with store.write() as session:
        assert session.bundles.job_segments(job.id, after_id=0, limit=9) == []
        session.jobs._connection.exec_driver_sql("PRAGMA max_page_count = 1000000")  # noqa: SLF001
    world.layer(job, big)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "postil.db"
    path.write_bytes(b"not a database at all, but long enough to be read as one" * 40)
    with pytest.raises(StoreError, match="not a database") as caught:
        SqliteStore(path)
    assert caught.value.code == "STO003"


def test_a_damaged_file_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "postil.db"
    SqliteStore(path).close()
    content = bytearray(path.read_bytes())
    content[PAGE_SIZE:] = b"\xff" * (len(content) - PAGE_SIZE)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged") as caught:
        SqliteStore(path)
    assert caught.value.code == "STO003"


def test_a_write_while_another_one_lasts_too_long_may_be_tried_again(store):
    with SqliteStoreThread(store) as other, pytest.raises(RetryableStoreError), store.write():
        other.fail()


def test_a_foreign_program_that_holds_the_database_is_waited_for_only_so_long(store):
    foreign = sqlite3.connect(store.path, isolation_level=None)
    foreign.execute("BEGIN IMMEDIATE")
    with pytest.raises(RetryableStoreError) as caught, store.write():
        pass
    assert caught.value.code == "STO002"
    foreign.execute("ROLLBACK")
    foreign.close()
    with store.write():
        pass


def test_a_write_within_a_write_is_an_error_and_no_deadlock(store):
    with store.write(), pytest.raises(StoreError, match="inside another"), store.write():
        pass


def test_more_readers_than_there_are_connections_may_try_again(store):
    open_readers = [store.read() for _ in range(2 * READERS)]
    for reader in open_readers:
        reader.__enter__()
    with pytest.raises(RetryableStoreError, match="reading"), store.read():
        pass
    for reader in open_readers:
        reader.__exit__(None, None, None)
    with store.read():
        pass


def test_what_contradicts_the_stored_is_a_conflict(store):
    with pytest.raises(ConflictError), store.write() as session:
        session.projects.create_batch(99, "of no project", 1, None, NOW)


class SqliteStoreThread:
    """A thread that holds a write transaction for as long as the block lasts."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self._is_inside, self._may_leave = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold)

    def _hold(self) -> None:
        with self._store.write():
            self._is_inside.set()
            self._may_leave.wait()

    def fail(self) -> None:
        raise AssertionError("two writers at once")

    def __enter__(self) -> Self:
        self._thread.start()
        self._is_inside.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._may_leave.set()
        self._thread.join()


# A process whose files may not grow beyond 2 MiB writes layers until that stops it.
LIMITED = """
import resource, sys
from pathlib import Path
from postil.errors import StoreError
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import populate, segment

resource.setrlimit(resource.RLIMIT_FSIZE, (4 << 20, resource.RLIM_INFINITY))
store = SqliteStore(Path(sys.argv[1]))
world = populate(store)
job = world.start_job()
for chunk in range(1000):
    try:
        world.layer(job, [segment(world.rows[0], {str(n): "car" for n in range(2000)})], chunk=chunk)
    except StoreError as error:
        print(error.code, chunk)
        break
"""


def test_a_limit_of_the_system_is_a_full_disk_too_and_what_was_written_before_is_kept(tmp_path):
    path = tmp_path / "postil.db"
    done = subprocess.run([sys.executable, "-c", LIMITED, path], capture_output=True, text=True, check=True)
    code, chunks = done.stdout.split()
    assert code == "STO001"
    store = SqliteStore(path)
    with store.read() as session:
        (job,) = session.jobs.unfinished()
        assert len(session.bundles.job_segments(job.id, after_id=0, limit=999)) == int(chunks) > 0
    store.close()
