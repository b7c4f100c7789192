"""Connections of a pool are asked for a sign of life only where there is a reason to."""

import logging
from collections.abc import Iterator

import psycopg
import pytest

from postil.stores.sql import postgres_liveness
from postil.stores.sql.postgres import PostgresStore

# Waits until they are gone, so that nobody uses one that has been told to end and has not yet.
END_OTHERS = (
    b"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
    b"WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def store(postgres_url: str) -> Iterator[PostgresStore]:
    store = PostgresStore(postgres_url)
    use(store)
    yield store
    store.close()


def use(store: PostgresStore) -> int:
    """Read and write; return the number of the process that answered the reading."""
    with store.write() as session:
        session.catalog.list_datasets(after_id=0, limit=1)
    with store.read() as session:
        connection = session.catalog._connection  # noqa: SLF001
        answered: int = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    return answered


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Collect the connections that are asked."""
    found: list[object] = []
    ask = postgres_liveness._ask  # noqa: SLF001

    def noted(connection: "psycopg.Connection[object]") -> None:
        found.append(connection)
        ask(connection)

    monkeypatch.setattr(postgres_liveness, "_ask", noted)
    return found


def test_a_connection_that_was_used_just_now_is_not_asked(store, asked):
    first = use(store)
    assert (use(store), asked) == (first, [])


def test_a_connection_that_was_ended_is_replaced_before_it_is_used(store, postgres_url):
    first = use(store)
    with psycopg.connect(postgres_url) as connection:
        connection.execute(END_OTHERS)
    assert use(store) != first


def test_a_connection_that_was_idle_for_long_is_asked_and_kept(store, asked, monkeypatch):
    first = use(store)
    monkeypatch.setattr(postgres_liveness, "IDLE_S", -1.0)
    assert (use(store), len(asked)) == (first, 2)


def test_a_connection_with_a_notice_waiting_is_asked_and_kept(store, asked, postgres_url):
    first = use(store)
    with store.read() as session:
        session.catalog._connection.exec_driver_sql("LISTEN street")  # noqa: SLF001
    with psycopg.connect(postgres_url) as connection:
        connection.execute("NOTIFY street")
    assert use(store) == first
    assert len(asked) == 1


def test_replacing_a_connection_alarms_nobody(store, postgres_url, caplog):
    with psycopg.connect(postgres_url) as connection:
        connection.execute(END_OTHERS)
    with caplog.at_level(logging.WARNING):
        use(store)
    assert caplog.records == []
