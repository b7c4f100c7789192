"""Imports and exports through the interface."""

import json

import pytest

from tests.facades.native.scene import box, make_project, ndjson, send

KEY = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
GOOD, UNKNOWN_ROW, UNKNOWN_NAME = box("a.jpg"), box("nothing.jpg"), box("b.jpg", "cat")


@pytest.fixture
def project(admin):
    return make_project(admin, "street", "a.jpg", "b.jpg")


def lines(answer):
    return [json.loads(line) for line in answer.text.splitlines()]


def test_a_small_import_is_finished_when_it_is_answered(admin, project):
    answer = send(admin, project, ndjson(GOOD, UNKNOWN_ROW, UNKNOWN_NAME), source_name="boxes.ndjson")
    assert answer.status_code == 201
    job = answer.json()
    assert answer.headers["location"] == f"/api/v1/imports/{job['id']}"
    assert (job["state"], job["format"], job["project"]) == ("finished", "labelbox", project)
    assert (job["counts"]["read"], job["counts"]["accepted"], job["counts"]["rejected"]) == (3, 1, 2)
    assert job["accounted"] == 3


def test_an_atomic_import_with_a_wrong_row_leaves_nothing(admin, project):
    job = send(admin, project, ndjson(GOOD, UNKNOWN_ROW), policy="atomic").json()
    assert job["state"] == "failed"
    exported = lines(admin.get(f"/api/v1/projects/{project}/export"))
    assert [row["bundles"] for row in exported] == [[], []]


def test_the_same_file_under_the_same_name_is_the_same_import(admin, project):
    first, second = (send(admin, project, ndjson(GOOD)).json()["id"] for _ in range(2))
    assert first == second


def test_another_file_under_the_same_name_is_a_conflict(admin, project):
    send(admin, project, ndjson(GOOD))
    assert send(admin, project, ndjson(GOOD, UNKNOWN_ROW)).status_code == 409


@pytest.mark.parametrize(("content", "code"), [(b"", "SRC001"), (b"\x00\x01\x02 nothing we know", "SRC009")])
def test_a_file_that_is_no_import_is_refused_whole(admin, project, content, code):
    answer = send(admin, project, content)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert admin.get(f"/api/v1/projects/{project}/imports").json()["items"] == []


def test_rejected_rows_are_told_by_line_by_group_and_in_order(admin, project):
    job = send(admin, project, ndjson(GOOD, UNKNOWN_ROW, UNKNOWN_NAME)).json()["id"]
    path = f"/api/v1/imports/{job}"
    failures = admin.get(f"{path}/failures").json()["items"]
    assert [(row["line"], row["issues"][0]["code"]) for row in failures] == [(2, "ROW003"), (3, "ONT001")]
    groups = admin.get(f"{path}/issues").json()["items"]
    assert {"ROW003", "ONT001"} <= {group["code"] for group in groups}
    statuses = lines(admin.get(f"{path}/statuses"))
    assert [row["status"] for row in statuses] == ["success", "failure", "failure"]


def test_failures_come_in_pages(admin, project):
    job = send(admin, project, ndjson(GOOD, UNKNOWN_ROW, UNKNOWN_NAME)).json()["id"]
    first = admin.get(f"/api/v1/imports/{job}/failures?limit=1").json()
    second = admin.get(f"/api/v1/imports/{job}/failures?limit=2&after={first['next']}").json()
    assert ([row["line"] for row in first["items"] + second["items"]], second["next"]) == ([2, 3], None)


def test_rejected_rows_can_be_mended_and_imported_again(admin, project):
    job = send(admin, project, ndjson(GOOD, UNKNOWN_NAME)).json()["id"]
    (rejected,) = lines(admin.get(f"/api/v1/imports/{job}/rejected"))
    assert rejected.pop("$postil")["line"] == 2
    assert rejected == UNKNOWN_NAME
    again = send(admin, project, ndjson({**rejected, "name": "car"}), name="mended").json()
    assert again["counts"]["accepted"] == 1


def test_a_mended_file_may_have_the_name_of_one_that_failed(admin, project):
    first = send(admin, project, ndjson(GOOD, UNKNOWN_ROW), policy="atomic").json()
    second = send(admin, project, ndjson(GOOD), policy="atomic")
    assert (second.status_code, second.json()["name"]) == (201, "boxes")
    assert admin.get(f"/api/v1/imports/{first['id']}").json()["state"] == "failed"


def test_imports_are_listed_newest_first(admin, project):
    for name in ("one", "two"):
        send(admin, project, ndjson(GOOD), name=name)
    for path in (f"/api/v1/projects/{project}/imports", "/api/v1/imports"):
        first = admin.get(path, params={"limit": 1}).json()
        second = admin.get(path, params={"after": first["next"]}).json()
        assert [job["name"] for job in first["items"] + second["items"]] == ["two", "one"]


def test_an_export_gives_back_the_row_that_came_in(admin, project):
    row = box("a.jpg", uuid="0b1d5b1e-52ae-4c46-8b6f-0d7b4f0c2b11")
    send(admin, project, ndjson(row))
    exported = admin.get(f"/api/v1/projects/{project}/export?format=labelbox")
    assert exported.headers["content-type"] == "application/x-ndjson"
    assert lines(exported) == [row]


