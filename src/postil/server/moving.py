"""Moving: from one database to another, while nothing else uses either of them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from postil.errors import ConflictError, NotFoundError, StoreError, UsageError
from postil.server.database import demand_postgres
from postil.server.lock import FolderLock
from postil.server.settings import FILE_SCHEME, is_postgres
from postil.stores.sql.moving import Moved, Progress, Side, move
from postil.stores.sql.sqlite import SqliteStore
from postil.stores.sql.sqlite_moving import SqliteIds
from postil.stores.sql.sqlite_moving import discard as discard_file

_UNFINISHED = "STO007"
_HINT = "stop the server of the data directory, and wait until its imports have stopped"


def move_database(source: str, target: str, progress: Progress) -> list[Moved]:
    """Copy a database into an empty one and verify it; the source stays as it is.

    Args:
        source: A database URL, an SQLite file, or a data directory.
        target: The same; a file that is not there is made. What an earlier move that did not end has left
            there is removed.
        progress: Takes the table at hand, how many of its rows are copied, and how many it has.

    Raises:
        NotFoundError: There is no such source.
        ConflictError: The target is not empty, or one of the two is in use.
        UsageError: Both are the same.
        StoreError: One of them failed; `STO008` the copy is not equal.
    """
    here, there = url_of(source), url_of(target)
    if here == there:
        raise UsageError("the database to move to is the one to move from", hint="name another one")
    if not is_postgres(here) and not file_of(here).exists():
        raise NotFoundError(f"there is no database {str(file_of(here))!r}", hint="name its data directory")
    with _alone(here), _alone(there), ExitStack() as opened:
        return move(opened.enter_context(_side(here)), opened.enter_context(_target(there)), progress)


def url_of(text: str) -> str:
    """Return the URL of a database that was named by it, by its file, or by its data directory."""
    if "://" in text:
        return text
    path = Path(text).expanduser().resolve()
    is_file = path.is_file() or (path.suffix == ".db" and not path.is_dir())
    return f"{FILE_SCHEME}{path if is_file else path / 'postil.db'}"


def file_of(url: str) -> Path:
    """Return the file of an SQLite database."""
    return Path(url.removeprefix(FILE_SCHEME))


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """Keep servers and importers away from a database."""
    with ExitStack() as held:
        if is_postgres(url):
            demand_postgres()
            from postil.stores.sql.postgres_claim import Claim  # noqa: PLC0415 - an optional package

            claim = Claim(url)
            claim.take()
            held.callback(claim.release)
        else:
            for lock in _locks(file_of(url).parent):
                if not lock.acquire():
                    raise ConflictError(f"the database {str(file_of(url))!r} is in use", hint=_HINT)
                held.callback(lock.release)
        yield


def _locks(folder: Path) -> Iterator[FolderLock]:
    if folder.is_dir():
        yield FolderLock(folder, "server.lock")
    for file in folder.glob("spool/*.lock"):
        yield FolderLock(file.parent, file.name)


@contextmanager
def _target(url: str) -> Iterator[Side]:
    """Open the database to move to; what is left of a move that did not end is removed first."""
    try:
        with _side(url):
            pass
    except StoreError as error:
        if error.code != _UNFINISHED:
            raise
        _discard(url)
    with _side(url) as side:
        yield side


@contextmanager
def _side(url: str) -> Iterator[Side]:
    if is_postgres(url):
        from postil.stores.sql.postgres import PostgresStore  # noqa: PLC0415 - an optional package
        from postil.stores.sql.postgres_moving import PostgresIds  # noqa: PLC0415

        store: PostgresStore | SqliteStore = PostgresStore(url)
        side = Side(store, PostgresIds())
    else:
        store = SqliteStore(file_of(url))
        side = Side(store, SqliteIds())
    try:
        yield side
    finally:
        store.close()


def _discard(url: str) -> None:
    if not is_postgres(url):
        discard_file(file_of(url))
        return
    from postil.stores.sql.postgres_moving import discard  # noqa: PLC0415 - an optional package

    discard(url)
