"""Recipes through the interface: saved with versions, checked, suggested, used by imports."""

import json

import pytest

from tests.facades.native.scene import box, make_project, ndjson


@pytest.fixture
def project(admin):
    return make_project(admin, "street", "a.jpg", "b.jpg")


def save(client, project, features, name="detector"):
    return client.post(f"/api/v1/projects/{project}/recipes", json={"name": name, "features": features})


def send(client, project, *rows, **options):
    path = f"/api/v1/projects/{project}/imports"
    return client.post(path, params={"name": "boxes", **options}, content=ndjson(*rows))


def test_a_saved_recipe_comes_back_in_full_and_as_text(admin, project):
    answer = save(admin, project, {"Car": "car", "tree": {"ignore": True}})
    assert answer.status_code == 201
    saved = answer.json()
    assert (saved["version"], saved["features"]) == (1, {"Car": {"to": "car"}, "tree": {"ignore": True}})
    assert saved["text"] == '[features]\nCar = "car"\ntree = { ignore = true }\n'
    assert admin.get(f"/api/v1/recipes/{saved['id']}").json() == saved
    assert admin.get(f"/api/v1/projects/{project}/recipes").json()["items"] == [saved]


def test_every_version_can_be_read(admin, project):
    first = save(admin, project, {"Car": "car"}).json()
    second = save(admin, project, {"Auto": "car"}).json()
    path = f"/api/v1/recipes/{first['id']}"
    assert (second["id"], second["version"]) == (first["id"], 2)
    assert admin.get(path, params={"version": 1}).json() == first
    newest = admin.get(f"{path}/versions", params={"limit": 1}).json()
    oldest = admin.get(f"{path}/versions", params={"after": newest["next"]}).json()
    assert newest["items"] + oldest["items"] == [second, first]
    assert admin.get(path, params={"version": 3}).status_code == 404


@pytest.mark.parametrize(
    ("features", "code", "pointers"),
    [
        ({"Car": {"too": "car"}}, "ONT013", ["/features/Car"]),
        ({"Car": "carr", "Van": "van"}, "ONT016", ["/features/Car", "/features/Van"]),
        ({"car": "Car", "Car": "car"}, "ONT015", ["/features/car", "/features/car"]),
    ],
)
def test_rules_that_lead_nowhere_are_refused_each_with_its_place(admin, project, features, code, pointers):
    answer = save(admin, project, features)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert [issue["where"]["pointer"] for issue in answer.json()["issues"]] == pointers
    assert admin.get(f"/api/v1/projects/{project}/recipes").json()["items"] == []


def test_an_import_says_which_version_it_used_and_how_often_each_rule(admin, project):
    saved = save(admin, project, {"Car": "car", "tree": {"ignore": True}, "bus": {"ignore": True}}).json()
    rows = [box("a.jpg", "Car"), box("b.jpg", "Car"), box("b.jpg", "tree")]
    job = send(admin, project, *rows, recipe="detector").json()
    assert (job["counts"]["accepted"], job["counts"]["unchanged"], job["counts"]["rejected"]) == (2, 1, 0)
    assert job["recipe"] == {
        "id": saved["id"], "name": "detector", "version": 1,
        "uses": [
            {"place": ["Car"], "to": "car", "count": 2},
            {"place": ["tree"], "to": None, "count": 1},
        ],
    }  # fmt: skip
    assert admin.get(f"/api/v1/imports/{job['id']}").json()["recipe"] == job["recipe"]


def test_an_import_may_use_an_older_version(admin, project):
    save(admin, project, {"Car": "car"})
    save(admin, project, {"Car": {"ignore": True}})
    job = send(admin, project, box("a.jpg", "Car"), recipe="detector", recipe_version=1).json()
    assert (job["recipe"]["version"], job["counts"]["accepted"]) == (1, 1)


def test_an_import_without_a_recipe_says_so(admin, project):
    assert send(admin, project, box("a.jpg")).json()["recipe"] is None


def test_an_import_with_a_recipe_nobody_saved_is_refused_before_it_is_read(admin, project):
    answer = send(admin, project, box("a.jpg"), recipe="nothing")
    assert answer.status_code == 404
    assert admin.get(f"/api/v1/projects/{project}/imports").json()["items"] == []


def test_what_was_mapped_comes_out_under_the_names_of_the_ontology_and_goes_in_again(admin, project):
    save(admin, project, {"Car": "car"})
    row = box("a.jpg", "Car", uuid="0b1d5b1e-52ae-4c46-8b6f-0d7b4f0c2b11")
    send(admin, project, row, recipe="detector")
    exported = admin.get(f"/api/v1/projects/{project}/export?format=labelbox")
    assert [json.loads(line) for line in exported.text.splitlines()] == [{**row, "name": "car"}]
    path = f"/api/v1/projects/{project}/imports"
    again = admin.post(path, params={"name": "again"}, content=exported.content).json()
    assert (again["counts"]["unchanged"], again["counts"]["read"]) == (1, 1)


