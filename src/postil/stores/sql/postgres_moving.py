"""What moving needs to know about PostgreSQL."""

from sqlalchemy import Connection, create_engine

from postil.stores.sql.postgres import parsed, shown
from postil.stores.sql.postgres_errors import translated
from postil.stores.sql.schema import metadata, stamp

_NUMBERED = [table.name for table in metadata.sorted_tables if "id" in table.c]


class PostgresIds:
    """`moving.Ids`: every table with ids has a sequence."""

    def last(self, connection: Connection) -> dict[str, int]:
        """Return the last id given out by table."""
        # A sequence that was never asked has no last value.
        asked = "SELECT pg_sequence_last_value(%s::regclass)"
        found = {name: connection.exec_driver_sql(asked, (f"{name}_id_seq",)).scalar() for name in _NUMBERED}
        return {name: number for name, number in found.items() if number is not None}

    def set_last(self, connection: Connection, last: dict[str, int]) -> None:
        """Go on after these ids."""
        for name, number in last.items():
            if number:
                connection.exec_driver_sql("SELECT setval(%s::regclass, %s)", (f"{name}_id_seq", number))

    def defer_references(self, connection: Connection) -> None:
        """Do nothing: references are looked at when a bulk write ends."""


def discard(url: str) -> None:
    """Drop our tables."""
    place = parsed(url)
    engine = create_engine(place)
    try:
        with translated(shown(place), str(place.password or "")), engine.begin() as connection:
            metadata.drop_all(connection)
            stamp.drop(connection)
    finally:
        engine.dispose()
