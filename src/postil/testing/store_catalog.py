"""What every store must do with datasets and data rows."""

import pytest

from postil.errors import ConflictError, NotFoundError, PostilError
from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.ports.catalog import Attachment, MediaFinding, NewRow
from postil.ports.store import Store
from postil.testing.world import NOW, World, image_row, populate, segment


def _full_row() -> NewRow:
    return NewRow(
        uid=new_uid(),
        media_type="image",
        assets=[
            Asset(name="left", url="https://example.com/l.jpg", width=640, height=480, orientation=6),
            Asset(name="right", sha256="ab" * 32, mime="image/png", facts={"frames": 1}),
            Asset(name="note", media_type="text", inline="fünf"),
        ],
        global_key="street/1.jpg",
        external_id="1",
        data={"left": "l.jpg", "weight": 1.0, "count": 1},
        metadata={"city": "Kobe", "height_m": 2.50},
        attachments=[Attachment(type="IMAGE", value="https://example.com/map.png", name="map")],
    )


def _uid(world: World, row: int) -> str:
    with world.read() as session:
        return session.catalog.rows_by_id([row])[0].uid


class CatalogTests:
    """The contract of `postil.ports.catalog.CatalogStore`, but for finding rows."""

    def test_a_dataset_is_found_by_uid_id_and_name(self, store: Store) -> None:
        with store.write() as session:
            made = session.catalog.create_dataset("streets", "by night", 3, NOW)
            assert session.catalog.get_dataset(made.uid) == made
            assert session.catalog.dataset_by_id(made.id) == made
            assert session.catalog.find_dataset(made.uid) == made
            assert session.catalog.find_datasets([made.id, 0]) == {made.id: made}
            assert session.catalog.dataset_named("streets") == made
            assert session.catalog.dataset_named("Streets") is None
        assert (made.description, made.created_by, made.created_at) == ("by night", 3, NOW)

    def test_a_dataset_counts_its_rows(self, store: Store) -> None:
        world = populate(store, rows=3)
        with store.write() as session:
            session.catalog.delete_rows(world.rows[:1], NOW)
            found = session.catalog.dataset_by_id(world.dataset_id)
        assert found is not None
        assert found.row_count == 2

    def test_datasets_are_listed_page_by_page(self, store: Store) -> None:
        with store.write() as session:
            made = [session.catalog.create_dataset(name, "", None, NOW) for name in "cab"]
            first = session.catalog.list_datasets(after_id=0, limit=2)
            second = session.catalog.list_datasets(after_id=first[-1].id, limit=2)
        assert first + second == made

    def test_only_what_is_given_changes_in_a_dataset(self, store: Store) -> None:
        with store.write() as session:
            made = session.catalog.create_dataset("streets", "by night", None, NOW)
            session.catalog.update_dataset(made.id, name="roads", description=None, at=NOW + 5)
            found = session.catalog.get_dataset(made.uid)
        assert found is not None
        assert (found.name, found.description) == ("roads", "by night")
        assert (found.created_at, found.updated_at) == (NOW, NOW + 5)

    def test_deleting_a_dataset_deletes_its_rows_and_frees_their_keys(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            keys = [row.global_key or "" for row in session.catalog.rows_by_id(world.rows)]
            session.catalog.delete_dataset(world.dataset_id, NOW)
            assert session.catalog.dataset_by_id(world.dataset_id) is None
            assert session.catalog.find_datasets([world.dataset_id]) == {}
            assert session.catalog.rows_by_id(world.rows) == []
            assert session.catalog.used_global_keys(keys) == set()
            assert session.projects.tasks_of(world.project_id, world.rows) == {}

    def test_a_data_row_comes_back_as_it_was_stored(self, store: Store) -> None:
        row = _full_row()
        with store.write() as session:
            dataset = session.catalog.create_dataset("streets", "", None, NOW)
            [number] = session.catalog.create_rows(dataset.id, [row], 3, NOW)
        with store.read() as session:
            [found] = session.catalog.rows_by_id([number])
            assert session.catalog.get_row(row.uid) == found
        assert found.assets == row.assets
        assert (found.metadata, found.data) == (row.metadata, row.data)
        assert (found.global_key, found.external_id, found.media_state) == ("street/1.jpg", "1", "pending")
        assert [(a.type, a.value, a.name) for a in found.attachments] == [
            ("IMAGE", "https://example.com/map.png", "map")
        ]
        assert (found.created_by, found.created_at, found.dataset_id) == (3, NOW, dataset.id)

    def test_numbers_in_free_data_keep_their_spelling(self, store: Store) -> None:
        row = _full_row()
        with store.write() as session:
            dataset = session.catalog.create_dataset("streets", "", None, NOW)
            session.catalog.create_rows(dataset.id, [row], None, NOW)
            found = session.catalog.get_row(row.uid)
        assert found is not None
        assert repr(found.data) == "{'left': 'l.jpg', 'weight': 1.0, 'count': 1}"

    def test_ids_come_back_in_the_order_of_the_rows(self, store: Store) -> None:
        rows = [image_row(f"k{number}") for number in reversed(range(2000))]
        with store.write() as session:
            dataset = session.catalog.create_dataset("streets", "", None, NOW)
            ids = session.catalog.create_rows(dataset.id, rows, None, NOW)
            found = session.catalog.rows_by_id(ids)
        assert [row.global_key for row in found] == [row.global_key for row in rows]

    def test_a_taken_global_key_is_refused_with_its_code_and_nothing_is_written(self, store: Store) -> None:
        world = populate(store, rows=1)
        with store.read() as session:
            [taken] = session.catalog.rows_by_id(world.rows)
        with pytest.raises(ConflictError) as caught, store.write() as session:
            session.catalog.create_rows(
                world.dataset_id, [image_row("new"), image_row(taken.global_key)], None, NOW
            )
        assert caught.value.code == "DUP003"
        with store.read() as session:
            assert session.catalog.used_global_keys(["new"]) == set()

    def test_a_row_needs_its_dataset(self, store: Store) -> None:
        with pytest.raises(PostilError), store.write() as session:
            session.catalog.create_rows(99, [image_row()], None, NOW)

    def test_rows_are_listed_page_by_page_and_by_dataset(self, store: Store) -> None:
        first, second = populate(store, rows=3), populate(store, rows=2)
        with store.read() as session:
            page = session.catalog.list_rows(dataset_id=None, after_id=first.rows[0], limit=3)
            inside = session.catalog.list_rows(dataset_id=second.dataset_id, after_id=0, limit=9)
        assert [row.id for row in page] == [*first.rows[1:], second.rows[0]]
        assert [row.id for row in inside] == second.rows

    def test_an_updated_row_takes_the_place_of_the_old_one(self, store: Store) -> None:
        row = _full_row()
        with store.write() as session:
            dataset = session.catalog.create_dataset("streets", "", None, NOW)
            session.catalog.create_rows(dataset.id, [row], None, NOW)
            found = session.catalog.get_row(row.uid)
            assert found is not None
            found.global_key, found.metadata, found.attachments = "new key", {"city": "Oslo"}, []
            found.assets = found.assets[:1]
            session.catalog.update_row(found, NOW + 5)
            changed = session.catalog.get_row(row.uid)
        found.updated_at = found.edited_at = NOW + 5
        assert changed == found

    def test_every_change_of_a_row_has_a_version_of_its_own_also_while_the_clock_stands_still(
        self, store: Store
    ) -> None:
        world = populate(store, rows=1)
        versions = []
        with store.write() as session:
            for at in (NOW, NOW, NOW - 5):
                [row] = session.catalog.rows_by_id(world.rows)
                versions.append(row.version)
                session.catalog.update_row(row, at)
            [row] = session.catalog.rows_by_id(world.rows)
        assert len({*versions, row.version}) == 4

    def test_a_change_makes_the_next_version_of_a_dataset_or_project(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            session.catalog.update_dataset(world.dataset_id, name="roads", description=None, at=NOW)
            session.projects.update(world.project_id, name=None, description="x", ontology_id=None, at=NOW)
            dataset = session.catalog.dataset_by_id(world.dataset_id)
            project = session.projects.by_id(world.project_id)
        assert dataset is not None
        assert project is not None
        assert (dataset.version, project.version) == (2, 2)

    def test_updating_an_unknown_row_is_an_error(self, store: Store) -> None:
        world = populate(store, rows=1)
        with store.write() as session:
            [row] = session.catalog.rows_by_id(world.rows)
            session.catalog.delete_rows(world.rows, NOW)
            with pytest.raises(NotFoundError):
                session.catalog.update_row(row, NOW)

    def test_a_row_leaves_the_pending_ones_once_its_media_was_looked_at(self, store: Store) -> None:
        row = _full_row()
        with store.write() as session:
            dataset = session.catalog.create_dataset("streets", "", None, NOW)
            [number] = session.catalog.create_rows(dataset.id, [row], None, NOW)
            assert [r.id for r in session.catalog.pending_media(after_id=0, limit=9)] == [number]
            probed = [Asset(name="left", width=1, height=2, size_source="probed")]
            session.catalog.update_media([MediaFinding(number, probed, "unreachable", "timed out")], NOW + 1)
            assert session.catalog.pending_media(after_id=0, limit=9) == []
            [found] = session.catalog.rows_by_id([number])
        assert (found.assets, found.media_state, found.media_error) == (probed, "unreachable", "timed out")

    def test_a_deleted_row_is_gone_from_lists_and_projects_and_its_key_is_free(self, store: Store) -> None:
        world = populate(store, rows=2)
        with store.write() as session:
            [gone, _] = session.catalog.rows_by_id(world.rows)
            session.catalog.delete_rows([gone.id], NOW)
            assert session.catalog.get_row(gone.uid) is None
            assert [r.id for r in session.catalog.list_rows(dataset_id=None, after_id=0, limit=9)] == [
                world.rows[1]
            ]
            assert set(session.projects.tasks_of(world.project_id, world.rows)) == {world.rows[1]}
            project = session.projects.by_id(world.project_id)
            assert project is not None
            assert project.task_counts == {"to_label": 1}
            session.catalog.create_rows(world.dataset_id, [image_row(gone.global_key)], None, NOW)

    def test_a_hidden_row_shows_when_its_job_reveals_it(self, store: Store) -> None:
        world = populate(store, rows=1)
        job = world.start_job()
        row = image_row("hidden", hidden_by=job.id)
        with store.write() as session:
            [number] = session.catalog.create_rows(world.dataset_id, [row], None, NOW)
            assert session.catalog.get_row(row.uid) is None
            assert session.catalog.near_global_keys("hid", 5) == []
            before = session.catalog.dataset_by_id(world.dataset_id)
            assert session.catalog.reveal(job.id, NOW) == [number]
            after = session.catalog.dataset_by_id(world.dataset_id)
            assert session.catalog.get_row(row.uid) is not None
        assert before is not None
        assert after is not None
        assert (before.row_count, after.row_count) == (1, 2)

    def test_a_row_a_staged_job_hides_is_shared_with_others_and_shown_by_the_first(
        self, store: Store
    ) -> None:
        world = populate(store, rows=1)
        staged, running, other = (world.start_job() for _ in range(3))
        row = image_row("hidden", hidden_by=staged.id)

        def found(job_id: int) -> bool:
            with store.read() as session:
                return bool(session.catalog.find_rows("global_key", ["hidden"], world.project_id, job_id))

        with store.write() as session:
            [number] = session.catalog.create_rows(world.dataset_id, [row], None, NOW)
            session.catalog.share_hidden(other.id, ["hidden"])
        assert not found(other.id)
        with store.write() as session:
            session.jobs.stop(staged.id, "staged", None, NOW)
            for _ in range(2):
                session.catalog.share_hidden(running.id, ["hidden", "nothing"])
        assert [found(job.id) for job in (staged, running, other)] == [True, True, False]
        with store.write() as session:
            assert session.catalog.reveal(running.id, NOW) == [number]
            assert session.catalog.reveal(staged.id, NOW) == []
        assert found(other.id)

    def test_a_shared_row_goes_away_with_the_last_job_that_has_it(self, store: Store) -> None:
        world = populate(store, rows=1)
        staged, running = world.start_job(), world.start_job()
        with store.write() as session:
            row = image_row("hidden", hidden_by=staged.id)
            [number] = session.catalog.create_rows(world.dataset_id, [row], None, NOW)
            session.jobs.stop(staged.id, "staged", None, NOW)
            session.catalog.share_hidden(running.id, ["hidden"])
            assert session.catalog.drop_hidden(staged.id, limit=9) == 1
            assert session.catalog.drop_hidden(staged.id, limit=9) == 0
            found = session.catalog.find_rows("global_key", ["hidden"], world.project_id, running.id)
            assert [one.id for one in found.values()] == [number]
            assert session.catalog.drop_hidden(running.id, limit=9) == 1
            assert session.catalog.rows_by_id([number]) == []

    def test_dropping_hidden_rows_goes_in_steps_and_never_reuses_an_id(self, store: Store) -> None:
        world = populate(store, rows=1)
        job = world.start_job()
        with store.write() as session:
            rows = [image_row(f"h{number}", hidden_by=job.id) for number in range(5)]
            dropped = session.catalog.create_rows(world.dataset_id, rows, None, NOW)
            steps = [session.catalog.drop_hidden(job.id, limit=2) for _ in range(4)]
            [fresh] = session.catalog.create_rows(world.dataset_id, [image_row("h0")], None, NOW)
        assert steps == [2, 2, 1, 0]
        assert fresh > max(dropped)

    def test_dropping_hidden_rows_takes_what_was_said_about_them_along(self, store: Store) -> None:
        world = populate(store, rows=1)
        job = world.start_job()
        with store.write() as session:
            row = _full_row()
            row.hidden_by = job.id
            [number] = session.catalog.create_rows(world.dataset_id, [row], None, NOW)
            session.catalog.drop_hidden(job.id, limit=10)
            assert session.catalog.rows_by_id([number]) == []
            assert session.catalog.used_global_keys([row.global_key or ""]) == set()

    def test_dropping_hidden_rows_takes_layers_on_them_along(self, store: Store) -> None:
        world = populate(store, rows=1)
        job = world.start_job()
        with store.write() as session:
            rows = [image_row("hidden", hidden_by=job.id)]
            [number] = session.catalog.create_rows(world.dataset_id, rows, None, NOW)
        world.layer(job, [segment(number, {"a": "car"}), segment(world.rows[0], {"b": "car"})])
        with store.write() as session:
            session.catalog.drop_hidden(job.id, limit=10)
        with store.read() as session:
            assert list(session.bundles.job_data_rows(job.id)) == [world.rows[0]]

    def test_data_rows_of_a_dataset_are_listed_newest_first(self, store: Store) -> None:
        world, other = populate(store, rows=4), populate(store, rows=1)
        with store.write() as session:
            session.catalog.delete_rows(world.rows[1:2], NOW)
            listed = session.catalog.newest_rows
            first = listed(world.dataset_id, before_id=None, limit=2)
            rest = listed(world.dataset_id, before_id=first[-1].id, limit=2)
            assert [row.id for row in first + rest] == [world.rows[3], world.rows[2], world.rows[0]]
            assert [row.id for row in listed(other.dataset_id, before_id=None, limit=2)] == other.rows

    def test_data_rows_are_found_by_the_id_their_owner_has_for_them(self, store: Store) -> None:
        rows = [image_row() for _ in range(4)]
        for row, name in zip(rows, ("a", "b", "a", "c"), strict=True):
            row.external_id = name
        with store.write() as session:
            dataset = session.catalog.create_dataset("streets", "", None, NOW)
            ids = session.catalog.create_rows(dataset.id, rows, None, NOW)
            session.catalog.delete_rows(ids[3:], NOW)
            found = session.catalog.with_external_ids(["c", "b", "a", "d"], limit=9)
            assert [(row.id, row.external_id) for row in found] == [
                (ids[0], "a"), (ids[1], "b"), (ids[2], "a"),
            ]  # fmt: skip
            assert [row.uid for row in found] == [row.uid for row in rows[:3]]
            assert len(session.catalog.with_external_ids(["a", "b"], limit=2)) == 2
            listed = session.catalog.newest_rows(dataset.id, before_id=None, limit=9, external_id="a")
        assert [row.id for row in listed] == [ids[2], ids[0]]

    def test_global_keys_are_given_and_taken_away(self, store: Store) -> None:
        world = populate(store, rows=3)
        first, second, third = world.rows
        with store.write() as session:
            session.catalog.set_global_keys({first: None, second: "new"}, NOW)
            found = session.catalog.rows_by_id(world.rows)
        assert [row.global_key for row in found[:2]] == [None, "new"]
        assert [row.version for row in found] == [NOW + 1, NOW + 1, NOW]
        with pytest.raises(ConflictError) as caught, store.write() as session:
            session.catalog.set_global_keys({first: "free", third: "new"}, NOW)
        assert caught.value.code == "DUP003"
        with store.read() as session:
            assert session.catalog.used_global_keys(["new", "free"]) == {"new"}

    def test_metadata_fields_are_made_on_first_use_and_by_name_only_once(self, store: Store) -> None:
        with store.write() as session:
            made = session.catalog.create_metadata_field("weather", "enum", ["sun", "rain"])
            dataset = session.catalog.create_dataset("streets", "", None, NOW)
            session.catalog.create_rows(dataset.id, [_full_row()], None, NOW)
            fields = session.catalog.metadata_fields()
        assert fields[0] == made
        assert [(field.name, field.kind) for field in fields[1:]] == [
            ("city", "string"),
            ("height_m", "number"),
        ]
        with pytest.raises(ConflictError, match="weather"), store.write() as session:
            session.catalog.create_metadata_field("weather", "string", [])
