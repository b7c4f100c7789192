"""Metadata fields in the words of the official package."""

import pytest

LIST = """query GetMetadataOntologyBetaPyApi {
        customMetadataOntology {
                id
                name
                kind
                reserved
                options {
                    id
                    kind
                    name
                    reserved
                }
        }}
        """
UPSERT = """mutation UpsertCustomMetadataSchemaPyApi($data: UpsertCustomMetadataSchemaInput!) {
                upsertCustomMetadataSchema(data: $data){
                    id
                    name
                    kind
                    options {
                        id
                        name
                        kind
                    }
                }
            }"""
DELETE = """mutation DeleteCustomMetadataSchemaPyApi($where: WhereUniqueIdInput!) {
                deleteCustomMetadataSchema(schema: $where){
                    success
                }
            }"""
ENUM, OPTION = "CustomMetadataEnum", "CustomMetadataEnumOption"


def upsert(client, **data):
    return client.gql(UPSERT, {"data": data})["upsertCustomMetadataSchema"]


def listed(client):
    return {one["name"]: one for one in client.gql(LIST)["customMetadataOntology"]}


def options(*names):
    return [{"name": name, "kind": OPTION} for name in names]


def test_reserved_fields_are_there_from_the_beginning_with_their_known_ids(admin):
    found = listed(admin)
    assert {name: (one["id"], one["kind"]) for name, one in found.items() if one["reserved"]} == {
        "tag": ("cko8s9r5v0001h2dk9elqdidh", "CustomMetadataString"),
        "split": ("cko8sbczn0002h2dkdaxb5kal", ENUM),
        "captureDateTime": ("cko8sdzv70006h2dk8jg64zvb", "CustomMetadataDateTime"),
    }
    assert {one["name"]: one["id"] for one in found["split"]["options"]}[
        "test"
    ] == "cko8scbz70005h2dkastwhgqt"


def test_a_field_keeps_its_id_and_those_of_its_options_when_they_are_renamed(admin):
    made = upsert(admin, name="weather", kind=ENUM, options=options("option 1", "option 2"))
    assert {len(one["id"]) for one in (made, *made["options"])} == {25}
    first, second = made["options"]
    changed = upsert(
        admin, id=made["id"], name="sky", kind=ENUM, options=[{**first, "name": "option 3"}, second]
    )
    assert changed == {**made, "name": "sky", "options": [{**first, "name": "option 3"}, second]}
    assert [one["name"] for one in listed(admin)["sky"]["options"]] == ["option 3", "option 2"]


def test_a_deleted_field_is_gone(admin):
    made = upsert(admin, name="passing", kind="CustomMetadataString")
    assert admin.gql(DELETE, {"where": {"id": made["id"]}}) == {
        "deleteCustomMetadataSchema": {"success": True}
    }
    assert "passing" not in listed(admin)
    assert admin.error(DELETE, {"where": {"id": made["id"]}})[0] == "RESOURCE_NOT_FOUND"


def test_a_name_that_is_taken_is_malformed_as_programs_expect(admin):
    upsert(admin, name="custom_text", kind="CustomMetadataString")
    asked = {"data": {"name": "custom_text", "kind": "CustomMetadataString"}}
    assert admin.error(UPSERT, asked)[0] == "MALFORMED_REQUEST"


@pytest.mark.parametrize(
    "data",
    [
        {"name": "x", "kind": "CustomMetadataColour"},
        {"name": "", "kind": "CustomMetadataString"},
        {"name": "x", "kind": "CustomMetadataString", "options": options("a")},
        {"name": "x", "kind": ENUM, "options": options("a", "a")},
        {"kind": ENUM},
    ],
)
def test_a_field_that_cannot_be_is_malformed(admin, data):
    assert admin.error(UPSERT, {"data": data})[0] == "MALFORMED_REQUEST"


def test_a_reserved_field_is_not_deleted(admin):
    asked = {"where": {"id": "cko8s9r5v0001h2dk9elqdidh"}}
    assert admin.error(DELETE, asked)[0] == "MALFORMED_REQUEST"


def test_fields_are_made_by_everybody_and_changed_by_administrators(admin, stranger):
    made = upsert(stranger, name="of a stranger", kind="CustomMetadataNumber")
    changes = {"data": {"id": made["id"], "name": "renamed", "kind": "CustomMetadataNumber"}}
    assert stranger.error(UPSERT, changes)[0] == "AUTHORIZATION_ERROR"
    assert stranger.error(DELETE, {"where": {"id": made["id"]}})[0] == "AUTHORIZATION_ERROR"
    assert upsert(admin, **changes["data"])["name"] == "renamed"
