"""Queues and overview: the texts of the official package, and what they answer."""

from typing import Any

import pytest

from postil.model.identity import new_uid, read_id, spell_id
from postil.services.catalog.data_rows import RowDraft
from tests.facades.labelbox.installation import Client, Installation

OVERVIEW = """query ProjectGetOverviewPyApi(
    $projectId: ID!, $batchIds: [String!], $countInput: DataRowCountQueryInput, $includeIssues: Boolean!
) {
    project(where: { id: $projectId }) {
    workstreamStateCounts(batchIds: $batchIds) { state count }
    taskQueues { queueType name dataRowCount(input: $countInput) }
    issues @include(if: $includeIssues) { totalCount }
    completedDataRowCount
    }
}"""
QUEUES = """query GetProjectTaskQueuesPyApi($projectId: ID!) {
    project(where: {id: $projectId}) {taskQueues {dataRowCount description id name queueType}}
}"""
MOVE = """mutation AddDataRowsToTaskQueueAsyncPyApi(
    $projectId: ID! $queueId: ID $dataRowIdentifiers: AddRowsToTaskQueueViaDataRowIdentifiersInput!
) {
    project(where: { id: $projectId }) {
    createBulkAddRowsToQueueTask(
        data: { queueId: $queueId, dataRowIdentifiers: $dataRowIdentifiers }
    ) { taskId }
    }
}"""
PRIORITY = """mutation createQueuePriorityUpdateTaskPyApi(
    $priority: Int! $projectId: ID! $dataRowIdentifiers: QueuePriorityUpdateDataRowIdentifiersInput
) {
    project(where: { id: $projectId }) {
    createQueuePriorityUpdateTask(
        data: { priority: $priority, dataRowIdentifiers: $dataRowIdentifiers }
    ) { taskId }
    }
}"""
OVERRIDE = """mutation SetLabelingParameterOverridesPyApi($projectId: ID!)
    {project(where: { id: $projectId })
    {setLabelingParameterOverrides
    (dataWithDataRowIdentifiers: [%s])
    {success}}}"""
OVERRIDES = (
    "query($id: ID!){project(where: {id: $id})"
    "{labelingParameterOverrides(skip: 0 first: 100){id numberOfLabels priority dataRow{id}}}}"
)
SHOW = """mutation toggle_model_assisted_labelingPyApi($project_id: ID!, $show: Boolean!) {
    project(where: {id: $project_id }) {
        showPredictionsToLabelers(show: $show) { id, showingPredictionsToLabelers }
    }
}"""
ASSIGN = """mutation BulkAssignDataRowsPyApi($input: BulkAssignDataRowsInput!) {
    bulkAssignDataRows(input: $input) { success }
}"""
MEMBERS = (
    "query ProjectMemberOverviewPyApi($projectId: ID!) {project(where: {id : $projectId}) "
    "{ id members(skip: 0 first: 100){ id user { id email } role { id name } accessFrom }}}"
)
ROLES = "query GetAvailableUserRolesPyApi { roles { id name } }"
MEMBERSHIP = (
    "mutation SetProjectMembershipPyApi($projectId: ID!, $userId: ID!, $roleId: ID!) {"
    "setProjectMembership(data: {userId: $userId, roleId: $roleId, projectId: $projectId}) {id}}"
)


