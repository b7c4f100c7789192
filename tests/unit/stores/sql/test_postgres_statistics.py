from collections.abc import Iterator

import psycopg
import pytest

from postil.stores.sql.postgres import PostgresStore
from postil.testing.world import NOW, image_row, populate


@pytest.fixture
def store(postgres_url: str) -> Iterator[PostgresStore]:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("VACUUM FULL")
    store = PostgresStore(postgres_url)
    yield store
    store.close()


def looked_at(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = 'public'")
        return {name for (name,) in found}


def test_tables_that_outgrew_what_is_known_of_them_are_looked_at(store, postgres_url):
    world = populate(store)
    with store.write() as session:
        rows = [image_row(f"{number}") for number in range(20_000)]
        session.catalog.create_rows(world.dataset_id, rows, None, NOW)
    assert {"data_row", "asset"} <= looked_at(postgres_url)


def test_small_tables_are_left_to_the_database(store, postgres_url):
    before = looked_at(postgres_url)
    for _ in range(3):
        populate(store)
    assert looked_at(postgres_url) == before
