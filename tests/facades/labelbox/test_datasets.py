"""Datasets in the words of the official package."""

import pytest

FIELDS = "createdAt description id name rowCount updatedAt"
CREATE = (
    "mutation CreateDatasetPyApi($name: String!, $description: String!)"
    f"{{createDataset(data: {{name: $name description: $description}}) {{{FIELDS}}}}} "
)
GET = f"query GetDatasetPyApi($param_0: ID!){{dataset(where: {{id: $param_0}}){{{FIELDS}}}}}"
LIST = (
    "query GetDatasetsPyApi($param_0: String!, $param_1: Boolean!)"
    "{datasets(where: {AND: [{name: $param_0}, {deleted: $param_1}]} skip: %d first: 100)"
    f"{{{FIELDS}}}}}"
)
UPDATE = (
    "mutation updateDatasetPyApi($name: String!, $datasetId: ID!){updateDataset(\n"
    f"        where: {{id: $datasetId}} data: {{name: $name}}) {{{FIELDS}}}}} "
)
DELETE = (
    "mutation deleteDatasetPyApi($DatasetId: ID!){updateDataset(\n"
    "        where: {id: $DatasetId} data: {deleted: true}) {id}} "
)


def made(client, name="scenes", description=""):
    return client.gql(CREATE, {"name": name, "description": description})["createDataset"]


def test_a_new_dataset_has_an_id_of_25_characters_and_no_rows(admin):
    dataset = made(admin, "new", "dusk")
    assert (len(dataset["id"]), dataset["rowCount"], dataset["description"]) == (25, 0, "dusk")


def test_times_have_a_fraction_and_end_in_z(admin):
    assert made(admin)["createdAt"][19] == "."
    assert made(admin)["createdAt"].endswith("Z")


def test_a_dataset_is_found_by_its_id(admin):
    dataset = made(admin)
    assert admin.gql(GET, {"param_0": dataset["id"]})["dataset"] == dataset


def test_a_dataset_is_renamed(admin):
    dataset = made(admin)
    changed = admin.gql(UPDATE, {"datasetId": dataset["id"], "name": "renamed"})["updateDataset"]
    assert (changed["name"], changed["id"]) == ("renamed", dataset["id"])
    assert changed["createdAt"] == dataset["updatedAt"] < changed["updatedAt"]


def test_a_deleted_dataset_is_not_found(admin):
    dataset = made(admin)
    admin.gql(DELETE, {"DatasetId": dataset["id"]})
    assert admin.error(GET, {"param_0": dataset["id"]})[0] == "RESOURCE_NOT_FOUND"


def test_datasets_are_listed_by_name_in_pages(admin):
    ids = [made(admin, "many")["id"] for _ in range(3)]
    page = admin.gql(LIST % 1, {"param_0": "many", "param_1": False})["datasets"]
    assert [one["id"] for one in page] == ids[1:]


def test_nothing_is_listed_of_what_is_deleted(admin):
    made(admin, "kept")
    assert admin.gql(LIST % 0, {"param_0": "kept", "param_1": True})["datasets"] == []


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_datasets_are_ordered_as_asked_for(admin, direction):
    for name in ("b", "c", "a"):
        made(admin, name, f"ordered {direction}")
    where = f'where: {{description: "ordered {direction}"}}'
    query = f"{{datasets({where} skip: 0 first: 3 orderBy: name_{direction}){{name}}}}"
    names = [one["name"] for one in admin.gql(query)["datasets"]]
    assert names == (["a", "b", "c"] if direction == "ASC" else ["c", "b", "a"])


@pytest.mark.parametrize(
    "query", [GET, UPDATE.replace("$datasetId", "$param_0"), DELETE.replace("$DatasetId", "$param_0")]
)
def test_a_dataset_of_others_looks_like_none(admin, stranger, query):
    foreign, missing = made(admin)["id"], "c" + "0" * 24
    variables = {"name": "mine"} if "$name" in query else {}
    for one in (foreign, missing):
        assert stranger.error(query, {**variables, "param_0": one})[0] == "RESOURCE_NOT_FOUND"


def test_a_dataset_of_others_is_in_no_list(admin, stranger):
    made(admin, "hidden")
    assert stranger.gql(LIST % 0, {"param_0": "hidden", "param_1": False})["datasets"] == []


@pytest.mark.parametrize("name", ["", None, 5])
def test_a_dataset_without_a_name_is_malformed(admin, name):
    code, message = admin.error("mutation($n: Json){createDataset(data: {name: $n}){id}}", {"n": name})
    assert (code, "name" in message) == ("MALFORMED_REQUEST", True)
