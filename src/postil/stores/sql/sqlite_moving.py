"""What moving needs to know about SQLite."""

from pathlib import Path

from sqlalchemy import Connection

from postil.stores.sql.schema import metadata


class SqliteIds:
    """`moving.Ids`: SQLite writes down the last id of every table that never gives one out twice."""

    def last(self, connection: Connection) -> dict[str, int]:
        """Return the last id given out by table."""
        found = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
        return {name: number for name, number in found if name in metadata.tables}

    def set_last(self, connection: Connection, last: dict[str, int]) -> None:
        """Go on after these ids."""
        connection.exec_driver_sql("DELETE FROM sqlite_sequence")
        for pair in last.items():
            connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", pair)

    def defer_references(self, connection: Connection) -> None:
        """Look at references only when the transaction ends."""
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def discard(path: Path) -> None:
    """Delete a database file with its log."""
    for end in ("-wal", "-shm", ""):
        Path(f"{path}{end}").unlink(missing_ok=True)
