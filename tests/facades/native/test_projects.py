"""Ontologies, projects, batches and tasks through the interface."""

from tests.facades.native.scene import make_dataset, make_ontology, make_project


def test_an_ontology_keeps_the_ids_of_its_features_over_versions(admin):
    uid = make_ontology(admin)
    first = admin.get(f"/api/v1/ontologies/{uid}").json()
    renamed = {**first["features"][0], "name": "automobile"}
    body = {"name": first["name"], "features": [renamed, {"name": "bus", "kind": "box"}]}
    second = admin.put(f"/api/v1/ontologies/{uid}", json=body).json()
    assert second["version"] == 2
    assert second["features"][0]["id"] == first["features"][0]["id"]
    assert admin.get(f"/api/v1/ontologies/{uid}?version=1").json() == first


def test_an_ontology_that_breaks_a_rule_is_refused_with_its_code(admin):
    body = {"name": "traffic", "features": [{"name": "color", "kind": "radio"}]}
    answer = admin.post("/api/v1/ontologies", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "ONT009")


def test_two_ontologies_cannot_share_a_name(admin):
    make_ontology(admin)
    body = {"name": "traffic", "features": [{"name": "car", "kind": "box"}]}
    assert admin.post("/api/v1/ontologies", json=body).status_code == 409


def test_a_project_counts_its_tasks_by_state(admin):
    uid = make_project(admin, "street", "a", "b")
    assert admin.get(f"/api/v1/projects/{uid}").json()["task_counts"] == {"to_label": 2}


def test_a_project_lives_from_its_change_to_its_deletion(admin):
    path = f"/api/v1/projects/{make_project(admin)}"
    assert admin.patch(path, json={"description": "round two"}).json()["description"] == "round two"
    assert admin.delete(path).status_code == 204
    assert admin.get(path).status_code == 404
    assert admin.get("/api/v1/projects").json()["items"] == []


def test_whoever_makes_a_project_owns_it(installation):
    ada = installation.client_of(installation.user("ada@example.org"))
    uid = ada.post("/api/v1/projects", json={"name": "street"}).json()["id"]
    assert [project["id"] for project in ada.get("/api/v1/projects").json()["items"]] == [uid]
    assert ada.delete(f"/api/v1/projects/{uid}").status_code == 204


def test_a_batch_tells_what_was_there_and_what_is_missing(admin):
    uid = make_project(admin, "street", "a")
    make_dataset(admin, "b")
    body = {"name": "second", "global_keys": ["a", "b", "nothing"], "priority": 1}
    outcome = admin.post(f"/api/v1/projects/{uid}/batches", json=body).json()
    assert (outcome["present"], outcome["missing"]) == (["a"], ["nothing"])
    batches = admin.get(f"/api/v1/projects/{uid}/batches").json()["items"]
    assert [(batch["name"], batch["priority"], batch["row_count"]) for batch in batches] == [
        ("first", 5, 1),
        ("second", 1, 1),
    ]


def test_a_batch_name_is_given_once_in_a_project(admin):
    uid = make_project(admin, "street", "a")
    answer = admin.post(f"/api/v1/projects/{uid}/batches", json={"name": "first", "global_keys": ["a"]})
    assert answer.status_code == 409


def test_tasks_move_between_states(admin):
    path = f"/api/v1/projects/{make_project(admin, 'street', 'a', 'b')}/tasks"
    first = admin.get(path).json()["items"][0]
    assert admin.put(f"{path}/state", json={"tasks": [first["id"]], "state": "rework"}).status_code == 204
    assert [task["global_key"] for task in admin.get(f"{path}?state=rework").json()["items"]] == ["a"]


def test_tasks_of_another_project_stay_where_they_are(admin):
    street, river = make_project(admin, "street", "a"), make_project(admin, "river", "b")
    task = admin.get(f"/api/v1/projects/{river}/tasks").json()["items"][0]
    admin.put(f"/api/v1/projects/{street}/tasks/state", json={"tasks": [task["id"]], "state": "done"})
    assert admin.get(f"/api/v1/projects/{river}/tasks").json()["items"] == [task]
