"""Batches: the texts of the official package, and what they answer."""

from typing import Any

import pytest

from postil.services.catalog.data_rows import RowDraft
from tests.facades.labelbox.installation import Client, Installation

BATCH = "consensusSettingsJson createdAt id name size updatedAt"
PROJECT = "mutation CreateProjectPyApi($name: String!){createProject(data: {name: $name}) {id}}"
CREATE = (
    "mutation createBatchV2PyApi($projectId: ID!, $batchInput: CreateBatchInput!) {"
    "project(where: {id: $projectId}) {createBatchV2(input: $batchInput) {batch {%s} failedDataRowIds}}}"
).replace("%s", BATCH)
EMPTY = (
    "mutation createEmptyBatchPyApi($projectId: ID!, $input: CreateEmptyBatchInput!) {"
    "project(where: {id: $projectId}) {createEmptyBatch(input: $input) {id}}}"
)
FILL = (
    "mutation addDataRowsToBatchAsyncPyApi($projectId: ID!, $input: AddDataRowsToBatchInput!) {"
    "project(where: {id: $projectId}) {addDataRowsToBatchAsync(input: $input) {taskId}}}"
)
SERIES = (
    "mutation createBatchesPyApi($projectId: ID!, $input: CreateBatchesInput!) {"
    "project(where: {id: $projectId}) {createBatches(input: $input) {tasks {batchUuid taskId}}}}"
)
OF_DATASET = SERIES.replace("createBatches", "createBatchesFromDataset").replace(
    "CreateBatchesInput", "CreateBatchesFromDatasetInput"
)
LIST = (
    "query GetProjectBatchesPyApi($from: String, $first: PageSize, $projectId: ID!) {"
    "project(where: {id: $projectId}) {id batches(after: $from, first: $first) "
    "{ nodes { %s } pageInfo { endCursor }}}}"
).replace("%s", BATCH)
GET = (
    "query getProjectBatchPyApi($projectId: ID!, $batchId: ID!) {project(where: {id: $projectId}) {"
    "batches(where: {id: $batchId}) {nodes {%s}}}}"
).replace("%s", BATCH)
DELETE = (
    "mutation DeleteBatchPyApi($projectId: ID!, $batchId: ID!) {"
    "project(where: {id: $projectId}) { deleteBatch(batchId: $batchId) { deletedBatchId } }}"
)
REMOVE = (
    "mutation RemoveQueuedDataRowsFromBatchPyApi($projectId: ID!, $batchId: ID!) {"
    "project(where: {id: $projectId}) { removeQueuedDataRowsFromBatch(batchId: $batchId) { id } }}"
)
DELETE_LABELS = (
    "mutation DeleteBatchLabelsPyApi($projectId: ID!, $batchId: ID!, $type: DeleteBatchLabelsType!) {"
    "project(where: {id: $projectId}) "
    "{ deleteBatchLabels(batchId: $batchId, data:{ type: $type }) { deletedLabelIds } }}"
)


class Street:
    """A project, and a dataset of four data rows k0 to k3 of its own."""

    def __init__(self, installation: Installation, admin: Client, name: str) -> None:
        application = installation.application
        self.admin = admin
        self.project = admin.gql(PROJECT, {"name": name})["createProject"]["id"]
        self.dataset = application.services.datasets.create(name, application.admin).uid
        self.keys = [f"{name} {number}" for number in range(4)]
        drafts = [RowDraft(global_key=key) for key in self.keys]
        made = application.services.data_rows.create(self.dataset, drafts, application.admin)
        self.ids = [one.uid for one in made]

    def ask(self, query: str, **asked: Any) -> Any:
        return self.admin.gql(query, {"projectId": self.project, **asked}, "/_gql")["project"]

    def create(self, name: str, *keys: str, **more: Any) -> Any:
        return self.ask(CREATE, batchInput=batch_input(name, *keys, **more))["createBatchV2"]

    def error(self, query: str, **asked: Any) -> tuple[str, str]:
        return self.admin.error(query, {"projectId": self.project, **asked})

    def batches(self) -> list[Any]:
        found: list[Any] = self.ask(LIST, **{"from": None, "first": 100})["batches"]["nodes"]
        return found


