import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from postil.stores.sql.sqlite import SqliteStore
from postil.testing.store import StoreTests
from postil.testing.world import populate
from tests.compliance.references import demand_whole
from tests.empty_database import put_empty_database

# What another process does to the same file: forty transactions of a batch each.
WRITER = """
import sys
from pathlib import Path
from postil.stores.sql.sqlite import SqliteStore

store = SqliteStore(Path(sys.argv[1]))
for number in range(40):
    with store.write() as session:
        session.projects.create_batch(int(sys.argv[2]), f"{sys.argv[3]} {number}", 1, None, 0)
store.close()
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "postil.db", wait_s=60)
    yield store
    store.close()


class TestSqliteStore(StoreTests):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteStore]:
        store = SqliteStore(put_empty_database(tmp_path / "postil.db"), wait_s=60)
        yield store
        store.close()
        with closing(sqlite3.connect(store.path)) as connection:
            demand_whole(lambda statement: connection.execute(statement).fetchone()[0])


def test_two_processes_that_write_at_once_lose_nothing(store: SqliteStore):
    world = populate(store)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, store.path, str(world.project_id), name])
        for name in ("one", "two")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    with store.read() as session:
        batches = session.projects.list_batches(world.project_id, after_id=0, limit=999)
    assert {batch.name for batch in batches} == {
        "first",
        *(f"{name} {number}" for name in ("one", "two") for number in range(40)),
    }
