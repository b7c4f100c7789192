"""Attachments in the words of the official package."""

import pytest

from tests.facades.labelbox.catalog import dataset, rows

FIELDS = "id name type value"
CREATE = f"""mutation CreateDataRowAttachmentPyApi(
            $type: AttachmentType!, $value: String!, $name: String, $dataRowId: ID!) {{
            createDataRowAttachment(data: {{
                type: $type value: $value name: $name dataRowId: $dataRowId}}) {{{FIELDS}}}}} """
UPDATE = """mutation updateDataRowAttachmentPyApi(
            $attachment_id: ID!, $name: String, $type: AttachmentType, $value: String) {
            updateDataRowAttachment(
              where: {id: $attachment_id},
              data: {name: $name, type: $type, value: $value}
            ) { id name type value }
            }"""
DELETE = """mutation deleteDataRowAttachmentPyApi($attachment_id: ID!) {
            deleteDataRowAttachment(where: {id: $attachment_id}) {
                    id}
            }"""
LIST = (
    "query GetDataRowAttachmentsPyApi($param_0: ID!){dataRow(where: {id: $param_0}){"
    f"attachments(skip: %d first: 100){{{FIELDS}}}}}}}"
)


def create(client, row_id, kind="RAW_TEXT", value="value", name="name"):
    asked = {"type": kind, "value": value, "name": name, "dataRowId": row_id}
    return client.gql(CREATE, asked)["createDataRowAttachment"]


def listed(client, row_id, skip=0):
    return client.gql(LIST % skip, {"param_0": row_id})["dataRow"]["attachments"]


@pytest.fixture
def row(admin):
    return rows(admin, dataset(admin), {})[0]


def test_attachments_are_listed_in_the_order_they_were_made(admin, row):
    made = [create(admin, row, value=value, name=None) for value in "ab"]
    assert listed(admin, row) == made
    assert listed(admin, row, 1) == made[1:]


def test_what_is_not_given_stays(admin, row):
    made = create(admin, row)
    changed = admin.gql(UPDATE, {"attachment_id": made["id"], "name": "updated", "type": "IMAGE"})
    assert changed["updateDataRowAttachment"] == {**made, "name": "updated", "type": "IMAGE"}
    assert listed(admin, row) == [{**made, "name": "updated", "type": "IMAGE"}]


def test_a_deleted_attachment_is_gone(admin, row):
    made = create(admin, row)
    assert admin.gql(DELETE, {"attachment_id": made["id"]})["deleteDataRowAttachment"] == {"id": made["id"]}
    assert listed(admin, row) == []
    assert admin.error(DELETE, {"attachment_id": made["id"]})[0] == "RESOURCE_NOT_FOUND"


def test_attachments_come_with_their_data_row(admin):
    sent = [
        {"type": "RAW_TEXT", "name": "att1", "value": "test1"},
        {"type": "PDF_URL", "value": "https://example.org/a"},
    ]
    [one] = rows(admin, dataset(admin), {"attachments": sent})
    assert [(found["type"], found["name"], found["value"]) for found in listed(admin, one)] == [
        ("RAW_TEXT", "att1", "test1"),
        ("PDF_URL", None, "https://example.org/a"),
    ]


@pytest.mark.parametrize(("kind", "value"), [("SOME_TYPE", "value"), ("IMAGE", "")])
def test_an_attachment_that_cannot_be_is_malformed(admin, row, kind, value):
    asked = {"type": kind, "value": value, "name": None, "dataRowId": row}
    assert admin.error(CREATE, asked)[0] == "MALFORMED_REQUEST"


def test_attachments_of_others_look_like_none(admin, stranger, row):
    made = create(admin, row)
    for one in (made["id"], "c" + "0" * 24):
        assert stranger.error(UPDATE, {"attachment_id": one, "name": "mine"})[0] == "RESOURCE_NOT_FOUND"
        assert stranger.error(DELETE, {"attachment_id": one})[0] == "RESOURCE_NOT_FOUND"
    asked = {"type": "IMAGE", "value": "x", "name": None}
    for one in (row, "c" + "0" * 24):
        assert stranger.error(CREATE, {**asked, "dataRowId": one})[0] == "RESOURCE_NOT_FOUND"
    assert listed(admin, row) == [made]