def batch_input(name: str, *keys: str, **more: Any) -> dict[str, Any]:
    asked = {
        "name": name,
        "dataRowIds": [],
        "globalKeys": list(keys),
        "priority": 5,
        "consensusSettings": None,
    }
    return asked | more


@pytest.fixture
def street(installation: Installation, admin: Client, request: pytest.FixtureRequest) -> Street:
    return Street(installation, admin, request.node.name)


def test_a_batch_counts_its_data_rows(street: Street) -> None:
    made = street.create("first", *street.keys[:3], priority=1)
    assert (made["batch"]["name"], made["batch"]["size"], made["failedDataRowIds"]) == ("first", 3, [])
    assert street.batches() == [made["batch"]]
    found = street.ask(GET, batchId=made["batch"]["id"])["batches"]["nodes"]
    assert found == [made["batch"]]


def test_ids_of_which_there_is_no_data_row_are_told(street: Street) -> None:
    made = street.create("first", dataRowIds=[street.ids[0], "c" + "0" * 24], globalKeys=None)
    assert (made["batch"]["size"], made["failedDataRowIds"]) == (1, ["c" + "0" * 24])


def test_what_was_asked_for_about_agreement_is_kept(street: Street) -> None:
    settings = {"numberOfLabels": 3, "coveragePercentage": 0.1}
    made = street.create("first", *street.keys, consensusSettings=settings)
    assert made["batch"]["consensusSettingsJson"] == {"number_of_labels": 3, "coverage_percentage": 0.1}


# The sentences are those the tests of the package expect.
@pytest.mark.parametrize(
    ("asked", "code", "message"),
    [
        (
            {"dataRowIds": ["a", "b"]},
            "MALFORMED_REQUEST",
            "No valid data rows to be added from the list provided!",
        ),
        (
            {"globalKeys": ["key1", "key2"]},
            "MALFORMED_REQUEST",
            "Data rows with the following global keys do not exist: key1, key2.",
        ),
        ({"priority": "abcd"}, "MALFORMED_REQUEST", None),
        ({"priority": None}, "MALFORMED_REQUEST", None),
        ({"priority": 7}, "MALFORMED_REQUEST", None),
    ],
)
def test_what_cannot_be_a_batch_is_refused(
    street: Street, asked: Any, code: str, message: str | None
) -> None:
    keys = () if "dataRowIds" in asked else street.keys[:1]
    found = street.error(CREATE, batchInput=batch_input("first", *keys, **asked))
    assert found == (code, message or found[1])
    assert street.batches() == []


def test_data_rows_the_project_has_make_no_batch(street: Street) -> None:
    street.create("first", *street.keys)
    found = street.error(CREATE, batchInput=batch_input("second", *street.keys[:2]))
    assert found == ("MALFORMED_REQUEST", "No valid data rows to add to project")


def test_a_name_is_given_once(street: Street) -> None:
    street.create("first", *street.keys[:1])
    code, _ = street.error(CREATE, batchInput=batch_input("first", *street.keys[1:2]))
    assert code == "RESOURCE_CONFLICT"


def test_an_empty_batch_is_filled_by_a_task(installation: Installation, street: Street) -> None:
    batch = street.ask(EMPTY, input={"name": "big", "consensusSettings": None})["createEmptyBatch"]["id"]
    rows = {"batchId": batch, "dataRowIds": street.ids[:2], "globalKeys": None, "priority": 3}
    task = street.ask(FILL, input=rows)["addDataRowsToBatchAsync"]["taskId"]
    application = installation.application
    [done, *_] = application.services.operations.list_operations(application.admin)
    assert (len(task), done.kind, done.state) == (25, "add-data-rows-to-batch", "finished")
    assert [one["size"] for one in street.batches()] == [2]


