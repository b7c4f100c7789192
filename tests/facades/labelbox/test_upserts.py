"""Data rows made and changed from uploads, in the words of the official package."""

import pytest

from tests.facades.labelbox.catalog import FAILED, UPSERT, URL, dataset, failed, item, made, upload, upsert


def test_few_data_rows_are_there_when_the_task_is_answered(admin):
    where = dataset(admin)
    task = upsert(admin, [item(where, row_data=URL, global_key="few", external_id="e")])
    assert {name: task[name] for name in ("name", "type", "status", "completionPercentage", "errors")} == {
        "name": "JSON Import",
        "type": "adv-upsert-data-rows",
        "status": "COMPLETE",
        "completionPercentage": 100.0,
        "errors": None,
    }
    assert made(admin, task)["nodes"] == [
        {"id": made(admin, task)["nodes"][0]["id"], "externalId": "e", "globalKey": "few", "rowData": URL}
    ]
    assert len(made(admin, task)["nodes"][0]["id"]) == 25
    assert failed(admin, task) == {"after": None, "total": 0, "results": []}


def test_a_key_that_is_taken_fails_alone_and_in_the_words_programs_look_for(admin):
    where = dataset(admin)
    sent = [{"schemaId": "cko8s9r5v0001h2dk9elqdidh", "value": "a"}]
    items = [
        item(where, row_data=URL, global_key="taken", metadata_fields=sent),
        item(where, row_data=URL, global_key="taken", external_id="e", metadata_fields=sent),
    ]
    task = upsert(admin, items)
    assert task["status"] == "COMPLETE"
    assert failed(admin, task)["results"] == [
        {
            "message": "Duplicate global key: 'taken'",
            "spec": {
                "externalId": "e",
                "globalKey": "taken",
                "rowData": URL,
                "metadata": [{**sent[0], "name": None}],
                "attachments": [],
            },
        }
    ]
    assert made(admin, task)["total"] == 1


def test_outcomes_come_in_pages(admin):
    where = dataset(admin)
    task = upsert(admin, *([item(where, row_data=URL) for _ in range(5)] for _ in range(3)))
    found, after = [], None
    while True:
        page = made(admin, task, 4, after)
        found += [node["id"] for node in page["nodes"]]
        after = page["after"]
        if not after:
            break
    assert (len(found), len(set(found))) == (15, 15)


def test_the_result_of_a_task_is_a_file_anybody_with_the_link_can_read(admin):
    where = dataset(admin)
    items = [item(where, row_data="words", global_key=key) for key in ("linked", "linked")]
    found = admin.fetch(upsert(admin, items)["result"]).json()
    assert [row["globalKey"] for row in found["createdDataRows"]] == ["linked"]
    assert [row["message"] for row in found["errors"]] == ["Duplicate global key: 'linked'"]


def test_a_data_row_is_changed_by_its_id(admin):
    where = dataset(admin)
    [one] = made(admin, upsert(admin, [item(where, row_data=URL, external_id="e")]))["nodes"]
    task = upsert(admin, [item(where, {"type": "ID", "value": one["id"]}, global_key="changed")])
    assert made(admin, task)["nodes"] == [{**one, "globalKey": "changed"}]


def test_a_manifest_has_to_be_an_upload_of_this_server(admin):
    for url in ("https://example.org/manifest.json", "", upload(admin, 5)):
        assert admin.error(UPSERT, {"manifestUri": url})[0] == "MALFORMED_REQUEST"
    elsewhere = {"item_count": 1, "chunk_uris": ["https://example.org/chunk.json"]}
    assert admin.error(UPSERT, {"manifestUri": upload(admin, elsewhere)})[0] == "MALFORMED_REQUEST"


def test_the_outcomes_of_others_are_not_there(admin, stranger):
    task = upsert(admin, [item(dataset(admin), row_data=URL)])
    for one in (task["id"], "c" + "0" * 24):
        assert stranger.error(FAILED, {"taskId": one, "first": 9, "from": None})[0] == "RESOURCE_NOT_FOUND"


@pytest.mark.parametrize("first", [0, -1, 5001])
def test_a_page_has_a_size(admin, first):
    task = upsert(admin, [item(dataset(admin), row_data=URL)])
    assert admin.error(FAILED, {"taskId": task["id"], "first": first, "from": None})[0] == "MALFORMED_REQUEST"
