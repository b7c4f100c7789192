"""What a file is and what it needs, before anything is imported."""

import json

import pytest

from tests.facades.native.scene import box, make_dataset, make_project, ndjson

CAP = 8 << 20


@pytest.fixture
def project(admin):
    return make_project(admin, "street", "a.jpg", "b.jpg")


def check(client, content, project=None, **query):
    path = f"/api/v1/projects/{project}/files/check" if project else "/api/v1/files/check"
    return client.post(path, params=query, content=content)


def test_a_file_says_what_it_is_and_why(admin):
    told = check(admin, ndjson(box("a.jpg")), filename="boxes.ndjson").json()
    assert (told["name"], told["format"]["name"], told["rows"]) == ("boxes", "labelbox", 1)
    assert "`dataRow` and `bbox`" in told["format"]["seen"]
    assert [(one["name"], one["kind"]) for one in told["features"]] == [("car", "box")]


@pytest.mark.parametrize(
    ("content", "seen", "hint"),
    [
        (b"\x89PNG\r\n\x1a\n....", "media", "catalog"),
        (b"PK\x03\x04....", "ZIP", "unpack"),
        (b"<View><Image name='i'/></View>", "XML", "ontology"),
        (b'{"images": [], "annotations": [], "categories": []}', "COCO", "NDJSON"),
        (b"global_key,url\na,https://example.org/a.jpg\n", "comma-separated", "catalog"),
        (b"", "empty", "rows"),
        (b"hello", "'hello'", "known are"),
    ],
)
def test_a_file_that_is_no_annotations_is_told_for_what_it_is(admin, content, seen, hint):
    answer = check(admin, content)
    assert answer.status_code == 200
    told = answer.json()["format"]
    assert (told["name"], seen in told["seen"], hint in told["hint"]) == (None, True, True)


def test_data_rows_are_sorted_into_those_that_are_there_join_or_are_missing(admin, project):
    make_dataset(admin, "c.jpg")
    content = ndjson(box("a.jpg"), box("a.jpg"), box("c.jpg"), box("nowhere.jpg"))
    told = check(admin, content, project).json()["data_rows"]
    assert told == {
        "present": 1,
        "joining_keys": ["c.jpg"],
        "joining_ids": [],
        "missing_keys": ["nowhere.jpg"],
        "missing_ids": [],
    }


def test_data_rows_of_others_are_missing_like_those_nobody_has(installation, admin, project):
    stranger = installation.client_of(installation.user("eve@example.org"))
    told = check(stranger, ndjson(box("a.jpg"), box("nowhere.jpg"))).json()["data_rows"]
    assert told["missing_keys"] == ["a.jpg", "nowhere.jpg"]


def test_names_are_compared_with_the_ontology_of_the_project(admin, project):
    names = check(admin, ndjson(box("a.jpg", "Car")), project).json()["names"]
    assert names["unknown"] == [{"place": ["Car"], "kind": "box", "near": "car"}]
    assert names["features"] == {"Car": {"to": "car"}}
    assert check(admin, ndjson(box("a.jpg", "Car"))).json()["names"] is None


def test_the_last_line_of_what_was_cut_off_is_left_out(admin):
    content = ndjson(box("a.jpg"), box("b.jpg"))
    told = check(admin, content[:-20], size=len(content)).json()
    assert (told["is_whole"], told["rows"], told["unreadable"]) == (False, 1, 0)
    whole = check(admin, content[:-20]).json()
    assert (whole["is_whole"], whole["rows"], whole["unreadable"]) == (True, 2, 1)


def test_the_last_task_of_an_array_that_was_cut_off_is_left_out(admin, fixtures):
    task = json.loads((fixtures / "label_studio" / "seed003_bbox_choice.json").read_text())[0]
    content = json.dumps([task] * 4).encode()
    told = check(admin, content[: len(content) // 2 + 40], size=len(content)).json()
    assert (told["format"]["name"], told["unreadable"], told["is_whole"]) == ("label_studio", 0, False)
    assert told["rows"] in (1, 2)


def test_tasks_bring_their_data_rows_and_say_what_their_annotations_are(admin, fixtures):
    content = (fixtures / "label_studio" / "seed003_bbox_choice.json").read_bytes()
    told = check(admin, content, filename="seed003_bbox_choice.json").json()
    assert (told["brings_rows"], told["media_type"]) == (True, "image")
    assert told["kinds"] == {"pre_label": 3}


def test_more_than_is_looked_at_is_refused(admin):
    answer = check(admin, b"x" * (CAP + 1))
    assert answer.status_code == 413
    assert "`size`" in answer.json()["hint"]


def test_checking_a_file_keeps_nothing(admin, project):
    check(admin, ndjson(box("a.jpg"), box("nowhere.jpg")), project)
    assert admin.get(f"/api/v1/projects/{project}/imports").json()["items"] == []
    assert len(admin.get("/api/v1/data-rows").json()["items"]) == 2
