"""Metadata fields over HTTP."""

import pytest

PATH = "/api/v1/metadata-fields"


def make(client, name, kind="string", **more):
    return client.post(PATH, json={"name": name, "kind": kind, **more})


def test_reserved_fields_are_listed_first_and_stay(admin):
    listed = admin.get(PATH).json()
    assert [(one["name"], one["kind"], one["is_reserved"]) for one in listed["items"][:3]] == [
        ("tag", "string", True),
        ("split", "enum", True),
        ("captureDateTime", "datetime", True),
    ]
    assert listed["next"] is None
    path = f"{PATH}/{listed['items'][0]['id']}"
    assert admin.patch(path, json={"name": "mine"}).status_code == 400
    assert admin.delete(path).status_code == 400


def test_a_field_is_made_changed_and_deleted(admin):
    made = make(admin, "weather", "enum", options=["sun", "rain"]).json()
    path = f"{PATH}/{made['id']}"
    assert admin.get(path).json() == made
    sun, rain = made["options"]
    options = [{"id": sun["id"], "name": "clear"}, rain, {"name": "snow"}]
    changed = admin.patch(path, json={"name": "sky", "options": options}).json()
    assert (changed["name"], [one["name"] for one in changed["options"]]) == (
        "sky",
        ["clear", "rain", "snow"],
    )
    assert admin.delete(path).status_code == 204
    assert admin.get(path).status_code == 404


def test_a_name_is_given_once(admin):
    assert make(admin, "twice").status_code == 201
    assert make(admin, "twice").status_code == 409


@pytest.mark.parametrize(
    "body", [{"name": ""}, {"name": "x", "kind": "colour"}, {"name": "x", "options": ["a"]}]
)
def test_a_field_that_cannot_be_is_refused(admin, body):
    assert admin.post(PATH, json=body).status_code == 400
