"""Members over HTTP: who is in a project, and who is there to run it."""

import pytest

from tests.facades.native.scene import make_project


@pytest.fixture
def project(admin):
    return make_project(admin)


@pytest.fixture
def ada(installation):
    return installation.user("ada@example.org")


def members(client, project):
    listed = client.get(f"/api/v1/projects/{project}/members").json()["items"]
    return {member["email"]: member["role"] for member in listed}


def give(client, project, email, role):
    return client.put(f"/api/v1/projects/{project}/members", json={"email": email, "role": role})


def test_whoever_is_given_a_role_is_listed_with_it(admin, project, ada):
    answer = give(admin, project, ada.email, "labeler")
    assert (answer.json()["id"], answer.json()["role"]) == (ada.uid, "labeler")
    assert members(admin, project) == {"admin@localhost": "owner", ada.email: "labeler"}


def test_whoever_is_removed_sees_the_project_no_more(installation, admin, project, ada):
    client = installation.client_of(ada)
    give(admin, project, ada.email, "labeler")
    assert client.get(f"/api/v1/projects/{project}").status_code == 200
    assert admin.delete(f"/api/v1/projects/{project}/members/{ada.uid}").status_code == 204
    assert client.get(f"/api/v1/projects/{project}").status_code == 404
    assert admin.delete(f"/api/v1/projects/{project}/members/{ada.uid}").status_code == 404


def test_a_project_keeps_an_owner(installation, project, admin, ada):
    owner = admin.get("/api/v1/whoami").json()
    path = f"/api/v1/projects/{project}/members/{owner['id']}"
    for answer in (admin.delete(path), give(admin, project, owner["email"], "manager")):
        assert (answer.status_code, answer.json()["hint"]) == (409, "make somebody else an owner first")
    give(admin, project, ada.email, "owner")
    assert installation.client_of(ada).delete(path).status_code == 204


def test_the_projects_of_a_user_are_told_with_their_roles(installation, admin, ada):
    for name, role in (("street", "labeler"), ("river", "manager")):
        give(admin, make_project(admin, name), ada.email, role)
    found = installation.client_of(ada).get(f"/api/v1/users/{ada.uid}/projects").json()
    assert [(one["name"], one["role"]) for one in found["items"]] == [
        ("street", "labeler"),
        ("river", "manager"),
    ]
    assert found["next"] is None


def test_a_role_of_nobody_cannot_be_given(admin, project):
    assert give(admin, project, "nobody@example.org", "viewer").status_code == 404
