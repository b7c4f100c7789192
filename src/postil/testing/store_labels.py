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


def _append(world: World, label: StoredLabel, *job_ids: int | None, after: int = 0) -> None:
    """Append a version for every job, or for a person where there is none."""
    with world.write() as session:
        for no, job_id in enumerate(job_ids, after + 1):
            session.labels.append_version(
                LabelVersion(label_id=label.id, no=no, annotations=[], job_id=job_id)
            )


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
            label_id=label.id,
            no=1,
            annotations=drawn,
            author_id=5,
            job_id=9,
            created_at=NOW + 1,
            reason="fixed",
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

    def test_labels_with_a_version_of_a_job_are_listed(self, store: Store) -> None:
        world = populate(store)
        labels = _imported(world)
        mine, other = world.start_job(), world.start_job()
        _append(world, labels[0], None, mine.id)
        _append(world, labels[1], None, other.id)
        with store.read() as session:
            found = session.labels.versioned_by(mine.id, world.project_id, world.rows)
            elsewhere = session.labels.versioned_by(mine.id, world.project_id, world.rows[1:])
        assert [label.id for label in found] == [labels[0].id]
        assert elsewhere == []

    def test_a_label_rests_on_what_a_person_said_last_and_the_shown_jobs_since(self, store: Store) -> None:
        world = populate(store)
        label = _imported(world)[0]
        jobs = [world.start_job() for _ in range(4)]
        for job in (jobs[0], jobs[2], jobs[1]):
            world.publish(job)
        _append(world, label, None, jobs[0].id, None, *[job.id for job in jobs[1:]], jobs[2].id)
        with store.read() as session:
            assert session.labels.foundation(label.id) == (3, [jobs[2].id, jobs[1].id])
        world.undo(jobs[2])
        with store.read() as session:
            assert session.labels.foundation(label.id) == (3, [jobs[1].id])

    def test_a_label_without_a_version_rests_on_nothing(self, store: Store) -> None:
        world = populate(store)
        label = _imported(world)[0]
        with store.read() as session:
            assert session.labels.foundation(label.id) == (0, [])

    def test_a_version_of_a_sealed_job_is_as_fixed_as_that_of_a_person(self, store: Store) -> None:
        world = populate(store, rows=1)
        label = _imported(world)[0]
        old = world.start_job()
        world.publish(old)
        _append(world, label, None, old.id)
        with store.write() as session:
            for change in session.jobs.changes(set_id=world.set_id, after_no=0):
                session.jobs.set_followed(change.job_id, None)
            assert session.jobs.seal(NOW + 1, NOW + 2) == 2
        new = world.start_job()
        world.publish(new)
        _append(world, label, new.id, after=2)
        with store.read() as session:
            assert session.labels.foundation(label.id) == (2, [new.id])

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
