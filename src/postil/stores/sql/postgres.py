"""The store in a PostgreSQL database: connections, transactions, and whose turn it is to write."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from postil.errors import StoreError, UnsupportedError, UsageError
from postil.stores.sql.compiled import SHARED
from postil.stores.sql.migration import prepare
from postil.stores.sql.postgres_errors import translated
from postil.stores.sql.postgres_hot import PostgresHotStatements
from postil.stores.sql.postgres_liveness import watch
from postil.stores.sql.postgres_statistics import Statistics
from postil.stores.sql.postgres_text import adapt
from postil.stores.sql.session import SqlSession

OLDEST = (14, 0)
"""The oldest version that is tested."""

READERS = 8
"""Connections kept for reading; as many again are opened when all are in use."""

WRITERS = 2
"""Connections kept for writing; they take turns, among all programs."""

# Advisory locks are numbers within one database; the first keeps clear of other programs.
OURS = 1_886_352_244
_SCHEMA, _WRITING, SERVING = 1, 2, 3
_TAKE_TURN = f"SELECT pg_advisory_xact_lock({OURS}, {_WRITING})"
_TAKE_SCHEMA = f"SELECT pg_advisory_xact_lock({OURS}, {_SCHEMA})"

CONNECTING: dict[str, Any] = {
    "application_name": "postil",
    "client_encoding": "utf8",
    "connect_timeout": 10,
    # A cable that was pulled is noticed within a minute, by us and by the server.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
_SETTINGS = {
    "timezone": "UTC",
    # Compiling a query costs more than any of ours takes.
    "jit": "off",
    # Every statement of ours looks things up in an index and takes rows in its order. A planner that knows
    # little of a table would rather read it through. "off" does not forbid: what has no index is still read.
    "enable_seqscan": "off",
    "enable_bitmapscan": "off",
    "enable_hashagg": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    # Nor keep one side of a join, to go through it for every row of the other: taken for small, it may be
    # every task of a project.
    "enable_material": "off",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "idle_in_transaction_session_timeout": "1h",
}
# What was answered has to outlive a crash of the server, as with SQLite: files beside the database follow
# the commits, and are not there twice. A server may ask for more than "on", for its replicas.
_DEMAND_DURABLE = (
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
)
_READER_SETTINGS = _SETTINGS | {"statement_timeout": "2min"}
_WRITER_SETTINGS = _SETTINGS | {"statement_timeout": "10min"}


class PostgresStore:
    """`ports.store.Store` in one database, filled at first use and migrated when older than the program.

    A read session is one snapshot. Write sessions take turns among all programs, as they do on SQLite: every
    service looks before it writes, and what it saw stays true until it commits.

    Args:
        url: `postgresql://user:password@host:port/name`; what psycopg takes may follow after `?`.
        wait_s: Seconds to wait for other writers, or for a free connection, before giving up.

    Raises:
        UsageError: The URL cannot be read.
        StoreError: The database is not there, is no database of Postil, or one of a newer Postil.
        UnsupportedError: PostgreSQL is too old, or the database is not in UTF-8.
    """

    layers_at_once = 1 << 30

    def __init__(self, url: str, *, wait_s: float = 10.0) -> None:
        self._url = parsed(url)
        self.place = shown(self._url)
        self._password = str(self._url.password or "")
        self._wait_s = wait_s
        self._mine = threading.local()
        limits = {"lock_timeout": f"{wait_s * 1000:.0f}ms"}
        self._writer = self._engine(_WRITER_SETTINGS | limits, WRITERS, isolation_level="READ COMMITTED")
        self._readers = self._engine(
            _READER_SETTINGS | limits, READERS, isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._statistics = Statistics(self._writer)
        try:
            with self._translated():
                self._demand_fit()
                prepare(self._writer, self._schema_turn)
        except BaseException:
            self.close()
            raise

    def _translated(self) -> Any:
        return translated(self.place, self._password)

    def _engine(self, settings: dict[str, str], size: int, **options: Any) -> Engine:
        engine = create_engine(
            self._url.set(drivername="postgresql+postil"),
            connect_args=CONNECTING,
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=size,
            pool_timeout=self._wait_s,
            execution_options=SHARED | options,
        )
        statement = "SELECT " + ", ".join(["set_config(%s, %s, false)"] * len(settings))
        values = [part for pair in settings.items() for part in pair]

        @event.listens_for(engine, "connect")
        def _prepared(connection: Any, _: object) -> None:
            driver = driver_of(connection)
            adapt(driver)
            driver.execute(statement.encode(), values)
            driver.execute(_DEMAND_DURABLE.encode())
            driver.commit()

        # A connection that did not survive a restart of the database is replaced before it is used.
        watch(engine)
        return engine

    def _demand_fit(self) -> None:
        with self._readers.connect() as connection:
            version = connection.dialect.server_version_info or (0,)
            encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if version < OLDEST:
            raise UnsupportedError(
                f"PostgreSQL {'.'.join(map(str, version))} is too old - {self.place}",
                hint=f"use PostgreSQL {OLDEST[0]} or newer",
            )
        if encoding != "UTF8":
            raise UnsupportedError(
                f"the database is in {encoding} and cannot hold every text - {self.place}",
                hint="make one with `CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0`",
            )

    @contextmanager
    def _schema_turn(self) -> Iterator[None]:
        with self._writer.begin() as connection:
            connection.exec_driver_sql(_TAKE_SCHEMA)
            yield

    @contextmanager
    def read(self) -> Iterator[SqlSession]:
        """Open a consistent view for a short time; a write through it fails."""
        with self._translated(), self._readers.begin() as connection:
            yield SqlSession(connection, PostgresHotStatements(driver_of(connection.connection)))

    @contextmanager
    def write(self) -> Iterator[SqlSession]:
        """Open a write transaction: committed on leaving, rolled back on any exception.

        Raises:
            RetryableStoreError: `STO002` other writers did not finish in time; `STO006` the database went
                away. Nothing was written, unless it went away while it committed.
            StoreError: `STO001` the disk is full, `STO003` the database is damaged, `STO004` it cannot be
                written, or this thread writes already.
        """
        with self._alone(), self._translated(), self._writer.begin() as connection:
            connection.exec_driver_sql(_TAKE_TURN)
            hot = PostgresHotStatements(driver_of(connection.connection))
            yield SqlSession(connection, hot)
        self._statistics.wrote(hot.rows)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if getattr(self._mine, "is_writing", False):
            raise StoreError("a write transaction was opened inside another one of the same thread")
        self._mine.is_writing = True
        try:
            yield
        finally:
            self._mine.is_writing = False

    def now(self) -> datetime:
        """Return the present by the clock of the database, in UTC."""
        with self._translated(), self._readers.connect() as connection:
            found: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return found

    def is_awaited(self) -> bool:
        """Say no: asking the server costs more than the short time somebody waits."""
        return False

    def close(self) -> None:
        """Release every connection."""
        self._readers.dispose()
        self._writer.dispose()


def parsed(url: str) -> URL:
    """Read a database URL.

    Raises:
        UsageError: It is none, or names no database.
    """
    try:
        found = make_url(url)
    except (ArgumentError, ValueError):
        # The text is not repeated: it may hold a password.
        raise UsageError("the database URL cannot be read", hint=_SPELLING) from None
    if not found.database:
        raise UsageError("the database URL names no database", hint=_SPELLING)
    secret = found.query.get("password")
    if isinstance(secret, str):
        found = found.set(password=secret).difference_update_query(["password"])
    return found.set(drivername="postgresql+psycopg")


_SPELLING = "write postgresql://user:password@host/database; % and @ in a password are %25 and %40"


def shown(url: URL) -> str:
    """Spell where a database is, without anything secret."""
    host = url.host or url.query.get("host") or "this machine"
    port = f":{url.port}" if url.port else ""
    return f"PostgreSQL database {url.database!r} at {host}{port}"


def driver_of(connection: Any) -> psycopg.Connection[Any]:
    """Return the driver's connection below one of SQLAlchemy's."""
    found = getattr(connection, "driver_connection", connection)
    if not isinstance(found, psycopg.Connection):
        raise StoreError("the PostgreSQL store was given a connection of another database")
    return found


def version_of(url: str) -> str:
    """Ask a server for its version, and change nothing.

    Raises:
        StoreError: The database cannot be reached.
    """
    place = parsed(url)
    text = place.set(drivername="postgresql").render_as_string(hide_password=False)
    secret = str(place.password or "")
    with translated(shown(place), secret), psycopg.connect(text, **CONNECTING) as connection:
        return f"{shown(place)}, PostgreSQL {connection.info.server_version // 10_000}"
