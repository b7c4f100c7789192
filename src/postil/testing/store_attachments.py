"""What every store must do with single attachments."""

from postil.model.identity import new_uid
from postil.ports.attachments import PlacedAttachment
from postil.ports.catalog import Attachment
from postil.ports.store import Store
from postil.testing.world import NOW, World, populate


def _create(world: World, value: str) -> Attachment:
    with world.write() as session:
        described = Attachment(type="RAW_TEXT", value=value, name="note")
        return session.attachments.create(world.rows[0], described, NOW)


def _listed(world: World) -> list[Attachment]:
    with world.read() as session:
        return session.catalog.rows_by_id(world.rows[:1])[0].attachments


class AttachmentTests:
    """The contract of `postil.ports.attachments.AttachmentStore`."""

    def test_attachments_stand_in_the_order_they_were_made(self, store: Store) -> None:
        world = populate(store)
        made = [_create(world, "first"), _create(world, "second")]
        assert _listed(world) == made
        with store.read() as session:
            placed = session.attachments.get(made[1].uid)
            assert session.attachments.get(new_uid()) is None
        assert placed == PlacedAttachment(data_row_id=world.rows[0], attachment=made[1])
        assert (made[1].type, made[1].value, made[1].name) == ("RAW_TEXT", "second", "note")

    def test_a_changed_attachment_keeps_its_place(self, store: Store) -> None:
        world = populate(store)
        first, second = _create(world, "first"), _create(world, "second")
        changed = Attachment(id=first.id, uid=first.uid, type="HTML", value="https://example.org", name=None)
        with store.write() as session:
            session.attachments.update(PlacedAttachment(data_row_id=world.rows[0], attachment=changed), NOW)
        assert _listed(world) == [changed, second]

    def test_a_deleted_attachment_is_gone(self, store: Store) -> None:
        world = populate(store)
        first, second = _create(world, "first"), _create(world, "second")
        with store.write() as session:
            session.attachments.delete(PlacedAttachment(data_row_id=world.rows[0], attachment=first), NOW)
            assert session.attachments.get(first.uid) is None
        assert _listed(world) == [second]

    def test_the_attachments_of_a_deleted_data_row_are_not_found(self, store: Store) -> None:
        world = populate(store)
        made = _create(world, "first")
        with store.write() as session:
            session.catalog.delete_rows(world.rows[:1], NOW)
            assert session.attachments.get(made.uid) is None

    def test_every_change_makes_a_version_of_the_data_row(self, store: Store) -> None:
        world = populate(store)
        _create(world, "first")
        _create(world, "second")
        with store.read() as session:
            row = session.catalog.rows_by_id(world.rows[:1])[0]
        assert (row.version, row.updated_at) == (NOW + 2, NOW)
