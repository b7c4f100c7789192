import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from postil.stores.sql.postgres import PostgresStore
from postil.testing.store import StoreTests
from postil.testing.world import populate
from tests.compliance.references import demand_whole

# What another process does to the same database: forty transactions of a batch each.
WRITER = """
import sys
from postil.stores.sql.postgres import PostgresStore

store = PostgresStore(sys.argv[1])
for number in range(40):
    with store.write() as session:
        session.projects.create_batch(int(sys.argv[2]), f"{sys.argv[3]} {number}", 1, None, 0)
store.close()
"""


class TestPostgresStore(StoreTests):
    @pytest.fixture
    def store(self, postgres_url: str) -> Iterator[PostgresStore]:
        store = PostgresStore(postgres_url, wait_s=60)
        yield store
        store.close()
        with psycopg.connect(postgres_url) as connection:
            demand_whole(lambda statement: connection.execute(statement.encode()).fetchall()[0][0])


def test_two_processes_that_write_at_once_lose_nothing(postgres_url: str):
    store = PostgresStore(postgres_url)
    world = populate(store)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, postgres_url, str(world.project_id), name])
        for name in ("one", "two")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    with store.read() as session:
        batches = session.projects.list_batches(world.project_id, after_id=0, limit=999)
    store.close()
    assert {batch.name for batch in batches} == {
        "first",
        *(f"{name} {number}" for name in ("one", "two") for number in range(40)),
    }
