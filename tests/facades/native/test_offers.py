"""Which pre-labels a labeler is shown, what a draft from the queue begins with, and what came since."""

import pytest

from tests.facades.native.test_decisions import BUS, CAR, bring, decisions
from tests.facades.native.test_labels import BOX, place, put

__all__ = ["place"]


def show(place, **setting):
    answer = place.admin.patch(place.path, json={"offers": setting})
    assert answer.status_code == 200, answer.text
    return answer.json()["offers"]


def opened(place, role="labeler", task=1, **query):
    answer = place[role].post(f"{place.path}/tasks/{task}/open", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def keys(draft):
    return [one["key"] for offer in draft["offers"] for one in offer["annotations"]]


@pytest.fixture
def three(place):
    """Two bundles of the newest version, one of an older one; the newest of all came last."""
    bring(place, {**CAR, "key": "old"}, name="one", version="yolo 2", no=1, score=0.4)
    bring(place, CAR, name="two", version="yolo 3", no=2)
    bring(place, BUS, name="three", version="yolo 3", no=3, score=0.9)
    return place


def test_a_project_shows_the_newest_version_unless_it_is_told_otherwise(three):
    draft = opened(three)
    assert keys(draft) == ["car", "bus"]
    assert [(one["version"], one["score"]) for one in draft["offers"]] == [("yolo 3", None), ("yolo 3", 0.9)]
    assert draft["withheld"] == {"reason": "older_version", "versions": ["yolo 2"], "annotations": 1}


def test_every_version_can_be_shown_oldest_first(three):
    show(three, show="all")
    draft = opened(three)
    assert (keys(draft), draft["withheld"]) == (["old", "car", "bus"], None)


def test_none_can_be_shown_and_the_draft_says_so(three):
    show(three, show="none")
    draft = opened(three)
    assert keys(draft) == []
    assert draft["withheld"] == {"reason": "off", "versions": ["yolo 2", "yolo 3"], "annotations": 3}


def test_one_version_can_be_shown(three):
    show(three, show="version", version="yolo 2")
    draft = opened(three)
    assert keys(draft) == ["old"]
    assert draft["withheld"] == {"reason": "other_version", "versions": ["yolo 3"], "annotations": 2}


def test_a_version_that_a_data_row_has_nothing_of_is_told_from_nothing_at_all(three):
    show(three, show="version", version="yolo 4")
    draft = opened(three)
    assert (keys(draft), draft["withheld"]["reason"]) == ([], "other_version")
    empty = opened(three, task=2)
    assert (keys(empty), empty["withheld"]) == ([], None)


def test_pre_labels_without_a_version_are_a_version_of_their_own(place):
    bring(place, CAR, name="one", version="yolo 2", no=1)
    bring(place, BUS, name="two", no=2)
    assert keys(opened(place)) == ["bus"]


@pytest.mark.parametrize("setting", [{"show": "version"}, {"show": "all", "version": "yolo 2"}])
def test_a_version_is_named_where_one_is_shown_and_only_there(place, setting):
    answer = place.admin.patch(place.path, json={"offers": setting})
    assert (answer.status_code, place.admin.get(place.path).json()["offers"]["show"]) == (400, "newest")


def test_a_manager_decides_what_is_shown(place):
    answer = place["reviewer"].patch(place.path, json={"offers": {"show": "none"}})
    assert answer.status_code == 403


def test_a_draft_from_the_queue_begins_as_a_copy_of_the_newest(three):
    draft = opened(three, from_queue=True)
    [copy] = draft["annotations"]
    assert (copy["key"], copy["origin"]["key"], copy["origin"]["score"]) == ("bus", "bus", 0.5)
    assert "confidence" not in copy
    three.end(draft)
    assert decisions(three) == {"accepted": 1, "corrected": 0, "rejected": 0, "added": 0}


def test_a_draft_that_is_looked_up_begins_empty(three):
    assert opened(three)["annotations"] == []


@pytest.mark.parametrize(
    "setting", [{"show": "none"}, {"copied": False}, {"show": "version", "version": "9"}]
)
def test_nothing_is_copied_that_is_not_shown_or_not_to_be_copied(three, setting):
    show(three, **setting)
    assert opened(three, from_queue=True)["annotations"] == []


def test_where_there_is_a_label_the_draft_is_what_it_says(three):
    three.submitted(put(geometry={**BOX, "left": 7}))
    assert [one["geometry"]["left"] for one in opened(three, from_queue=True)["annotations"]] == [7]


def test_what_was_begun_is_not_copied_over(three):
    draft = opened(three)
    three.patch(draft, put("own"))
    assert [one["key"] for one in opened(three, from_queue=True)["annotations"]] == ["own"]


def test_copies_stay_when_the_draft_is_looked_up_again(three):
    draft = opened(three, from_queue=True)
    again = opened(three)
    assert (again["annotations"], again["version"]) == (draft["annotations"], draft["version"])


def test_an_untouched_copy_follows_what_is_newest(three):
    draft = opened(three, from_queue=True)
    bring(three, {**CAR, "key": "fresh"}, name="four", version="yolo 4", no=4)
    again = opened(three, from_queue=True)
    assert [one["key"] for one in again["annotations"]] == ["fresh"]
    assert again["version"] == draft["version"] + 1


def test_what_came_since_the_draft_was_begun_is_told_apart(place):
    bring(place, CAR, BUS, name="one")
    draft = opened(place)
    draft |= place.patch(draft, put("own")).json()
    moved = {**BUS, "geometry": {**BOX, "left": 9}}
    bring(place, CAR, moved, {**CAR, "key": "late"}, name="two")
    path = f"/api/v1/drafts/{draft['id']}"
    [offer] = place["labeler"].get(path).json()["offers"]
    assert sorted(offer["newer"]) == ["bus", "late"]


def test_nothing_is_newer_when_nothing_came(place):
    bring(place, CAR, name="one")
    draft = opened(place)
    place.patch(draft, put("own"))
    assert [one["newer"] for one in opened(place)["offers"]] == [[]]


def test_what_is_hidden_can_still_be_accepted_by_who_was_shown_it(three):
    draft = opened(three)
    show(three, show="none")
    accepts = {"bundle": draft["offers"][0]["bundle"], "key": "car"}
    offered = draft["offers"][0]["annotations"][0]
    answer = three.patch(draft, {"op": "put", "annotation": offered, "accepts": accepts})
    assert answer.status_code == 200


def test_the_versions_of_a_project_are_listed_newest_first(three):
    found = three["viewer"].get(f"{three.path}/pre-label-versions").json()
    told = [
        (one["version"], one["annotations"], one["min_score"], one["max_score"]) for one in found["versions"]
    ]
    assert told == [("yolo 3", 2, 0.9, 0.9), ("yolo 2", 1, 0.4, 0.4)]
    assert found["is_complete"] is True
