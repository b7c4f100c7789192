"""Data rows in the words of the official package."""

import json

import pytest

from tests.facades.labelbox.catalog import URL, dataset, item, rows, upload, upsert

FIELDS = (
    "createdAt customMetadata { schemaId value } externalId globalKey id mediaAttributes "
    "metadataFields { schemaId name value kind } rowData updatedAt"
)
GET = f"query GetDataRowPyApi($param_0: ID!){{dataRow(where: {{id: $param_0}}){{{FIELDS}}}}}"
LIST = f"""query DatasetDataRowsPyApi($id: ID!, $from: ID, $first: Int, $where: DatasetDataRowWhereInput)  {{
        datasetDataRows(id: $id, from: $from, first: $first, where: $where)
            {{
                nodes {{ {FIELDS} }}
                pageInfo {{ hasNextPage startCursor }}
            }}
        }}
    """
UPDATE = (
    "mutation updateDataRowPyApi(%s, $DataRowId: ID!){updateDataRow(\n"
    f"        where: {{id: $DataRowId}} data: {{%s}}) {{{FIELDS}}}}} "
)
DELETE = "mutation deleteDataRowsPyApi{deleteDataRows(where: {dataRowIds: [%s]}){id}}"
EXTERNAL = """query externalIdsToDataRowIdsPyApi($externalId_in: [String!]!){
            externalIdsToDataRowIds(externalId_in: $externalId_in) { dataRowId externalId }
        }
        """
PROCESSED = """query CheckAllDataRowsHaveBeenProcessedPyApi($%s: [ID!]) {
            queryAllDataRowsHaveBeenProcessed(%s:$%s) {
                allDataRowsHaveBeenProcessed
           }
        }"""


def get(client, one):
    return client.gql(GET, {"param_0": one})["dataRow"]


def page(client, where, first=500, after=None, external_id=None):
    asked = {"id": where, "first": first, "from": after, "where": external_id and {"externalId": external_id}}
    return client.gql(LIST, asked)["datasetDataRows"]


def ids(found):
    return [one["id"] for one in found["nodes"]]


def update(client, one, **changes):
    declared = ", ".join(f"${name}: String" for name in changes)
    given = " ".join(f"{name}: ${name}" for name in changes)
    return UPDATE % (declared, given), {"DataRowId": one, **changes}


def test_a_data_row_is_answered_with_every_field_the_package_reads(admin):
    where = dataset(admin)
    [one] = rows(admin, where, {"global_key": "whole", "external_id": "e"})
    found = get(admin, one)
    assert (found["globalKey"], found["externalId"], found["rowData"]) == ("whole", "e", URL)
    assert (found["mediaAttributes"], found["customMetadata"], found["metadataFields"]) == ({}, [], [])
    assert found["createdAt"].endswith("Z")


def test_a_data_row_knows_its_dataset_and_its_maker(admin):
    where = dataset(admin)
    [one] = rows(admin, where, {})
    query = "query($id: ID!){dataRow(where: {id: $id}){dataset{id} createdBy{id} organization{id}}}"
    found = admin.gql(query, {"id": one})["dataRow"]
    me = admin.gql("{user{id} organization{id}}")
    assert found == {
        "dataset": {"id": where},
        "createdBy": me["user"],
        "organization": me["organization"],
    }


@pytest.mark.parametrize(
    "row_data",
    [
        "words",
        {"type": "application/vnd.labelbox.conversational", "version": 1, "messages": [{"content": "ü"}]},
        {"tileLayerUrl": "https://tiles.example.org/{z}/{x}/{y}.png", "epsg": "Simple"},
    ],
)
def test_row_data_comes_back_as_it_was_sent(admin, row_data):
    [one] = rows(admin, dataset(admin), {"row_data": row_data})
    found = get(admin, one)["rowData"]
    assert (found if isinstance(row_data, str) else json.loads(found)) == row_data


def test_an_upload_keeps_its_address(admin):
    url = upload(admin, "words")
    [one] = rows(admin, dataset(admin), {"row_data": url})
    assert get(admin, one)["rowData"] == url
    assert admin.fetch(url).content == b'"words"'


def test_data_rows_of_a_dataset_come_newest_first_and_the_last_page_has_no_cursor(admin):
    where = dataset(admin)
    made = rows(admin, where, *({"external_id": str(number)} for number in range(5)))[::-1]
    first = page(admin, where, 3)
    assert (ids(first), first["pageInfo"]) == (made[:3], {"hasNextPage": True, "startCursor": made[2]})
    last = page(admin, where, 3, made[2])
    assert (ids(last), last["pageInfo"]) == (made[3:], {"hasNextPage": False, "startCursor": None})
    whole = page(admin, where, 5)
    assert (ids(whole), whole["pageInfo"]["startCursor"]) == (made, None)


