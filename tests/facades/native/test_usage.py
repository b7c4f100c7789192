"""Usage over HTTP: who sees what, and what undoing does to it."""

from datetime import UTC, datetime

import pytest

from tests.facades.native.scene import box, make_project, ndjson

USAGE = "/api/v1/usage"


@pytest.fixture
def project(admin):
    return make_project(admin, "street", "a.jpg", "b.jpg")


def send(admin, project, *rows, name="x", query=""):
    path = f"/api/v1/projects/{project}/imports?name={name}{query}"
    return admin.post(path, content=ndjson(*rows)).json()


def test_an_empty_installation_has_used_nothing(admin):
    found = admin.get(USAGE).json()
    assert (found["total"], found["items"], found["by"], found["project"]) == (0, [], "day", None)


def test_an_import_is_counted_today_by_kind_and_type(admin, project):
    send(admin, project, box("a.jpg"), box("b.jpg"), box("nowhere.jpg"))
    send(admin, project, box("a.jpg"), name="y", query="&purpose=ground_truth")
    today = datetime.now(UTC).date().isoformat()
    found = admin.get(USAGE).json()
    assert found["items"] == [
        {"period": today, "kind": "ground_truth", "annotation_type": "box", "n": 1},
        {"period": today, "kind": "pre_label", "annotation_type": "box", "n": 2},
    ]
    assert found["total"] == 3


def test_a_failed_import_is_no_usage(admin, project):
    job = send(admin, project, box("a.jpg"), box("nowhere.jpg"), query="&policy=atomic")
    assert job["state"] == "failed"
    assert admin.get(USAGE).json()["total"] == 0


def test_people_see_their_own_projects_only(installation, admin, project):
    send(admin, project, box("a.jpg"))
    user = installation.user("ada@example.org")
    theirs = installation.client_of(user)
    assert theirs.get(USAGE).json()["total"] == 0
    assert theirs.get(f"{USAGE}?project={project}").status_code == 404
    admin.put(f"/api/v1/projects/{project}/members", json={"email": user.email, "role": "viewer"})
    assert theirs.get(USAGE).json()["total"] == 1
    assert theirs.get(f"{USAGE}?project={project}").json()["total"] == 1


def test_a_project_tells_its_own_usage(admin, project):
    other = make_project(admin, "fields", "c.jpg")
    send(admin, project, box("a.jpg"))
    send(admin, other, box("c.jpg"))
    found = admin.get(f"/api/v1/projects/{project}/usage?by=month").json()
    assert (found["total"], found["project"], found["by"]) == (1, project, "month")


def test_a_time_that_has_passed_is_told_alone(admin, project):
    send(admin, project, box("a.jpg"))
    found = admin.get(f"{USAGE}?from=2020-01-01&to=2020-01-31").json()
    assert (found["from"], found["to"], found["total"]) == ("2020-01-01", "2020-01-31", 0)


@pytest.mark.parametrize("query", ["from=yesterday", "by=week", "from=2020-02-01&to=2020-01-01"])
def test_a_time_that_is_none_is_refused(admin, query):
    assert admin.get(f"{USAGE}?{query}").status_code == 400


def test_nobody_sees_anything_without_signing_in(installation):
    assert installation.client().get(USAGE).status_code == 401
