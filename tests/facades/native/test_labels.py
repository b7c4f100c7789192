"""A label's life through the interface: opened, drafted, submitted, reviewed, gone back to, marked."""

import json
from uuid import UUID

import pytest

from tests.facades.native.scene import box, make_project, ndjson, send

KEY = "00000000-0000-4000-8000-000000000001"
OTHER = "00000000-0000-4000-8000-000000000002"
WRONG_BOX = {"type": "box", "left": 2, "top": 1, "width": -4, "height": 3}
BOX = {"type": "box", "left": 2, "top": 1, "width": 4, "height": 3}


def put(key=KEY, geometry=BOX, **more):
    return {"op": "put", "annotation": {"key": key, "feature": "car", "geometry": geometry}, **more}


class Place:
    """A project with two data rows, and people of every role in it."""

    def __init__(self, installation, admin):
        self.admin = admin
        self.project = make_project(admin, "street", "a.jpg", "b.jpg")
        self.path = f"/api/v1/projects/{self.project}"
        self.people = {}
        for role in ("labeler", "other labeler", "reviewer", "viewer"):
            user = installation.user(f"{role.replace(' ', '.')}@example.org")
            body = {"email": user.email, "role": role.split()[-1]}
            admin.put(f"{self.path}/members", json=body)
            self.people[role] = installation.client_of(user)

    def __getitem__(self, role):
        return self.people[role]

    def open(self, role="labeler", task=1):
        answer = self[role].post(f"{self.path}/tasks/{task}/open")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def patch(self, draft, *patches, role="labeler", patch_id="p", version=None):
        tag = f'"{version or draft["version"]}"'
        body = {"patch_id": patch_id, "patches": list(patches)}
        return self[role].patch(f"/api/v1/drafts/{draft['id']}", json=body, headers={"if-match": tag})

    def end(self, draft, verb="submit", role="labeler", **body):
        headers = {"if-match": f'"{draft["version"]}"'}
        return self[role].post(f"/api/v1/drafts/{draft['id']}/{verb}", json=body, headers=headers)

    def submitted(self, *patches, role="labeler", task=1, **body):
        """Open a task, change it and submit it; return what came of it."""
        draft = self.open(role, task)
        if patches:
            draft |= self.patch(draft, *patches, role=role).json()
        answer = self.end(draft, role=role, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def task(self, task=1):
        return self.admin.get(f"{self.path}/tasks/{task}").json()

    def exported(self, **query):
        text = self.admin.get(f"{self.path}/export", params=query).text
        return [json.loads(line) for line in text.splitlines()]

    def labels(self):
        """Return the labels of a Labelbox export by global key."""
        rows = self.exported(format="labelbox_export")
        return {row["data_row"]["global_key"]: row["projects"] and labels_of(row) for row in rows}

    def truth(self, *rows, **query):
        return send(self.admin, self.project, ndjson(*rows), purpose="ground_truth", **query)


def labels_of(row):
    return [label for project in row["projects"].values() for label in project["labels"]]


@pytest.fixture
def place(installation, admin):
    return Place(installation, admin)


def test_a_task_tells_what_is_there(place):
    place.truth(box("a.jpg"), name="truth")
    send(place.admin, place.project, ndjson(box("a.jpg")), name="offer")
    task = place.task()
    assert (task["data_row"]["global_key"], task["state"], task["has_pre_labels"]) == ("a.jpg", "done", True)
    [label] = task["labels"]
    assert (label["version"], label["editor"], label["is_benchmark"]) == (0, None, False)


@pytest.mark.parametrize("task", ["9", "x", "-1"])
def test_a_task_of_nowhere_is_not_found(place, task):
    assert place.admin.get(f"{place.path}/tasks/{task}").status_code == 404


def test_two_people_are_handed_two_tasks_and_a_third_none(place):
    first = place["labeler"].post(f"{place.path}/tasks/next").json()
    second = place["other labeler"].post(f"{place.path}/tasks/next").json()
    assert [first["id"], second["id"]] == [1, 2]
    assert first["opened_by"] == "labeler@example.org"
    assert place["reviewer"].post(f"{place.path}/tasks/next").status_code == 204


def test_the_tasks_ahead_are_listed_without_taking_one(place):
    held = place["other labeler"].post(f"{place.path}/tasks/next").json()
    ahead = place["labeler"].get(f"{place.path}/tasks/upcoming?limit=1").json()["items"]
    assert [one["opened_by"] for one in ahead] == [None]
    assert ahead[0]["id"] != held["id"]
    assert place["labeler"].post(f"{place.path}/tasks/next").json()["id"] == ahead[0]["id"]


def test_the_same_task_is_handed_out_again_to_whoever_has_it(place):
    for _ in range(2):
        assert place["labeler"].post(f"{place.path}/tasks/next").json()["id"] == 1


def test_a_closed_task_is_handed_to_others(place):
    draft = place.open()
    assert place["labeler"].post(f"/api/v1/drafts/{draft['id']}/close").status_code == 204
    assert place["other labeler"].post(f"{place.path}/tasks/next").json()["id"] == 1


def test_a_task_somebody_has_open_is_opened_by_nobody_else(place):
    place.open()
    answer = place["other labeler"].post(f"{place.path}/tasks/1/open")
    assert answer.status_code == 409
    assert "labeler@example.org has task 1 open" in answer.json()["detail"]


def test_assigned_tasks_come_to_their_people(place):
    body = {"tasks": [2], "email": "labeler@example.org"}
    assert place.admin.put(f"{place.path}/tasks/assignee", json=body).status_code == 204
    assert place.task(2)["assignee"] == "labeler@example.org"
    assert place["labeler"].post(f"{place.path}/tasks/next").json()["id"] == 2
    assert place["other labeler"].post(f"{place.path}/tasks/2/open").status_code == 409
    place["labeler"].post(f"{place.path}/tasks/1/open")
    assert place["other labeler"].post(f"{place.path}/tasks/2/open").status_code == 403


def test_nobody_is_assigned_who_may_not_label(place):
    body = {"tasks": [2], "email": "viewer@example.org"}
    assert place.admin.put(f"{place.path}/tasks/assignee", json=body).status_code == 400


def test_a_high_priority_comes_first(place):
    place.admin.put(f"{place.path}/tasks/priority", json={"tasks": [2], "priority": 1})
    assert place["labeler"].post(f"{place.path}/tasks/next").json()["id"] == 2


def test_a_draft_is_nobody_elses(place):
    path = f"/api/v1/drafts/{place.open()['id']}"
    assert place["labeler"].get(path).status_code == 200
    for caller in (place["other labeler"], place["reviewer"], place.admin):
        assert caller.get(path).status_code == 404
        assert caller.delete(path).status_code == 404


def test_a_draft_begins_with_what_the_label_says(place):
    place.truth(box("a.jpg", uuid=KEY))
    draft = place.open("reviewer")
    assert [one["key"] for one in draft["annotations"]] == [KEY]
    assert draft["label"] == place.task()["labels"][0]["id"]


def test_pre_labels_are_offered_and_not_in_the_draft(place):
    send(place.admin, place.project, ndjson(box("a.jpg", uuid=KEY)))
    draft = place.open()
    assert draft["annotations"] == []
    [offer] = draft["offers"]
    assert [one["key"] for one in offer["annotations"]] == [KEY]


def test_a_change_needs_the_version_it_was_made_from(place):
    draft = place.open()
    path, body = f"/api/v1/drafts/{draft['id']}", {"patch_id": "p", "patches": [put()]}
    assert place["labeler"].patch(path, json=body).status_code == 428
    stale = place["labeler"].patch(path, json=body, headers={"if-match": '"7"'})
    assert (stale.status_code, stale.headers["etag"]) == (412, '"1"')
    saved = place["labeler"].patch(path, json=body, headers={"if-match": '"1"'})
    assert (saved.status_code, saved.headers["etag"]) == (200, '"2"')


def test_a_patch_that_breaks_a_rule_changes_nothing_and_says_where(place):
    draft = place.open()
    answer = place.patch(draft, put(), put(OTHER, WRONG_BOX))
    assert (answer.status_code, answer.json()["code"]) == (422, "GEO002")
    [wrong] = [one for one in answer.json()["issues"] if one["code"] == "GEO002"]
    assert wrong["where"]["pointer"] == "/patches/1/annotation/geometry/width"
    assert wrong["where"]["annotation"] == OTHER
    assert place.open()["annotations"] == []


def test_an_unknown_feature_is_refused_as_an_import_would(place):
    patch = put()
    patch["annotation"]["feature"] = "cat"
    answer = place.patch(place.open(), patch)
    assert (answer.status_code, answer.json()["code"]) == (422, "ONT001")


def test_a_key_is_needed(place):
    assert place.patch(place.open(), put("")).status_code == 400


def test_a_removed_annotation_is_gone_and_may_be_removed_again(place):
    draft = place.open()
    draft |= place.patch(draft, put(), put(OTHER)).json()
    gone = {"op": "remove", "key": KEY}
    draft |= place.patch(draft, gone, gone, patch_id="q").json()
    assert [one["key"] for one in place.open()["annotations"]] == [OTHER]


def test_a_draft_is_taken_up_where_it_was_left(place):
    place.patch(place.open(), put())
    place["labeler"].post(f"{place.path}/tasks/2/open")
    assert [one["key"] for one in place.open()["annotations"]] == [KEY]


def test_a_discarded_draft_begins_anew(place):
    draft = place.open()
    place.patch(draft, put())
    assert place["labeler"].delete(f"/api/v1/drafts/{draft['id']}").status_code == 204
    assert place.open()["annotations"] == []


def test_a_draft_is_no_label_anywhere(place):
    place.patch(place.open(), put())
    assert place.task()["labels"] == []
    assert place.admin.get(f"{place.path}/labels").json()["items"] == []
    assert place.labels() == {"a.jpg": [], "b.jpg": []}
    assert all(row["bundles"] == [] for row in place.exported())


def test_what_is_submitted_is_a_label_of_whoever_did(place):
    outcome = place.submitted(put(), reason="first pass")
    assert (outcome["version"], outcome["state"]) == (1, "done")
    label = place.admin.get(f"/api/v1/labels/{outcome['label']}").json()
    assert (label["author"], label["global_key"], len(label["annotations"])) == (
        "labeler@example.org",
        "a.jpg",
        1,
    )
    assert place.task()["state"] == "done"
    [exported] = place.labels()["a.jpg"]
    assert exported["label_details"]["created_by"] == "labeler@example.org"
    assert len(exported["annotations"]["objects"]) == 1


def test_a_submitted_draft_is_gone(place):
    draft = place.open()
    assert place.end(draft).status_code == 200
    assert place["labeler"].get(f"/api/v1/drafts/{draft['id']}").status_code == 404


@pytest.mark.parametrize("verb", ["submit", "skip"])
def test_submitting_and_skipping_need_the_version_they_are_about(place, verb):
    draft = place.open()
    path = f"/api/v1/drafts/{draft['id']}/{verb}"
    assert place["labeler"].post(path, json={}).status_code == 428
    assert place["labeler"].post(path, json={}, headers={"if-match": '"3"'}).status_code == 412


def test_in_a_project_with_review_a_reviewer_decides(place):
    assert place.admin.patch(place.path, json={"review": True}).json()["review"] is True
    assert place.submitted(put())["state"] == "in_review"
    approved = place["reviewer"].post(f"{place.path}/tasks/1/approve", json={"version": 1})
    assert (approved.status_code, approved.json()["state"]) == (200, "done")
    assert place["reviewer"].post(f"{place.path}/tasks/1/approve", json={}).status_code == 409


def test_what_is_rejected_comes_back_first_to_whoever_submitted_it(place):
    place.admin.patch(place.path, json={"review": True})
    place.submitted(put(), task=2)
    body = {"reason": "the rear car is missing"}
    assert place["reviewer"].post(f"{place.path}/tasks/2/reject", json=body).json()["state"] == "rework"
    assert place["labeler"].post(f"{place.path}/tasks/next").json()["id"] == 2
    assert place["other labeler"].post(f"{place.path}/tasks/next").json()["id"] == 1


def test_a_rejection_needs_a_reason(place):
    place.submitted(put())
    for body in ({}, {"reason": ""}, {"reason": "  "}):
        assert place["reviewer"].post(f"{place.path}/tasks/1/reject", json=body).status_code == 400


def test_an_approval_of_another_version_is_refused(place):
    place.admin.patch(place.path, json={"review": True})
    place.submitted(put())
    place.submitted(put(OTHER))
    assert place["reviewer"].post(f"{place.path}/tasks/1/approve", json={"version": 1}).status_code == 409


def test_a_reviewer_edits_the_label_of_the_labeler(place):
    first = place.submitted(put())
    second = place.submitted(put(OTHER), role="reviewer")
    assert (second["label"], second["version"]) == (first["label"], 2)
    versions = place.admin.get(f"/api/v1/labels/{first['label']}/versions").json()["items"]
    assert [one["author"] for one in versions] == ["reviewer@example.org", "labeler@example.org"]


def test_a_labeler_leaves_what_somebody_else_has_submitted_alone(place):
    place.submitted(put())
    assert place["other labeler"].post(f"{place.path}/tasks/1/open").status_code == 403
    assert place["labeler"].post(f"{place.path}/tasks/1/open").status_code == 200


def test_a_skipped_label_is_exported_without_annotations(place):
    place.submitted(put())
    draft = place.open()
    outcome = place.end(draft, "skip", reason="dark").json()
    assert (outcome["version"], outcome["is_skipped"], outcome["state"]) == (2, True, "done")
    [label] = place.labels()["a.jpg"]
    assert (label["performance_details"]["skipped"], label["annotations"]["objects"]) == (True, [])
    assert all(row["bundles"] == [] for row in place.exported())
    assert place.exported(format="labelbox") == []
    [skipped] = place.admin.get(f"{place.path}/labels?is_skipped=true").json()["items"]
    assert skipped["id"] == outcome["label"]


def test_a_skipped_label_is_a_label_again_once_submitted(place):
    place.end(place.open(), "skip")
    outcome = place.submitted(put())
    assert (outcome["version"], outcome["is_skipped"]) == (2, False)
    assert len(place.labels()["a.jpg"][0]["annotations"]["objects"]) == 1


def test_a_reviewer_s_word_stands_in_the_place_of_imported_truth(place):
    place.truth(box("a.jpg", uuid=KEY))
    place.submitted({"op": "remove", "key": KEY}, put(OTHER), role="reviewer")
    [row, _] = place.exported()
    assert [[one["key"] for one in bundle["annotations"]] for bundle in row["bundles"]] == [[OTHER]]
    [line] = place.exported(format="labelbox")
    assert line["uuid"] == OTHER


def test_filters_and_counts_follow_what_people_say(place):
    place.truth(box("a.jpg", uuid=KEY))
    place.submitted(put(OTHER), role="reviewer")
    counts = place.admin.get(f"{place.path}/annotation-counts?set_kind=ground_truth").json()
    assert (counts["total"]["n"], counts["index_complete"]) == (2, True)
    found = place.admin.get(f"{place.path}/annotations?set_kind=ground_truth&feature=car").json()["items"]
    assert [(one["annotation"]["key"], one["job"]) for one in found] == [(KEY, ""), (OTHER, "")]
    place.end(place.open("reviewer"), "skip", role="reviewer")
    counts = place.admin.get(f"{place.path}/annotation-counts?set_kind=ground_truth").json()
    assert counts["total"]["n"] == 0
    rows = place.admin.get(f"{place.path}/data-rows?has_label=true").json()["items"]
    assert rows == []


def test_versions_can_be_listed_compared_and_gone_back_to(place):
    outcome = place.submitted(put())
    moved = {**BOX, "left": 7}
    place.submitted(put(KEY, moved), put(OTHER))
    path = f"/api/v1/labels/{outcome['label']}"
    page = place.admin.get(f"{path}/versions?limit=1").json()
    assert ([one["no"] for one in page["items"]], page["next"]) == ([2], 2)
    assert [one["no"] for one in place.admin.get(f"{path}/versions?after=2").json()["items"]] == [1]
    diff = place.admin.get(f"{path}/diff?before=1&after=2").json()
    assert [one["key"] for one in diff["added"]] == [OTHER]
    [changed] = diff["changed"]
    assert (changed["before"]["geometry"]["left"], changed["after"]["geometry"]["left"]) == (2, 7)
    assert place["reviewer"].post(f"{path}/restore", json={"no": 1}).status_code == 428
    stale = place["reviewer"].post(f"{path}/restore", json={"no": 1}, headers={"if-match": '"1"'})
    assert (stale.status_code, stale.headers["etag"]) == (412, '"2"')
    tag = place.admin.get(path).headers["etag"]
    done = place["reviewer"].post(f"{path}/restore", json={"no": 1}, headers={"if-match": tag})
    assert (done.status_code, done.json()["version"]) == (200, 3)
    newest = place.admin.get(f"{path}/versions/3").json()
    assert (newest["reason"], newest["author"]) == ("version 1 restored", "reviewer@example.org")
    assert newest["annotations"] == place.admin.get(f"{path}/versions/1").json()["annotations"]


@pytest.mark.parametrize("no", ["9", "x"])
def test_a_version_of_nowhere_is_not_found(place, no):
    label = place.submitted(put())["label"]
    assert place.admin.get(f"/api/v1/labels/{label}/versions/{no}").status_code == 404


def test_a_benchmark_is_marked_listed_exported_and_unmarked(place):
    path = f"/api/v1/labels/{place.submitted(put())['label']}/benchmark"
    assert place["labeler"].put(path).status_code == 403
    assert place["reviewer"].put(path).json()["is_benchmark"] is True
    [listed] = place.admin.get(f"{place.path}/labels?is_benchmark=true").json()["items"]
    assert listed["global_key"] == "a.jpg"
    [line] = place.exported(format="labelbox")
    assert line["isBenchmarkReferenceLabel"] is True
    assert place.labels()["a.jpg"][0]["label_details"]["is_benchmark_reference"] is True
    assert place.exported()[0]["bundles"][0]["is_benchmark"] is True
    assert place["reviewer"].delete(path).status_code == 204
    assert place.admin.get(f"{place.path}/labels?is_benchmark=true").json()["items"] == []


def test_undoing_an_import_takes_back_only_the_marks_it_made(place):
    """Row a is marked by the import, row b by a person, on labels a person has made their own."""
    job = place.truth(box("a.jpg", uuid=KEY, isBenchmarkReferenceLabel=True), box("b.jpg", uuid=OTHER)).json()
    for task, key in ((1, KEY), (2, OTHER)):
        place.submitted(put(key, {**BOX, "left": 7}), role="reviewer", task=task)
    place["reviewer"].put(f"/api/v1/labels/{place.task(2)['labels'][0]['id']}/benchmark")
    for verb, marks in (("undo", [False, True]), ("redo", [True, True])):
        place.admin.post(f"/api/v1/imports/{job['id']}/{verb}", json={})
        assert [place.task(task)["labels"][0]["is_benchmark"] for task in (1, 2)] == marks


def test_a_mark_a_person_took_away_does_not_come_back_with_the_import(place):
    job = place.truth(box("a.jpg", isBenchmarkReferenceLabel=True)).json()
    path = f"/api/v1/labels/{place.task()['labels'][0]['id']}/benchmark"
    assert place["reviewer"].delete(path).status_code == 204
    for verb in ("undo", "redo"):
        place.admin.post(f"/api/v1/imports/{job['id']}/{verb}", json={})
    assert place.task()["labels"][0]["is_benchmark"] is False


def test_an_accepted_pre_label_remembers_where_it_is_from(place):
    send(place.admin, place.project, ndjson(box("a.jpg", uuid=KEY, confidence=0.75)), name="model one")
    draft = place.open()
    accepts = {"bundle": draft["offers"][0]["bundle"], "key": KEY}
    offered = draft["offers"][0]["annotations"][0]
    draft |= place.patch(draft, {"op": "put", "annotation": offered, "accepts": accepts}).json()
    [kept] = place.open()["annotations"]
    assert (kept["origin"]["key"], kept["origin"]["score"]) == (KEY, 0.75)
    assert "offered" not in kept["origin"]
    assert "confidence" not in kept
    moved = {**kept, "geometry": {**kept["geometry"], "left": 7}}
    place.patch(draft, {"op": "put", "annotation": moved}, patch_id="q")
    [edited] = place.open()["annotations"]
    assert edited["origin"]["offered"]["geometry"]["left"] == 2
    assert edited["geometry"]["left"] == 7


def test_a_pre_label_that_is_gone_cannot_be_accepted(place):
    draft = place.open()
    answer = place.patch(draft, put(accepts={"bundle": 99, "key": KEY}))
    assert answer.status_code == 409


def test_labels_are_listed_by_author(place):
    place.submitted(put())
    place.submitted(put(), role="reviewer", task=2)
    found = place.admin.get(f"{place.path}/labels?author=reviewer@example.org").json()["items"]
    assert [one["global_key"] for one in found] == ["b.jpg"]
    assert UUID(found[0]["id"]).version == 7
    assert place.admin.get(f"{place.path}/labels?author=nobody@example.org").json()["items"] == []


def labelled_tasks(tasks):
    return [task for task in tasks if task["meta"].get("global_key") == "a.jpg" and task.get("annotations")]


def formats_with_labels(place):
    """Return the formats an export writes a label about row a in, and how many labels are counted."""
    found = []
    for name in ("postil", "labelbox", "label_studio"):
        lines = place.admin.get(f"{place.path}/export", params={"format": name, "purpose": "ground_truth"})
        assert lines.status_code == 200, lines.text
        if KEY in lines.text or (name == "label_studio" and labelled_tasks(lines.json())):
            found.append(name)
    if place.labels()["a.jpg"]:
        found.append("labelbox_export")
    counted = place.admin.get(f"{place.path}/annotation-counts?set_kind=ground_truth").json()
    rows = place.admin.get(f"{place.path}/data-rows?has_label=true").json()["items"]
    return found, counted["total"]["n"], [row["labels"] for row in rows]


def test_a_pre_label_is_a_label_only_once_a_person_has_submitted_it(place):
    """Imported truth sets a task to done, a pre-label leaves it to be labelled (seed 002)."""
    place.truth(box("b.jpg"), name="truth")
    send(place.admin, place.project, ndjson(box("a.jpg", uuid=KEY)), name="offer")
    assert (place.task(1)["state"], place.task(2)["state"]) == ("to_label", "done")
    assert place.labels()["a.jpg"] == []
    assert formats_with_labels(place) == ([], 1, [1])
    draft = place.open()
    accepts = {"bundle": draft["offers"][0]["bundle"], "key": KEY}
    offered = draft["offers"][0]["annotations"][0]
    draft |= place.patch(draft, {"op": "put", "annotation": offered, "accepts": accepts}).json()
    assert formats_with_labels(place) == ([], 1, [1])
    place.end(draft)
    every = ["postil", "labelbox", "label_studio", "labelbox_export"]
    assert formats_with_labels(place) == (every, 2, [1, 1])
    assert place.labels()["a.jpg"][0]["label_details"]["created_by"] == "labeler@example.org"
