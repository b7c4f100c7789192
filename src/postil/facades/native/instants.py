"""Instants at the rim: RFC 3339 with a time zone outside, microseconds since 1970 UTC inside."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import msgspec

from postil.services.instant import moment

When = Annotated[datetime, msgspec.Meta(tz=True, description="RFC 3339, with a time zone.")]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


def instant_of(when: datetime | None) -> int | None:
    """Return a time as stored; one that is in year 10000 by UTC is the last microsecond before it."""
    return None if when is None else (min(when, _LATEST) - _EPOCH) // timedelta(microseconds=1)


def moment_or_none(at: int | None) -> datetime | None:
    """Return a stored instant as a time."""
    return None if at is None else moment(at)
