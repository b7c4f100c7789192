"""Metadata of data rows in the words of the official package."""

from tests.facades.labelbox.catalog import dataset, rows

SPLIT, TEST, TRAIN = "cko8sbczn0002h2dkdaxb5kal", "cko8scbz70005h2dkastwhgqt", "cko8sbscr0003h2dk04w86hof"
TAG, CAPTURED = "cko8s9r5v0001h2dk9elqdidh", "cko8sdzv70006h2dk8jg64zvb"
ANSWER = [{"schemaId": SPLIT, "value": {}}, {"schemaId": TEST, "value": {}}]
UPSERT = """mutation UpsertDataRowMetadataBetaPyApi($metadata: [DataRowCustomMetadataBatchUpsertInput!]!) {
                upsertDataRowCustomMetadata(data: $metadata){
                    globalKey
                    dataRowId
                    error
                    fields {
                        value
                        schemaId
                    }
                }
            }"""
DELETE = """mutation DeleteDataRowMetadataBetaPyApi(
                $deletes: [DataRowIdentifierCustomMetadataBatchDeleteInput!]) {
                deleteDataRowCustomMetadata(dataRowIdentifiers: $deletes) {
                    dataRowId
                    error
                    fields {
                        value
                        schemaId
                    }
                }
            }
            """
LIST = """query dataRowCustomMetadataPyApi(
                $dataRowIdentifiers: DataRowCustomMetadataDataRowIdentifiersInput) {
                dataRowCustomMetadata(where: {dataRowIdentifiers : $dataRowIdentifiers}) {
                    dataRowId
                    globalKey
                    fields {
                        value
                        schemaId
                    }
                }
            }
            """


def upsert(client, *metadata):
    return client.gql(UPSERT, {"metadata": metadata})["upsertDataRowCustomMetadata"]


def values(client, *names, kind="ID"):
    asked = {"dataRowIdentifiers": {"ids": names, "idType": kind}}
    return client.gql(LIST, asked)["dataRowCustomMetadata"]


def delete(client, name, *schema_ids, kind="ID"):
    asked = {"dataRowIdentifier": {"id": name, "idType": kind}, "schemaIds": schema_ids}
    return client.gql(DELETE, {"deletes": [asked]})["deleteDataRowCustomMetadata"]


def of(row_id, *fields):
    return {"globalKey": None, "dataRowId": row_id, "fields": fields}


def test_values_are_set_by_id_or_by_global_key_and_come_back(admin):
    first, second = rows(admin, dataset(admin), {}, {"global_key": "m2"})
    told = {"schemaId": TAG, "value": "a"}
    by_key = {"globalKey": "m2", "dataRowId": None, "fields": [told]}
    assert upsert(admin, of(first, *ANSWER, told), by_key) == []
    assert values(admin, first) == [{"dataRowId": first, "globalKey": None, "fields": [told, *ANSWER]}]
    assert values(admin, "m2", kind="GKEY") == [{"dataRowId": second, "globalKey": "m2", "fields": [told]}]


def test_values_of_other_fields_stay(admin):
    [one] = rows(admin, dataset(admin), {"metadata_fields": [{"schemaId": TAG, "value": "a"}]})
    upsert(admin, of(one, *ANSWER))
    [found] = values(admin, one)
    assert [field["schemaId"] for field in found["fields"]] == [TAG, SPLIT, TEST]


def test_an_enum_has_one_answer_and_the_newer_one_counts(admin):
    [one] = rows(admin, dataset(admin), {})
    upsert(admin, of(one, *ANSWER))
    newer = [ANSWER[0], {"schemaId": TRAIN, "value": {}}]
    upsert(admin, of(one, *newer))
    assert values(admin, one)[0]["fields"] == newer


