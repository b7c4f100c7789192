"""What people make of pre-labels: accepted, corrected, rejected, left undecided; and what is read-only."""

import pytest

from tests.facades.native.scene import ndjson, send
from tests.facades.native.test_labels import BOX, place

__all__ = ["place"]

CAR = {"key": "car", "feature": "car", "geometry": BOX, "confidence": 0.5}
BUS = {**CAR, "key": "bus"}
FIXED = {**CAR, "key": "fixed", "readonly": True, "hidden": True}


def offered(*annotations, version=None, no=0, score=None):
    """Return a row with a bundle of pre-labels about a.jpg."""
    bundle = {"kind": "pre_label", "no": no, "annotations": list(annotations)}
    bundle |= {"version": version} if version else {}
    bundle |= {"score": score} if score is not None else {}
    return {"postil": 1, "data_row": {"assets": [{}], "global_key": "a.jpg"}, "bundles": [bundle]}


def bring(place, *annotations, name="offer", **about):
    answer = send(place.admin, place.project, ndjson(offered(*annotations, **about)), name=name)
    assert answer.json()["counts"]["rejected"] == 0, answer.text


class Editor:
    """A draft and what is offered in it, changed a request at a time."""

    def __init__(self, place):
        self.place, self.draft = place, place.open()
        self.offers = {one["key"]: one for one in self.draft["offers"][0]["annotations"]}
        self.bundle = self.draft["offers"][0]["bundle"]

    def send(self, *patches):
        answer = self.place.patch(self.draft, *patches, patch_id=f"p{self.draft['version']}")
        if answer.status_code == 200:
            self.draft |= answer.json()
        return answer

    def at(self, key):
        return {"bundle": self.bundle, "key": key}

    def accept(self, key, **change):
        return {"op": "put", "annotation": {**self.offers[key], **change}, "accepts": self.at(key)}

    def reject(self, key):
        return {"op": "reject", "offered": self.at(key)}

    def restore(self, key):
        return {"op": "restore", "offered": self.at(key)}

    def shown(self):
        """Return what it says and what was decided against, by key."""
        draft = self.place.open()
        assert draft["id"] == self.draft["id"]
        return [one["key"] for one in draft["annotations"]], [one["key"] for one in draft["rejected"]]


@pytest.fixture
def editor(place):
    bring(place, CAR, BUS, FIXED)
    return Editor(place)


def decisions(place, no=0):
    [label] = place.admin.get(f"{place.path}/labels").json()["items"]
    versions = place.admin.get(f"/api/v1/labels/{label['id']}/versions").json()["items"]
    found = versions[no]
    whole = place.admin.get(f"/api/v1/labels/{label['id']}/versions/{found['no']}").json()
    assert whole["decisions"] == found["decisions"]
    return found["decisions"]


def test_a_rejection_changes_nothing_else_and_is_kept(editor):
    assert editor.send(editor.reject("car")).status_code == 200
    assert editor.shown() == ([], ["car"])


def test_a_rejection_said_twice_is_one(editor):
    editor.send(editor.reject("car"), editor.reject("car"))
    editor.send(editor.reject("car"))
    assert editor.shown() == ([], ["car"])


def test_a_rejection_can_be_taken_back(editor):
    editor.send(editor.reject("car"), editor.reject("bus"))
    editor.send(editor.restore("car"))
    assert editor.shown() == ([], ["bus"])


def test_who_accepts_what_they_rejected_has_accepted_it(editor):
    editor.send(editor.reject("car"))
    editor.send(editor.accept("car"))
    assert editor.shown() == (["car"], [])


def test_an_acceptance_can_be_taken_back_also_after_an_edit(editor):
    editor.send(editor.accept("car"), editor.accept("bus"), editor.accept("fixed"))
    editor.send(editor.accept("car", geometry={**BOX, "left": 7}))
    editor.send(editor.restore("car"), editor.restore("fixed"))
    assert editor.shown() == (["bus"], [])


def test_what_is_not_offered_cannot_be_rejected(editor):
    assert editor.send(editor.reject("nothing")).status_code == 409
    assert editor.shown() == ([], [])


def test_the_submitted_version_tells_what_was_decided(place, editor):
    drawn = {"op": "put", "annotation": {"key": "own", "feature": "car", "geometry": BOX}}
    editor.send(editor.accept("car"), editor.reject("bus"), drawn)
    place.end(editor.draft)
    assert decisions(place) == {"accepted": 1, "corrected": 0, "rejected": 1, "added": 1}


def test_a_correction_is_no_acceptance(place, editor):
    editor.send(editor.accept("car", geometry={**BOX, "left": 7}), editor.accept("bus"))
    place.end(editor.draft)
    assert decisions(place) == {"accepted": 1, "corrected": 1, "rejected": 0, "added": 0}


