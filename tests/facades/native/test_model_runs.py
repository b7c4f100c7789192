"""Models and runs over HTTP: who may do what with imports of predictions, and what goes in and out."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.facades.native.scene import box, ndjson
from tests.facades.native.town import UNKNOWN, Town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(Path(tmp_path_factory.mktemp("town")))
    yield made
    made.close()


def test_an_import_of_predictions_says_which_run_it_went_to(town):
    shown = town.callers["owner"].get(f"/api/v1/imports/{town.street.predictions}").json()
    assert (shown["project"], shown["model_run"]) == (None, town.street.run)
    assert (shown["purpose"], shown["counts"]["accepted"]) == ("prediction", 1)


@pytest.mark.parametrize(
    ("caller", "status"),
    [("owner", 200), ("administrator", 200), ("viewer", 200), ("manager", 200), ("outsider", 404)],
)
def test_an_import_of_predictions_is_known_to_who_may_know_of_the_model(town, caller, status):
    for part in ("", "/issues", "/failures", "/statuses", "/undo"):
        answer = town.callers[caller].get(f"/api/v1/imports/{town.street.predictions}{part}")
        assert answer.status_code == status, part


@pytest.mark.parametrize(("caller", "status"), [("manager", 403), ("outsider", 404), ("nobody", 401)])
def test_an_import_of_predictions_is_undone_by_who_made_the_model_alone(town, caller, status):
    answer = town.callers[caller].post(f"/api/v1/imports/{town.street.predictions}/undo", json={})
    assert answer.status_code == status


def test_an_import_of_foreign_predictions_looks_like_none(town):
    outsider = town.callers["outsider"]
    answers = [
        outsider.get(f"/api/v1/imports/{uid}").text.replace(uid, "ID")
        for uid in (town.street.predictions, UNKNOWN)
    ]
    assert answers[0] == answers[1]


def test_who_made_the_model_finds_its_imports_and_undoes_them(town):
    owner, job = town.callers["owner"], town.street.predictions
    listed = [one["id"] for one in owner.get("/api/v1/imports").json()["items"]]
    of_run = owner.get(f"/api/v1/model-runs/{town.street.run}/imports").json()["items"]
    assert job in listed
    assert [one["id"] for one in of_run] == [job]
    export = f"/api/v1/model-runs/{town.street.run}/export"
    assert b'"kind":"prediction"' in owner.get(export).content
    assert owner.post(f"/api/v1/imports/{job}/undo", json={}).status_code == 200
    assert b'"kind":"prediction"' not in owner.get(export).content
    assert owner.post(f"/api/v1/imports/{job}/redo").status_code == 200


def announced(owner, run, content, name):
    body = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "options": {"name": name}}
    return owner.post(f"/api/v1/model-runs/{run}/uploads", json=body).json()


def test_a_file_of_predictions_sent_in_parts_is_imported_into_the_run(town):
    owner, run = town.callers["outsider"], town.river.run
    content = ndjson(box(town.river.keys[0]))
    upload = announced(owner, run, content, "in parts")["upload"]
    assert (upload["project"], upload["model_run"], upload["part_count"]) == (None, run, 1)
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    path = f"/api/v1/uploads/{upload['id']}"
    headers = {"content-digest": f"sha-256=:{digest}:"}
    assert owner.put(f"{path}/parts/1", content=content, headers=headers).status_code == 204
    job = owner.post(f"{path}/complete").json()
    assert (job["id"], job["project"], job["model_run"]) == (upload["id"], None, run)
    assert (job["purpose"], job["counts"]["read"], job["counts"]["rejected"]) == ("prediction", 1, 0)
    assert announced(owner, run, content, "in parts")["import"]["id"] == job["id"]
    assert owner.post(f"{path}/complete").json()["id"] == job["id"]
    assert town.callers["owner"].post(f"{path}/complete").status_code == 404
    assert owner.post(f"/api/v1/imports/{job['id']}/undo", json={}).status_code == 200


def test_an_upload_into_a_run_is_the_business_of_who_began_it(town):
    upload = announced(town.callers["outsider"], town.river.run, b"begun only", "begun")["upload"]["id"]
    path = f"/api/v1/uploads/{upload}"
    assert town.callers["owner"].get(path).status_code == 404
    assert town.callers["outsider"].delete(path).status_code == 204


def test_predictions_are_no_purpose_of_an_upload_into_a_project(town):
    path = f"/api/v1/projects/{town.street.project}/uploads"
    body = {"size": 7, "sha256": "2" * 64, "options": {"name": "x", "purpose": "prediction"}}
    assert town.callers["owner"].post(path, json=body).status_code == 400


def test_predictions_come_back_with_splits_and_labels_beside_them(town):
    owner, run = town.callers["owner"], f"/api/v1/model-runs/{town.river.run}"
    outsider, key = town.callers["outsider"], town.river.keys[0]
    assert owner.get(run).status_code == 404
    outsider.put(f"{run}/splits", json={"assignments": [{"split": "test", "global_keys": [key]}]})
    outsider.post(f"{run}/labels", json={"project": town.river.project})
    assert outsider.get(run).json()["splits"] == {"training": 0, "validation": 0, "test": 1, "unassigned": 0}
    (row,) = outsider.get(f"{run}/data-rows").json()["items"]
    assert (row["global_key"], row["split"], row["label"]) == (key, "test", town.river.label)


def test_the_same_predictions_under_the_same_name_are_the_same_import(town):
    path, outsider = f"/api/v1/model-runs/{town.river.run}/imports", town.callers["outsider"]
    sent = {"content": ndjson(box(town.river.keys[0])), "params": {"name": "again"}}
    first, second = (outsider.post(path, **sent) for _ in range(2))
    assert (first.status_code, first.json()["id"]) == (201, second.json()["id"])
    other = outsider.post(path, content=ndjson(box(town.river.keys[1])), params={"name": "again"})
    assert other.status_code == 409
