"""Instants as the store keeps them: microseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta

from postil.ports.clock import Clock

MICROSECONDS = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(clock: Clock) -> int:
    """Return the clock's time as stored."""
    return round(clock.now().timestamp() * MICROSECONDS)


def moment(at: int) -> datetime:
    """Return a stored instant as a time."""
    return _EPOCH + timedelta(microseconds=at)


def microseconds(at: datetime) -> int:
    """Return a time that knows its zone as stored."""
    return (at - _EPOCH) // timedelta(microseconds=1)
