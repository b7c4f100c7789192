"""Database: from its URL to the store behind it, and to the clock its programs share."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from postil.errors import UnsupportedError
from postil.ports.clock import Clock, SystemClock
from postil.ports.store import Store
from postil.server.settings import FILE_SCHEME, is_postgres
from postil.stores.sql.sqlite import SqliteStore


@dataclass(frozen=True)
class Database:
    """An open database.

    `claim` makes this program the only server of it until `close`; it raises ConflictError when another one
    is. For a file that is the lock of its folder, which whoever serves holds already.
    """

    store: Store
    clock: Clock
    claim: Callable[[], None]
    close: Callable[[], None]


def open_database(url: str, *, wait_s: float = 10.0) -> Database:
    """Open a database, and make what it lacks.

    Args:
        url: `sqlite:///` and the path of a file, or `postgresql://user:password@host/name`.
        wait_s: Seconds to wait for other writers before giving up.

    Raises:
        UsageError: The URL cannot be read.
        UnsupportedError: A package is missing, or the database is too old.
        StoreError: The database cannot be opened.
    """
    if is_postgres(url):
        return _open_postgres(url, wait_s)
    store = SqliteStore(Path(url.removeprefix(FILE_SCHEME)), wait_s=wait_s)
    return Database(store, SystemClock(), lambda: None, store.close)


def _open_postgres(url: str, wait_s: float) -> Database:
    demand_postgres()
    from postil.stores.sql.postgres import PostgresStore  # noqa: PLC0415 - an optional package
    from postil.stores.sql.postgres_claim import Claim  # noqa: PLC0415
    from postil.stores.sql.postgres_clock import PostgresClock  # noqa: PLC0415

    store = PostgresStore(url, wait_s=wait_s)
    claim = Claim(url)

    def close() -> None:
        claim.release()
        store.close()

    return Database(store, PostgresClock(store.now), claim.take, close)


def demand_postgres() -> None:
    """Return when what PostgreSQL needs is installed.

    Raises:
        UnsupportedError: It is not.
    """
    if not find_spec("psycopg"):
        raise UnsupportedError(
            "the database URL names PostgreSQL, and its driver is not installed",
            hint="pip install 'postil[postgres]'",
        )