def test_names_are_suggested_from_what_a_source_was_made_with(admin, project):
    save(admin, project, {"Car": "car"})
    seen = {"features": [{"name": "Car", "kind": "box"}, {"name": "lamp", "kind": "box"}]}
    found = admin.post(f"/api/v1/projects/{project}/recipes/suggest", json=seen).json()
    assert found["unknown"] == [
        {"place": ["Car"], "kind": "box", "near": "car"},
        {"place": ["lamp"], "kind": "box", "near": None},
    ]
    assert found["features"] == {"Car": {"to": "car"}}
    assert found["text"].splitlines()[1:] == [
        'Car = "car"',
        '# lamp = { create = "box" }  # or { ignore = true }, or "NAME"',
    ]
    assert [(one["name"], one["known"]) for one in found["saved"]] == [("detector", 1)]


def test_names_are_suggested_from_an_import_that_was_refused(admin, project):
    job = send(admin, project, box("a.jpg", "Car"), box("a.jpg", "Cars")).json()["id"]
    found = admin.post(f"/api/v1/projects/{project}/recipes/suggest", json={"imported": job}).json()
    assert [(one["place"], one["near"]) for one in found["unknown"]] == [(["Car"], "car"), (["Cars"], "car")]


def test_names_are_not_suggested_from_an_import_of_another_project(admin, project):
    job = send(admin, project, box("a.jpg", "Car")).json()["id"]
    other = make_project(admin, "other")
    answer = admin.post(f"/api/v1/projects/{other}/recipes/suggest", json={"imported": job})
    assert answer.status_code == 404


def test_a_manager_saves_recipes_but_creates_no_features(installation, admin, project):
    ada = installation.user("ada@example.org")
    body = {"email": ada.email, "role": "manager"}
    admin.put(f"/api/v1/projects/{project}/members", json=body)
    client = installation.client_of(ada)
    assert save(client, project, {"Bus": {"to": "bus", "create": "box"}}).status_code == 201
    assert send(client, project, box("a.jpg", "Bus"), recipe="detector").status_code == 403
    assert send(admin, project, box("a.jpg", "Bus"), recipe="detector").json()["counts"]["accepted"] == 1


def region(number, label, **changes):
    value = {"x": 1, "y": 2, "width": 3, "height": 4, "rotation": 0, "rectanglelabels": [label]}
    return {
        "id": f"r{number}", "type": "rectanglelabels", "from_name": "tag", "to_name": "image",
        "original_width": 640, "original_height": 480, "image_rotation": 0, "value": value, **changes,
    }  # fmt: skip


@pytest.fixture
def aerial(admin):
    """A project with a control and a question, and where its data rows are to go."""
    label = {"name": "label", "kind": "box", "children": [{"name": "plane", "kind": "label"}]}
    sky = {"name": "sky", "kind": "radio", "children": [{"name": "blue", "kind": "option"}]}
    body = {"name": "aerial", "features": [label, sky]}
    ontology = admin.post("/api/v1/ontologies", json=body).json()["id"]
    return admin.post("/api/v1/projects", json={"name": "aerial", "ontology": ontology}).json()["id"]


def test_label_studio_tasks_come_out_under_the_names_of_the_ontology_and_go_in_again(admin, aerial):
    dataset = admin.post("/api/v1/datasets", json={"name": "planes"}).json()["id"]
    labels = {"Airplane": "plane", "Jet": "plane", "Bird": {"ignore": True}}
    rules = {"tag": {"to": "label", "children": labels}, "Sky": {"to": "sky", "children": {"Blue": "blue"}}}
    assert save(admin, aerial, rules).status_code == 201
    # Results of several annotations interleaved, one of them with its parts in an unusual order.
    sky = {
        "id": "r1",
        "type": "choices",
        "from_name": "Sky",
        "to_name": "image",
        "value": {"choices": ["Blue"]},
    }
    result = [sky, region(3, "Bird"), region(2, "Jet"), region(1, "Airplane")]
    tasks = [{"data": {"image": "https://example.test/1.jpg"}, "predictions": [{"result": result}]}]
    path = f"/api/v1/projects/{aerial}/imports"
    options = {"create_rows": True, "dataset": dataset, "recipe": "detector"}
    first = admin.post(path, params={"name": "first", **options}, content=json.dumps(tasks).encode()).json()
    assert (first["counts"]["accepted"], first["counts"]["rejected"]) == (1, 0)
    exported = admin.get(f"/api/v1/projects/{aerial}/export?format=label_studio")
    (task,) = json.loads(exported.text)
    (prediction,) = task["predictions"]
    told = [
        (one["id"], one["from_name"], one["value"].get("rectanglelabels")) for one in prediction["result"]
    ]
    assert told == [("r1", "sky", None), ("r2", "label", ["plane"]), ("r1", "label", ["plane"])]
    again = admin.post(
        path, params={"name": "again", "format": "label_studio"}, content=exported.content
    ).json()
    assert (again["counts"]["unchanged"], again["counts"]["read"]) == (1, 1)
