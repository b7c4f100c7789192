"""Tasks as the official package waits for them."""

from postil.model.identity import spell_id
from tests.facades.labelbox.catalog import URL, dataset, item, upsert

FIELDS = "completionPercentage createdAt errors id metadata name result status status type updatedAt"
POLL = (
    "query GetUserCreatedTasksPyApi($param_0: ID!, $param_1: ID!){user(where: {id: $param_1}){"
    f"createdTasks(where: {{id: $param_0}} skip: 0 first: 100){{{FIELDS}}}}}}}"
)
LIST = (
    "query GetUserCreatedTasksPyApi($param_0: ID!){user(where: {id: $param_0}){"
    f"createdTasks( skip: %d first: %d){{{FIELDS}}}}}}}"
)


def me(client):
    return client.gql("query GetUserPyApi{user{id}}")["user"]["id"]


def test_a_task_is_asked_about_by_its_id_among_those_of_its_user(admin):
    task = upsert(admin, [item(dataset(admin), row_data=URL)])
    [found] = admin.gql(POLL, {"param_0": task["id"], "param_1": me(admin)})["user"]["createdTasks"]
    # The link to the result is a new one each time.
    assert {**found, "result": ""} == {**task, "result": ""}


def test_tasks_are_listed_newest_first_in_pages(admin):
    first, second = (upsert(admin, [item(dataset(admin), row_data=URL)]) for _ in range(2))
    for skip, task in enumerate((second, first)):
        found = admin.gql(LIST % (skip, 1), {"param_0": me(admin)})["user"]["createdTasks"]
        assert [one["id"] for one in found] == [task["id"]]


def test_the_tasks_of_others_are_not_there(admin, stranger):
    task = upsert(admin, [item(dataset(admin), row_data=URL)])
    asked = {"param_0": task["id"], "param_1": me(stranger)}
    assert stranger.error(POLL, asked)[0] == "RESOURCE_NOT_FOUND"
    assert stranger.gql(LIST % (0, 9), {"param_0": me(stranger)})["user"]["createdTasks"] == []
    assert admin.gql(LIST % (0, 9), {"param_0": me(stranger)})["user"]["createdTasks"] == []
    query = "query($id: ID!){task(where: {id: $id}){status}}"
    assert stranger.error(query, {"id": task["id"]})[0] == "RESOURCE_NOT_FOUND"
    assert admin.gql(query, {"id": task["id"]})["task"] == {"status": "COMPLETE"}


def test_a_task_that_failed_says_why_in_json(installation, admin):
    operations, user = installation.application.services.operations, installation.application.admin
    begun = operations.begin("add-data-rows-to-batch", "batch", user, {})
    operations.fail(begun.uid, "no such batch")
    [found, *_] = admin.gql(LIST % (0, 1), {"param_0": me(admin)})["user"]["createdTasks"]
    assert (found["status"], found["type"], found["result"]) == (
        "FAILED",
        "add-data-rows-to-batch",
        '"no such batch"',
    )


def test_a_task_names_who_asked_for_it_and_not_who_looks(installation, admin):
    ada = installation.user("ada@tasks.example.org")
    operation = installation.application.services.operations.begin("import", "", ada, {})
    asked = {"id": spell_id(operation.uid)}
    found = admin.gql("query($id: ID!){task(where: {id: $id}){createdBy{email}}}", asked)
    assert found["task"]["createdBy"]["email"] == ada.email
