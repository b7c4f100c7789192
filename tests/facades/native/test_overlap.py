"""Data rows that several people label, each without what the others said."""

import pytest

from tests.facades.native.scene import box
from tests.facades.native.test_labels import BOX, KEY, OTHER, place, put

__all__ = ["place"]


@pytest.fixture
def shared(place):
    assert place.admin.patch(place.path, json={"overlap": 2}).json()["overlap"] == 2
    return place


def turn(place, role):
    """Return the task that is somebody's turn."""
    answer = place[role].post(f"{place.path}/tasks/next")
    return answer.json()["id"] if answer.status_code == 200 else None


def test_one_person_labels_a_data_row_unless_it_is_said_otherwise(place):
    assert place.admin.get(place.path).json()["overlap"] == 1
    assert place.submitted(put())["state"] == "done"


def test_a_task_is_done_when_enough_people_have_spoken(shared):
    assert shared.submitted(put())["state"] == "to_label"
    assert shared.submitted(put(OTHER), role="other labeler")["state"] == "done"
    assert sorted(one["author"] for one in shared.task()["labels"]) == [
        "labeler@example.org",
        "other.labeler@example.org",
    ]


def test_nobody_is_given_a_data_row_twice(shared):
    shared.submitted(put())
    assert turn(shared, "labeler") == 2
    shared.submitted(put(), task=2)
    assert turn(shared, "labeler") is None
    assert turn(shared, "other labeler") == 1


def test_each_begins_without_what_the_others_said(shared):
    shared.submitted(put(geometry={**BOX, "left": 7}))
    other = shared.open("other labeler")
    assert other["annotations"] == []
    shared["other labeler"].post(f"/api/v1/drafts/{other['id']}/close")
    assert [one["geometry"]["left"] for one in shared.open("labeler")["annotations"]] == [7]


def test_who_speaks_again_does_not_count_twice(shared):
    shared.submitted(put())
    assert shared.submitted(put(OTHER))["state"] == "to_label"
    assert [one["version"] for one in shared.task()["labels"]] == [2]


def test_who_skips_has_spoken(shared):
    draft = shared.open()
    assert shared.end(draft, "skip").json()["state"] == "to_label"
    assert turn(shared, "labeler") == 2
    assert shared.submitted(put(), role="other labeler")["state"] == "done"


def test_the_review_begins_when_all_have_spoken(shared):
    shared.admin.patch(shared.path, json={"review": True})
    assert shared.submitted(put())["state"] == "to_label"
    assert shared.submitted(put(OTHER), role="other labeler")["state"] == "in_review"
    assert len(shared.open("reviewer")["annotations"]) == 1


def test_an_assignment_ends_with_what_its_assignee_said(shared):
    body = {"tasks": [1], "email": "labeler@example.org"}
    shared.admin.put(f"{shared.path}/tasks/assignee", json=body)
    assert turn(shared, "other labeler") == 2
    shared.submitted(put())
    assert shared.task()["assignee"] is None
    assert turn(shared, "other labeler") == 1


def test_imported_truth_does_not_count_as_a_person(shared):
    shared.truth(box("a.jpg", uuid=KEY))
    assert shared.task()["state"] == "done"


@pytest.mark.parametrize("number", [0, 51, -1])
def test_between_one_and_fifty_people_label_a_data_row(place, number):
    assert place.admin.patch(place.path, json={"overlap": number}).status_code == 400
