import pytest

from postil.errors import UsageError
from postil.sdk.data_rows import parts_of
from tests.unit.sdk.samples import png


def test_only_keys_that_data_rows_have_exist(client):
    dataset = client.datasets.create("keys")
    outcomes = list(client.data_rows.create(dataset.id, ["key-ü/1", "key-2 &="]))
    assert all(outcome.id for outcome in outcomes)
    assert client.data_rows.existing(["key-ü/1", "key-2 &=", "key-3"]) == {"key-ü/1", "key-2 &="}


def test_a_key_that_is_taken_is_told_and_not_made_twice(client):
    dataset = client.datasets.create("taken")
    first, second = client.data_rows.create(dataset.id, ["taken-1", "taken-1"])
    assert first.id is not None
    assert (second.id, second.issues[0].code) == (None, "DUP003")


def test_an_image_that_is_uploaded_twice_is_refused(client, tmp_path):
    dataset = client.datasets.create("twice")
    file = png(tmp_path / "twice.png", 4, 4)
    client.data_rows.upload(dataset.id, file, "twice.png")
    with pytest.raises(UsageError) as raised:
        client.data_rows.upload(dataset.id, file, "twice.png")
    assert raised.value.code == "DUP003"


def test_a_data_row_exists_under_its_id(client):
    dataset = client.datasets.create("ids")
    (outcome,) = client.data_rows.create(dataset.id, ["ids-1"])
    assert client.data_rows.exists(outcome.id or "")
    assert not client.data_rows.exists("0190a000-0000-7000-8000-000000000021")


def test_keys_are_asked_for_in_requests_that_proxies_let_through():
    keys = [f"{'k' * 190}{number}" for number in range(50)] + ["s"] * 250
    parts = list(parts_of(keys))
    assert [key for part in parts for key in part] == keys
    assert all(len(part) <= 100 and sum(len(key) for key in part) <= 4_000 for part in parts)
