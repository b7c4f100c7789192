"""Data rows by their own facts: pages that are short, but never endless."""

import pytest

from postil.errors import UsageError
from postil.ports.catalog import MediaFinding
from postil.services.catalog.row_search import MAX_CANDIDATES, RowFilter, find_rows
from postil.testing.world import NOW, image_row, populate


@pytest.fixture
def world(store):
    return populate(store, rows=3)


def found(world, limit=100, after_id=0, **asked):
    with world.read() as session:
        rows, following = find_rows(session, RowFilter(**asked), after_id=after_id, limit=limit)
    return [row.id for row in rows], following


def test_rows_are_found_by_prefix(world):
    with world.write() as session:
        ids = session.catalog.create_rows(
            world.dataset_id, [image_row("zoo 1"), image_row("zoo 2")], None, NOW
        )
    assert found(world, global_key_prefix="zoo") == (ids, None)


def test_rows_are_found_by_media_state(world):
    with world.write() as session:
        session.catalog.update_media([MediaFinding(world.rows[1], [], "unreachable")], NOW)
    assert found(world, media_state="unreachable") == (world.rows[1:2], None)


def test_a_full_page_says_where_the_next_begins(world):
    first, following = found(world, limit=2, media_state="ready")
    assert (first, following) == (world.rows[:2], world.rows[1])
    assert found(world, limit=2, media_state="ready", after_id=following) == (world.rows[2:], None)


def test_another_dataset_is_left_out(world, store):
    populate(store, rows=2)
    assert found(world, dataset_id=world.dataset_id, media_state="ready") == (world.rows, None)


def test_a_search_that_finds_nothing_ends_at_a_bound_and_can_go_on(store):
    world = populate(store, rows=MAX_CANDIDATES + 1)
    assert found(world, media_state="unreachable") == ([], world.rows[-2])
    assert found(world, media_state="unreachable", after_id=world.rows[-2]) == ([], None)


def test_keys_are_found_at_once_however_many_others_there_are(store):
    world = populate(store, rows=MAX_CANDIDATES + 1)
    with world.write() as session:
        described = [image_row(key) for key in ("zoo 2", "zoo 10", "zo", "zoo 1", "zpo")]
        two, ten, _, one, _ = session.catalog.create_rows(world.dataset_id, described, None, NOW)
    # By key, as code points order it: "zoo 1" < "zoo 10" < "zoo 2".
    assert found(world, global_key_prefix="zoo") == ([one, ten, two], None)
    assert found(world, global_key_prefix="zoo", limit=2) == ([one, ten], ten)
    assert found(world, global_key_prefix="zoo", limit=2, after_id=ten) == ([two], None)


def test_a_page_goes_on_behind_a_row_that_was_deleted_meanwhile(world):
    with world.write() as session:
        ids = session.catalog.create_rows(
            world.dataset_id, [image_row("zoo 1"), image_row("zoo 2")], None, NOW
        )
        session.catalog.delete_rows(ids[:1], NOW)
    assert found(world, global_key_prefix="zoo", after_id=ids[0]) == (ids[1:], None)


def test_a_row_of_another_prefix_is_no_place_to_go_on_from(world):
    with pytest.raises(UsageError):
        found(world, global_key_prefix="zoo", after_id=world.rows[0])


def test_keys_of_another_dataset_or_state_are_left_out(world, store):
    other = populate(store, rows=1)
    with world.write() as session:
        [mine] = session.catalog.create_rows(world.dataset_id, [image_row("zoo 1")], None, NOW)
        session.catalog.create_rows(other.dataset_id, [image_row("zoo 2")], None, NOW)
    assert found(world, global_key_prefix="zoo", dataset_id=world.dataset_id) == ([mine], None)
    assert found(world, global_key_prefix="zoo", media_state="unreachable") == ([], None)


def test_rows_are_found_by_medium(world):
    with world.write() as session:
        text = image_row("note")
        text.media_type = "text"
        [note] = session.catalog.create_rows(world.dataset_id, [text], None, NOW)
    assert found(world, media_type="text") == ([note], None)
    assert found(world, media_type="text", global_key_prefix="no") == ([note], None)
    assert found(world, media_type="image") == (world.rows, None)


def test_rows_are_found_by_metadata_with_or_without_a_prefix(world):
    with world.write() as session:
        field = session.catalog.create_metadata_field("weather", "string", [])
        keyed = session.catalog.create_rows(world.dataset_id, [image_row("zoo 1")], None, NOW)
        values = {world.rows[0]: {field.id: "rain"}, world.rows[1]: {field.id: "sun"}}
        session.metadata.set_values(values | {keyed[0]: {field.id: "rain"}}, NOW)
    assert found(world, metadata=["weather=rain"]) == ([world.rows[0], *keyed], None)
    assert found(world, metadata=["weather=rain"], global_key_prefix="zoo") == (keyed, None)
    assert found(world, metadata=["weather=rain", "weather=sun"]) == ([], None)
