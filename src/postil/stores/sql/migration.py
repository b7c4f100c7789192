"""Bringing a database to the newest revision: made whole when new, migrated step by step when old."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_mock_engine, inspect, select
from sqlalchemy.schema import ExecutableDDLElement

from postil.errors import StoreError
from postil.stores.sql.schema import REVISION, metadata, stamp

SCRIPTS = Path(__file__).parent / "migrations"

UNFINISHED = "unfinished"
"""Stamped instead of a revision while another database is copied into this one."""


def prepare(engine: Engine, turn: Callable[[], AbstractContextManager[None]]) -> None:
    """Make or migrate the database behind `engine` if it is not at the newest revision.

    Args:
        engine: Where to write.
        turn: The right to write; two programs opening the same new file must not both make it.

    Raises:
        StoreError: `STO005` the database was written by a newer Postil, or belongs to something else;
            `STO007` it is what is left of a move that did not end.
    """
    with engine.connect() as connection:
        if revision_of(connection) == REVISION:
            return
    with turn(), engine.begin() as connection:
        found = revision_of(connection)
        if found == UNFINISHED:
            raise StoreError(
                "the database is an unfinished copy of another one",
                code="STO007",
                hint="use the database it was copied from, or repeat `postil move`, which starts anew",
            )
        if found is None:
            _create_whole(connection)
        elif found != REVISION:
            migrate(connection)


def revision_of(connection: Connection) -> str | None:
    """Return the revision a database is stamped with, or None when it is empty.

    Raises:
        StoreError: The database holds tables, but not ours.
    """
    names = inspect(connection).get_table_names()
    if stamp.name in names:
        return connection.execute(select(stamp.c.version_num)).scalar()
    if names:
        raise StoreError(
            "the database belongs to another program",
            code="STO005",
            hint="name another data directory or database",
        )
    return None


@cache
def _statements(url: str) -> list[str]:
    """Spell what a new database is made with; that takes five times as long as running it."""
    found: list[str] = []

    def spell(element: ExecutableDDLElement, *_: object) -> None:
        found.append(str(element.compile(dialect=engine.dialect)))

    engine = create_mock_engine(url, spell)
    metadata.create_all(engine, checkfirst=False)
    stamp.create(engine, checkfirst=False)
    return found


def _create_whole(connection: Connection) -> None:
    dialect = connection.dialect
    for statement in _statements(f"{dialect.name}+{dialect.driver}://"):
        connection.exec_driver_sql(statement)
    connection.execute(stamp.insert().values(version_num=REVISION))


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the migrations from the stamped revision up to `revision` in the transaction at hand.

    Raises:
        StoreError: `STO005` the stamped revision is not one of ours.
    """
    # Loaded only here: most starts have nothing to migrate, and Alembic takes as long as all the rest.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise StoreError(
            f"the database has a revision this Postil does not know: {error}",
            code="STO005",
            hint="use the Postil that wrote it, or a newer one",
        ) from error
