"""Every change has an author: whoever calls a route that changes something is in the activity.

The routes come from the committed description: a new one that changes something fails here until it has a
request below, or a reason why there is nothing to record.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.facades.native.scene import box, ndjson, send
from tests.facades.native.town import Side, Town, digest

DESCRIPTION = json.loads(
    (Path(__file__).parents[3] / "docs" / "reference" / "openapi.json").read_text(encoding="utf-8")
)
CHANGING = {
    operation["operationId"]: (method.upper(), path)
    for path, methods in DESCRIPTION["paths"].items()
    for method, operation in methods.items()
    if method != "get"
}

EXCEPTIONS = {
    "delete_session": "who comes and goes is nobody's to read",
    "suggest_recipe": "saves nothing",
    "check_file": "keeps nothing",
    "check_project_file": "as above",
    "check_ontology": "as above",
    "create_upload": "a file on its way is nothing yet; the import it becomes has an author",
    "create_run_upload": "as above",
    "put_part": "as above",
    "delete_upload": "as above",
    "resume_import": "goes on with what its author began",
    "cancel_import": "nothing of an import that was never published is told to anybody",
    "import_remote_file": "is create_import, once the file is there",
    "import_remote_predictions": "is create_run_import, once the file is there",
    "take_task": "what somebody works on is theirs alone; what they submit has an author",
    "open_task": "as above",
    "update_draft": "as above",
    "close_draft": "as above",
    "delete_draft": "as above",
    "ping_webhook": "a message of its own, kept with the deliveries",
    "redeliver_message": "as above",
}

OWN = {"complete_upload", "submit_draft", "skip_draft"}
"""Routes that only whoever began may call."""

Request = dict[str, Any]
FEATURES = [{"name": "car", "kind": "box"}, {"name": "bus", "kind": "box"}]


def staged(side: Side) -> str:
    answer = send(side.client, side.project, ndjson(box(side.keys[0])), name="dry", dry_run="true")
    return str(answer.json()["id"])


def undone(side: Side) -> str:
    side.client.post(f"/api/v1/imports/{side.job}/undo", json={})
    return side.job


def uploaded(side: Side) -> str:
    content = ndjson(box(side.keys[0]))
    body = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "options": {"name": "sent"}}
    path = f"/api/v1/projects/{side.project}/uploads"
    upload = str(side.client.post(path, json=body).json()["upload"]["id"])
    side.client.put(f"/api/v1/uploads/{upload}/parts/1", content=content, headers=digest(content))
    return upload


def in_review(side: Side) -> Request:
    path = f"/api/v1/projects/{side.project}/tasks/state"
    side.client.put(path, json={"tasks": [side.labelled], "state": "in_review"})
    return {"json": {"reason": "look again"}, "places": {"tasks": str(side.labelled)}}


def benchmark(side: Side) -> Request:
    side.client.put(f"/api/v1/labels/{side.label}/benchmark")
    return {}


def submitted(side: Side) -> Request:
    path = f"/api/v1/drafts/{side.draft}"
    answer = side.client.post(f"{path}/submit", **matched(side, path))
    assert answer.status_code == 200, answer.text
    return matched(side, f"/api/v1/labels/{side.label}", no=1)


def matched(side: Side, path: str, **body: Any) -> Request:
    return {"json": body, "headers": {"if-match": side.client.get(path).headers["etag"]}}


HOOK = {"url": "https://example.org/hook", "events": ["import.finished"]}
REQUESTS: dict[str, Callable[[Side], Request]] = {
    "create_user": lambda side: {"json": {"email": "new@example.org"}},
    "update_user": lambda side: {"json": {"name": "Another"}},
    "create_key": lambda side: {"json": {"name": "another"}},
    "revoke_key": lambda side: {},
    "create_link": lambda side: {"json": {}},
    "create_dataset": lambda side: {"json": {"name": "another"}},
    "update_dataset": lambda side: {"json": {"name": "another"}},
    "delete_dataset": lambda side: {},
    "create_data_rows": lambda side: {"json": {"rows": [{"global_key": "another"}]}},
    "upload_data_row": lambda side: {"content": b"bytes"},
    "update_data_row": lambda side: {"json": {"metadata": {"weather": "rain"}}},
    "delete_data_row": lambda side: {},
    "retry_media": lambda side: {},
    "create_metadata_field": lambda side: {"json": {"name": "another"}},
    "update_metadata_field": lambda side: {"json": {"name": "renamed"}},
    "delete_metadata_field": lambda side: {},
    "create_ontology": lambda side: {"json": {"name": "another", "features": FEATURES}},
    "update_ontology": lambda side: {"json": {"name": "another", "features": FEATURES}},
    "create_project": lambda side: {"json": {"name": "another"}},
    "update_project": lambda side: {"json": {"name": "another"}},
    "delete_project": lambda side: {},
    "set_member": lambda side: {"json": {"email": "stranger@example.org", "role": "viewer"}},
    "delete_member": lambda side: {},
    "set_task_state": lambda side: {"json": {"tasks": [side.task], "state": "done"}},
    "create_batch": lambda side: {"json": {"name": "another", "data_rows": side.rows[1:]}},
    "create_recipe": lambda side: {"json": {"name": "another", "features": {"Car": "car"}}},
    "create_import": lambda side: {"content": ndjson(box(side.keys[0])), "params": {"name": "another"}},
    "complete_upload": lambda side: {"place": uploaded(side)},
    "commit_import": lambda side: {"place": staged(side)},
    "undo_import": lambda side: {"json": {}},
    "redo_import": lambda side: {"place": undone(side)},
    "assign_tasks": lambda side: {"json": {"tasks": [side.task], "email": side.email}},
    "prioritise_tasks": lambda side: {"json": {"tasks": [side.task], "priority": 1}},
    "approve_task": lambda side: {**in_review(side), "json": {}},
    "reject_task": in_review,
    "submit_draft": lambda side: matched(side, f"/api/v1/drafts/{side.draft}"),
    "skip_draft": lambda side: matched(side, f"/api/v1/drafts/{side.draft}"),
    "create_comment": lambda side: {"json": {"text": "is this a van?"}},
    "update_comment": lambda side: {"json": {"resolved": True}},
    "delete_comment": lambda side: {},
    "restore_label": submitted,
    "set_benchmark": lambda side: {},
    "delete_labels": lambda side: {"json": {"labels": [side.label]}},
    "delete_benchmark": benchmark,
    "create_model": lambda side: {"json": {"name": "another", "ontology": side.ontology}},
    "update_model": lambda side: {"json": {"name": "another"}},
    "delete_model": lambda side: {},
    "create_model_run": lambda side: {"json": {"name": "another"}},
    "update_model_run": lambda side: {"json": {"config": {"rate": 1}}},
    "delete_model_run": lambda side: {},
    "create_run_rows": lambda side: {"json": {"data_rows": side.rows[1:]}},
    "delete_run_rows": lambda side: {"json": {"data_rows": side.rows[:1]}},
    "set_run_splits": lambda side: {"json": {"assignments": [{"split": "test", "data_rows": side.rows[:1]}]}},
    "take_run_labels": lambda side: {"json": {"project": side.project}},
    "create_run_import": lambda side: {"content": ndjson(box(side.keys[0])), "params": {"name": "another"}},
    "import_predictions": lambda side: {"json": {"model_run": side.run, "name": "another"}},
    "create_webhook": lambda side: {"json": HOOK},
    "create_installation_webhook": lambda side: {"json": HOOK},
    "update_webhook": lambda side: {"json": {"is_active": False}},
    "delete_webhook": lambda side: {},
}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path / "town")
    yield made
    made.close()


def entries(town: Town) -> list[Any]:
    with town.installation.application.services.users._store.read() as session:  # noqa: SLF001
        return session.activities(before_id=None, limit=1000)


def test_every_route_that_changes_something_is_asked_or_has_a_reason():
    assert set(REQUESTS) | set(EXCEPTIONS) == set(CHANGING)
    assert not set(REQUESTS) & set(EXCEPTIONS)


@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_whoever_changes_something_is_in_the_activity(town, name):
    method, template = CHANGING[name]
    request = REQUESTS[name](town.street)
    path = town.path(template, request.pop("places", None))
    if "place" in request:
        path = template.replace("{uid}", request.pop("place"))
    # The administrator has made nothing of it: the author is who calls, and not who began.
    caller = "owner" if name in OWN else "administrator"
    known = len(entries(town))
    answer = town.callers[caller].request(method, path, **request)
    assert answer.status_code < 300, answer.text
    new = entries(town)[: len(entries(town)) - known]
    users = {**town.users, "administrator": town.installation.application.admin}
    assert {entry.user_id for entry in new} == {users[caller].id}, name


def test_a_version_of_an_ontology_has_an_author(town):
    side = town.street
    body = {"name": "another", "features": FEATURES}
    town.callers["administrator"].put(f"/api/v1/ontologies/{side.ontology}", json=body)
    with town.installation.application.services.users._store.read() as session:  # noqa: SLF001
        connection = session.connection
        rows = connection.exec_driver_sql(
            "SELECT v.version, u.email FROM ontology_version v JOIN user u ON u.id = v.created_by "
            "JOIN ontology o ON o.id = v.ontology_id WHERE o.uid = ? ORDER BY v.version",
            (side.ontology,),
        ).all()
    assert [tuple(row) for row in rows] == [(1, side.email), (2, "admin@localhost")]


def test_an_import_shows_who_began_and_who_committed_it(town):
    job = staged(town.street)
    committed = town.callers["administrator"].post(f"/api/v1/imports/{job}/commit").json()
    assert (committed["created_by"], committed["committed_by"]) == (town.street.email, "admin@localhost")
    shown = town.callers["viewer"].get(f"/api/v1/imports/{job}").json()
    assert (shown["created_by"], shown["committed_by"]) == (town.street.email, "admin@localhost")
    assert [change["by"] for change in shown["standing"]["changes"]] == ["admin@localhost"]


def test_an_import_that_was_not_committed_is_by_who_began_it(town):
    shown = town.callers["viewer"].get(f"/api/v1/imports/{town.street.job}").json()
    assert (shown["created_by"], shown["committed_by"]) == (town.street.email, None)
