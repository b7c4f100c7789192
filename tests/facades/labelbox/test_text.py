"""Texts, given inline and by URL: what the official package says about them comes back as it was sent."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.facades.labelbox.test_imports import UPLOAD, Scene
from tests.facades.native.scene import ndjson

FIXTURES = Path(__file__).parents[2] / "fixtures" / "labelbox"
TEXT = "In \U0001f5fe K\u014dbe it rains on Ann. " * 8
"""200 characters, of which eight are two code units in UTF-16."""


def question(name: str, kind: str, stem: str, *nested: dict[str, Any]) -> dict[str, Any]:
    options: list[dict[str, Any]] = [
        {"name": f"{order}_{stem}_answer", "kind": "option"} for order in ("first", "second")
    ]
    options[0] |= {"children": list(nested)} if nested else {}
    return {"name": name, "kind": kind, "children": options}


FEATURES = [
    {
        "name": "named_entity",
        "kind": "text_entity",
        "children": [question("sub_checklist", "checklist", "checklist")],
    },
    {"name": "relationship", "kind": "relationship"},
    question("radio_question", "radio", "radio"),
    question("checklist_question", "checklist", "checklist"),
    question("nested_radio_question", "radio", "radio", question("sub_radio_question", "radio", "sub_radio")),
    {"name": "free_text", "kind": "text"},
]
NAMES = ("entity", "entity_nested", "relationship", "radio", "checklist", "nested_radio", "text")


def sent(key: str, *, has_relationships: bool) -> list[dict[str, Any]]:
    """Return rows as the package writes them, about a data row."""
    rows: list[dict[str, Any]] = []
    for name in NAMES:
        lines = (FIXTURES / f"text__{name}.sdk.ndjson").read_text().splitlines()
        rows += [json.loads(line) | {"dataRow": {"globalKey": key}} for line in lines]
    return [row for row in rows if has_relationships or "relationship" not in row]


@pytest.fixture(scope="module")
def scene(admin) -> Scene:
    http = admin.http
    body = {"name": "notes", "features": FEATURES}
    ontology = http.post("/api/v1/ontologies", json=body).json()["id"]
    dataset = http.post("/api/v1/datasets", json={"name": "notes"}).json()["id"]
    kept = admin.send(UPLOAD, {"contentLength": 1, "sign": True}, "1", TEXT.encode(), "text/plain")
    url = kept["data"]["uploadFile"]["url"]
    content = {"inline": {"inline": TEXT}, "url": {"url": url}}
    rows = [
        {"global_key": key + of, "media_type": "text", **content[key]}
        for key in content
        for of in ("", " ends")
    ]
    made = http.post(f"/api/v1/datasets/{dataset}/data-rows", json={"rows": rows}).json()["outcomes"]
    while any(http.get(f"/api/v1/data-rows/{one['id']}").json()["media_state"] == "pending" for one in made):
        pass
    project = http.post("/api/v1/projects", json={"name": "notes", "ontology": ontology}).json()["id"]
    http.post(
        f"/api/v1/projects/{project}/batches",
        json={"name": "a", "global_keys": [row["global_key"] for row in rows]},
    )
    return Scene(admin, project)


def exported(scene: Scene, key: str, form: str, **options) -> list[dict[str, Any]]:
    path = f"/api/v1/projects/{scene.uid}/export"
    found = scene.client.http.get(path, params={"format": form, "global_key": key, **options})
    return [json.loads(line) for line in found.text.splitlines()]


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: row["uuid"])


@pytest.mark.parametrize("key", ["inline", "url"])
def test_pre_labels_of_a_text_come_back_equal(scene, key):
    rows = sent(key, has_relationships=True)
    made = scene.create(ndjson(*rows), name=f"pre {key}")
    assert scene.lines(made["errorFileUrl"]) == []
    assert in_order(exported(scene, key, "labelbox", purpose="pre_label")) == in_order(rows)


@pytest.mark.parametrize("key", ["inline", "url"])
def test_labels_of_a_text_quote_what_they_cover(scene, key):
    rows = sent(key, has_relationships=False)
    made = scene.create(ndjson(*rows), "Label", f"truth {key}")
    assert scene.lines(made["errorFileUrl"]) == []
    [line] = exported(scene, key, "labelbox_export")
    [project] = line["projects"].values()
    objects = project["labels"][0]["annotations"]["objects"]
    places = [row["location"] for row in rows if "location" in row]
    told = [place | {"token": TEXT[place["start"] : place["end"] + 1]} for place in places]
    by_start = sorted(told, key=lambda place: place["start"])
    assert sorted((one["location"] for one in objects), key=lambda place: place["start"]) == by_start
    assert {one["annotation_kind"] for one in objects} == {"TextEntity"}


@pytest.mark.parametrize("key", ["inline", "url"])
def test_the_last_character_of_a_text_is_the_last_that_can_be_named(scene, key):
    rows = [
        {
            "name": "named_entity",
            "dataRow": {"globalKey": f"{key} ends"},
            "location": {"start": 1, "end": end},
        }
        for end in (len(TEXT) - 1, len(TEXT))
    ]
    made = scene.create(ndjson(*rows), name=f"ends {key}")
    statuses = scene.lines(made["statusFileUrl"])
    assert [one["status"] for one in statuses] == ["SUCCESS", "FAILURE"]
    assert statuses[1]["errors"][0]["name"] == "TXT003"


@pytest.mark.parametrize("key", ["inline", "url"])
def test_a_token_that_is_not_there_says_how_it_was_counted(scene, key):
    # Behind the first island, browsers count one more.
    row = {"name": "named_entity", "dataRow": {"globalKey": key}}
    made = scene.create(
        ndjson(row | {"location": {"start": 6, "end": 9, "token": "K\u014dbe"}}), name=f"t {key}"
    )
    [status] = scene.lines(made["errorFileUrl"])
    [error] = status["errors"]
    assert (error["name"], "UTF-16" in error["message"]) == ("TXT006", True)


@pytest.mark.parametrize("key", ["inline", "url"])
def test_what_an_editor_counts_in_code_units_is_kept_in_code_points(scene, key):
    http, path = scene.client.http, f"/api/v1/projects/{scene.uid}"
    tasks = http.get(f"{path}/tasks").json()["items"]
    [row] = http.get(f"/api/v1/data-rows?global_key={key}").json()["items"]
    [task] = [one["id"] for one in tasks if one["data_row"] == row["id"]]
    opened = http.post(f"{path}/tasks/{task}/open")
    span = {"type": "text_span", "start": 6, "end": 10, "unit": "utf16", "text": "K\u014dbe"}
    put = {"op": "put", "annotation": {"key": "k1", "feature": "named_entity", "geometry": span}}
    body = {"patch_id": "one", "patches": [put]}
    headers = {"if-match": opened.headers["etag"]}
    saved = http.patch(f"/api/v1/drafts/{opened.json()['id']}", json=body, headers=headers)
    assert saved.status_code == 200, saved.text
    draft = http.get(f"/api/v1/drafts/{opened.json()['id']}").json()
    [kept] = [one["geometry"] for one in draft["annotations"] if one["key"] == "k1"]
    assert (kept["start"], kept["end"], kept.get("unit", "codepoint")) == (5, 9, "codepoint")
