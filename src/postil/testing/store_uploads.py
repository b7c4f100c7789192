"""What every store must do with uploads: one per name and person, and the parts that are there."""

from typing import Any

import msgspec
import pytest

from postil.errors import ConflictError
from postil.model.identity import new_uid
from postil.model.ontology import Ontology
from postil.ports.store import Store
from postil.ports.uploads import Upload
from postil.testing.world import NOW, World, populate


def _user(store: Store) -> int:
    with store.write() as session:
        return session.access.create_user(f"{new_uid()}@example.org", "", False, NOW).id


def _upload(world: World, user_id: int, **changes: Any) -> Upload:
    described = Upload(
        id=0,
        uid=new_uid(),
        project_id=world.project_id,
        name="boxes.ndjson",
        options={"purpose": "pre_label"},
        sha256="ab" * 32,
        size=250,
        part_size=100,
        created_by=user_id,
        created_at=NOW,
        touched_at=NOW,
    )
    described = msgspec.structs.replace(described, **changes)
    with world.write() as session:
        return session.uploads.create(described)


class UploadTests:
    """The contract of `postil.ports.uploads.UploadStore`."""

    def test_an_upload_comes_back_as_it_was_stored(self, store: Store) -> None:
        world, user = populate(store), _user(store)
        made = _upload(world, user)
        with store.read() as session:
            assert session.uploads.get(made.uid) == made
            assert session.uploads.named(world.project_id, "boxes.ndjson", user) == made
            assert session.uploads.named(world.project_id, "boxes.ndjson", user + 1) is None
            assert session.uploads.get("nothing") is None

    def test_a_person_has_one_upload_of_a_name_in_a_project(self, store: Store) -> None:
        world, user, other = populate(store), _user(store), _user(store)
        _upload(world, user)
        with pytest.raises(ConflictError):
            _upload(world, user)
        _upload(world, other)
        _upload(populate(store), user)

    def test_a_person_has_one_upload_of_a_name_in_a_model_run(self, store: Store) -> None:
        world, user = populate(store), _user(store)
        with store.write() as session:
            ontology = session.ontologies.create(Ontology(new_uid(), []), NOW)
            model = session.models.create_model("detector", ontology.id or 0, user, NOW)
            runs = [session.models.create_run(model.id, name, {}, user, NOW).id for name in "ab"]
        first, second = (_upload(world, user, project_id=None, model_run_id=run) for run in runs)
        with pytest.raises(ConflictError):
            _upload(world, user, project_id=None, model_run_id=runs[0])
        with store.read() as session:
            assert session.uploads.named_in_run(runs[0], "boxes.ndjson", user) == first
            assert session.uploads.named_in_run(runs[1], "boxes.ndjson", user) == second
            assert session.uploads.named_in_run(runs[0], "boxes.ndjson", user + 1) is None
            assert session.uploads.named(world.project_id, "boxes.ndjson", user) is None

    def test_uploads_are_listed_newest_first(self, store: Store) -> None:
        world, user, other = populate(store), _user(store), _user(store)
        made = [_upload(world, who, name=name) for who, name in ((user, "a"), (other, "b"), (user, "c"))]
        with store.read() as session:
            assert session.uploads.list_uploads(user) == [made[2], made[0]]
            assert session.uploads.list_uploads(None) == made[::-1]

    def test_parts_are_noted_in_any_order_and_listed_in_theirs(self, store: Store) -> None:
        made = _upload(populate(store), _user(store))
        with store.write() as session:
            assert session.uploads.add_part(made.id, 3, "cc" * 32, NOW + 1)
            assert session.uploads.add_part(made.id, 1, "aa" * 32, NOW + 2)
        with store.read() as session:
            assert session.uploads.parts(made.id) == [1, 3]
            assert session.uploads.part(made.id, 3) == "cc" * 32
            assert session.uploads.part(made.id, 2) is None

    def test_every_part_that_arrives_touches_its_upload(self, store: Store) -> None:
        made = _upload(populate(store), _user(store))
        with store.write() as session:
            session.uploads.add_part(made.id, 1, "aa" * 32, NOW + 5)
            found = session.uploads.get(made.uid)
        assert found is not None
        assert (found.created_at, found.touched_at) == (NOW, NOW + 5)

    def test_the_same_part_again_changes_nothing(self, store: Store) -> None:
        made = _upload(populate(store), _user(store))
        with store.write() as session:
            session.uploads.add_part(made.id, 1, "aa" * 32, NOW)
            assert session.uploads.add_part(made.id, 1, "bb" * 32, NOW)
            assert session.uploads.part(made.id, 1) == "aa" * 32

    def test_a_part_of_an_upload_that_is_gone_is_not_noted(self, store: Store) -> None:
        made = _upload(populate(store), _user(store))
        with store.write() as session:
            session.uploads.delete(made.id)
            assert not session.uploads.add_part(made.id, 1, "aa" * 32, NOW)

    def test_a_deleted_upload_is_gone_with_its_parts_and_its_name_is_free(self, store: Store) -> None:
        world, user = populate(store), _user(store)
        made = _upload(world, user)
        with store.write() as session:
            session.uploads.add_part(made.id, 1, "aa" * 32, NOW)
            session.uploads.delete(made.id)
            session.uploads.delete(made.id)
            assert session.uploads.get(made.uid) is None
            assert session.uploads.parts(made.id) == []
        _upload(world, user)

    def test_dropped_parts_have_to_be_sent_again(self, store: Store) -> None:
        made = _upload(populate(store), _user(store))
        with store.write() as session:
            session.uploads.add_part(made.id, 1, "aa" * 32, NOW)
            session.uploads.drop_parts(made.id)
            assert session.uploads.parts(made.id) == []
            assert session.uploads.get(made.uid) is not None

    def test_how_to_import_it_can_be_changed_on_the_way(self, store: Store) -> None:
        made = _upload(populate(store), _user(store))
        with store.write() as session:
            session.uploads.set_options(made.id, {"purpose": "ground_truth", "settings": {"is_strict": True}})
            found = session.uploads.get(made.uid)
        assert found is not None
        assert found.options == {"purpose": "ground_truth", "settings": {"is_strict": True}}