def test_filling_a_batch_with_nothing_is_a_task_that_failed(
    installation: Installation, street: Street
) -> None:
    batch = street.ask(EMPTY, input={"name": "big", "consensusSettings": None})["createEmptyBatch"]["id"]
    street.ask(FILL, input={"batchId": batch, "dataRowIds": [], "globalKeys": ["none"], "priority": 3})
    application = installation.application
    [failed, *_] = application.services.operations.list_operations(application.admin)
    assert failed.state == "failed"
    assert failed.result["reason"] == "Data rows with the following global keys do not exist: none."


def test_a_series_of_batches_has_a_prefix_and_a_number(street: Street) -> None:
    asked = {"batchNamePrefix": "part", "dataRowIds": street.ids, "globalKeys": None, "priority": 3}
    [task] = street.ask(SERIES, input={**asked, "consensusSettings": None})["createBatches"]["tasks"]
    assert [(one["id"], one["name"], one["size"]) for one in street.batches()] == [
        (task["batchUuid"], "part0000", 4)
    ]


def test_a_dataset_is_sent_without_what_the_project_has(street: Street) -> None:
    street.create("first", street.keys[0])
    asked = {"batchNamePrefix": "rest", "datasetId": street.dataset, "priority": 3, "consensusSettings": None}
    street.ask(OF_DATASET, input=asked)
    assert [(one["name"], one["size"]) for one in street.batches()] == [("first", 1), ("rest0000", 3)]


def test_batches_are_listed_page_by_page(street: Street) -> None:
    for number in range(3):
        street.create(str(number), street.keys[number])
    first = street.ask(LIST, **{"from": None, "first": 2})["batches"]
    second = street.ask(LIST, **{"from": first["pageInfo"]["endCursor"], "first": 2})["batches"]
    assert [one["name"] for one in first["nodes"] + second["nodes"]] == ["0", "1", "2"]
    assert second["pageInfo"]["endCursor"] is None


def test_a_deleted_batch_is_gone_with_its_data_rows(street: Street) -> None:
    batch = street.create("first", *street.keys)["batch"]["id"]
    assert street.ask(DELETE, batchId=batch)["deleteBatch"]["deletedBatchId"] == batch
    assert street.batches() == []
    assert street.create("first", *street.keys)["batch"]["size"] == 4


def test_what_is_queued_is_taken_out_of_a_batch(street: Street) -> None:
    batch = street.create("first", *street.keys)["batch"]["id"]
    assert street.ask(REMOVE, batchId=batch)["removeQueuedDataRowsFromBatch"]["id"] == batch
    assert [one["size"] for one in street.batches()] == [0]


def test_labels_of_a_batch_are_deleted_but_not_kept_as_templates(street: Street) -> None:
    batch = street.create("first", *street.keys)["batch"]["id"]
    found = street.ask(DELETE_LABELS, batchId=batch, type="RequeueData")["deleteBatchLabels"]
    assert found == {"deletedLabelIds": []}
    code, _ = street.error(DELETE_LABELS, batchId=batch, type="RequeueDataWithLabelAsTemplate")
    assert code == "OPERATION_NOT_ALLOWED"


def test_a_batch_of_another_project_is_missing(street: Street, admin: Client) -> None:
    batch = street.create("first", *street.keys)["batch"]["id"]
    other = admin.gql(PROJECT, {"name": "other"})["createProject"]["id"]
    assert admin.error(DELETE, {"projectId": other, "batchId": batch})[0] == "RESOURCE_NOT_FOUND"


@pytest.mark.parametrize("query", [CREATE, EMPTY, FILL, SERIES, OF_DATASET])
def test_a_reviewer_sends_nothing(installation: Installation, street: Street, query: str) -> None:
    application = installation.application
    email = f"{len(query)}@example.org"
    user = installation.user(email)
    uid = application.services.visibility.projects(application.admin, limit=1_000)[-1].uid
    application.services.members.set_role(uid, email, "reviewer", application.admin)
    asked = batch_input("first", *street.keys) | {"batchId": street.ids[0], "batchNamePrefix": "a"}
    variables = {"projectId": street.project, "input": asked, "batchInput": asked}
    assert installation.labelbox_of(user).error(query, variables)[0] == "AUTHORIZATION_ERROR"