def test_the_next_sitting_goes_on_with_what_was_decided(place, editor):
    editor.send(editor.accept("car"), editor.reject("bus"))
    place.end(editor.draft)
    again = Editor(place)
    assert again.shown() == (["car"], ["bus"])
    place.end(again.draft)
    assert decisions(place) == {"accepted": 1, "corrected": 0, "rejected": 1, "added": 0}


def test_going_back_to_a_version_goes_back_to_its_decisions(place, editor):
    editor.send(editor.reject("bus"))
    label = place.end(editor.draft).json()["label"]
    again = Editor(place)
    again.send(again.accept("bus"))
    place.end(again.draft)
    assert decisions(place) == {"accepted": 1, "corrected": 0, "rejected": 0, "added": 0}
    tag = {"if-match": place.admin.get(f"/api/v1/labels/{label}").headers["etag"]}
    assert place.admin.post(f"/api/v1/labels/{label}/restore", json={"no": 1}, headers=tag).status_code == 200
    assert decisions(place) == {"accepted": 0, "corrected": 0, "rejected": 1, "added": 0}


def test_who_skips_has_decided_nothing(place, editor):
    editor.send(editor.reject("bus"))
    place.end(editor.draft, "skip")
    assert decisions(place) == {"accepted": 0, "corrected": 0, "rejected": 0, "added": 0}
    assert Editor(place).shown() == ([], [])


def test_decisions_outlive_the_import_they_are_about(place, editor):
    editor.send(editor.reject("bus"))
    job = place.admin.get(f"{place.path}/imports").json()["items"][0]["id"]
    assert place.admin.post(f"/api/v1/imports/{job}/undo", json={}).status_code == 200
    assert editor.shown() == ([], ["bus"])
    place.end(editor.draft)
    assert decisions(place)["rejected"] == 1


def codes(answer):
    assert answer.status_code == 422, answer.text
    errors = [one for one in answer.json()["issues"] if one.get("severity", "error") == "error"]
    return [(one["code"], one["where"]["annotation"], one["where"]["pointer"]) for one in errors]


def test_a_read_only_annotation_is_accepted_as_it_is_and_stays_hidden(editor):
    editor.send(editor.accept("fixed"))
    [kept] = editor.place.open()["annotations"]
    assert (kept["readonly"], kept["hidden"]) == (True, True)


def test_a_read_only_annotation_cannot_be_changed_while_it_is_accepted(editor):
    moved = editor.accept("fixed", geometry={**BOX, "left": 7})
    assert codes(editor.send(moved)) == [("ROW022", "fixed", "/patches/0/annotation")]
    assert editor.shown() == ([], [])


@pytest.mark.parametrize("change", [{"geometry": {**BOX, "width": 9}}, {"hidden": False}, {"feature": "bus"}])
def test_a_read_only_annotation_cannot_be_changed_afterwards(editor, change):
    editor.send(editor.accept("fixed"))
    answer = editor.send({"op": "put", "annotation": {**editor.offers["fixed"], **change}})
    assert "fixed" in [place for _, place, _ in codes(answer)]


def test_a_read_only_annotation_cannot_be_made_changeable(editor):
    editor.send(editor.accept("fixed"))
    put = {"op": "put", "annotation": {**editor.offers["fixed"], "readonly": False}}
    assert editor.send(put).status_code == 200
    assert editor.place.open()["annotations"][0]["readonly"] is True


def test_a_read_only_annotation_cannot_be_removed(editor):
    editor.send(editor.accept("fixed"))
    answer = editor.send({"op": "remove", "key": "fixed"})
    assert codes(answer) == [("ROW022", "fixed", "/patches/0")]
    assert editor.shown() == (["fixed"], [])


def test_a_read_only_annotation_of_a_label_stays_so_in_the_next_draft(place, editor):
    editor.send(editor.accept("fixed"))
    place.end(editor.draft)
    answer = Editor(place).send({"op": "remove", "key": "fixed"})
    assert [code for code, _, _ in codes(answer)] == ["ROW022"]


def test_nobody_makes_an_annotation_of_their_own_read_only(editor):
    drawn = {"key": "own", "feature": "car", "geometry": BOX, "readonly": True}
    editor.send({"op": "put", "annotation": drawn})
    assert editor.send({"op": "remove", "key": "own"}).status_code == 200


def test_a_shape_may_be_drawn_first_and_named_later(place):
    draft = place.open()
    shape = {"key": "own", "geometry": BOX}
    answer = place.patch(draft, {"op": "put", "annotation": shape})
    assert answer.status_code == 200, answer.text
    assert ("ROW006", "warning") in [(one["code"], one.get("severity")) for one in answer.json()["issues"]]
    refused = place.end({**draft, **answer.json()})
    assert [code for code, _, _ in codes(refused)] == ["ROW006"]
    named = {"op": "put", "annotation": {**shape, "feature": "car"}}
    draft |= place.patch({**draft, **answer.json()}, named, patch_id="q").json()
    assert place.end(draft).status_code == 200
