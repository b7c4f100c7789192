"""Data rows over a real store, with photographs of scikit-image as media."""

from pathlib import Path

import pytest
import skimage

from postil.errors import ConflictError, NotFoundError, UsageError
from postil.ports.access import User
from postil.services.catalog.data_rows import DataRows, RowDraft
from postil.services.catalog.datasets import Datasets
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import NOW, image_row

PHOTOGRAPH = Path(skimage.__file__).parent / "data" / "chelsea.png"


@pytest.fixture
def dataset_uid(datasets: Datasets, actor: User) -> str:
    return datasets.create("cats", actor).uid


def test_an_uploaded_photograph_has_its_size_at_once(
    data_rows: DataRows, dataset_uid: str, actor: User
) -> None:
    with PHOTOGRAPH.open("rb") as content:
        outcome = data_rows.upload(dataset_uid, content, RowDraft(global_key="chelsea"), actor)
    row = data_rows.get(outcome.uid or "")
    asset = row.assets[0]
    # 451 x 300 is the size scikit-image documents for this picture.
    assert (row.media_state, asset.mime, asset.width, asset.height) == ("ready", "image/png", 451, 300)


def test_a_row_whose_media_cannot_be_reached_exists_all_the_same(
    data_rows: DataRows, dataset_uid: str, actor: User
) -> None:
    outcome = data_rows.create(dataset_uid, [RowDraft(url="https://images.test/a.png")], actor)[0]
    row = data_rows.get(outcome.uid or "")
    assert row.media_state == "unreachable"
    assert "SRC025" in (row.media_error or "")


def test_a_row_without_content_is_unreachable_until_it_is_given_some(
    data_rows: DataRows, dataset_uid: str, actor: User
) -> None:
    outcome = data_rows.create(dataset_uid, [RowDraft(global_key="a")], actor)[0]
    assert "MED003" in (data_rows.get(outcome.uid or "").media_error or "")


def test_a_global_key_that_exists_is_refused_and_the_other_rows_are_made(
    data_rows: DataRows, dataset_uid: str, actor: User
) -> None:
    data_rows.create(dataset_uid, [RowDraft(global_key="a")], actor)
    outcomes = data_rows.create(dataset_uid, [RowDraft(global_key=key) for key in ("b", "a", "c")], actor)
    assert [[issue.code for issue in outcome.issues] for outcome in outcomes] == [[], ["DUP003"], []]
    assert "Duplicate global key" in outcomes[1].issues[0].message


def test_the_same_global_key_twice_in_one_request_is_refused_the_second_time(
    data_rows: DataRows, dataset_uid: str, actor: User
) -> None:
    outcomes = data_rows.create(dataset_uid, [RowDraft(global_key="a"), RowDraft(global_key="a")], actor)
    assert [outcome.uid is None for outcome in outcomes] == [False, True]


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_global_key_has_1_to_200_characters(
    data_rows: DataRows, dataset_uid: str, actor: User, key: str
) -> None:
    outcome = data_rows.create(dataset_uid, [RowDraft(global_key=key)], actor)[0]
    assert [issue.code for issue in outcome.issues] == ["ROW011"]


def test_rows_are_listed_in_pages_that_meet_without_gap_or_overlap(
    data_rows: DataRows, dataset_uid: str, actor: User
) -> None:
    data_rows.create(dataset_uid, [RowDraft(global_key=f"k{number}") for number in range(7)], actor)
    seen, after = [], 0
    while page := data_rows.list_rows(dataset_uid=dataset_uid, after_id=after, limit=3):
        seen += [row.global_key for row in page]
        after = page[-1].id
    assert seen == [f"k{number}" for number in range(7)]


def test_metadata_comes_back_as_it_was_given(data_rows: DataRows, dataset_uid: str, actor: User) -> None:
    metadata = {"camera": "left", "speed": 12.5}
    outcome = data_rows.create(dataset_uid, [RowDraft(metadata=metadata)], actor)[0]
    assert data_rows.get(outcome.uid or "").metadata == metadata


def test_a_deleted_row_is_not_found_and_its_key_is_free(
    data_rows: DataRows, dataset_uid: str, actor: User
) -> None:
    uid = data_rows.create(dataset_uid, [RowDraft(global_key="a")], actor)[0].uid or ""
    assert data_rows.delete([uid, "unknown"], actor) == 1
    with pytest.raises(NotFoundError):
        data_rows.get(uid)
    assert data_rows.create(dataset_uid, [RowDraft(global_key="a")], actor)[0].uid is not None


def test_a_row_cannot_take_the_key_of_another(data_rows: DataRows, dataset_uid: str, actor: User) -> None:
    outcomes = data_rows.create(dataset_uid, [RowDraft(global_key="a"), RowDraft(global_key="b")], actor)
    with pytest.raises(ConflictError):
        data_rows.update(outcomes[1].uid or "", actor, global_key="a")


def test_a_value_that_does_not_fit_its_metadata_field_is_refused(
    data_rows: DataRows, dataset_uid: str, actor: User, store: SqliteStore
) -> None:
    with store.write() as session:
        session.catalog.create_metadata_field("weather", "enum", ["sun"])
    drafts = [RowDraft(metadata={"weather": "snow"}), RowDraft(metadata={"weather": "sun", "new": 5})]
    wrong, right = data_rows.create(dataset_uid, drafts, actor)
    assert [issue.code for issue in wrong.issues] == ["ROW010"]
    assert right.issues == []
    with pytest.raises(UsageError) as caught:
        data_rows.update(right.uid or "", actor, metadata={"weather": 5})
    assert caught.value.code == "ROW010"
    assert data_rows.get(right.uid or "").metadata == {"weather": "sun", "new": 5}


def test_media_are_waited_for_a_short_while(
    data_rows: DataRows, dataset_uid: str, actor: User, store: SqliteStore
) -> None:
    seen = data_rows.create(dataset_uid, [RowDraft(inline="words", media_type="text")], actor)[0].uid or ""
    with store.write() as session:
        pending = image_row()
        pending.media_state = "pending"
        dataset = session.catalog.find_dataset(dataset_uid)
        assert dataset is not None
        session.catalog.create_rows(dataset.id, [pending], None, NOW)
    assert data_rows.await_media([seen], 0.0)
    assert not data_rows.await_media([seen, pending.uid], 0.03)
    assert data_rows.await_media(["nothing"], 0.0)
