"""Items of data rows as the official package sends them (wire contract 6.2)."""

import json

import pytest

from postil.errors import UsageError
from postil.formats.labelbox.row_items import UNSET, ItemAttachment, read_items, split_items
from postil.model.data_row import Asset


def read(payload, key=None):
    item = {"id": key or {"type": "AUTO", "value": ""}, "payload": payload}
    return read_items(split_items(json.dumps([item]).encode()))[0]


def test_an_item_is_read_whole():
    item = read(
        {
            "row_data": "https://a.b/c.jpg",
            "global_key": "k",
            "external_id": "e",
            "dataset_id": "d",
            "media_type": "IMAGE",
            "metadata_fields": [{"schemaId": "s", "value": "v"}],
            "attachments": [{"type": "HTML", "value": "x", "name": None}],
        },
        {"type": "GKEY", "value": "old"},
    )
    assert (item.by, item.key, item.global_key, item.external_id, item.dataset) == (
        "global_key", "old", "k", "e", "d",
    )  # fmt: skip
    assert item.asset == Asset(media_type="image", url="https://a.b/c.jpg")
    assert (item.metadata, item.attachments) == (
        [{"schemaId": "s", "value": "v"}],
        [ItemAttachment("HTML", "x")],
    )
    assert (item.row_data, item.fault, item.is_guessed) == ("https://a.b/c.jpg", None, False)


def test_keys_may_be_in_camel_case():
    item = read({"rowData": "https://a.b/c.jpg", "globalKey": "k", "externalId": "e", "datasetId": "d"})
    assert (item.global_key, item.external_id, item.dataset, item.row_data) == (
        "k", "e", "d", "https://a.b/c.jpg",
    )  # fmt: skip


def test_what_is_left_out_is_told_from_what_is_null():
    item = read({"external_id": None}, {"type": "ID", "value": "x"})
    assert (item.asset, item.global_key, item.metadata, item.attachments) == (UNSET,) * 4
    assert item.external_id is None


def test_tiles_may_stand_in_the_payload_itself():
    item = read({"tileLayerUrl": "https://a.b/{z}/{x}/{y}", "epsg": "Simple", "externalId": "e"})
    assert item.asset == Asset(
        media_type="geospatial", inline={"tileLayerUrl": "https://a.b/{z}/{x}/{y}", "epsg": "Simple"}
    )


def test_both_spellings_of_metadata_are_read():
    entries = [{"name": "tag", "value": "a"}]
    assert read({"metadata": entries}).metadata == entries
    assert read({"metadata_fields": entries, "metadata": [{"name": "b"}]}).metadata == [
        *entries,
        {"name": "b"},
    ]


def test_an_address_nothing_tells_the_type_of_is_a_guess():
    assert read({"row_data": "https://a.b/c"}).is_guessed
    assert not read({"row_data": "https://a.b/c", "media_type": "TEXT"}).is_guessed
    assert not read({"row_data": "https://a.b/c", "external_id": "a.txt"}).is_guessed
    assert not read({"row_data": "words"}).is_guessed


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"row_data": "x", "global_key": 5}, "global_key"),
        ({"row_data": "x", "attachments": [{"value": "x"}]}, "attachments"),
        ({"row_data": "x", "metadata_fields": "x"}, "metadata"),
        ({"row_data": "x", "media_type": "totallyinvalid"}, "invalid media type"),
        ({"row_data": ""}, "row_data"),
    ],
)
def test_what_cannot_be_read_is_a_fault_of_its_item_alone(payload, words):
    assert words in (read(payload).fault or "")


def test_an_item_of_another_shape_is_a_fault():
    found = read_items(
        split_items(b'[5, {"id": {"type": "XX"}, "payload": {}}, {"payload": {"row_data": "x"}}]')
    )
    assert [item.fault is None for item in found] == [False, False, True]


@pytest.mark.parametrize("content", [b"{}", b"[", b"", b"[" * 100_000, b"\xff"])
def test_a_file_that_is_no_array_is_refused(content):
    with pytest.raises(UsageError):
        split_items(content)
