"""Instants as the store keeps them: microseconds since 1970, UTC."""

from datetime import UTC, datetime

from postil.ports.clock import Clock

MICROSECONDS = 1_000_000


def instant(clock: Clock) -> int:
    """Return the clock's time as stored."""
    return round(clock.now().timestamp() * MICROSECONDS)


def moment(at: int) -> datetime:
    """Return a stored instant as a time."""
    return datetime.fromtimestamp(at / MICROSECONDS, UTC)