def test_what_cannot_be_set_is_told_and_keeps_no_other_row_from_it(admin):
    first, second = rows(admin, dataset(admin), {}, {})
    twice = [{"schemaId": TAG, "value": "a"}, {"schemaId": TAG, "value": "b"}]
    failed = upsert(
        admin,
        of(first, *twice),
        of(first, {"schemaId": CAPTURED, "value": "yesterday"}),
        of("c" + "0" * 24, *ANSWER),
        of(second, {"schemaId": TAG, "value": "kept"}),
    )
    assert [one["dataRowId"] for one in failed] == [first, first, "c" + "0" * 24]
    assert failed[0]["error"] == f"A schemaId can only be specified once per DataRow : [{TAG}]"
    assert [one["fields"] for one in values(admin, first, second)] == [
        [],
        [{"schemaId": TAG, "value": "kept"}],
    ]


def test_deleted_values_are_gone_and_what_was_not_there_is_told(admin):
    [one] = rows(admin, dataset(admin), {"global_key": "d1"})
    upsert(admin, of(one, *ANSWER, {"schemaId": TAG, "value": "a"}))
    assert delete(admin, "d1", SPLIT, CAPTURED, kind="GKEY") == [
        {
            "dataRowId": one,
            "error": "Schema did not exist",
            "fields": [{"schemaId": CAPTURED, "value": None}],
        }
    ]
    assert values(admin, one)[0]["fields"] == [{"schemaId": TAG, "value": "a"}]


def test_metadata_of_others_is_not_there(admin, stranger):
    [one] = rows(admin, dataset(admin), {"global_key": "theirs", "metadata": [{"name": "tag", "value": "a"}]})
    told = {"schemaId": TAG, "value": "mine"}
    for name in (one, "c" + "0" * 24):
        assert values(stranger, name) == []
        assert upsert(stranger, of(name, told)) == [
            {**of(name, told), "fields": [told], "error": "Data row does not exist"}
        ]
        assert delete(stranger, name, TAG)[0]["error"] == "Data row does not exist"
    assert values(admin, one)[0]["fields"] == [{"schemaId": TAG, "value": "a"}]


def test_a_data_row_is_answered_with_its_metadata_in_both_spellings(admin):
    metadata = [{"name": "tag", "value": "a"}, {"name": "split", "value": "train"}]
    [one] = rows(admin, dataset(admin), {"metadata": metadata})
    fields = "customMetadata{schemaId value} metadataFields{schemaId name value kind}"
    query = f"query($id: ID!){{dataRow(where: {{id: $id}}){{{fields}}}}}"
    found = admin.gql(query, {"id": one})["dataRow"]
    assert found["customMetadata"] == [
        {"schemaId": TAG, "value": "a"},
        {"schemaId": SPLIT, "value": {}},
        {"schemaId": TRAIN, "value": {}},
    ]
    assert found["metadataFields"] == [
        {"schemaId": TAG, "name": "tag", "value": "a", "kind": "CustomMetadataString"},
        {"schemaId": SPLIT, "name": "split", "value": "train", "kind": "CustomMetadataEnum"},
    ]


def test_a_data_row_that_is_named_twice_loses_the_values_of_both(admin):
    told = {"schemaId": TAG, "value": "a"}
    [one] = rows(admin, dataset(admin), {"global_key": "twice"})
    upsert(admin, of(one, *ANSWER, told))
    deletes = [
        {"dataRowIdentifier": {"id": one, "idType": "ID"}, "schemaIds": [TAG]},
        {"dataRowIdentifier": {"id": "twice", "idType": "GKEY"}, "schemaIds": [SPLIT]},
    ]
    assert admin.gql(DELETE, {"deletes": deletes})["deleteDataRowCustomMetadata"] == []
    assert values(admin, one)[0]["fields"] == []


def test_an_id_that_is_no_text_is_told_with_its_row(admin):
    [one] = rows(admin, dataset(admin), {})
    [told] = upsert(admin, of(one, {"schemaId": [TAG], "value": "a"}))
    assert (told["dataRowId"], "there is no metadata field" in told["error"]) == (one, True)
