"""What is said about a data row: the people's word before that of imports, skipped labels empty."""

from pathlib import Path

import msgspec
import pytest

from postil.model.annotation import Annotation
from postil.ports.bundles import NewSegment
from postil.ports.jobs import Job
from postil.ports.labels import LabelVersion
from postil.services.exports.said import Said
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import LEASE, NOW, OWNER, World, populate, segment


@pytest.fixture
def world(tmp_path: Path):
    store = SqliteStore(tmp_path / "postil.db")
    yield populate(store)
    store.close()


def truth(world: World, author: int, *segments: NewSegment) -> list[int]:
    """Import ground truth of an author, with a label for each segment; return their ids."""
    with world.write() as session:
        found = session.bundles.ensure_set("ground_truth", project_id=world.project_id, author_id=author)
    world.set_id = found.id
    job: Job = world.start_job()
    world.layer(job, segments)
    world.publish(job)
    rows = [one.data_row_id for one in segments]
    with world.write() as session:
        session.labels.ensure_imported(world.project_id, found.id, author, rows, NOW + author)
        labels = session.labels.of_rows(world.project_id, rows)
    return [label.id for label in labels if label.set_id == found.id]


def version(world: World, label_id: int, key: str, *, is_skipped: bool = False, at: int = NOW) -> None:
    """Let somebody say something else."""
    with world.write() as session:
        session.labels.append_version(
            LabelVersion(
                label_id=label_id,
                no=1,
                annotations=[Annotation(key)],
                is_skipped=is_skipped,
                lead_time=7,
                created_at=at,
            )
        )


def said(world: World) -> Said:
    with world.read() as session:
        return Said(session, world.project_id, world.rows)


def keys(found: Said, row: int) -> list[list[str]]:
    return [[one.key for one in found.content(label)] for label in found.labels(row)]


def test_an_imported_label_says_what_its_import_said(world):
    truth(world, 1, segment(world.rows[0], {"a": "car", "b": "car"}))
    found = said(world)
    assert keys(found, world.rows[0]) == [["a", "b"]]
    assert keys(found, world.rows[1]) == []


def test_several_labels_of_a_data_row_are_told_oldest_first(world):
    truth(world, 1, segment(world.rows[0], {"a": "car"}))
    truth(world, 2, segment(world.rows[0], {"b": "car"}))
    assert keys(said(world), world.rows[0]) == [["a"], ["b"]]


def test_the_version_of_a_person_stands_for_what_was_imported(world):
    [label] = truth(world, 1, segment(world.rows[0], {"a": "car"}))
    version(world, label, "mine")
    found = said(world)
    assert keys(found, world.rows[0]) == [["mine"]]
    [told] = [found.version(one) for one in found.labels(world.rows[0])]
    assert (told and told.lead_time) == 7


def test_a_skipped_label_is_told_and_says_nothing(world):
    [label] = truth(world, 1, segment(world.rows[0], {"a": "car"}))
    version(world, label, "mine", is_skipped=True)
    found = said(world)
    [told] = found.labels(world.rows[0])
    assert (told.is_skipped, found.content(told)) == (True, [])


def test_a_label_whose_import_is_undone_is_not_told(world):
    truth(world, 1, segment(world.rows[0], {"a": "car"}))
    with world.read() as session:
        [job] = session.jobs.list_jobs(project_id=world.project_id, before_id=None, limit=9)
    world.undo(job)
    assert keys(said(world), world.rows[0]) == []


def test_a_label_that_was_deleted_is_not_told(world):
    truth(world, 1, segment(world.rows[0], {"a": "car"}))
    with world.write() as session:
        deletion = session.jobs.create(msgspec.structs.replace(world.new_job(), is_deletion=True))
        leased = session.jobs.lease(deletion.id, OWNER, NOW, NOW + LEASE)
    world.layer(leased, [NewSegment(world.rows[0], 0, 0, b"[]", b"", is_whole=True)])
    world.publish(leased)
    assert keys(said(world), world.rows[0]) == []


def test_the_last_change_is_that_of_the_task_or_of_a_label(world):
    [label] = truth(world, 1, segment(world.rows[0], {"a": "car"}))
    version(world, label, "mine", at=NOW + 99)
    found = said(world)
    assert [found.active_at(row) for row in world.rows[:2]] == [NOW + 99, NOW]


def test_nothing_has_changed_outside_the_project(world):
    assert said(world).active_at(10**9) == 0
