"""What every store must answer when imports ask for data rows."""

import pytest

from postil.errors import UsageError
from postil.ports.catalog import RowFinding
from postil.ports.store import Store
from postil.testing.world import NOW, image_row, populate


class RowSearchTests:
    """The contract of the questions in `postil.ports.catalog.CatalogStore`."""

    @pytest.mark.parametrize("by", ["uid", "global_key"])
    def test_a_finding_says_what_an_import_needs(self, store: Store, by: str) -> None:
        world = populate(store, rows=2)
        with store.read() as session:
            [row, _] = session.catalog.rows_by_id(world.rows)
            task = session.projects.tasks_of(world.project_id, [row.id])[row.id]
            name = row.uid if by == "uid" else row.global_key or ""
            found = session.catalog.find_rows(by, [name, "unknown"], world.project_id)
        assert found == {name: RowFinding(row.id, row.uid, "image", (640, 480), task.id)}

    def test_a_row_outside_the_project_has_no_task(self, store: Store) -> None:
        world, other = populate(store, rows=1), populate(store, rows=1)
        with store.read() as session:
            [row] = session.catalog.rows_by_id(other.rows)
            inside = session.catalog.find_rows("uid", [row.uid], world.project_id)
            nowhere = session.catalog.find_rows("uid", [row.uid], None)
        assert inside[row.uid].task_id is nowhere[row.uid].task_id is None

    def test_more_rows_than_a_statement_takes_are_all_found(self, store: Store) -> None:
        world = populate(store, rows=2100)
        with store.read() as session:
            keys = [row.global_key or "" for row in session.catalog.rows_by_id(world.rows)]
            found = session.catalog.find_rows("global_key", keys, world.project_id)
        assert [found[key].id for key in keys] == world.rows

    def test_a_deleted_row_is_found_as_deleted_by_uid_and_by_the_key_it_had(self, store: Store) -> None:
        world = populate(store, rows=1)
        with store.write() as session:
            [row] = session.catalog.rows_by_id(world.rows)
            key = row.global_key or ""
            session.catalog.delete_rows(world.rows, NOW)
            by_uid = session.catalog.find_rows("uid", [row.uid], world.project_id)
            by_key = session.catalog.find_rows("global_key", [key], world.project_id)
        assert by_uid[row.uid].is_deleted
        assert by_key[key].is_deleted
        assert by_key[key].task_id is None

    def test_a_key_used_again_finds_the_row_that_has_it_now(self, store: Store) -> None:
        world = populate(store, rows=1)
        with store.write() as session:
            [row] = session.catalog.rows_by_id(world.rows)
            key = row.global_key or ""
            session.catalog.delete_rows(world.rows, NOW)
            [fresh] = session.catalog.create_rows(world.dataset_id, [image_row(key)], None, NOW)
            found = session.catalog.find_rows("global_key", [key], None)
        assert (found[key].id, found[key].is_deleted) == (fresh, False)

    def test_a_hidden_row_is_found_by_its_own_job_only(self, store: Store) -> None:
        world = populate(store, rows=1)
        job, other = world.start_job(), world.start_job()
        with store.write() as session:
            session.catalog.create_rows(world.dataset_id, [image_row("h", hidden_by=job.id)], None, NOW)
            assert set(session.catalog.find_rows("global_key", ["h"], None, job.id)) == {"h"}
            assert session.catalog.find_rows("global_key", ["h"], None, other.id) == {}
            assert session.catalog.find_rows("global_key", ["h"], None) == {}
            assert session.catalog.used_global_keys(["h"]) == {"h"}

    def test_a_row_is_not_found_by_anything_else(self, store: Store) -> None:
        with pytest.raises(UsageError, match="external_id"), store.read() as session:
            session.catalog.find_rows("external_id", ["1"], None)

    def test_the_next_rows_are_what_asking_for_their_keys_finds(self, store: Store) -> None:
        world, other = populate(store, rows=5), populate(store, rows=2)
        job, foreign = world.start_job(), world.start_job()
        with store.write() as session:
            catalog = session.catalog
            hidden = [image_row("mine", hidden_by=job.id), image_row("theirs", hidden_by=foreign.id)]
            catalog.create_rows(world.dataset_id, [image_row(None), *hidden], None, NOW)
            catalog.delete_rows(world.rows[2:3], NOW)
            kept = [*world.rows[1:2], *world.rows[3:], *other.rows]
            keys = [row.global_key or "" for row in catalog.rows_by_id(kept)]
            expected = catalog.find_rows("global_key", [*keys, "mine"], world.project_id, job.id)
            assert catalog.next_rows(world.rows[0], 99, world.project_id, job.id) == expected
            first_two = catalog.next_rows(world.rows[0], 2, world.project_id, job.id)
        assert [row.id for row in first_two.values()] == kept[:2]

    def test_the_next_rows_are_not_looked_for_behind_many_deleted_ones(self, store: Store) -> None:
        world = populate(store, rows=12)
        with store.write() as session:
            catalog = session.catalog
            catalog.delete_rows(world.rows[1:9], NOW)
            assert catalog.next_rows(world.rows[0], 2, world.project_id) == {}
            found = catalog.next_rows(world.rows[0], 3, world.project_id)
        assert [row.id for row in found.values()] == world.rows[9:12]

    def test_suggestions_are_the_keys_that_start_alike(self, store: Store) -> None:
        world = populate(store, rows=1)
        keys = ["a/1", "a/2", "a%", "a_", "b/1", "A/1", "a/ü", "a"]
        with store.write() as session:
            session.catalog.create_rows(world.dataset_id, [image_row(key) for key in keys], None, NOW)
            assert session.catalog.near_global_keys("a/", 9) == ["a/1", "a/2", "a/ü"]
            assert session.catalog.near_global_keys("a/", 1) == ["a/1"]

    def test_suggestions_for_a_project_are_keys_of_the_project(self, store: Store) -> None:
        world, other = populate(store, rows=1), populate(store, rows=1)
        with store.write() as session:
            keys = ["near/1", "near/2", "near/3"]
            ids = session.catalog.create_rows(world.dataset_id, [image_row(key) for key in keys], None, NOW)
            batch = session.projects.create_batch(other.project_id, "near", 5, None, NOW)
            session.projects.add_tasks(batch, ids[1:], NOW)
            assert session.catalog.near_global_keys("near/", 9, other.project_id) == ["near/2", "near/3"]
            assert session.catalog.near_global_keys("near/", 1, other.project_id) == ["near/2"]
            assert session.catalog.near_global_keys("near/", 9, world.project_id) == []

    def test_row_ids_are_iterated_of_a_dataset_of_a_project_or_of_all(self, store: Store) -> None:
        first, second = populate(store, rows=3), populate(store, rows=2)
        with store.write() as session:
            catalog = session.catalog
            [extra] = catalog.create_rows(first.dataset_id, [image_row()], None, NOW)
            catalog.delete_rows(second.rows[:1], NOW)
            everything = list(catalog.iterate_row_ids(dataset_id=None, project_id=None))
            inside = list(catalog.iterate_row_ids(dataset_id=first.dataset_id, project_id=None))
            working = list(catalog.iterate_row_ids(dataset_id=None, project_id=first.project_id))
            both = list(catalog.iterate_row_ids(dataset_id=second.dataset_id, project_id=first.project_id))
        assert everything == [*first.rows, second.rows[1], extra]
        assert (inside, working, both) == ([*first.rows, extra], first.rows, [])

    def test_iterating_goes_on_past_one_page(self, store: Store) -> None:
        world = populate(store, rows=5001)
        with store.read() as session:
            found = list(session.catalog.iterate_row_ids(dataset_id=None, project_id=world.project_id))
        assert found == world.rows
