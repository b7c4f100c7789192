"""Ids of another project in bodies and queries: as good as ids that do not exist.

Which fields there are comes from the committed description, so that a new one fails here until it is told
apart in `foreign_names.py`.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.facades.native import foreign_names
from tests.facades.native.scene import box, ndjson
from tests.facades.native.town import SECRET, UNKNOWN, Town, digest

DESCRIPTION = json.loads(
    (Path(__file__).parents[3] / "docs" / "reference" / "openapi.json").read_text(encoding="utf-8")
)
SCHEMAS = DESCRIPTION["components"]["schemas"]


def choices(schema: dict[str, Any] | bool) -> Iterator[dict[str, Any]]:
    """Yield the schemas a value may be of, references followed; False allows none."""
    if isinstance(schema, bool):
        return
    if "$ref" in schema:
        yield from choices(SCHEMAS[schema["$ref"].rpartition("/")[2]])
    elif "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from choices(one)
    else:
        yield schema


def names(schema: dict[str, Any], place: str, trees: set[str]) -> Iterator[str]:
    """Yield the places of texts, lists of texts or numbers, and free values."""
    if place in trees:
        yield place
        return
    for one in choices(schema):
        kind = one.get("type")
        if kind == "object" and "properties" in one:
            for name, inner in one["properties"].items():
                yield from names(inner, f"{place}.{name}", trees)
        elif kind == "array":
            is_numbers = any(inner.get("type") == "integer" for inner in choices(one.get("items", {})))
            yield from [place] if is_numbers else names(one.get("items", {}), place, trees)
        elif kind not in ("boolean", "integer", "number", "null") and "enum" not in one:
            yield place


def fields() -> set[str]:
    """Return every place where a client may name something."""
    found: set[str] = set()
    for methods in DESCRIPTION["paths"].values():
        for operation in methods.values():
            own = operation["operationId"]
            for parameter in operation["parameters"]:
                if parameter.get("in") == "query":
                    found.update(names(parameter["schema"], f"{own}.{parameter['name']}", set()))
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                found.update(names(content["schema"], own, foreign_names.TREES))
    return found


def test_every_field_that_could_name_something_is_told_apart():
    told = foreign_names.NAMES | foreign_names.UNIQUE | foreign_names.OPEN | foreign_names.TREES
    left = {one for one in fields() - told if one.rpartition(".")[2] not in foreign_names.TEXTS}
    assert left == set()
    assert told - fields() == set()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(tmp_path_factory.mktemp("town"))
    yield made
    made.close()


def probes(town: Town) -> dict[str, tuple[str, str, dict[str, Any], str]]:
    """Return how the owner of `river` names what is in `street`: method, path, options, the name."""
    street, mine = town.street, f"projects/{town.river.project}"
    by_query = {
        f"{name}.{field}": ("GET", f"{mine}/{path}", {"params": {field: value}}, value)
        for name, path in (("list_project_rows", "data-rows"), ("list_annotations", "annotations"))
        for field, value in (("dataset", street.dataset), ("job", street.job))
    }
    by_query |= {
        f"{name}.{field}": ("GET", f"{mine}/{path}", {"params": {field: value}}, value)
        for name, path in (("stream_export", "export"), ("list_export_losses", "export/losses"))
        for field, value in (("dataset", street.dataset), ("batch", street.batch))
    }
    own = f"label:{town.river.label}"
    by_query |= {
        f"get_task_diff.{side}": (
            "GET",
            f"{mine}/tasks/{town.river.labelled}/diff",
            {"params": {"left": own, "right": own, side: f"label:{street.label}"}},
            street.label,
        )
        for side in ("left", "right")
    }
    sent: dict[str, Any] = {"content": ndjson(box("river-a.jpg"))}
    announced = {"size": 7, "sha256": "1" * 64}
    rows = {"create_rows": "true"}
    return by_query | {
        "create_project.ontology": _json(
            "POST", "projects", street.ontology, name="x", ontology=street.ontology
        ),
        "update_project.ontology": _json("PATCH", mine, street.ontology, ontology=street.ontology),
        "create_import.dataset": (
            "POST",
            f"{mine}/imports",
            {"params": {"name": "a", "dataset": street.dataset, **rows}, **sent},
            street.dataset,
        ),
        "create_import.recipe": (
            "POST",
            f"{mine}/imports",
            {"params": {"name": "a", "recipe": street.recipe}, **sent},
            street.recipe,
        ),
        "create_upload.options.dataset": _json(
            "POST",
            f"{mine}/uploads",
            street.dataset,
            **announced,
            options={"name": "b", "dataset": street.dataset},
        ),
        "assign_tasks.email": _json(
            "PUT", f"{mine}/tasks/assignee", street.email, tasks=[1], email=street.email
        ),
        "import_remote_file.options.dataset": _json(
            "POST",
            f"{mine}/imports/from-url",
            street.dataset,
            url="https://example.org/boxes.ndjson",
            options={"name": "c", "dataset": street.dataset},
        ),
        "suggest_recipe.imported": _json("POST", f"{mine}/recipes/suggest", street.job, imported=street.job),
        "list_data_rows.dataset": (
            "GET",
            "data-rows",
            {"params": {"dataset": street.dataset}},
            street.dataset,
        ),
        "create_model.ontology": _json("POST", "models", street.ontology, name="x", ontology=street.ontology),
        "create_comment.thread": _json(
            "POST",
            f"{mine}/tasks/{town.river.task}/comments",
            street.comment,
            text="so it is",
            thread=street.comment,
        ),
        "take_run_labels.project": _json(
            "POST", f"model-runs/{town.river.run}/labels", street.project, project=street.project
        ),
        "delete_labels.labels": _json("POST", f"{mine}/labels/delete", street.label, labels=[street.label]),
        "import_predictions.model_run": _json(
            "POST", f"{mine}/predictions", street.run, name="x", model_run=street.run
        ),
        "get_usage.project": ("GET", "usage", {"params": {"project": street.project}}, street.project),
    }


def _json(method: str, path: str, named: str, /, **body: Any) -> tuple[str, str, dict[str, Any], str]:
    return method, path, {"json": body}, named


FOUND_NOTHING = {
    "create_upload.options.recipe",
    "import_remote_file.options.recipe",
    "create_batch.data_rows",
    "create_batch.global_keys",
    "list_data_rows.global_key",
    "list_data_rows.global_key_prefix",
    "list_project_rows.global_key_prefix",
    "list_annotations.global_key_prefix",
    "stream_export.global_key",
    "list_export_losses.global_key",
    "set_task_state.tasks",
    "assign_tasks.tasks",
    "prioritise_tasks.tasks",
    "list_labels.author",
    "create_run_rows.data_rows",
    "create_run_rows.global_keys",
    "delete_run_rows.data_rows",
    "delete_run_rows.global_keys",
    "set_run_splits.assignments.data_rows",
    "set_run_splits.assignments.global_keys",
    "take_run_labels.labels",
    "import_predictions.data_rows",
    "import_predictions.global_keys",
}
REFUSED = {"list_keys.email", "create_key.email", "create_link.email"}


def with_unknown(options: Any, name: str) -> Any:
    return json.loads(json.dumps(options).replace(name, UNKNOWN))


@pytest.mark.parametrize("field", sorted(foreign_names.NAMES - FOUND_NOTHING - REFUSED))
def test_a_foreign_id_is_as_good_as_none(town, field):
    method, path, options, name = probes(town)[field]
    content = options.pop("content", None)
    outsider = town.callers["outsider"]
    foreign = outsider.request(method, f"/api/v1/{path}", content=content, **options)
    unknown = outsider.request(method, f"/api/v1/{path}", content=content, **with_unknown(options, name))
    assert foreign.status_code == 404, foreign.text
    assert foreign.text.replace(name, "ID") == unknown.text.replace(UNKNOWN, "ID")


@pytest.mark.parametrize("field", ["data_rows", "global_keys"])
def test_a_foreign_data_row_cannot_be_sent_to_ones_own_project(town, field):
    named = {"data_rows": town.street.rows[1], "global_keys": town.street.keys[1]}[field]
    own = {"data_rows": town.river.rows[1], "global_keys": town.river.keys[1]}[field]
    path = f"/api/v1/projects/{town.river.project}/batches"
    alone = town.callers["outsider"].post(path, json={"name": f"{field} 1", field: [named]})
    assert (alone.status_code, alone.json()["code"]) == (400, "ROW003")
    with_own = town.callers["outsider"].post(path, json={"name": f"{field} 2", field: [own, named]})
    assert with_own.json()["missing"] == [named]


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "data-rows"), ("POST", "data-rows/remove"), ("PUT", "splits")]
)
def test_a_foreign_data_row_is_missing_from_a_run(town, method, path):
    named = {"data_rows": [town.street.rows[0]], "global_keys": [town.street.keys[2]]}
    body = named if path != "splits" else {"assignments": [{"split": "test", **named}]}
    url = f"/api/v1/model-runs/{town.river.run}/{path}"
    answer = town.callers["outsider"].request(method, url, json=body).json()
    assert answer == {"count": 0, "missing": [*named["data_rows"], *named["global_keys"]]}


def test_a_foreign_label_is_missing_from_a_run(town):
    url = f"/api/v1/model-runs/{town.river.run}/labels"
    answer = town.callers["outsider"].post(url, json={"labels": [town.street.label, UNKNOWN]}).json()
    assert answer == {"count": 0, "missing": [town.street.label, UNKNOWN]}


def test_predictions_about_a_foreign_data_row_are_not_sent(town):
    url = f"/api/v1/projects/{town.river.project}/predictions"
    named = {"data_rows": [town.street.rows[0]], "global_keys": [town.street.keys[2]]}
    body = {"model_run": town.river.run, "name": "x", **named}
    answer = town.callers["outsider"].post(url, json=body)
    assert (answer.status_code, SECRET in answer.text) == (400, False)


@pytest.mark.parametrize("query", [{"global_key": f"{SECRET}-a.jpg"}, {"global_key_prefix": SECRET}])
def test_a_foreign_data_row_is_not_found_by_its_key(town, query):
    answer = town.callers["outsider"].get("/api/v1/data-rows", params=query).json()
    assert answer == {"items": [], "next": None}


@pytest.mark.parametrize("path", ["data-rows", "annotations"])
def test_a_search_for_a_foreign_key_finds_nothing(town, path):
    url = f"/api/v1/projects/{town.river.project}/{path}"
    answer = town.callers["outsider"].get(url, params={"global_key_prefix": SECRET}).json()
    assert (answer["items"], answer["next"]) == ([], None)


def test_an_export_by_a_foreign_key_is_empty(town):
    path = f"/api/v1/projects/{town.river.project}/export"
    query = {"global_key": town.street.keys[0]}
    outsider = town.callers["outsider"]
    assert outsider.get(path, params=query).content == b""
    assert outsider.get(f"{path}/losses", params=query).json() == {"items": [], "next": None}


def test_a_foreign_task_is_not_moved(town):
    path = f"/api/v1/projects/{town.river.project}/tasks/state"
    body = {"tasks": [town.street.task], "state": "rework"}
    assert town.callers["outsider"].put(path, json=body).status_code == 204
    task = f"/api/v1/projects/{town.street.project}/tasks/{town.street.task}"
    assert town.callers["owner"].get(task).json()["state"] == "to_label"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [("priority", {"priority": 1}, "priority"), ("assignee", {"email": "outsider@"}, "assignee")],
)
def test_a_foreign_task_is_neither_ranked_nor_assigned(town, path, body, field):
    owner, street = town.callers["owner"], town.street
    at = f"/api/v1/projects/{street.project}/tasks/{street.task}"
    before = owner.get(at).json()[field]
    if "email" in body:
        body = {"email": town.river.email}
    sent = {"tasks": [street.task], **body}
    answer = town.callers["outsider"].put(f"/api/v1/projects/{town.river.project}/tasks/{path}", json=sent)
    assert answer.status_code == 204, answer.text
    assert owner.get(at).json()[field] == before


@pytest.mark.parametrize("email", [f"owner@{SECRET}.example", "nobody@example.org"])
def test_labels_of_somebody_else_are_none_whether_they_exist_or_not(town, email):
    path = f"/api/v1/projects/{town.river.project}/labels"
    answer = town.callers["outsider"].get(path, params={"author": email})
    assert (answer.status_code, answer.json()["items"]) == (200, [])


@pytest.mark.parametrize("email", [f"owner@{SECRET}.example", "nobody@example.org"])
def test_keys_and_links_of_others_take_an_administrator_whether_they_exist_or_not(town, email):
    outsider = town.callers["outsider"]
    for answer in (
        outsider.get("/api/v1/keys", params={"email": email}),
        outsider.post("/api/v1/keys", json={"name": "x", "email": email}),
        outsider.post("/api/v1/sign-in-links", json={"email": email}),
    ):
        assert (answer.status_code, answer.json()["detail"]) == (403, "this takes an administrator")


def test_an_import_that_misspells_a_key_is_not_told_the_keys_of_others(town):
    path = f"/api/v1/projects/{town.river.project}/imports"
    sent = ndjson(box(f"{SECRET}-a.jp"), box(f"{SECRET}"))
    outsider = town.callers["outsider"]
    job = outsider.post(path, params={"name": "misspelt"}, content=sent).json()["id"]
    told = outsider.get(f"/api/v1/imports/{job}/failures").text
    assert "ROW003" in told
    assert f"{SECRET}-a.jpg" not in told


def test_an_import_that_misspells_a_key_of_its_own_project_is_told_it(town):
    path = f"/api/v1/projects/{town.river.project}/imports"
    job = (
        town.callers["outsider"].post(path, params={"name": "near"}, content=ndjson(box("river-a.jp"))).json()
    )
    told = town.callers["outsider"].get(f"/api/v1/imports/{job['id']}/failures").text
    assert "did you mean 'river-a.jpg'?" in told


def test_an_upload_with_a_foreign_recipe_does_not_become_an_import(town):
    content, outsider = ndjson(box("river-a.jpg")), town.callers["outsider"]
    answers = []
    for recipe in (town.street.recipe, UNKNOWN):
        body = {
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "options": {"name": recipe, "recipe": recipe},
        }
        path = f"/api/v1/projects/{town.river.project}/uploads"
        upload = outsider.post(path, json=body).json()["upload"]["id"]
        sent = outsider.put(f"/api/v1/uploads/{upload}/parts/1", content=content, headers=digest(content))
        assert sent.status_code == 204
        answer = outsider.post(f"/api/v1/uploads/{upload}/complete")
        assert answer.status_code == 404
        answers.append(answer.text.replace(recipe, "ID").replace(upload, "UPLOAD"))
    assert answers[0] == answers[1]
