import pytest

import postil as lb
from postil.errors import UsageError


def test_rows_that_exist_are_changed_and_others_made(client: lb.Client, dataset: lb.Dataset, key: str):
    first = dataset.create_data_row(global_key=key, metadata={"a": 1})
    second = dataset.create_data_row(external_id="second")
    task = dataset.upsert_data_rows(
        [
            {"key": lb.GlobalKey(key), "metadata_fields": [lb.DataRowMetadataField(name="rain", value=True)]},
            {"key": lb.UniqueId(second.uid), "global_key": f"{key}.2"},
            {"global_key": f"{key}.3"},
        ]
    )
    task.wait_till_done()
    assert (task.errors, len(task.created_data_rows)) == (None, 1)
    assert [row["id"] for row in task.updated_data_rows] == [first.uid, second.uid]
    first.refresh()
    assert (first.metadata, first.metadata_fields) == ({"rain": True}, [{"name": "rain", "value": True}])
    assert client.get_data_row_by_global_key(f"{key}.2") == second


def test_what_is_not_said_stays(dataset: lb.Dataset, key: str):
    row = dataset.create_data_row(
        global_key=key, metadata={"a": 1}, attachments=[{"type": "RAW_TEXT", "value": "x"}]
    )
    dataset.upsert_data_rows([{"key": lb.GlobalKey(key), "metadata": {"b": 2}}])
    row.refresh()
    assert (row.metadata, [one.value for one in row.attachments]) == ({"b": 2}, ["x"])


def test_what_cannot_be_changed_fails_alone(dataset: lb.Dataset, key: str):
    dataset.create_data_row(global_key=key)
    media = {"key": lb.GlobalKey(key), "row_data": "https://images.invalid/a.png"}
    absent = {"key": lb.GlobalKey(f"{key}.none"), "metadata": {}}
    task = dataset.upsert_data_rows([media, absent, {"key": lb.GlobalKey(key), "metadata": {"a": 1}}])
    assert len(task.updated_data_rows) == 1
    assert [one["message"][:8] for one in task.errors or []] == ["row_data", "no data "]
    assert (task.errors or [])[1]["code"] == "ROW003"


def test_a_key_must_say_what_it_is(dataset: lb.Dataset, key: str):
    with pytest.raises(UsageError, match="UniqueId or a GlobalKey"):
        dataset.upsert_data_rows([{"global_key": f"{key}.new"}, {"key": key}])
    assert dataset.row_count == 0
