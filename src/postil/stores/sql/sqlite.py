"""The store in one SQLite file: connections, transactions and what their failures mean."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from postil.errors import ConflictError, PostilError, RetryableStoreError, StoreError
from postil.stores.sql.checkpoints import Checkpoints
from postil.stores.sql.compiled import SHARED
from postil.stores.sql.migration import prepare
from postil.stores.sql.session import SqlSession
from postil.stores.sql.sqlite_hot import SqliteHotStatements
from postil.stores.sql.turn import WriteTurn

PAGE_SIZE = 8192
"""Bytes; segments of some twenty annotations fit four to a page, and larger ones spill rarely."""

READERS = 8
"""Connections kept for reading; as many again are opened when all are in use."""

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    # A commit survives a power cut because `write` waits for the log, when others may write already.
    "PRAGMA synchronous = NORMAL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",
)
_READER_SETTINGS = (*_SETTINGS, "PRAGMA query_only = ON", "PRAGMA cache_size = -4000")
# A block of an import dirties about 4 MiB; a cache below that would spill to the log and write twice.
_WRITER_SETTINGS = (*_SETTINGS, "PRAGMA cache_size = -16000", "PRAGMA wal_autocheckpoint = 4000")


class SqliteStore:
    """`ports.store.Store` in one file, made at first use and migrated when it is older than the program.

    Args:
        path: The database file. `-wal`, `-shm`, `.next` and `.turn` files live beside it.
        wait_s: Seconds to wait for other writers, or for a free reader, before giving up.

    Raises:
        StoreError: The file is no Postil database, or one of a newer Postil.
    """

    layers_at_once = 100
    """About 2 ms."""

    def __init__(self, path: Path, *, wait_s: float = 10.0) -> None:
        self.path = path
        self._wait_s = wait_s
        with translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._turn = WriteTurn(path, wait_s)
            self._create_file()
            self._writer = self._engine(_WRITER_SETTINGS, "BEGIN IMMEDIATE", size=1, extra=0)
            self._readers = self._engine(_READER_SETTINGS, "BEGIN", size=READERS, extra=READERS)
            self._checkpoints = Checkpoints(lambda: self._connect(_SETTINGS))
            try:
                prepare(self._writer, self._turn.taken)
                self._sync_log()
            except BaseException:
                self.close()
                raise

    def _create_file(self) -> None:
        """Make a new file that only its owner may read, with what can be chosen only once."""
        if _is_filled(self.path):
            return
        with self._turn.taken():
            if _is_filled(self.path):
                return
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            connection = self._connect((f"PRAGMA page_size = {PAGE_SIZE}", "PRAGMA journal_mode = WAL"))
            connection.close()

    def _engine(self, settings: tuple[str, ...], begin: str, *, size: int, extra: int) -> Engine:
        engine = create_engine(
            "sqlite+postil://",
            execution_options=SHARED,
            creator=lambda: self._connect(settings),
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=extra,
            pool_timeout=self._wait_s,
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine

    def _connect(self, settings: tuple[str, ...]) -> sqlite3.Connection:
        # The pool hands a connection to one thread at a time; transactions are begun by us, not the driver.
        connection = sqlite3.connect(
            self.path,
            timeout=self._wait_s,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        for statement in settings:
            connection.execute(statement)
        return connection

    @contextmanager
    def read(self) -> Iterator[SqlSession]:
        """Open a consistent view for a short time; a write through it fails."""
        with translated(self.path), self._readers.begin() as connection:
            yield _session(connection)

    @contextmanager
    def write(self) -> Iterator[SqlSession]:
        """Open a write transaction: committed on leaving, rolled back on any exception.

        Raises:
            RetryableStoreError: Other writers did not finish in time; nothing was written.
            StoreError: `STO001` the disk is full, `STO003` the file is damaged, `STO004` it is read-only.
        """
        with self._turn.taken(), translated(self.path), self._writer.begin() as connection:
            yield _session(connection)
        self._sync_log()
        self._checkpoints.note_commit()

    def _sync_log(self) -> None:
        """Wait until all that was committed so far is on the disk."""
        try:
            log = os.open(f"{self.path}-wal", os.O_RDWR | os.O_CLOEXEC)
            try:
                os.fsync(log)
            finally:
                os.close(log)
        except OSError as error:
            raise StoreError(
                f"the disk failed to keep what was written: {error.strerror or error} - {self.path}",
                hint="check the disk; what was written last may be lost when the power goes off",
            ) from error

    def is_awaited(self) -> bool:
        """Tell whether a thread or another process waits to write; ask only while writing."""
        return self._turn.is_awaited()

    def close(self) -> None:
        """Release every connection and lock file."""
        self._checkpoints.close()
        self._readers.dispose()
        self._writer.dispose()
        self._turn.close()


def _is_filled(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _session(connection: Connection) -> SqlSession:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise StoreError("the SQLite store was given a connection of another database")
    return SqlSession(connection, SqliteHotStatements(driver))


_MEANINGS: dict[int, tuple[type[StoreError], str, str, str]] = {
    sqlite3.SQLITE_BUSY: (RetryableStoreError, "STO002", "the database is busy", "try again"),
    sqlite3.SQLITE_LOCKED: (RetryableStoreError, "STO002", "the database is busy", "try again"),
    sqlite3.SQLITE_FULL: (
        StoreError,
        "STO001",
        "the disk is full; nothing of this step was written",
        "free some space and resume; what was written before is kept",
    ),
    # A file size limit or a quota ends here, not at SQLITE_FULL.
    sqlite3.SQLITE_IOERR_WRITE: (
        StoreError,
        "STO001",
        "the disk is full or cannot be written; nothing of this step was written",
        "free some space and resume; what was written before is kept",
    ),
    sqlite3.SQLITE_CORRUPT: (StoreError, "STO003", "the database is damaged", "restore a backup"),
    sqlite3.SQLITE_NOTADB: (
        StoreError,
        "STO003",
        "the file is not a database",
        "name another data directory, or move the file away",
    ),
    sqlite3.SQLITE_READONLY: (
        StoreError,
        "STO004",
        "the database cannot be written",
        "check who owns the file and its folder, and write through `write()`",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StoreError,
        "STO004",
        "the database cannot be opened",
        "check that the folder exists and may be written",
    ),
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the driver raises into store errors that say what to do."""
    try:
        yield
    except PoolTimeout as error:
        raise RetryableStoreError(
            "every connection for reading is in use", code="STO002", hint="try again"
        ) from error
    except DBAPIError as error:
        raise _translate(error.orig, path) from error
    except sqlite3.Error as error:
        raise _translate(error, path) from error


def _translate(error: BaseException | None, path: Path) -> PostilError:
    # The low byte is the kind of failure; the others say where it came from.
    number = getattr(error, "sqlite_errorcode", None) or 0
    if number not in _MEANINGS:
        number &= 0xFF
    if number == sqlite3.SQLITE_CONSTRAINT:
        return ConflictError(f"the write contradicts what is stored: {error}")
    if number not in _MEANINGS:
        return StoreError(f"the database refused a statement: {error}", hint="report this with the message")
    kind, code, message, hint = _MEANINGS[number]
    return kind(f"{message} - {path}", code=code, hint=hint)
