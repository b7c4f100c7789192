from datetime import UTC, datetime, timedelta

from postil.stores.sql.postgres import PostgresStore
from postil.stores.sql.postgres_clock import PostgresClock

YEARS_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_the_time_is_that_of_the_database_whatever_this_machine_says():
    assert timedelta() <= PostgresClock(lambda: YEARS_AGO).now() - YEARS_AGO < timedelta(minutes=1)


def test_time_passes_between_two_questions_to_the_database():
    clock = PostgresClock(iter([YEARS_AGO]).__next__)
    first = clock.now()
    assert clock.now() > first


def test_a_database_tells_its_time_in_utc(postgres_url):
    store = PostgresStore(postgres_url)
    now = store.now()
    store.close()
    assert now.utcoffset() == timedelta()
    # Both run on this machine.
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)
