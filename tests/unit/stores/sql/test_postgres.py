from collections.abc import Iterator

import pytest

from postil.errors import UnsupportedError, UsageError
from postil.stores.sql.postgres import PostgresStore, parsed, shown
from postil.testing.world import World, image_row, populate


@pytest.fixture
def world(postgres_url: str) -> Iterator[World]:
    store = PostgresStore(postgres_url)
    yield populate(store)
    store.close()


@pytest.mark.parametrize(("server", "ours"), [("off", "on"), ("remote_apply", "remote_apply")])
def test_commits_are_waited_for_whatever_the_server_is_set_to(
    postgres_server, postgres_url, postgres_database, server, ours
):
    postgres_server.execute(f"ALTER DATABASE {postgres_database} SET synchronous_commit = {server}")
    store = PostgresStore(postgres_url)
    with store.write() as session:
        found = session.connection.exec_driver_sql("SHOW synchronous_commit").scalar()
    store.close()
    postgres_server.execute(f"ALTER DATABASE {postgres_database} RESET synchronous_commit")
    assert found == ours


def test_a_key_with_a_nul_is_found_by_it_and_by_nothing_else(world):
    with world.write() as session:
        session.catalog.create_rows(world.dataset_id, [image_row("a\x00b"), image_row("ab")], None, 1)
        found = session.catalog.find_rows("global_key", ["a\x00b", "a", "a\x00"], None)
    assert set(found) == {"a\x00b"}


@pytest.mark.parametrize("url", ["postgresql://ann:opensesame@db", "postgresql://ann:opensesame@db:many/x"])
def test_a_url_that_cannot_be_read_is_refused_without_repeating_its_password(url):
    with pytest.raises(UsageError) as caught:
        parsed(url)
    assert "opensesame" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    "url", ["postgresql://ann:opensesame@db:5433/x", "postgres://db:5433/x?user=ann&password=opensesame"]
)
def test_a_password_is_known_and_never_shown(url):
    found = parsed(url)
    assert found.password == "opensesame"
    assert shown(found) == "PostgreSQL database 'x' at db:5433"


def test_a_database_that_cannot_hold_every_text_is_refused(postgres_server):
    postgres_server.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(UnsupportedError, match="LATIN1"):
        PostgresStore(postgres_server.url("latin"))
    postgres_server.drop("latin")
