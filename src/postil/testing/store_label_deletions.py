"""What every store must do with labels that are deleted."""

import msgspec

from postil.model.annotation import Annotation
from postil.ports.bundles import NewSegment
from postil.ports.jobs import Job
from postil.ports.labels import LabelFilter, LabelVersion, StoredLabel
from postil.ports.store import Store
from postil.testing.world import LEASE, NOW, OWNER, World, populate, segment


def _shown(world: World) -> list[StoredLabel]:
    with world.read() as session:
        return session.labels.of_rows(world.project_id, world.rows)


def _import(world: World) -> Job:
    job = world.start_job()
    world.layer(job, [segment(row, {"a": "car"}) for row in world.rows])
    world.publish(job)
    with world.write() as session:
        session.labels.ensure_imported(world.project_id, world.set_id, 3, world.rows, NOW)
    return job


def _hide(world: World, row: int) -> Job:
    with world.write() as session:
        made = session.jobs.create(msgspec.structs.replace(world.new_job(), is_deletion=True))
        leased = session.jobs.lease(made.id, OWNER, NOW, NOW + LEASE)
    assert leased is not None
    world.layer(leased, [NewSegment(row, 0, 0, b"[]", b"", is_whole=True)])
    world.publish(leased)
    return leased


class LabelDeletionTests:
    """The contract of `LabelStore.delete`, and of jobs that are deletions."""

    def test_a_label_that_a_deletion_hides_is_gone_until_that_is_undone(self, store: Store) -> None:
        world = populate(store)
        _import(world)
        before = _shown(world)
        deletion = _hide(world, world.rows[0])
        assert world.value(world.rows[0]) == []
        assert [label.data_row_id for label in _shown(world)] == world.rows[1:]
        with world.read() as session:
            assert session.labels.get(before[0].uid) is None
        world.undo(deletion)
        assert _shown(world) == before

    def test_an_import_above_a_deletion_has_a_label_again(self, store: Store) -> None:
        world = populate(store, rows=1)
        _import(world)
        _hide(world, world.rows[0])
        later = world.start_job()
        world.layer(later, [segment(world.rows[0], {"b": "bus"})])
        world.publish(later)
        assert len(_shown(world)) == 1
        assert world.value(world.rows[0]) == [("b", "bus")]
        world.undo(later)
        assert _shown(world) == []

    def test_a_deleted_label_of_a_person_makes_room_for_another_one(self, store: Store) -> None:
        world = populate(store, rows=1)
        with world.write() as session:
            truth = session.bundles.ensure_set("ground_truth", project_id=world.project_id, author_id=3)
            session.labels.ensure_imported(world.project_id, truth.id, 3, world.rows, NOW)
            first = session.labels.of_set(truth.id, world.rows[0])
            assert first is not None
            said = [Annotation(key="a", feature="car")]
            session.labels.append_version(LabelVersion(label_id=first.id, no=1, annotations=said))
            session.labels.mark_benchmark(first, True, 3, NOW)
            session.labels.delete([first.id], NOW)
            assert session.labels.of_rows(world.project_id, world.rows) == []
            assert session.labels.get(first.uid) is None
            assert session.labels.versioned_rows(world.project_id, world.rows) == set()
            assert session.labels.spoken([truth.id], world.rows) == {}
            assert session.labels.list_labels(world.project_id, LabelFilter(), after_id=0, limit=9)[0] == []
            assert session.labels.benchmark_sets(world.project_id, world.rows) == []
            session.labels.ensure_imported(world.project_id, truth.id, 3, world.rows, NOW)
            second = session.labels.of_set(truth.id, world.rows[0])
            assert second is not None
            assert second.id != first.id
            kept = session.labels.version(first.id, 1)
            assert kept is not None
            assert kept.annotations == said

    def test_labels_are_counted_one_by_one_and_beyond_a_limit_by_the_projections(self, store: Store) -> None:
        world = populate(store)
        _import(world)
        assert len(_shown(world)) == 3
        with world.read() as session:
            count = session.labels.count
            assert count(world.project_id, most=3) == 3
            # More than the limit are at least as many as were counted before it was reached.
            assert count(world.project_id, most=1) >= 2
            assert [one.data_row_id for one in session.labels.on_row(world.rows[1])] == [world.rows[1]]

    def test_a_job_is_hidden_in_part_while_a_deletion_above_it_speaks_of_one_of_its_rows(
        self, store: Store
    ) -> None:
        world = populate(store)
        below = _import(world)
        deletion = _hide(world, world.rows[0])
        above = world.start_job()
        world.layer(above, [segment(world.rows[0], {"b": "bus"})])
        world.publish(above)
        with world.read() as session:
            hidden = session.bundles.is_hidden_in_part
            assert (hidden(below.id), hidden(above.id), hidden(deletion.id)) == (True, False, False)
        world.undo(deletion)
        with world.read() as session:
            assert session.bundles.is_hidden_in_part(below.id) is False

    def test_labels_tell_which_sets_have_added_to_them(self, store: Store) -> None:
        world = populate(store, rows=1)
        job = _import(world)
        with world.write() as session:
            own = session.bundles.ensure_set("ground_truth", project_id=world.project_id, author_id=9)
            session.labels.ensure_imported(world.project_id, own.id, 9, world.rows, NOW)
            label = session.labels.of_set(own.id, world.rows[0])
            assert label is not None
            session.labels.append_version(LabelVersion(label_id=label.id, no=1, annotations=[]))
            assert session.labels.sets_added_to([label.id]) == []
            added = LabelVersion(label_id=label.id, no=2, annotations=[], job_id=job.id)
            session.labels.append_version(added)
            assert session.labels.sets_added_to([label.id]) == [(world.set_id, world.rows[0])]

    def test_a_task_that_is_queued_again_is_covered_by_truth_that_is_shown(self, store: Store) -> None:
        world = populate(store, rows=1)
        [row] = world.rows

        def state(*, requeues: bool = False) -> str:
            with world.write() as session:
                task = session.projects.tasks_of(world.project_id, [row])[row]
                if requeues:
                    session.projects.requeue_tasks([task.id], NOW)
                else:
                    session.following.follow_states(world.project_id, [row], NOW)
                return session.projects.tasks_of(world.project_id, [row])[row].state

        with world.write() as session:
            task = session.projects.tasks_of(world.project_id, [row])[row]
            session.projects.set_task_state([task.id], "done", NOW)
        assert state(requeues=True) == "to_label"
        assert state() == "to_label"
        job = world.start_job()
        with world.write() as session:
            truth = session.bundles.ensure_set("ground_truth", project_id=world.project_id, author_id=3)
            session.bundles.write_segments(truth.id, job.id, 0, [segment(row, {"a": "car"})])
        world.publish(job)
        assert state() == "done"
        world.undo(job)
        assert state() == "to_label"
