"""The clock of a PostgreSQL database, so that every program that uses it agrees on the time."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

ASK_EVERY_S = 60.0
"""How long the answer of the database is carried forward before it is asked again."""


class PostgresClock:
    """`ports.clock.Clock`. Leases of several machines run by one clock, whatever their own ones show.

    Args:
        ask: Returns the present by the database.
    """

    def __init__(self, ask: Callable[[], datetime]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._known: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """Return the present by the database, in UTC; asks it about once a minute.

        Raises:
            StoreError: The database could not be asked.
        """
        with self._lock:
            known = self._known
            if known is None or time.monotonic() - known[1] > ASK_EVERY_S:
                before = time.monotonic()
                answer = self._ask()
                # The database looked at its clock somewhere between question and answer.
                known = self._known = (answer, (before + time.monotonic()) / 2)
        return known[0] + timedelta(seconds=time.monotonic() - known[1])

    def monotonic(self) -> float:
        """Return seconds since some fixed moment; never runs backwards."""
        return time.monotonic()
