"""What every store must do with what an import has made, once readers see the import no more."""

from collections.abc import Sequence

import pytest

from postil.ports.jobs import Job
from postil.ports.labels import LabelVersion
from postil.ports.projects import TaskState
from postil.ports.store import Store
from postil.testing.world import NOW, World, image_row, populate, segment

KEYS = ("new", "newer")


class Brought:
    """A world into which a published job has brought two data rows with tasks in a batch of its own."""

    def __init__(self, store: Store) -> None:
        self.world: World = populate(store, rows=1)
        self.job: Job = self.world.start_job()
        world, job = self.world, self.job
        with store.write() as session:
            rows = [image_row(key, hidden_by=job.id) for key in KEYS]
            self.rows = session.catalog.create_rows(world.dataset_id, rows, None, NOW)
            world.rows.extend(self.rows)
        world.layer(job, [segment(row, {"a": "car"}) for row in world.rows])
        world.publish(job)
        with store.write() as session:
            session.catalog.reveal(job.id, NOW)
            batch = session.projects.create_batch(world.project_id, "own", 5, None, NOW, brought_by=job.id)
            session.projects.add_tasks(batch, self.rows, NOW, brought_by=job.id)

    def follow(self) -> None:
        """Bring everything in line with what is visible."""
        world = self.world
        with world.write() as session:
            session.following.follow_tasks(world.project_id, world.rows, NOW)
            session.following.follow_rows(world.rows)
            session.following.follow_batches(world.project_id)

    def undo(self) -> None:
        """Undo the job."""
        self.world.undo(self.job)
        self.follow()

    def redo(self) -> None:
        """Redo the job."""
        self.world.redo(self.job)
        self.follow()

    def seen(self) -> tuple[list[str | None], list[int], list[str]]:
        """Return the keys of data rows, the data rows of tasks, and the names of batches."""
        with self.world.read() as session:
            list_tasks, project_id = session.projects.list_tasks, self.world.project_id
            tasks = list_tasks(project_id, state=None, batch_id=None, after_id=0, limit=9)
            batches = session.projects.list_batches(project_id, after_id=0, limit=9)
            rows = session.catalog.rows_by_id(self.world.rows)
            shown = [session.catalog.get_row(row.uid) for row in rows]
        keys = [row.global_key for row in shown if row is not None]
        return keys[1:], [task.data_row_id for task in tasks][1:], [batch.name for batch in batches][1:]


def _states(world: World) -> Sequence[str]:
    with world.read() as session:
        tasks = session.projects.tasks_of(world.project_id, world.rows)
    return [tasks[row].state for row in world.rows]


