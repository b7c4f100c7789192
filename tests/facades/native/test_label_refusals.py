"""What of a label's life is refused: old drafts, stale windows, claims of a client, rows that are gone."""

from typing import Any

import pytest

from tests.facades.native.scene import BOX as SENT_BOX
from tests.facades.native.scene import box, ndjson, send
from tests.facades.native.test_labels import BOX, KEY, OTHER, place, put

__all__ = ["place"]

THIRD = "00000000-0000-4000-8000-000000000003"


@pytest.mark.parametrize("field", ["left", "width"])
@pytest.mark.parametrize("number", [10**400, -(10**400)])
def test_a_number_too_large_to_calculate_with_is_refused(place, field, number):
    draft = place.open()
    answer = place.patch(draft, put(geometry={**BOX, field: number}))
    assert answer.status_code == 400, answer.text
    assert place.patch(draft, put()).status_code == 200


def test_a_row_with_a_number_too_large_to_calculate_with_is_reported_in_every_format(place):
    geometry: dict[str, Any] = {**BOX, "left": 10**400, "width": 4.5}
    row: dict[str, Any] = {"postil": 1, "data_row": {"assets": [{}], "global_key": "a.jpg"}}
    annotation: dict[str, Any] = {"key": KEY, "feature": "car", "geometry": geometry}
    row["bundles"] = [{"kind": "pre_label", "annotations": [annotation]}]
    value: dict[str, Any] = {"x": 10**400, "y": 1, "width": 4.5, "height": 3, "rectanglelabels": ["car"]}
    region: dict[str, Any] = {
        "id": "r",
        "type": "rectanglelabels",
        "from_name": "f",
        "to_name": "t",
        "value": value,
    }
    region |= {"from_name": "f", "to_name": "t", "original_width": 100, "original_height": 100}
    task = {
        "data": {"image": "a.jpg"},
        "meta": {"global_key": "a.jpg"},
        "predictions": [{"result": [region]}],
    }
    line = box("a.jpg", bbox={**SENT_BOX, "left": 10**400, "width": 4.5})
    for name, source in (("postil", row), ("label_studio", task), ("labelbox", line)):
        job = send(place.admin, place.project, ndjson(source), name=name, format=name).json()
        failures = place.admin.get(f"/api/v1/imports/{job['id']}/failures").json()["items"]
        assert [one["issues"][0]["code"] for one in failures] == ["SRC006"]


def test_a_draft_that_begins_anew_has_another_version(place):
    place.truth(box("a.jpg", uuid=KEY))
    first = place.open("reviewer")
    for version, key in ((2, OTHER), (3, THIRD)):
        place.truth(box("a.jpg", uuid=key, bbox={**SENT_BOX, "left": version}), name=f"no {version}")
        draft = place.open("reviewer")
        assert (len(draft["annotations"]), draft["version"]) == (version, version)
    assert place.open("reviewer")["version"] == 3
    stale = place.patch(first, {"op": "remove", "key": KEY}, role="reviewer")
    assert (stale.status_code, stale.headers["etag"]) == (412, '"3"')


def close(place, draft, role="labeler"):
    assert place[role].post(f"/api/v1/drafts/{draft['id']}/close").status_code == 204


def test_of_two_drafts_of_one_label_the_second_is_told(place):
    draft = place.open("reviewer")
    close(place, draft, "reviewer")
    place.submitted(put())
    assert place["reviewer"].get(f"/api/v1/drafts/{draft['id']}").json()["is_outdated"] is True
    assert place.end(draft, role="reviewer").status_code == 409
    assert place.end(draft, role="reviewer", overwrite=True).json()["version"] == 2


@pytest.mark.parametrize(("verb", "body"), [("submit", {"overwrite": True}), ("skip", {})])
def test_an_old_draft_of_a_labeler_does_not_overwrite_what_another_has_submitted(place, verb, body):
    draft = place.open("other labeler")
    close(place, draft, "other labeler")
    place.submitted(put())
    assert place.end(draft, verb, "other labeler", **body).status_code == 403
    assert place.task()["labels"][0]["version"] == 1


@pytest.mark.parametrize("verb", ["submit", "skip"])
def test_an_old_draft_is_not_ended_while_somebody_else_has_the_task_open(place, verb):
    draft = place.open("other labeler")
    close(place, draft, "other labeler")
    place.open()
    answer = place.end(draft, verb, "other labeler")
    assert answer.status_code == 409
    assert "labeler@example.org has task 1 open" in answer.json()["detail"]


@pytest.mark.parametrize("verb", ["submit", "skip"])
def test_an_old_draft_is_not_ended_once_the_task_is_assigned_to_somebody_else(place, verb):
    draft = place.open("other labeler")
    body = {"tasks": [1], "email": "labeler@example.org"}
    assert place.admin.put(f"{place.path}/tasks/assignee", json=body).status_code == 204
    assert place.end(draft, verb, "other labeler").status_code == 403
    assert place.task()["labels"] == []


def test_a_label_of_a_deleted_data_row_is_not_found(place):
    path = f"/api/v1/labels/{place.submitted(put())['label']}"
    place.submitted(put(OTHER))
    row = place.task()["data_row"]["id"]
    assert place.admin.delete(f"/api/v1/data-rows/{row}").status_code == 204
    reviewer = place["reviewer"]
    for tail in ("", "/versions", "/versions/1", "/diff?before=1&after=2"):
        assert reviewer.get(path + tail).status_code == 404
    assert reviewer.put(f"{path}/benchmark").status_code == 404
    assert reviewer.delete(f"{path}/benchmark").status_code == 404
    again = reviewer.post(f"{path}/restore", json={"no": 1}, headers={"if-match": '"2"'})
    assert again.status_code == 404


@pytest.mark.parametrize("verb", ["submit", "skip"])
def test_a_draft_on_a_deleted_data_row_cannot_be_gone_on_with(place, verb):
    draft = place.open()
    place.admin.delete(f"/api/v1/data-rows/{place.task()['data_row']['id']}")
    assert place["labeler"].get(f"/api/v1/drafts/{draft['id']}").status_code == 404
    assert place.patch(draft, put()).status_code == 404
    assert place.end(draft, verb).status_code == 404
    assert place["labeler"].post(f"{place.path}/tasks/1/open").status_code == 404


def test_an_origin_that_a_client_claims_is_not_kept_however_often_it_is_put(place):
    draft = place.open()
    patch = put()
    patch["annotation"]["origin"] = {"set_id": 1, "bundle_id": 7, "key": OTHER, "score": 0.99}
    assert place.patch(draft, patch, patch).status_code == 200
    [kept] = place.open()["annotations"]
    assert "origin" not in kept
