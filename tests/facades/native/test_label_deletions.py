"""Labels are deleted together or not at all, by whoever manages the project."""

import pytest

from tests.facades.native.scene import box, ndjson, send
from tests.facades.native.test_labels import Place, put


@pytest.fixture
def place(installation, admin):
    return Place(installation, admin)


def test_deleted_labels_are_gone_and_their_tasks_wait_again(place):
    place.submitted(put())
    send(place.admin, place.project, ndjson(box("b.jpg")), name="truth", purpose="ground_truth")
    labels = [one["id"] for one in place.admin.get(f"{place.path}/labels").json()["items"]]
    assert len(labels) == 2
    path = f"{place.path}/labels/delete"
    assert place["reviewer"].post(path, json={"labels": labels}).status_code == 403
    assert place.admin.post(path, json={"labels": labels}).status_code == 204
    assert place.admin.get(f"{place.path}/labels").json()["items"] == []
    assert place.admin.get(f"/api/v1/labels/{labels[0]}").status_code == 404
    assert place.admin.get(place.path).json()["task_counts"] == {"to_label": 2}


def test_a_label_that_is_not_there_lets_no_other_be_deleted(place):
    place.submitted(put())
    [label] = place.admin.get(f"{place.path}/labels").json()["items"]
    body = {"labels": [label["id"], "0190a000-0000-7000-8000-000000000070"]}
    assert place.admin.post(f"{place.path}/labels/delete", json=body).status_code == 404
    assert len(place.admin.get(f"{place.path}/labels").json()["items"]) == 1
