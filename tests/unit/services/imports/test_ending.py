from collections.abc import Iterator
from pathlib import Path

import pytest

from postil.services.imports.ending import end
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import NOW, World, populate


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    store = SqliteStore(tmp_path / "postil.db")
    yield populate(store)
    store.close()


@pytest.mark.parametrize(("state", "action"), [("failed", "fail"), ("cancelled", "cancel")])
def test_a_job_that_ends_unpublished_leaves_one_entry_and_nothing_of_its_content(world, state, action):
    job = world.start_job()
    with world.write() as session:
        end(session, job, state, None, NOW)
        found = session.jobs.by_id(job.id)
        [entry] = session.activities(before_id=None, limit=9)
    assert found is not None
    assert found.state == state
    assert (entry.action, entry.object_kind, entry.object_uid) == (action, "job", job.uid)
    assert set(entry.detail) == {"name", "purpose"}
