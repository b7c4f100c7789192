"""What a draft would say: told to whoever could open the task, without opening anything."""

import pytest

from tests.facades.native.scene import box
from tests.facades.native.test_decisions import BUS, CAR, bring
from tests.facades.native.test_labels import KEY, place, put

__all__ = ["place"]

QUEUED = {"from_queue": True}
CONTENT = {"task", "data_row", "label", "is_outdated", "annotations", "offers", "rejected", "withheld"}


def beginning(place, role="labeler", task=1, **query):
    answer = place[role].get(f"{place.path}/tasks/{task}/beginning", params=QUEUED | query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def opening(place, known, role="labeler", task=1):
    query = QUEUED | {"beginning": known["state"]}
    return place[role].post(f"{place.path}/tasks/{task}/open", params=query)


def content(told):
    return {name: told[name] for name in CONTENT}


@pytest.fixture
def copied(place):
    """A car is offered on the first data row, and drafts from the queue begin with a copy of it."""
    place.admin.patch(place.path, json={"offers": {"copied": True}})
    bring(place, CAR, name="cars", version="yolo 1")
    return place


def test_a_beginning_is_what_the_draft_says_once_the_task_is_opened(copied):
    told = beginning(copied)
    assert [one["key"] for one in told["annotations"]] == ["car"]
    draft = copied["labeler"].post(f"{copied.path}/tasks/1/open", params=QUEUED).json()
    assert content(told) == content(draft)


def test_a_beginning_keeps_the_task_for_nobody(copied):
    beginning(copied)
    assert copied.task()["opened_by"] is None
    assert copied["other labeler"].post(f"{copied.path}/tasks/next").json()["id"] == 1


def test_a_beginning_makes_no_draft(copied):
    told = beginning(copied)
    bring(copied, BUS, name="buses", version="yolo 2")
    draft = copied["labeler"].post(f"{copied.path}/tasks/1/open", params=QUEUED).json()
    assert (draft["version"], [one["key"] for one in draft["annotations"]]) == (1, ["car", "bus"])
    assert [one["key"] for one in told["annotations"]] == ["car"]


def test_a_task_that_begins_as_it_was_told_is_opened_without_sending_it_again(copied):
    answer = opening(copied, beginning(copied))
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (204, b"", '"1"')
    assert copied.task()["opened_by"] == "labeler@example.org"
    draft = copied["labeler"].get(answer.headers["location"]).json()
    assert (draft["task"], draft["version"], [one["key"] for one in draft["annotations"]]) == (1, 1, ["car"])


def test_what_was_imported_since_is_sent(copied):
    known = beginning(copied)
    bring(copied, BUS, name="buses", version="yolo 2")
    answer = opening(copied, known)
    assert (answer.status_code, [one["key"] for one in answer.json()["annotations"]]) == (
        200,
        ["car", "bus"],
    )


def test_what_the_project_shows_by_now_is_sent(copied):
    known = beginning(copied)
    copied.admin.patch(copied.path, json={"offers": {"show": "none"}})
    answer = opening(copied, known)
    assert (answer.status_code, answer.json()["offers"]) == (200, [])


def test_what_somebody_else_has_said_since_is_sent(place):
    place.admin.patch(place.path, json={"review": True})
    known = beginning(place, "reviewer")
    place.submitted(put())
    answer = opening(place, known, "reviewer")
    assert (answer.status_code, [one["key"] for one in answer.json()["annotations"]]) == (200, [KEY])


def test_the_beginning_of_a_draft_that_was_changed_is_what_it_says(place):
    draft = place.open()
    before = beginning(place)
    place.patch(draft, put())
    told = beginning(place)
    assert [one["key"] for one in told["annotations"]] == [KEY]
    assert opening(place, before).status_code == 200
    known = opening(place, told)
    assert (known.status_code, known.headers["etag"]) == (204, '"2"')


def test_a_task_is_opened_in_full_by_a_state_that_was_never_told(place):
    assert opening(place, {"state": "x"}).json()["version"] == 1


def test_the_beginning_of_a_task_somebody_has_open_is_told_to_nobody_else(place):
    place.open()
    path = f"{place.path}/tasks/1/beginning"
    assert [place[role].get(path).status_code for role in ("other labeler", "labeler")] == [409, 200]


def test_the_beginning_of_a_task_of_somebody_elses_is_not_told(place):
    body = {"tasks": [1], "email": "labeler@example.org"}
    place.admin.put(f"{place.path}/tasks/assignee", json=body)
    assert place["other labeler"].get(f"{place.path}/tasks/1/beginning").status_code == 403


def test_what_somebody_else_has_submitted_takes_a_reviewer(place):
    place.submitted(put())
    path = f"{place.path}/tasks/1/beginning"
    assert place["other labeler"].get(path).status_code == 403
    assert place["reviewer"].get(path).status_code == 200


def test_the_beginning_of_a_task_of_nowhere_is_not_found(place):
    assert place["labeler"].get(f"{place.path}/tasks/9/beginning").status_code == 404


def test_the_beginning_of_an_imported_label_is_what_the_import_says(place):
    place.truth(box("a.jpg", uuid=KEY))
    told = beginning(place, "reviewer")
    draft = place["reviewer"].post(f"{place.path}/tasks/1/open", params=QUEUED).json()
    assert content(told) == content(draft)
