"""What every store must do with projects, batches and tasks."""

import pytest

from postil.errors import ConflictError
from postil.model.ontology import Ontology
from postil.ports.projects import TaskState
from postil.ports.store import Store
from postil.testing.world import NOW, World, populate, segment


def _last_activity(world: World) -> int:
    with world.read() as session:
        return session.projects.last_activity(world.project_id)


class ProjectTests:
    """The contract of `postil.ports.projects.ProjectStore`."""

    def test_a_project_is_found_by_uid_id_and_name(self, store: Store) -> None:
        with store.write() as session:
            made = session.projects.create("cars", "on roads", "image", None, 3, NOW)
            assert session.projects.get(made.uid) == made
            assert session.projects.by_id(made.id) == made
            assert session.projects.uid_of(made.id) == made.uid
            assert session.projects.named("cars") == made
        assert (made.name, made.description, made.media_type, made.created_by) == (
            "cars",
            "on roads",
            "image",
            3,
        )

    def test_the_tasks_of_a_data_row_are_those_of_the_projects_that_have_it(self, store: Store) -> None:
        world, other, gone = populate(store), populate(store), populate(store)
        row = world.rows[0]
        with store.write() as session:
            for one in (other, gone):
                batch = session.projects.create_batch(one.project_id, "more", 2, None, NOW)
                session.projects.add_tasks(batch, [row], NOW)
            session.projects.delete(gone.project_id, NOW)
            found = session.projects.tasks_on(row, limit=9)
            assert [task.project_id for task in found] == [world.project_id, other.project_id]
            assert session.projects.tasks_on(row, limit=1) == found[:1]
            session.projects.remove_tasks([found[0].id], NOW)
            assert session.projects.tasks_on(row, limit=9) == found[1:]

    def test_a_project_counts_its_tasks_by_state(self, store: Store) -> None:
        world = populate(store, rows=3)
        with store.write() as session:
            tasks = session.projects.tasks_of(world.project_id, world.rows)
            session.projects.set_task_state([tasks[world.rows[0]].id], "done", NOW)
            found = session.projects.by_id(world.project_id)
        assert found is not None
        assert found.task_counts == {"to_label": 2, "done": 1}

    def test_projects_are_listed_page_by_page_without_deleted_ones(self, store: Store) -> None:
        with store.write() as session:
            made = [session.projects.create(name, "", "image", None, None, NOW) for name in "abcd"]
            session.projects.delete(made[1].id, NOW)
            first = session.projects.list_projects(after_id=0, limit=2)
            second = session.projects.list_projects(after_id=first[-1].id, limit=2)
            assert session.projects.get(made[1].uid) is session.projects.named("b") is None
        assert [project.name for project in first + second] == ["a", "c", "d"]

    def test_projects_are_found_by_their_ids_and_by_their_ontology_unless_deleted(self, store: Store) -> None:
        with store.write() as session:
            ontology = session.ontologies.create(Ontology("traffic", [], "image"), NOW)
            made = [session.projects.create(name, "", "image", ontology.id, None, NOW) for name in "abcd"]
            other = session.projects.create("e", "", "image", None, None, NOW)
            session.projects.delete(made[1].id, NOW)
        with store.read() as session:
            asked = [other.id, made[2].id, made[1].id, made[0].id, other.id + 1]
            assert [one.name for one in session.projects.by_ids(asked)] == ["a", "c", "e"]
            using = session.projects.with_ontology(ontology.id or 0)
            assert [one.name for one in using] == ["a", "c", "d"]
            assert session.projects.with_ontology((ontology.id or 0) + 1) == []

    def test_only_what_is_given_changes_in_a_project(self, store: Store) -> None:
        with store.write() as session:
            made = session.projects.create("cars", "on roads", "image", None, None, NOW)
            session.projects.update(made.id, name=None, description="parked", ontology_id=None, at=NOW + 5)
            found = session.projects.get(made.uid)
        assert found is not None
        assert (found.name, found.description) == ("cars", "parked")
        assert (found.created_at, found.updated_at) == (NOW, NOW + 5)

    def test_what_foreign_programs_said_of_a_project_is_kept(self, store: Store) -> None:
        said = {"labelbox": {"autoAuditPercentage": 0.5}}
        with store.write() as session:
            made = session.projects.create("cars", "", "image", None, None, NOW, ext=said)
            plain = session.projects.create("vans", "", "image", None, None, NOW)
            session.projects.update(made.id, name="buses", description=None, ontology_id=None, at=NOW)
            kept = session.projects.find(made.uid)
            session.projects.update(plain.id, name=None, description=None, ontology_id=None, ext=said, at=NOW)
            given = session.projects.find(plain.uid)
        assert (made.ext, plain.ext) == (said, None)
        assert [one.ext for one in (kept, given) if one is not None] == [said, said]

    def test_the_last_activity_is_a_change_of_the_project_an_import_or_its_newest_label(
        self, store: Store
    ) -> None:
        world, other = populate(store), populate(store)
        assert _last_activity(world) == NOW
        with store.write() as session:
            session.projects.update(
                world.project_id, name="lane", description=None, ontology_id=None, at=NOW + 5
            )
        assert _last_activity(world) == NOW + 5
        job = world.start_job()
        world.layer(job, [segment(row, {"a": "car"}) for row in world.rows])
        unpublished = _last_activity(world)
        with store.write() as session:
            session.jobs.publish(job.id, job.fence, NOW + 7)
        assert (unpublished, _last_activity(world)) == (NOW + 5, NOW + 7)
        world.undo(job, at=NOW + 8)
        assert _last_activity(world) == NOW + 8
        world.redo(job, at=NOW + 8)
        with store.write() as session:
            session.labels.ensure_imported(world.project_id, world.set_id, 3, world.rows, NOW + 9)
        assert (_last_activity(world), _last_activity(other)) == (NOW + 9, NOW)

    def test_a_batch_name_is_free_in_another_project_only(self, store: Store) -> None:
        world, other = populate(store), populate(store)
        with pytest.raises(ConflictError, match="first"), store.write() as session:
            session.projects.create_batch(world.project_id, "first", 1, None, NOW)
        with store.write() as session:
            session.projects.create_batch(world.project_id, "second", 1, None, NOW)
            session.projects.create_batch(other.project_id, "second", 1, None, NOW)

    def test_batches_count_their_rows(self, store: Store) -> None:
        world = populate(store, rows=3)
        with store.write() as session:
            second = session.projects.create_batch(world.project_id, "second", 1, None, NOW)
            batches = session.projects.list_batches(world.project_id, after_id=0, limit=9)
            assert session.projects.get_batch(second.uid) == second
        assert [(b.name, b.priority, b.row_count) for b in batches] == [("first", 3, 3), ("second", 1, 0)]

    def test_rows_already_in_the_project_are_named_and_stay_where_they_are(self, store: Store) -> None:
        world, other = populate(store, rows=2), populate(store, rows=1)
        with store.write() as session:
            before = session.projects.tasks_of(world.project_id, world.rows)
            second = session.projects.create_batch(world.project_id, "second", 1, None, NOW)
            wanted = [world.rows[1], other.rows[0], other.rows[0], world.rows[0]]
            present = session.projects.add_tasks(second, wanted, NOW)
            after = session.projects.tasks_of(world.project_id, [*world.rows, *other.rows])
        assert present == [world.rows[1], world.rows[0]]
        new = after.pop(other.rows[0])
        assert after == before
        assert (new.batch_id, new.state, new.priority) == (second.id, "to_label", 1)

    def test_an_unknown_row_cannot_be_added(self, store: Store) -> None:
        world = populate(store, rows=1)
        with store.write() as session:
            batch = session.projects.create_batch(world.project_id, "second", 1, None, NOW)
        with pytest.raises(ConflictError), store.write() as session:
            session.projects.add_tasks(batch, [999_999], NOW)

    def test_tasks_are_listed_by_state_and_batch(self, store: Store) -> None:
        world, other = populate(store, rows=4), populate(store, rows=1)
        with store.write() as session:
            second = session.projects.create_batch(world.project_id, "second", 1, None, NOW)
            session.projects.add_tasks(second, other.rows, NOW)
            tasks = session.projects.list_tasks(
                world.project_id, state=None, batch_id=None, after_id=0, limit=99
            )
            session.projects.set_task_state([tasks[1].id, tasks[4].id], "rework", NOW + 1)

            def listed(state: TaskState | None = None, batch: int | None = None, after: int = 0) -> list[int]:
                page = session.projects.list_tasks(
                    world.project_id, state=state, batch_id=batch, after_id=after, limit=3
                )
                return [task.data_row_id for task in page]

            assert listed() == world.rows[:3]
            assert listed(after=tasks[2].id) == [world.rows[3], other.rows[0]]
            assert listed("rework") == [world.rows[1], other.rows[0]]
            assert listed("rework", second.id) == other.rows
            assert listed("done") == []

    def test_tasks_come_back_by_id_in_the_order_asked_for(self, store: Store) -> None:
        world = populate(store, rows=2)
        with store.read() as session:
            tasks = session.projects.tasks_of(world.project_id, world.rows)
            wanted = [tasks[row].id for row in reversed(world.rows)]
            found = session.projects.tasks_by_id([*wanted, 999_999])
        assert [task.data_row_id for task in found] == list(reversed(world.rows))

    def test_a_task_that_is_in_the_state_already_is_not_touched(self, store: Store) -> None:
        world = populate(store, rows=1)
        with store.write() as session:
            [task] = session.projects.tasks_of(world.project_id, world.rows).values()
            session.projects.set_task_state([task.id], "to_label", NOW + 9)
            assert session.projects.tasks_by_id([task.id]) == [task]
            session.projects.set_task_state([task.id], "done", NOW + 9)
            [changed] = session.projects.tasks_by_id([task.id])
        assert (changed.state, changed.updated_at) == ("done", NOW + 9)

    def test_a_removed_task_is_gone_and_begins_anew_under_its_old_id(self, store: Store) -> None:
        world = populate(store, rows=2)
        with store.write() as session:
            before = session.projects.tasks_of(world.project_id, world.rows)
            session.projects.set_task_state([before[world.rows[0]].id], "done", NOW)
            session.projects.remove_tasks([before[world.rows[0]].id], NOW)
            assert list(session.projects.tasks_of(world.project_id, world.rows)) == world.rows[1:]
            batch = session.projects.create_batch(world.project_id, "again", 2, None, NOW)
            assert session.projects.add_tasks(batch, world.rows, NOW) == world.rows[1:]
            after = session.projects.tasks_of(world.project_id, world.rows)
        task = after[world.rows[0]]
        assert (task.id, task.state, task.priority) == (before[world.rows[0]].id, "to_label", 2)

    def test_tasks_are_counted_by_state_and_batch(self, store: Store) -> None:
        world = populate(store, rows=3)
        with store.write() as session:
            tasks = session.projects.tasks_of(world.project_id, world.rows)
            session.projects.set_task_state([tasks[world.rows[0]].id], "done", NOW)
            [batch] = session.projects.list_batches(world.project_id, after_id=0, limit=9)
            empty = session.projects.create_batch(world.project_id, "empty", 2, None, NOW)
            count = session.projects.count_tasks
            assert count(world.project_id) == {"to_label": 2, "done": 1}
            assert count(world.project_id, batch_ids=[batch.id]) == {"to_label": 2, "done": 1}
            assert (
                count(world.project_id, batch_ids=[empty.id]) == count(world.project_id, batch_ids=[]) == {}
            )

    def test_a_deleted_batch_is_gone_and_leaves_its_name(self, store: Store) -> None:
        world = populate(store, rows=1)
        with store.write() as session:
            made = session.projects.create_batch(world.project_id, "second", 2, None, NOW)
            session.projects.update_batch(made.id, priority=4, consensus={"numberOfLabels": 2})
            found = session.projects.get_batch(made.uid)
            assert found is not None
            assert (found.priority, found.consensus) == (4, {"numberOfLabels": 2})
            session.projects.delete_batch(made.id, NOW)
            assert session.projects.get_batch(made.uid) is None
            assert session.projects.batch_named(world.project_id, "second") is None
            again = session.projects.create_batch(world.project_id, "second", 2, None, NOW)
        assert again.id != made.id