class FollowingTests:
    """The contract of `postil.ports.following.FollowingStore`."""

    def test_what_a_job_made_goes_and_comes_back_with_it(self, store: Store) -> None:
        brought = Brought(store)
        before = brought.seen()
        assert before == (list(KEYS), brought.rows, ["own"])
        brought.undo()
        assert brought.seen() == ([], [], [])
        with store.read() as session:
            assert session.catalog.used_global_keys(KEYS) == set()
            assert session.following.rows_of_job(brought.job.id, after_row=0, limit=9) == brought.world.rows
        brought.redo()
        assert brought.seen() == before

    def test_what_a_label_of_a_person_is_about_stays(self, store: Store) -> None:
        brought = Brought(store)
        world, row = brought.world, brought.rows[0]
        with store.write() as session:
            session.labels.ensure_imported(world.project_id, world.set_id, None, [row], NOW)
            [label] = session.labels.of_rows(world.project_id, [row])
            session.labels.append_version(LabelVersion(label_id=label.id, no=1, annotations=[]))
            assert session.following.count_made(brought.job.id) == (1, 1)
            assert session.following.count_edited(brought.job.id, world.project_id) == 1
            edited = session.following.edited_rows
            assert edited(brought.job.id, world.project_id, after_row=0, limit=9) == [row]
            assert edited(brought.job.id, world.project_id, after_row=row, limit=9) == []
        brought.undo()
        assert brought.seen() == (["new"], [row], ["own"])

    def test_a_task_that_is_kept_stays_with_its_data_row(self, store: Store) -> None:
        brought = Brought(store)
        with store.write() as session:
            task = session.projects.tasks_of(brought.world.project_id, brought.rows)[brought.rows[0]]
            session.queue.keep(task.id)
        brought.undo()
        assert brought.seen() == (["new"], brought.rows[:1], ["own"])

    def test_what_another_job_speaks_about_stays_as_long_as_that_is_visible(self, store: Store) -> None:
        brought = Brought(store)
        other = brought.world.start_job()
        brought.world.layer(other, [segment(brought.rows[1], {"b": "bus"})])
        brought.world.publish(other)
        brought.undo()
        assert brought.seen() == (["newer"], [brought.rows[1]], ["own"])
        brought.world.undo(other)
        brought.follow()
        assert brought.seen() == ([], [], [])

    def test_a_key_that_was_taken_meanwhile_is_not_taken_back(self, store: Store) -> None:
        brought = Brought(store)
        brought.undo()
        with store.write() as session:
            session.catalog.create_rows(brought.world.dataset_id, [image_row("new")], None, NOW)
        brought.redo()
        assert brought.seen()[0] == [None, "newer"]
        with store.read() as session:
            assert session.following.count_keyless(brought.job.id) == 1

    def test_a_row_that_was_deleted_stays_deleted(self, store: Store) -> None:
        brought = Brought(store)
        brought.undo()
        with store.write() as session:
            session.catalog.delete_rows([brought.rows[0]], NOW)
            assert session.following.present_rows(brought.rows) == {brought.rows[1]}
        brought.redo()
        assert brought.seen() == (["newer"], [brought.rows[1]], ["own"])

    def test_hidden_tasks_and_batches_begin_anew_for_whoever_wants_them(self, store: Store) -> None:
        brought = Brought(store)
        world, row = brought.world, brought.rows[0]
        with store.read() as session:
            old = session.projects.tasks_of(world.project_id, [row])[row]
        brought.undo()
        with store.write() as session:
            batch = session.projects.create_batch(world.project_id, "own", 2, 7, NOW + 5)
            assert session.projects.add_tasks(batch, [row], NOW + 5) == []
            task = session.projects.tasks_of(world.project_id, [row])[row]
        assert (task.id, task.batch_id, task.priority, task.state) == (old.id, batch.id, 2, "to_label")
        brought.follow()
        assert brought.seen()[1:] == ([row], ["own"])

    @pytest.mark.parametrize("own", ["to_label", "rework", "done"])
    def test_imported_truth_covers_the_state_of_a_task_until_it_is_hidden(
        self, store: Store, own: TaskState
    ) -> None:
        world = populate(store, rows=2)
        first, _ = world.rows
        with store.write() as session:
            task = session.projects.tasks_of(world.project_id, [first])[first]
            session.projects.set_task_state([task.id], own, NOW)
            truth = session.bundles.ensure_set("ground_truth", project_id=world.project_id, author_id=3)
        job = world.start_job()
        with store.write() as session:
            session.bundles.write_segments(truth.id, job.id, 0, [segment(first, {"a": "car"})])
        world.publish(job)

        def follow() -> list[int]:
            with store.write() as session:
                session.following.follow_states(world.project_id, world.rows, NOW)
                return session.following.reopening(world.project_id, world.rows, but=job.id)

        with store.write() as session:
            session.following.cover_states(world.project_id, world.rows, NOW)
        assert follow() == ([] if own == "done" else [first])
        assert _states(world) == ["done", "to_label"]
        world.undo(job)
        follow()
        assert _states(world) == [own, "to_label"]
        world.redo(job)
        follow()
        assert _states(world) == ["done", "to_label"]

    def test_hidden_rows_of_a_job_are_purged_unless_another_speaks_about_them(self, store: Store) -> None:
        brought = Brought(store)
        other = brought.world.start_job()
        brought.world.layer(other, [segment(brought.rows[1], {"b": "bus"})])
        brought.undo()
        with store.write() as session:
            for job in (brought.job, other):
                session.jobs.set_followed(job.id, None)
            session.jobs.stop(other.id, "failed", None, NOW)
            assert session.jobs.seal(NOW + 1, NOW + 2) == 1
            assert session.bundles.drop_undone(brought.job.id, limit=9) == 3
            assert session.catalog.purge_hidden(brought.job.id, limit=9) == 1
            left = session.catalog.rows_by_id(brought.rows)
        assert [row.id for row in left] == [brought.rows[1]]