class Street:
    """A project with two batches: data rows 0 and 1 in the first, 2 in the second."""

    def __init__(self, installation: Installation) -> None:
        self.installation, self.admin = installation, installation.labelbox()
        self.services, self.actor = installation.application.services, installation.application.admin
        name = new_uid()
        self.uid = self.services.projects.create(name, self.actor).uid
        self.project = spell_id(self.uid)
        self.keys = [f"{name} {number}" for number in range(3)]
        dataset = self.services.datasets.create(name, self.actor).uid
        made = self.services.data_rows.create(
            dataset, [RowDraft(global_key=one) for one in self.keys], self.actor
        )
        self.ids = [spell_id(one.uid or "") for one in made]
        self.batches = [
            spell_id(self.services.batches.create(self.uid, part, self.actor, global_keys=keys).batch.uid)
            for part, keys in (("first", self.keys[:2]), ("second", self.keys[2:]))
        ]

    def overview(self, *batches: str) -> tuple[dict[str, int], dict[str, int]]:
        searched = {
            "searchQuery": {
                "scope": {"projectId": self.project},
                "query": [{"ids": list(batches), "operator": "is", "type": "batch"}],
            }
        }
        asked = {
            "projectId": self.project,
            "batchIds": list(batches) or None,
            "countInput": searched if batches else None,
            "includeIssues": not batches,
        }
        found = self.admin.gql(OVERVIEW, asked, "/_gql")["project"]
        assert ("issues" in found) is not bool(batches)
        return (
            {one["state"]: one["count"] for one in found["workstreamStateCounts"]},
            {one["queueType"]: one["dataRowCount"] for one in found["taskQueues"]},
        )

    def queue(self, kind: str) -> str:
        queues = self.admin.gql(QUEUES, {"projectId": self.project}, "/_gql")["project"]["taskQueues"]
        [found] = [one["id"] for one in queues if one["queueType"] == kind]
        assert len(found) == 25
        return str(found)

    def move(self, queue: str | None, kind: str, *ids: str) -> Any:
        rows = {"ids": list(ids), "idType": kind}
        asked = {"projectId": self.project, "queueId": queue, "dataRowIdentifiers": rows}
        return self.admin.gql(MOVE, asked, "/_gql")["project"]["createBulkAddRowsToQueueTask"]["taskId"]

    def priorities(self) -> list[int]:
        found = self.admin.gql(OVERRIDES, {"id": self.project})["project"]["labelingParameterOverrides"]
        assert [one["dataRow"]["id"] for one in found] == self.ids
        return [one["priority"] for one in found]


@pytest.fixture
def street(installation: Installation) -> Street:
    return Street(installation)


def test_the_overview_has_every_state_the_package_reads(street: Street) -> None:
    states, queues = street.overview()
    assert states == {
        "All": 3,
        "Unlabeled": 3,
        "Labeled": 0,
        "InReview": 0,
        "InRework": 0,
        "Skipped": 0,
        "Done": 0,
    }
    assert queues == {"INITIAL_LABELING_QUEUE": 3, "MANUAL_REVIEW_QUEUE": 0, "MANUAL_REWORK_QUEUE": 0}


def test_data_rows_are_moved_by_id_and_by_key_and_to_done(street: Street) -> None:
    street.move(street.queue("MANUAL_REVIEW_QUEUE"), "ID", street.ids[0])
    street.move(street.queue("MANUAL_REWORK_QUEUE"), "GKEY", street.keys[1])
    task = street.move(None, "GKEY", street.keys[2])
    states, queues = street.overview()
    assert (states["InReview"], states["InRework"], states["Done"], states["Labeled"]) == (1, 1, 1, 3)
    assert (queues["MANUAL_REVIEW_QUEUE"], queues["MANUAL_REWORK_QUEUE"]) == (1, 1)
    assert len(task) == 25
    assert street.services.operations.get(read_id(task) or "", street.actor).state == "finished"


def test_batches_are_counted_by_themselves_and_together(street: Street) -> None:
    street.move(street.queue("MANUAL_REVIEW_QUEUE"), "ID", street.ids[2])
    first, second = street.batches
    assert street.overview(first)[0]["All"] == 2
    states, queues = street.overview(second)
    assert (states["All"], states["InReview"], queues["MANUAL_REVIEW_QUEUE"]) == (1, 1, 1)
    assert street.overview(first, second)[0]["All"] == 3
    assert street.overview("c" + "0" * 24)[0]["All"] == 0


def test_a_skipped_data_row_is_counted_as_skipped_only(street: Street) -> None:
    view = street.services.tasks.take_task(street.uid, street.actor)
    assert view is not None
    draft = street.services.drafts.open(street.uid, view.task.id, street.actor).draft
    street.services.submissions.skip(draft.uid, street.actor, version=draft.version)
    states, _ = street.overview()
    assert (states["All"], states["Skipped"], states["Done"], states["Unlabeled"]) == (3, 1, 0, 2)


def test_a_queue_of_another_project_is_missing(installation: Installation, street: Street) -> None:
    asked = {
        "projectId": street.project,
        "queueId": Street(installation).queue("MANUAL_REVIEW_QUEUE"),
        "dataRowIdentifiers": {"ids": street.ids, "idType": "ID"},
    }
    assert street.admin.error(MOVE, asked)[0] == "RESOURCE_NOT_FOUND"


def test_data_rows_the_project_does_not_have_are_named(street: Street) -> None:
    asked = {"projectId": street.project, "queueId": None}
    rows = {"ids": [street.keys[0], "nobody"], "idType": "GKEY"}
    code, message = street.admin.error(MOVE, {**asked, "dataRowIdentifiers": rows})
    assert (code, "nobody" in message, street.keys[0] in message) == ("MALFORMED_REQUEST", True, False)