def test_an_export_keeps_to_its_filters(admin, project):
    path = f"/api/v1/projects/{project}/export"
    keys = [row["data_row"]["global_key"] for row in lines(admin.get(f"{path}?global_key=b.jpg"))]
    assert keys == ["b.jpg"]
    assert admin.get(f"{path}?created_after=2100-01-01T00:00:00Z").text == ""


def test_an_export_without_a_time_zone_in_its_filter_is_refused(admin, project):
    answer = admin.get(f"/api/v1/projects/{project}/export?created_after=2026-01-01T00:00:00")
    assert answer.status_code == 400


def test_asking_for_the_head_of_an_export_exports_nothing(admin, project):
    answer = admin.head(f"/api/v1/projects/{project}/export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-ndjson")


def test_what_an_export_would_lose_can_be_asked_for(admin, project):
    answer = admin.get(f"/api/v1/projects/{project}/export/losses?format=labelbox")
    assert answer.json() == {"items": [], "next": None}


def test_an_unknown_dataset_of_an_export_is_a_plain_problem(admin, project):
    assert admin.get(f"/api/v1/projects/{project}/export?dataset=nothing").status_code == 404


def test_what_is_there_already_and_flags_that_mean_nothing_are_told_once_each(admin, project):
    send(admin, project, ndjson(GOOD, box("b.jpg")), name="monday")
    bbox = {"top": 50, "left": 60, "height": 3, "width": 4}
    flagged = [box(key, bbox=bbox, isBenchmarkReferenceLabel=True) for key in ("a.jpg", "b.jpg")]
    job = send(admin, project, ndjson(*flagged), name="tuesday").json()
    assert (job["counts"]["accepted"], job["counts"]["rejected"]) == (2, 0)
    groups = admin.get(f"/api/v1/imports/{job['id']}/issues").json()["items"]
    warnings = [one for one in groups if one["severity"] == "warning"]
    assert [(one["code"], one["count"]) for one in warnings] == [("ROW013", 2), ("ROW031", 1)]
    assert warnings[1]["example"]["message"] == "2 data rows already hold 2 pre-labels, from import 'monday'"


def test_an_import_is_undone_and_redone_and_says_so_the_second_time(admin, project):
    job = send(admin, project, ndjson(GOOD)).json()["id"]
    before = admin.get(f"/api/v1/projects/{project}/export").content
    preview = admin.get(f"/api/v1/imports/{job}/undo").json()
    assert (preview["forecast"]["removed"], preview["through"]) == (1, [])
    undone, again = (admin.post(f"/api/v1/imports/{job}/undo", json={}).json() for _ in range(2))
    assert [one["id"] for one in undone["undone"]] == [job]
    assert (undone["was_undone"], again["was_undone"]) == (False, True)
    assert undone["import"]["undone_at"] is not None
    assert [row["bundles"] for row in lines(admin.get(f"/api/v1/projects/{project}/export"))] == [[], []]
    redone, again = (admin.post(f"/api/v1/imports/{job}/redo").json() for _ in range(2))
    assert (redone["was_shown"], again["was_shown"], redone["import"]["undone_at"]) == (False, True, None)
    assert admin.get(f"/api/v1/projects/{project}/export").content == before


def test_an_import_tells_what_was_done_to_it_and_what_later_ones_made_of_it(admin, project):
    key = "00000000-0000-4000-8000-000000000001"
    first = send(admin, project, ndjson(box("a.jpg", uuid=key))).json()["id"]
    later = send(admin, project, ndjson(box("a.jpg", uuid=key, confidence=0.5)), name="later").json()["id"]
    standing = admin.get(f"/api/v1/imports/{first}").json()["standing"]
    assert (standing["can_undo"], standing["why_not"]) == (True, None)
    assert standing["superseded_by"] == [{"id": later, "name": "later", "annotations": 1}]
    assert standing["overlaps"] == {"count": 1, "items": [{"id": later, "name": "later"}]}
    assert [change["action"] for change in standing["changes"]] == ["publish"]
    undone = admin.post(f"/api/v1/imports/{first}/undo", json={"through": True}).json()
    assert [one["name"] for one in undone["undone"]] == ["later", "boxes"]


def test_an_import_that_failed_cannot_be_undone_and_the_answer_says_why(admin, project):
    job = send(admin, project, ndjson(GOOD, UNKNOWN_ROW), policy="atomic").json()["id"]
    answer = admin.post(f"/api/v1/imports/{job}/undo", json={})
    assert answer.status_code == 409
    assert "nothing of it was ever visible" in answer.text
    assert admin.get(f"/api/v1/imports/{job}").json()["standing"]["can_undo"] is False


def test_a_replacing_import_takes_away_what_it_does_not_have(admin, project):
    send(admin, project, ndjson(box("a.jpg", uuid=KEY)), name="first")
    job = send(admin, project, ndjson(GOOD), name="second", replace=True).json()
    assert (job["replace"], job["counts"]["removed"]) == (True, 1)


def test_how_to_treat_edited_labels_is_one_of_two_ways(admin, project):
    assert send(admin, project, ndjson(GOOD), on_edited="overwrite").status_code == 400
    assert send(admin, project, ndjson(GOOD), on_edited="version").json()["on_edited"] == "version"
