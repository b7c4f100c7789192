"""What two sides say about one task."""

import pytest

from tests.facades.native.test_decisions import BUS, CAR, Editor, bring
from tests.facades.native.test_labels import BOX, place, put

__all__ = ["place"]


def compare(place, left, right, role="labeler", **query):
    params = {"left": left, "right": right, **query}
    return place[role].get(f"{place.path}/tasks/1/diff", params=params)


def told(answer):
    assert answer.status_code == 200, answer.text
    return [(one["left"], one["right"], one["verdict"]) for one in answer.json()["pairs"]]


@pytest.fixture
def editor(place):
    bring(place, CAR, {**BUS, "geometry": {**BOX, "left": 50}})
    return Editor(place)


def test_a_draft_is_compared_with_what_was_offered(place, editor):
    editor.send(editor.accept("car", geometry={**BOX, "left": 300}), put("own", {**BOX, "top": 90}))
    answer = compare(place, f"offer:{editor.bundle}", "draft")
    assert told(answer) == [
        ("car", "car", "changed"),
        ("bus", None, "missing"),
        (None, "own", "added"),
    ]
    assert answer.json()["counts"] == {"changed": 1, "missing": 1, "added": 1}
    assert [one["key"] for one in answer.json()["left"]] == ["car", "bus"]


def test_versions_of_a_label_are_compared(place, editor):
    editor.send(editor.accept("car"))
    label = place.end(editor.draft).json()["label"]
    again = Editor(place)
    again.send(again.accept("bus"))
    place.end(again.draft)
    pairs = [("car", "car", "agreed"), (None, "bus", "added")]
    assert told(compare(place, f"label:{label}/1", f"label:{label}", role="viewer")) == pairs
    assert told(compare(place, f"label:{label}/1", f"label:{label}/2")) == pairs


def test_how_much_cover_is_enough_can_be_said(place, editor):
    editor.send(put("own", {**BOX, "left": 4}))
    offer = f"offer:{editor.bundle}"
    assert told(compare(place, offer, "draft"))[0] == ("car", None, "missing")
    assert told(compare(place, offer, "draft", matching=0.3))[0] == ("car", "own", "changed")


def test_a_draft_is_compared_by_its_author_alone(place, editor):
    assert compare(place, f"offer:{editor.bundle}", "draft", role="reviewer").status_code == 404


@pytest.mark.parametrize(
    "name", ["offer:99", "offer:x", "label:x", "label:0190a000-0000-7000-8000-00000000dead"]
)
def test_a_side_that_is_not_there_is_missing(place, editor, name):
    assert compare(place, name, "draft").status_code == 404


def test_a_version_that_a_label_does_not_have_is_missing(place, editor):
    label = place.end(editor.draft).json()["label"]
    for no in ("2", "x", "9" * 30):
        assert compare(place, f"label:{label}/{no}", f"label:{label}").status_code == 404


def test_a_label_of_another_task_is_no_side_of_this_one(place, editor):
    other = place.submitted(put(), role="other labeler", task=2)["label"]
    assert compare(place, f"label:{other}", "draft").status_code == 404


def test_a_side_that_is_named_in_no_known_way_is_refused(place, editor):
    assert compare(place, "truth", "draft").status_code == 400