def test_priorities_are_set_together_or_one_by_one(street: Street) -> None:
    assert street.priorities() == [5, 5, 5]
    rows = {"ids": street.keys, "idType": "GKEY"}
    street.admin.gql(PRIORITY, {"priority": 2, "projectId": street.project, "dataRowIdentifiers": rows})
    assert street.priorities() == [2, 2, 2]
    data = (
        f'{{dataRowIdentifier: {{id: "{street.ids[0]}", idType: ID}}, priority: 4}},'
        f'{{dataRowIdentifier: {{id: "{street.keys[1]}", idType: GKEY}}, priority: 3}},'
    )
    found = street.admin.gql(OVERRIDE % data, {"projectId": street.project})["project"]
    assert found["setLabelingParameterOverrides"]["success"] is True
    assert street.priorities() == [4, 3, 2]


def test_a_priority_the_queue_does_not_know_is_refused(street: Street) -> None:
    rows = {"ids": street.keys, "idType": "GKEY"}
    asked = {"priority": -7, "projectId": street.project, "dataRowIdentifiers": rows}
    assert street.admin.error(PRIORITY, asked)[0] == "MALFORMED_REQUEST"


def test_pre_labels_are_shown_and_cannot_be_hidden(street: Street) -> None:
    found = street.admin.gql(SHOW, {"project_id": street.project, "show": True})["project"]
    assert found["showPredictionsToLabelers"]["showingPredictionsToLabelers"] is True
    code, _ = street.admin.error(SHOW, {"project_id": street.project, "show": False})
    assert code == "OPERATION_NOT_ALLOWED"


def test_members_are_made_listed_and_taken_away(street: Street) -> None:
    user = street.installation.user(f"{new_uid()}@example.org")
    roles = {one["name"].upper(): one["id"] for one in street.admin.gql(ROLES)["roles"]}
    asked = {"projectId": street.project, "userId": spell_id(user.uid)}
    street.admin.gql(MEMBERSHIP, {**asked, "roleId": roles["LABELER"]})
    members = street.admin.gql(MEMBERS, {"projectId": street.project})["project"]["members"]
    assert [(one["user"]["email"], one["role"]["name"]) for one in members][1:] == [(user.email, "Labeler")]
    street.admin.gql(MEMBERSHIP, {**asked, "roleId": roles["NONE"]})
    assert len(street.admin.gql(MEMBERS, {"projectId": street.project})["project"]["members"]) == 1
    assert street.admin.error(MEMBERSHIP, {**asked, "roleId": "king"})[0] == "MALFORMED_REQUEST"


def test_data_rows_are_assigned_while_they_are_nobodys(street: Street) -> None:
    users = [street.installation.user(f"{new_uid()}@example.org") for _ in range(2)]
    for user in users:
        street.services.members.set_role(street.uid, user.email, "labeler", street.actor)
        asked = {"projectId": street.project, "userId": spell_id(user.uid), "dataRowIds": street.ids[:1]}
        assert street.admin.gql(ASSIGN, {"input": asked})["bulkAssignDataRows"]["success"] is True
    assert street.services.projects.list_tasks(street.uid)[0].assignee_id == users[0].id
    taken = {**asked, "allowedStatuses": ["FREE", "RESERVED"]}
    street.admin.gql(ASSIGN, {"input": taken})
    assert street.services.projects.list_tasks(street.uid)[0].assignee_id == users[1].id


def test_a_labeler_moves_nothing(street: Street) -> None:
    user = street.installation.user(f"{new_uid()}@example.org")
    street.services.members.set_role(street.uid, user.email, "labeler", street.actor)
    client = street.installation.labelbox_of(user)
    rows = {"ids": street.ids, "idType": "ID"}
    asked = {"projectId": street.project, "queueId": None, "dataRowIdentifiers": rows, "priority": 1}
    for query in (MOVE, PRIORITY):
        assert client.error(query, asked)[0] == "AUTHORIZATION_ERROR"
    assert client.error(SHOW, {"project_id": street.project, "show": True})[0] == "AUTHORIZATION_ERROR"


def test_a_foreign_project_is_like_a_missing_one(street: Street, stranger: Client) -> None:
    assert stranger.error(QUEUES, {"projectId": street.project})[0] == "RESOURCE_NOT_FOUND"
