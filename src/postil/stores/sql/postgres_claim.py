"""The claim of a server on a PostgreSQL database: gone with its connection, however the server ended."""

import time
from typing import Any

import psycopg

from postil.errors import ConflictError
from postil.stores.sql.postgres import CONNECTING, OURS, SERVING, parsed, shown
from postil.stores.sql.postgres_errors import translated

PATIENCE_S = 3.0
"""The database notices the end of a program that was killed a moment after it."""

_TRY = f"SELECT pg_try_advisory_lock({OURS}, {SERVING})"


class Claim:
    """The right to be the one server of a database, or to move it away.

    Jobs name files of a data directory; a second server with another directory would not find them.

    Args:
        url: The database.
    """

    def __init__(self, url: str) -> None:
        self._url = parsed(url)
        self._connection: psycopg.Connection[Any] | None = None

    def take(self) -> None:
        """Take the claim.

        Raises:
            ConflictError: Another server has it.
            StoreError: The database cannot be reached.
        """
        place = shown(self._url)
        with translated(place, str(self._url.password or "")):
            text = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
            connection = psycopg.connect(text, autocommit=True, **CONNECTING)
            if not _taken(connection):
                connection.close()
                raise ConflictError(
                    f"another Postil server uses the {place}",
                    hint="stop it, or give this one a database of its own",
                )
        self._connection = connection

    def release(self) -> None:
        """Let go; releasing twice is releasing once."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _taken(connection: psycopg.Connection[Any]) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        row = connection.execute(_TRY.encode()).fetchone()
        if row is not None and row[0]:
            return True
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
