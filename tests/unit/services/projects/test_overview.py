"""Counting where data rows stand, over a real store."""

import pytest

from postil.errors import NotFoundError
from postil.ports.labels import LabelVersion
from postil.ports.projects import TaskState
from postil.ports.store import Store
from postil.services.projects.overview import Overview, QueueCounts
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import NOW, World, populate


def counts(world: World, store: Store, **asked: list[str]) -> QueueCounts:
    with world.read() as session:
        uid = session.projects.uid_of(world.project_id) or ""
    return Overview(store).counts(uid, batch_uids=asked.get("batches"))


def move(world: World, row: int, state: TaskState, *, skips: bool = False) -> None:
    with world.write() as session:
        tasks = session.projects.tasks_of(world.project_id, [row])
        session.projects.set_task_state([tasks[row].id], state, NOW)
        if skips:
            truth = session.bundles.ensure_set("ground_truth", project_id=world.project_id, author_id=1)
            session.labels.ensure_imported(world.project_id, truth.id, 1, [row], NOW)
            label = session.labels.of_set(truth.id, row)
            assert label is not None
            version = LabelVersion(label_id=label.id, no=1, annotations=[], is_skipped=True)
            session.labels.append_version(version)


def test_every_data_row_is_counted_once(store: SqliteStore) -> None:
    world = populate(store, rows=5)
    move(world, world.rows[1], "in_review")
    move(world, world.rows[2], "rework")
    move(world, world.rows[3], "done")
    move(world, world.rows[4], "done", skips=True)
    found = counts(world, store)
    assert found == QueueCounts(to_label=1, in_review=1, rework=1, done=1, skipped=1)
    assert (found.total, found.labelled) == (5, 3)


def test_batches_of_other_projects_count_as_nothing(store: SqliteStore) -> None:
    world, other = populate(store), populate(store)
    with store.read() as session:
        [batch] = session.projects.list_batches(other.project_id, after_id=0, limit=9)
    assert counts(world, store, batches=[batch.uid, "nothing"]).total == 0


def test_a_missing_project_is_told(store: SqliteStore) -> None:
    with pytest.raises(NotFoundError):
        Overview(store).counts("nothing")
