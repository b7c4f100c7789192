"""Repetition: whether a request that failed is sent again, and after how long."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT_S = 120.0
"""Seconds a request waits in all for a server that says when to ask again."""

_REFUSED = frozenset({429, 503})
"""Nothing was done: too many requests, or the database was busy."""

_LOST = frozenset({502, 504})
"""Something between us and the server lost it: what was asked may have been done."""

_RUNNING = 409
"""With a time to ask again: the same request is still being answered, over a connection that was lost."""

_OURS = "application/problem+json"


class Repetition:
    """Decides for one request; ask it after every failure.

    Args:
        pauses: Seconds before each further attempt, as long as the server does not say better.
        may_repeat: Arriving twice does no harm: by its method, or because it has an idempotency key.
    """

    def __init__(self, pauses: Sequence[float], *, may_repeat: bool) -> None:
        self._pauses: Iterator[float] = iter(pauses)
        self._may_repeat = may_repeat
        self._waited = 0.0

    def after_loss(self, *, was_sent: bool) -> float | None:
        """Return how long to wait after the connection was lost, None when it is over."""
        return next(self._pauses, None) if self._may_repeat or not was_sent else None

    def after_answer(self, status: int, headers: Mapping[str, str]) -> float | None:
        """Return how long to wait after an answer, None when it is the answer."""
        asked = wait_of(headers)
        if status == _RUNNING and asked is not None and self._may_repeat:
            return self._wait(asked)
        if status in _REFUSED:
            return next(self._pauses, None) if asked is None else self._wait(asked)
        is_lost = status in _LOST and not headers.get("content-type", "").startswith(_OURS)
        return next(self._pauses, None) if is_lost and self._may_repeat else None

    def _wait(self, seconds: float) -> float | None:
        # None of the answers is worth waiting for ever, not even in small steps.
        self._waited += max(seconds, 0.05)
        return seconds if self._waited <= LONGEST_WAIT_S else None


def wait_of(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of a `Retry-After`, given as a number or as a date; None without one."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max((at - datetime.now(UTC)).total_seconds(), 0.0)
