"""Lists are alike: items and the place where the next page begins, and filters that say what they mean."""

import msgspec
import pytest

from postil.facades.native.table import ROUTES
from tests.facades.native.scene import box, make_project, ndjson, send

LISTS = [route for route in ROUTES if route.name.startswith("list_")]


@pytest.mark.parametrize("route", LISTS, ids=lambda one: one.name)
def test_every_list_has_items_and_a_next_page(route):
    (schema,), found = msgspec.json.schema_components([route.response])
    assert {"items", "next"} <= found[schema["$ref"].rpartition("/")[2]]["properties"].keys()
    if route.query is not None and "after" in route.query.__struct_fields__:
        assert "limit" in route.query.__struct_fields__


def names(client, path, **query):
    return [one["name"] for one in client.get(path, params=query).json()["items"]]


@pytest.mark.parametrize("kind", ["projects", "datasets"])
def test_what_has_a_name_is_found_by_it(admin, kind):
    for name in ("a", "b", "a", "ab"):
        admin.post(f"/api/v1/{kind}", json={"name": name})
    assert names(admin, f"/api/v1/{kind}", name="a") == ["a", "a"]
    first = admin.get(f"/api/v1/{kind}", params={"name": "a", "limit": 1}).json()
    second = admin.get(f"/api/v1/{kind}", params={"name": "a", "limit": 1, "after": first["next"]}).json()
    assert first["items"] != second["items"]
    assert names(admin, f"/api/v1/{kind}", name="c") == []


def test_a_batch_is_found_by_its_name(admin):
    path = f"/api/v1/projects/{make_project(admin, 'street', 'a.jpg')}/batches"
    admin.post(path, json={"name": "second", "global_keys": ["a.jpg"]})
    assert names(admin, path, name="second") == ["second"]
    assert names(admin, path) == ["first", "second"]


def test_imports_are_found_by_state_and_purpose(admin):
    project = make_project(admin, "street", "a.jpg")
    send(admin, project, ndjson(box("a.jpg")), name="good")
    send(admin, project, ndjson(box("nothing.jpg")), name="bad", policy="atomic")
    send(admin, project, ndjson(box("a.jpg")), name="truth", purpose="ground_truth")
    for path in (f"/api/v1/projects/{project}/imports", "/api/v1/imports"):
        assert names(admin, path, state="failed") == ["bad"]
        assert names(admin, path, purpose="ground_truth") == ["truth"]
        assert names(admin, path, state="finished", purpose="pre_label") == ["good"]
        assert names(admin, path) == ["truth", "bad", "good"]


def test_data_rows_are_found_by_medium_and_metadata(admin):
    admin.post("/api/v1/metadata-fields", json={"name": "speed", "kind": "number"})
    dataset = admin.post("/api/v1/datasets", json={"name": "d"}).json()["id"]
    rows = [
        {"global_key": "a", "metadata": {"speed": 10}},
        {"global_key": "b", "metadata": {"speed": 20}, "media_type": "text", "inline": "hello"},
        {"global_key": "c"},
    ]
    admin.post(f"/api/v1/datasets/{dataset}/data-rows", json={"rows": rows})
    project = admin.post("/api/v1/projects", json={"name": "p"}).json()["id"]
    admin.post(f"/api/v1/projects/{project}/batches", json={"name": "b", "global_keys": ["a", "b", "c"]})

    def keys(path, **query):
        found = admin.get(path, params=query).json()["items"]
        return [one.get("data_row", one)["global_key"] for one in found]

    for path in ("/api/v1/data-rows", f"/api/v1/projects/{project}/data-rows"):
        assert keys(path, media_type="text") == ["b"]
        assert keys(path, metadata="speed>=10") == ["a", "b"]
        assert keys(path, metadata=["speed>=10", "speed<=15"]) == ["a"]
        refused = admin.get(path, params={"metadata": "height=3"})
        assert (refused.status_code, refused.json()["code"]) == (400, "ROW010")