def test_data_rows_of_a_dataset_are_found_by_external_id(admin):
    where = dataset(admin)
    made = rows(admin, where, {"external_id": "a"}, {"external_id": "b"}, {"external_id": "a"})
    assert ids(page(admin, where, external_id="a")) == [made[2], made[0]]


def test_external_ids_lead_to_data_rows_oldest_first(admin):
    made = rows(admin, dataset(admin), {"external_id": "x1"}, {"external_id": "x2"}, {"external_id": "x1"})
    found = admin.gql(EXTERNAL, {"externalId_in": ["x2", "x1", "x3"]})["externalIdsToDataRowIds"]
    assert [(one["dataRowId"], one["externalId"]) for one in found] == [
        (made[0], "x1"), (made[1], "x2"), (made[2], "x1"),
    ]  # fmt: skip


def test_a_data_row_is_changed_and_the_rest_of_it_stays(admin):
    [one] = rows(admin, dataset(admin), {"global_key": "before", "external_id": "e"})
    found = admin.gql(*update(admin, one, globalKey="after"))["updateDataRow"]
    assert (found["globalKey"], found["externalId"], found["rowData"]) == ("after", "e", URL)
    assert admin.gql(*update(admin, one, rowData="123"))["updateDataRow"]["rowData"] == "123"
    assert admin.gql(*update(admin, one, rowData=URL))["updateDataRow"]["rowData"] == URL
    layered = json.dumps(
        {"pdfUrl": "https://example.org/a.pdf", "tileLayerUrl": "https://example.org/a.json"}
    )
    changed = admin.gql(*update(admin, one, rowData=layered))["updateDataRow"]
    assert changed["rowData"] == "https://example.org/a.pdf"


def test_a_global_key_of_another_data_row_is_not_taken(admin):
    _, one = rows(admin, dataset(admin), {"global_key": "mine"}, {})
    assert admin.error(*update(admin, one, globalKey="mine")) == (
        "MALFORMED_REQUEST",
        "Duplicate global key: 'mine'",
    )


def test_deleted_data_rows_are_gone_and_their_global_keys_free(admin):
    where = dataset(admin)
    made = rows(admin, where, {"global_key": "gone"}, {"global_key": "gone too"}, {"global_key": "kept"})
    query = DELETE % ", ".join(f'"{one}"' for one in made[:2])
    assert {one["id"] for one in admin.gql(query)["deleteDataRows"]} == set(made[:2])
    assert ids(page(admin, where)) == made[2:]
    assert admin.error(GET, {"param_0": made[0]})[0] == "RESOURCE_NOT_FOUND"
    [again] = rows(admin, where, {"global_key": "gone"})
    assert again != made[0]


def test_what_was_sent_has_been_processed_when_it_is_answered(admin):
    [one] = rows(admin, dataset(admin), {"global_key": "processed"})
    for name, known in (("globalKeys", "processed"), ("dataRowIds", one)):
        query = PROCESSED % (name, name, name)
        found = admin.gql(query, {name: [known]})["queryAllDataRowsHaveBeenProcessed"]
        assert found == {"allDataRowsHaveBeenProcessed": True}


def test_data_rows_of_others_look_like_none(admin, stranger):
    where = dataset(admin)
    [one] = rows(admin, where, {"external_id": "foreign"})
    for spelled in (one, "c" + "0" * 24):
        assert stranger.error(GET, {"param_0": spelled})[0] == "RESOURCE_NOT_FOUND"
        assert stranger.error(*update(stranger, spelled, externalId="x"))[0] == "RESOURCE_NOT_FOUND"
        assert stranger.gql(DELETE % f'"{spelled}"') == {"deleteDataRows": []}
        asked = {"id": spelled, "first": 9, "from": None, "where": None}
        assert stranger.error(LIST, asked)[0] == "RESOURCE_NOT_FOUND"
    assert stranger.gql(EXTERNAL, {"externalId_in": ["foreign"]}) == {"externalIdsToDataRowIds": []}
    assert get(admin, one)["externalId"] == "foreign"


@pytest.mark.parametrize("first", [-1, 1001])
def test_a_page_has_a_size(admin, first):
    asked = {"id": dataset(admin), "first": first, "from": None, "where": None}
    assert admin.error(LIST, asked)[0] == "MALFORMED_REQUEST"


def test_a_dataset_that_is_deleted_takes_its_data_rows_along(admin):
    where = dataset(admin)
    [one] = rows(admin, where, {"global_key": "with its dataset"})
    admin.gql(
        "mutation deleteDatasetPyApi($DatasetId: ID!){updateDataset(\n"
        "        where: {id: $DatasetId} data: {deleted: true}) {id}} ",
        {"DatasetId": where},
    )
    assert admin.error(GET, {"param_0": one})[0] == "RESOURCE_NOT_FOUND"
    assert (
        upsert(admin, [item(dataset(admin), row_data=URL, global_key="with its dataset")])["status"]
        == "COMPLETE"
    )
