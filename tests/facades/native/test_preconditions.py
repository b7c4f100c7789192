"""Who changes something says what from: of two changes made from one state, the second is refused."""

from threading import Barrier, Thread

import pytest

from postil.facades.native.table import ROUTES
from tests.facades.native.scene import make_dataset, make_ontology, make_project

CHANGES = {
    "projects": {"description": "dawn"},
    "datasets": {"description": "dawn"},
    "data-rows": {"metadata": {"weather": "rain"}},
}


def settled_row(admin):
    """Return the first data row, once the server has looked at its media and will not touch it again."""
    while (row := admin.get("/api/v1/data-rows").json()["items"][0])["media_state"] == "pending":
        pass
    return row


@pytest.fixture
def places(admin):
    project, dataset = make_project(admin, "street"), make_dataset(admin, "a.jpg")
    row = settled_row(admin)["id"]
    return {
        "projects": f"projects/{project}",
        "datasets": f"datasets/{dataset}",
        "data-rows": f"data-rows/{row}",
    }


@pytest.fixture(params=sorted(CHANGES))
def thing(request, places):
    """A path, and a change of what is there."""
    return f"/api/v1/{places[request.param]}", CHANGES[request.param]


def test_what_was_not_changed_since_is_answered_without_a_body(admin, thing):
    first = admin.get(thing[0])
    again = admin.get(thing[0], headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_a_tag_may_be_one_of_several_and_marked_as_weak(admin, thing):
    tag = admin.get(thing[0]).headers["etag"]
    assert admin.get(thing[0], headers={"if-none-match": f'"x", W/{tag}'}).status_code == 304
    assert admin.get(thing[0], headers={"if-none-match": "*"}).status_code == 304
    assert admin.get(thing[0], headers={"if-none-match": '"x"'}).status_code == 200
    assert admin.head(thing[0], headers={"if-none-match": tag}).status_code == 304


def test_a_change_gives_another_tag_which_the_answer_tells(admin, thing):
    path, change = thing
    before = admin.get(path).headers["etag"]
    changed = admin.patch(path, json=change, headers={"if-match": before})
    assert changed.status_code == 200
    assert changed.headers["etag"] == admin.get(path).headers["etag"] != before


def test_a_change_made_from_an_older_state_is_refused_and_changes_nothing(admin, thing):
    path, change = thing
    before = admin.get(path).headers["etag"]
    admin.patch(path, json=change)
    after = admin.get(path)
    refused = admin.patch(path, json={next(iter(change)): None}, headers={"if-match": before})
    assert (refused.status_code, refused.json()["type"]) == (412, "urn:postil:problem:changed-meanwhile")
    assert admin.delete(path, headers={"if-match": before}).status_code == 412
    assert admin.get(path).content == after.content
    assert admin.delete(path, headers={"if-match": after.headers["etag"]}).status_code == 204


def test_who_names_no_state_or_any_changes_what_is_there(admin, thing):
    path, change = thing
    admin.patch(path, json=change)
    assert admin.patch(path, json=change, headers={"if-match": "*"}).status_code == 200
    assert admin.patch(path, json=change).status_code == 200


@pytest.mark.parametrize("tag", ["3", 'W/"1"', '"one"', ""])
def test_what_is_no_tag_of_ours_names_no_state(admin, thing, tag):
    assert admin.patch(thing[0], json=thing[1], headers={"if-match": tag}).status_code == 412


def test_of_two_editors_at_once_one_wins(installation, admin, thing):
    path, change = thing
    tag, barrier, statuses = admin.get(path).headers["etag"], Barrier(2), []

    def edit():
        client = installation.admin()
        barrier.wait()
        statuses.append(client.patch(path, json=change, headers={"if-match": tag}).status_code)

    editors = [Thread(target=edit) for _ in range(2)]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    assert sorted(statuses) == [200, 412]


def test_counts_that_change_by_themselves_are_told_and_stand_in_nobodys_way(admin):
    path = f"/api/v1/datasets/{make_dataset(admin)}"
    tag = admin.get(path).headers["etag"]
    admin.post(f"{path}/data-rows", json={"rows": [{"global_key": "new"}]})
    assert admin.get(path, headers={"if-none-match": tag}).json()["row_count"] == 1
    assert admin.patch(path, json={"description": "x"}, headers={"if-match": tag}).status_code == 200


def test_the_next_version_of_an_ontology_is_made_from_the_newest(admin):
    path = f"/api/v1/ontologies/{make_ontology(admin)}"
    tag, tree = (
        admin.get(path).headers["etag"],
        {"name": "traffic", "features": [{"name": "bus", "kind": "box"}]},
    )
    first = admin.put(path, json=tree, headers={"if-match": tag})
    second = admin.put(path, json=tree, headers={"if-match": tag})
    assert (first.status_code, first.json()["version"], second.status_code) == (200, 2, 412)
    assert admin.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert admin.get(f"{path}?version=1").headers["etag"] == tag


def test_kept_bytes_are_named_by_their_hash(admin):
    sent = admin.post(f"/api/v1/datasets/{make_dataset(admin)}/uploads", content=b"some text")
    sha256 = sent.json()["assets"][0]["sha256"]
    answer = admin.get(f"/api/v1/blobs/{sha256}")
    assert (answer.content, answer.headers["etag"]) == (b"some text", f'"{sha256}"')
    again = admin.get(f"/api/v1/blobs/{sha256}", headers={"if-none-match": f'"{sha256}"'})
    assert (again.status_code, again.content) == (304, b"")


def test_the_description_is_sent_to_whoever_has_it_not(installation):
    nobody = installation.client()
    tag = nobody.get("/api/v1/openapi.json").headers["etag"]
    again = nobody.get("/api/v1/openapi.json", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_every_route_that_changes_what_has_a_tag_takes_one():
    tagged = {route.path for route in ROUTES if route.method == "GET" and route.etag}
    silent = [
        route.name
        for route in ROUTES
        if route.path in tagged and route.method in {"PUT", "PATCH", "DELETE"} and not route.etag
    ]
    assert silent == []
