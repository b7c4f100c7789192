"""Times have a fraction and a Z: without, the package leaves them as texts."""

from datetime import UTC, datetime

from postil.facades.labelbox.instants import instant_text, instant_text_or_none


def test_a_time_without_a_fraction_has_one_nevertheless():
    assert instant_text(0) == "1970-01-01T00:00:00.000000Z"


def test_the_package_reads_the_time_that_was_stored():
    at = datetime(2026, 1, 2, 3, 4, 5, 678_901, UTC)
    text = instant_text(round(at.timestamp() * 1_000_000))
    assert datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC) == at


def test_no_time_is_none():
    assert instant_text_or_none(None) is None
