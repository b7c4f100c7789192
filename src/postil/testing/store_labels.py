"""What every store must do with labels and their versions."""

import pytest

from postil.errors import ConflictError
from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.ports.labels import LabelVersion, StoredLabel
from postil.ports.store import Store
from postil.testing.world import NOW, World, populate, segment


def _imported(world: World) -> list[StoredLabel]:
    job = world.start_job()
    world.layer(job, [segment(row, {"a": "car"}) for row in world.rows])
    world.publish(job)
    with world.write() as session:
        session.labels.ensure_imported(world.project_id, world.set_id, 3, world.rows, NOW)
        return session.labels.of_rows(world.project_id, world.rows)


class LabelTests:
    """The contract of `postil.ports.labels.LabelStore`."""

    def test_an_imported_set_stands_for_one_label_per_row(self, store: Store) -> None:
        world = populate(store)
        labels = _imported(world)
        assert [label.data_row_id for label in labels] == world.rows
        assert {(label.author_id, label.set_id, label.head_version) for label in labels} == {
            (3, world.set_id, 0)
        }
        assert _imported(world) == labels

    def test_the_labels_of_another_project_are_not_listed(self, store: Store) -> None:
        world, other = populate(store), populate(store)
        _imported(world)
        with store.read() as session:
            assert session.labels.of_rows(other.project_id, world.rows) == []

    def test_an_imported_label_is_gone_while_its_job_is_undone(self, store: Store) -> None:
        world = populate(store, rows=1)
        job = world.start_job()
        world.layer(job, [segment(world.rows[0], {"a": "car"})])
        world.publish(job)
        with store.write() as session:
            session.labels.ensure_imported(world.project_id, world.set_id, None, world.rows, NOW)
        world.undo(job)
        with store.read() as session:
            assert session.labels.of_rows(world.project_id, world.rows) == []
        world.redo(job)
        with store.read() as session:
            assert len(session.labels.of_rows(world.project_id, world.rows)) == 1

    def test_a_label_a_person_has_versioned_outlives_the_undoing_of_its_job(self, store: Store) -> None:
        world = populate(store, rows=1)
        job = world.start_job()
        world.layer(job, [segment(world.rows[0], {"a": "car"})])
        world.publish(job)
        with store.write() as session:
            session.labels.ensure_imported(world.project_id, world.set_id, None, world.rows, NOW)
            [label] = session.labels.of_rows(world.project_id, world.rows)
            session.labels.append_version(LabelVersion(label_id=label.id, no=1, annotations=[]))
            session.jobs.set_undone(job.id, is_undone=True, by=None, at=NOW)
            assert len(session.labels.of_rows(world.project_id, world.rows)) == 1

    def test_versions_are_appended_and_read_back(self, store: Store) -> None:
        world = populate(store)
        label = _imported(world)[1]
        drawn = [Annotation(key="a", feature="car", geometry=Box(1, 2.0, 3, 4))]
        first = LabelVersion(
            label_id=label.id, no=1, annotations=drawn, author_id=5, created_at=NOW + 1, reason="fixed"
        )
        with store.write() as session:
            session.labels.append_version(first)
            session.labels.append_version(LabelVersion(label_id=label.id, no=2, annotations=[]))
        with store.read() as session:
            assert session.labels.version(label.id, 1) == first
            assert session.labels.version(label.id, 3) is None
            [head] = session.labels.of_rows(world.project_id, [label.data_row_id])
            assert session.labels.versioned_rows(world.project_id, world.rows) == {label.data_row_id}
        assert head.head_version == 2

    def test_rows_of_a_job_on_versioned_labels_are_those_it_has_annotations_on(self, store: Store) -> None:
        world = populate(store)
        labels = _imported(world)
        job = world.start_job()
        world.layer(job, [segment(world.rows[0], {"a": "car"}), segment(world.rows[1], {})])
        with store.write() as session:
            assert session.labels.versioned_of_job(world.project_id, job.id, limit=9) == []
            for label in labels:
                session.labels.append_version(LabelVersion(label_id=label.id, no=1, annotations=[]))
            assert session.labels.versioned_of_job(world.project_id, job.id, limit=9) == [world.rows[0]]
            assert session.labels.versioned_of_job(world.project_id + 1, job.id, limit=9) == []

    @pytest.mark.parametrize("no", [0, 2])
    def test_a_version_that_does_not_follow_the_head_is_refused(self, store: Store, no: int) -> None:
        world = populate(store)
        label = _imported(world)[0]
        with pytest.raises(ConflictError), store.write() as session:
            session.labels.append_version(LabelVersion(label_id=label.id, no=no, annotations=[]))

    def test_of_two_people_who_submit_the_same_version_one_is_told(self, store: Store) -> None:
        world = populate(store)
        label = _imported(world)[0]
        with store.write() as session:
            session.labels.append_version(LabelVersion(label_id=label.id, no=1, annotations=[], author_id=1))
        with pytest.raises(ConflictError), store.write() as session:
            session.labels.append_version(LabelVersion(label_id=label.id, no=1, annotations=[], author_id=2))
        with store.read() as session:
            kept = session.labels.version(label.id, 1)
        assert kept is not None
        assert kept.author_id == 1

    def test_benchmarks_are_marked_in_one_set_and_unmarked_again(self, store: Store) -> None:
        world = populate(store)
        _imported(world)

        def mark(set_id: int, marked: list[int]) -> list[bool]:
            with store.write() as session:
                session.labels.set_benchmarks(set_id, world.rows, marked)
                labels = session.labels.of_rows(world.project_id, world.rows)
            return [label.is_benchmark for label in labels]

        assert mark(world.set_id + 1, world.rows) == [False, False, False]
        assert mark(world.set_id, world.rows[:2]) == [True, True, False]
        assert mark(world.set_id, world.rows[1:]) == [False, True, True]
