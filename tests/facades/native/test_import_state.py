"""Imports are taken up again, committed and cancelled, as far as they can be."""

import pytest

from tests.facades.native.scene import box, make_project, ndjson, send

KEY = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
GOOD, UNKNOWN_NAME = box("a.jpg"), box("b.jpg", "cat")


@pytest.fixture
def project(admin):
    return make_project(admin, "street", "a.jpg", "b.jpg")


def test_an_import_that_has_ended_cannot_be_cancelled(admin, project):
    job = send(admin, project, ndjson(GOOD)).json()["id"]
    assert admin.post(f"/api/v1/imports/{job}/cancel").status_code == 409


def test_an_import_that_has_ended_cannot_be_resumed(admin, project):
    job = send(admin, project, ndjson(GOOD)).json()
    assert (job["is_interrupted"], job["interruption"]) == (False, "")
    assert admin.post(f"/api/v1/imports/{job['id']}/resume").status_code == 409


def test_a_dry_run_is_looked_at_and_committed(admin, project):
    first = send(admin, project, ndjson(box("a.jpg", uuid=KEY)), name="first").json()
    moved = box("a.jpg", uuid=KEY, bbox={"top": 9, "left": 2, "height": 3, "width": 4})
    staged = send(admin, project, ndjson(moved, UNKNOWN_NAME), name="second", dry_run=True).json()
    assert (staged["state"], staged["is_dry_run"]) == ("staged", True)
    path = f"/api/v1/imports/{staged['id']}"
    diff = admin.get(f"{path}/diff").json()
    assert [(one["name"], one["counts"]["updated"], one["rejected"]) for one in diff["features"]] == [
        ("car", 1, 0),
        ("cat", 0, 1),
    ]
    assert diff["overwrites"] == [{"id": first["id"], "name": "first", "annotations": 1}]
    page = admin.get(f"{path}/diff/data-rows", params={"limit": 1}).json()
    (row,) = page["items"]
    assert (row["global_key"], row["counts"]["updated"]) == ("a.jpg", 1)
    (change,) = admin.get(f"{path}/diff/data-rows/{row['id']}").json()["items"]
    assert (change["old"]["geometry"]["top"], change["new"]["geometry"]["top"]) == (1, 9)
    committed = admin.post(f"{path}/commit").json()
    assert (committed["state"], committed["counts"]) == ("finished", staged["counts"])


def test_only_a_dry_run_is_committed(admin, project):
    job = send(admin, project, ndjson(GOOD)).json()["id"]
    assert admin.post(f"/api/v1/imports/{job}/commit").status_code == 409


def test_the_diff_of_a_dry_run_tells_of_data_rows_it_is_to_make(admin, fixtures):
    content = (fixtures / "label_studio" / "seed003_bbox_choice.json").read_bytes()
    features = admin.post("/api/v1/files/check", content=content).json()["features"]
    ontology = admin.post("/api/v1/ontologies", json={"name": "planes", "features": features}).json()["id"]
    project = admin.post("/api/v1/projects", json={"name": "planes", "ontology": ontology}).json()["id"]
    dataset = admin.post("/api/v1/datasets", json={"name": "planes"}).json()["id"]
    query = {"dry_run": True, "create_rows": True, "dataset": dataset}
    job = admin.post(f"/api/v1/projects/{project}/imports", params=query, content=content).json()["id"]
    (row,) = admin.get(f"/api/v1/imports/{job}/diff/data-rows").json()["items"]
    assert row["data_row"]["id"] == row["id"]
    assert row["data_row"]["assets"][0]["url"] == "/static/samples/sample.jpg"
    assert admin.get(f"/api/v1/data-rows/{row['id']}").status_code == 404
