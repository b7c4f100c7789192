"""What happened in a project, as its members are told."""

import pytest

from tests.facades.native.scene import box, make_project, ndjson, send


@pytest.fixture
def project(admin):
    return make_project(admin, "street", "a.jpg", "b.jpg")


def told(client, project, **part):
    return client.get(f"/api/v1/projects/{project}/activity", params=part).json()


def test_an_import_of_many_rows_is_one_entry_and_so_is_its_undo_and_its_redo(admin, project):
    job = send(admin, project, ndjson(box("a.jpg"), box("b.jpg"), box("missing.jpg"))).json()["id"]
    admin.post(f"/api/v1/imports/{job}/undo", json={})
    admin.post(f"/api/v1/imports/{job}/redo")
    entries = [one for one in told(admin, project)["items"] if one["object"] == "import"]
    assert [(one["action"], one["object_id"]) for one in entries] == [
        ("redo", job),
        ("undo", job),
        ("import", job),
    ]
    shown = entries[0]["import"]
    assert (shown["name"], shown["is_undone"], shown["counts"]["rejected"]) == ("boxes", False, 1)
    assert {one["by"] for one in entries} == {"admin@localhost"}


def test_a_dry_run_is_told_once_it_is_committed(admin, project):
    job = send(admin, project, ndjson(box("a.jpg")), dry_run=True).json()["id"]
    before = [one["object"] for one in told(admin, project)["items"]]
    admin.post(f"/api/v1/imports/{job}/commit")
    after = [one["object"] for one in told(admin, project)["items"]]
    assert (before.count("import"), after.count("import")) == (0, 1)


def test_a_label_that_was_submitted_names_its_data_row(admin, project):
    task = admin.get(f"/api/v1/projects/{project}/tasks").json()["items"][0]
    opened = admin.post(f"/api/v1/projects/{project}/tasks/{task['id']}/open")
    tag = {"if-match": opened.headers["etag"]}
    admin.post(f"/api/v1/drafts/{opened.json()['id']}/submit", json={}, headers=tag)
    newest = told(admin, project)["items"][0]
    assert (newest["action"], newest["object"]) == ("submit", "label")
    assert (newest["data_row"], newest["global_key"]) == (task["data_row"], task["global_key"])


def test_a_role_that_was_given_or_taken_names_the_member(admin, project):
    bob = admin.post("/api/v1/users", json={"email": "bob@example.org"}).json()["id"]
    path = f"/api/v1/projects/{project}/members"
    admin.put(path, json={"email": "bob@example.org", "role": "reviewer"})
    admin.delete(f"{path}/{bob}")
    taken, given = told(admin, project)["items"][:2]
    assert (given["action"], given["member"], given["detail"]["role"]) == (
        "set_role",
        "bob@example.org",
        "reviewer",
    )
    assert (taken["action"], taken["member"]) == ("remove_member", "bob@example.org")


def test_pages_of_activity_follow_each_other_without_a_gap(admin, project):
    for name in ("one", "two", "three"):
        send(admin, project, ndjson(box("a.jpg")), name=name)
    whole = told(admin, project)["items"]
    first = told(admin, project, limit=2)
    rest = told(admin, project, after=first["next"])
    assert first["items"] + rest["items"] == whole
    assert rest["next"] is None


def test_what_happens_in_another_project_is_not_told(admin, project):
    other = make_project(admin, "river", "c.jpg")
    send(admin, other, ndjson(box("c.jpg")), name="elsewhere")
    assert [one for one in told(admin, project)["items"] if one["object"] == "import"] == []
