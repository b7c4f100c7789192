"""Times outside, microseconds inside."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from postil.facades.native.instants import instant_of, moment_or_none


@pytest.mark.parametrize(
    ("when", "instant"),
    [
        (None, None),
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1970, 1, 1, 0, 0, 1, 7, tzinfo=UTC), 1_000_007),
        (datetime(1970, 1, 1, 2, tzinfo=timezone(timedelta(hours=2))), 0),
    ],
)
def test_a_time_becomes_microseconds_since_1970_utc(when, instant):
    assert instant_of(when) == instant


def test_a_time_that_is_in_year_10000_by_utc_can_be_shown():
    last = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    later = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-12)))
    assert moment_or_none(instant_of(later)) == last


def test_a_time_survives_the_way_in_and_out():
    when = datetime(2026, 1, 5, 9, 30, 0, 123_456, tzinfo=UTC)
    assert moment_or_none(instant_of(when)) == when
    assert moment_or_none(None) is None
