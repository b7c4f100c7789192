"""Metadata over a real store: typed fields, and values that fit them."""

import pytest

from postil.errors import AccessError, ConflictError, NotFoundError, UsageError
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.services.catalog.data_rows import DataRows, RowDraft
from postil.services.catalog.datasets import Datasets
from postil.services.catalog.metadata import RESERVED, Metadata
from postil.stores.sql.sqlite import SqliteStore


@pytest.fixture
def metadata(store: SqliteStore, clock: SystemClock) -> Metadata:
    return Metadata(store, clock)


@pytest.fixture
def row_uid(datasets: Datasets, data_rows: DataRows, actor: User) -> str:
    dataset = datasets.create("streets", actor)
    return data_rows.create(dataset.uid, [RowDraft(global_key="a")], actor)[0].uid or ""


def test_the_reserved_fields_are_made_once(metadata: Metadata) -> None:
    metadata.ensure_reserved()
    metadata.ensure_reserved()
    found = {
        field.name: (field.kind, [one.name for one in field.options]) for field in metadata.list_fields()
    }
    assert found == {
        "tag": ("string", []),
        "split": ("enum", ["train", "valid", "test"]),
        "captureDateTime": ("datetime", []),
    }


@pytest.mark.parametrize("name", RESERVED)
def test_a_reserved_field_is_neither_changed_nor_deleted(metadata: Metadata, actor: User, name: str) -> None:
    metadata.ensure_reserved()
    [uid] = [field.uid for field in metadata.list_fields() if field.name == name]
    with pytest.raises(UsageError, match="reserved"):
        metadata.update_field(uid, actor, name="mine")
    with pytest.raises(UsageError, match="reserved"):
        metadata.delete_field(uid, actor)


def test_a_field_is_made_renamed_and_deleted(metadata: Metadata, actor: User) -> None:
    made = metadata.create_field("weather", "enum", actor, ["sun", "rain"])
    sun, rain = made.options
    changed = metadata.update_field(
        made.uid, actor, name="sky", options=[(sun.uid, "clear"), (rain.uid, "rain"), (None, "snow")]
    )
    assert metadata.get_field(made.uid) == changed
    assert (changed.name, [one.name for one in changed.options]) == ("sky", ["clear", "rain", "snow"])
    assert changed.options[0].uid == sun.uid
    metadata.delete_field(made.uid, actor)
    with pytest.raises(NotFoundError):
        metadata.get_field(made.uid)


def test_values_follow_a_renamed_option(
    metadata: Metadata, data_rows: DataRows, actor: User, row_uid: str
) -> None:
    made = metadata.create_field("weather", "enum", actor, ["sun"])
    metadata.set_values({data_rows.get(row_uid).id: {"weather": "sun"}})
    metadata.update_field(made.uid, actor, options=[(made.options[0].uid, "clear")])
    assert data_rows.get(row_uid).metadata == {"weather": "clear"}


@pytest.mark.parametrize(
    ("name", "kind", "options"),
    [
        ("", "string", []),
        ("x" * 101, "string", []),
        ("weather", "colour", []),
        ("weather", "string", ["sun"]),
        ("weather", "enum", ["sun", "sun"]),
        ("weather", "enum", [" "]),
    ],
)
def test_a_field_that_cannot_be_is_refused(
    metadata: Metadata, actor: User, name: str, kind: str, options: list[str]
) -> None:
    with pytest.raises(UsageError):
        metadata.create_field(name, kind, actor, options)
    assert metadata.list_fields() == []


def test_a_name_is_taken_once(metadata: Metadata, actor: User) -> None:
    metadata.create_field("weather", "string", actor)
    with pytest.raises(ConflictError):
        metadata.create_field("weather", "number", actor)


def test_an_option_that_data_rows_may_have_is_not_left_out(metadata: Metadata, actor: User) -> None:
    made = metadata.create_field("weather", "enum", actor, ["sun", "rain"])
    with pytest.raises(UsageError, match="left out"):
        metadata.update_field(made.uid, actor, options=[(made.options[0].uid, "sun")])
    with pytest.raises(NotFoundError, match="no option"):
        metadata.update_field(made.uid, actor, options=[("another", "sun")])


def test_values_are_set_and_deleted_and_others_stay(
    metadata: Metadata, data_rows: DataRows, actor: User, row_uid: str
) -> None:
    metadata.ensure_reserved()
    row = data_rows.get(row_uid)
    metadata.set_values({row.id: {"tag": "a", "split": "train"}})
    metadata.set_values({row.id: {"tag": "b"}})
    assert data_rows.get(row_uid).metadata == {"tag": "b", "split": "train"}
    metadata.delete_values([row], {row.id: ["tag", "captureDateTime", "nothing"]})
    assert data_rows.get(row_uid).metadata == {"split": "train"}


@pytest.mark.parametrize("values", [{"split": "training"}, {"tag": 5}, {"nothing": "x"}])
def test_values_that_do_not_fit_change_nothing(
    metadata: Metadata, data_rows: DataRows, row_uid: str, values: dict[str, object]
) -> None:
    metadata.ensure_reserved()
    with pytest.raises(UsageError):
        metadata.set_values({data_rows.get(row_uid).id: {"captureDateTime": "2024-01-01T00:00:00Z"} | values})
    assert data_rows.get(row_uid).metadata == {}


def test_fields_are_made_by_everybody_and_changed_by_administrators(
    metadata: Metadata, store: SqliteStore
) -> None:
    with store.write() as session:
        bob = session.access.create_user("bob@example.org", "Bob", False, 1)
    made = metadata.create_field("weather", "string", bob)
    with pytest.raises(AccessError):
        metadata.update_field(made.uid, bob, name="sky")
    with pytest.raises(AccessError):
        metadata.delete_field(made.uid, bob)
    assert metadata.list_fields() == [made]
