"""Whether a connection that lay in the pool is still one, found out without asking the server as a rule.

A question costs a short import a tenth of its time. The end of a server, or of a connection, comes with
bytes to read; a cable that was pulled does not, so what was idle for long is asked all the same.
"""

import select
import time
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

IDLE_S = 30.0
"""After so many seconds a connection is asked whatever it looks like."""

_USED = "postil_used"


def watch(engine: Engine) -> None:
    """Have the pool of an engine replace connections that did not survive."""

    @event.listens_for(engine, "checkin")
    def _note(_: object, record: Any) -> None:
        record.info[_USED] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _check(connection: Any, record: Any, _: object) -> None:
        used = record.info.get(_USED)
        if used is None:
            return  # it was made just now
        if time.monotonic() - used > IDLE_S or _has_news(connection.pgconn.socket):
            _ask(connection)


def _has_news(socket: int) -> bool:
    """Tell whether there is something to read, or nothing to read ever again."""
    look = select.poll()
    look.register(socket, select.POLLIN)
    return bool(look.poll(0))


def _ask(connection: "psycopg.Connection[Any]") -> None:
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error as error:
        raise InvalidatePoolError from error
