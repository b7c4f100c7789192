"""Every route of a project, asked by every role, by a stranger, and by nobody."""

import pytest

from postil.facades.native.table import ROUTES
from postil.services.members import RANKS
from tests.facades.native.scene import box, make_project, ndjson

LEAST = {
    "get_project": "viewer",
    "update_project": "manager",
    "delete_project": "owner",
    "set_member": "owner",
    "list_tasks": "viewer",
    "set_task_state": "reviewer",
    "list_project_rows": "viewer",
    "list_annotations": "viewer",
    "count_annotations": "viewer",
    "list_batches": "viewer",
    "create_batch": "manager",
    "list_imports": "viewer",
    "create_import": "manager",
    "import_remote_file": "manager",
    "create_upload": "manager",
    "get_import": "viewer",
    "resume_import": "manager",
    "cancel_import": "manager",
    "preview_undo": "viewer",
    "undo_import": "manager",
    "redo_import": "manager",
    "commit_import": "manager",
    "get_import_diff": "viewer",
    "list_import_diff_data_rows": "viewer",
    "list_import_diff_annotations": "viewer",
    "list_import_issues": "viewer",
    "list_import_failures": "viewer",
    "stream_import_statuses": "viewer",
    "stream_rejected_rows": "viewer",
    "stream_export": "viewer",
    "get_project_usage": "viewer",
    "list_export_losses": "viewer",
    "list_recipes": "viewer",
    "create_recipe": "manager",
    "suggest_recipe": "manager",
    "get_recipe": "viewer",
    "list_recipe_versions": "viewer",
    "list_webhooks": "manager",
    "create_webhook": "manager",
    "get_webhook": "manager",
    "update_webhook": "manager",
    "delete_webhook": "manager",
    "list_deliveries": "manager",
    "redeliver_message": "manager",
    "ping_webhook": "manager",
}
"""Written by hand: a route that is about a project and is missing here fails the test below."""

KINDS = ("projects", "imports", "recipes", "webhooks")
SCOPED = {route.name: route for route in ROUTES if any(f"/{kind}/{{uid}}" in route.path for kind in KINDS)}


def test_every_route_about_a_project_is_in_the_matrix():
    assert set(SCOPED) == set(LEAST)


@pytest.fixture
def places(admin):
    project = make_project(admin, "street", "a.jpg")
    job = admin.post(f"/api/v1/projects/{project}/imports?name=x", content=ndjson(box("a.jpg"))).json()["id"]
    new = {"name": "detector", "features": {"Car": "car"}}
    recipe = admin.post(f"/api/v1/projects/{project}/recipes", json=new).json()["id"]
    new = {"url": "https://example.org", "events": ["import.finished"]}
    hook = admin.post(f"/api/v1/projects/{project}/webhooks", json=new).json()["id"]
    return {"projects": project, "imports": job, "recipes": recipe, "webhooks": hook}


def ask(client, route, places):
    kind = route.path.split("/")[3]
    return client.request(route.method, route.path.replace("{uid}", places[kind])).status_code


@pytest.mark.parametrize("role", RANKS)
def test_a_role_opens_what_it_should_and_nothing_else(installation, admin, places, role):
    user = installation.user("ada@example.org")
    body = {"email": user.email, "role": role}
    admin.put(f"/api/v1/projects/{places['projects']}/members", json=body)
    client = installation.client_of(user)
    allowed = {name for name in LEAST if RANKS.index(LEAST[name]) <= RANKS.index(role)}
    # The one that deletes goes last: nothing is there to be asked after it.
    names = sorted(SCOPED, key=lambda name: name == "delete_project")
    opened = {name for name in names if ask(client, SCOPED[name], places) != 403}
    assert opened == allowed


@pytest.mark.parametrize("name", sorted(SCOPED))
def test_a_stranger_does_not_learn_that_a_project_exists(installation, places, name):
    stranger = installation.client_of(installation.user("eve@example.org"))
    assert ask(stranger, SCOPED[name], places) == 404


def test_a_stranger_sees_no_foreign_project_or_import_in_lists(installation, places):
    stranger = installation.client_of(installation.user("eve@example.org"))
    assert stranger.get("/api/v1/projects").json()["items"] == []
    assert stranger.get("/api/v1/imports").json()["items"] == []


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("kind", ["datasets", "data-rows"])
def test_what_somebody_else_made_is_changed_by_administrators_only(installation, admin, places, kind, method):
    stranger = installation.client_of(installation.user("eve@example.org"))
    uid = admin.get(f"/api/v1/{kind}").json()["items"][0]["id"]
    assert stranger.request(method, f"/api/v1/{kind}/{uid}").status_code == 403


def test_an_ontology_is_changed_by_administrators_only(installation, admin, places):
    stranger = installation.client_of(installation.user("eve@example.org"))
    uid = admin.get("/api/v1/ontologies").json()["items"][0]["id"]
    assert stranger.put(f"/api/v1/ontologies/{uid}").status_code == 403
