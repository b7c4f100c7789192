"""A request that is sent again under its key is done once, whatever happens to server and connection."""

import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from postil.errors import StoreError
from postil.services.catalog.datasets import Datasets
from postil.services.idempotency import MOST_BYTES, Idempotency
from postil.services.labels.submissions import Submissions
from tests.facades.native.installation import Installation
from tests.facades.native.scene import make_dataset, make_project

KEY = {"idempotency-key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}

# A server that is killed at one place, while it makes a dataset under the key.
DYING = """
import os, signal, sys
from pathlib import Path
from tests.facades.native.installation import Installation
import {module} as module

def die(*args, **options):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(module.{owner}, "{name}", die)
made = Installation(Path(sys.argv[1]))
made.admin().post("/api/v1/datasets", json={{"name": "street"}}, headers={key})
"""


def names(client):
    return [one["name"] for one in client.get("/api/v1/datasets").json()["items"]]


def die_at(folder: Path, module: str, owner: str, name: str) -> Installation:
    """Return the server of a folder in which an earlier one was killed in the middle of a request."""
    program = DYING.format(module=module, owner=owner, name=name, key=KEY)
    ended = subprocess.run([sys.executable, "-c", program, folder], check=False)
    assert ended.returncode == -9
    return Installation(folder)


def test_the_same_request_again_gets_the_first_answer_and_does_nothing(admin):
    first = admin.post("/api/v1/datasets", json={"name": "street"}, headers=KEY)
    again = admin.post("/api/v1/datasets", json={"name": "street"}, headers=KEY)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["content-type"] == first.headers["content-type"]
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert names(admin) == ["street"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/v1/datasets", {"name": "other"}),
        ("POST", "/api/v1/datasets?x=1", {"name": "street"}),
        ("POST", "/api/v1/projects", {"name": "street"}),
    ],
    ids=["another body", "another query", "another path"],
)
def test_another_request_under_a_used_key_is_refused(admin, method, path, body):
    admin.post("/api/v1/datasets", json={"name": "street"}, headers=KEY)
    answer = admin.request(method, path, json=body, headers=KEY)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:postil:problem:key-reused")
    assert "new key" in answer.json()["hint"]
    assert names(admin) == ["street"]


def test_two_users_may_choose_the_same_key(installation, admin):
    ada = installation.client_of(installation.user("ada@example.org"))
    for client in (admin, ada):
        assert client.post("/api/v1/datasets", json={"name": "street"}, headers=KEY).status_code == 201
    assert names(admin) == ["street", "street"]


def test_a_refusal_is_an_answer_like_any_other(admin):
    first = admin.post("/api/v1/datasets", json={"name_": "street"}, headers=KEY)
    again = admin.post("/api/v1/datasets", json={"name_": "street"}, headers=KEY)
    assert (again.status_code, again.content) == (400, first.content)
    assert again.headers["idempotency-replayed"] == "true"


def test_a_change_is_done_once_as_well(admin):
    uid = make_dataset(admin)
    admin.patch(f"/api/v1/datasets/{uid}", json={"description": "one"}, headers=KEY)
    admin.patch(f"/api/v1/datasets/{uid}", json={"description": "two"})
    again = admin.patch(f"/api/v1/datasets/{uid}", json={"description": "one"}, headers=KEY)
    assert again.json()["description"] == "one"
    assert admin.get(f"/api/v1/datasets/{uid}").json()["description"] == "two"


def test_who_may_do_it_no_longer_is_not_told_what_came_of_it(installation, admin):
    uid = admin.post("/api/v1/projects", json={"name": "street"}).json()["id"]
    user = installation.user("ada@example.org")
    ada, path = installation.client_of(user), f"/api/v1/projects/{uid}"
    admin.put(f"{path}/members", json={"email": user.email, "role": "manager"})
    assert ada.patch(path, json={"description": "x"}, headers=KEY).status_code == 200
    admin.put(f"{path}/members", json={"email": user.email, "role": "viewer"})
    assert ada.patch(path, json={"description": "x"}, headers=KEY).status_code == 403


class Street:
    """A project of two tasks with its owner and a labeler, who has the first task open."""

    def __init__(self, installation, admin):
        owner, labeler = installation.user("ada@example.org"), installation.user("lea@example.org")
        self.owner, self.owner_uid = installation.client_of(owner), owner.uid
        self.labeler = installation.client_of(labeler)
        self.project = make_project(self.owner, "street", "a.jpg", "b.jpg")
        self.path = f"/api/v1/projects/{self.project}"
        self.owner.put(f"{self.path}/members", json={"email": labeler.email, "role": "labeler"})
        other = {"email": admin.get("/api/v1/whoami").json()["email"], "role": "owner"}
        self.owner.put(f"{self.path}/members", json=other)
        self.draft = self.labeler.post(f"{self.path}/tasks/1/open").json()["id"]


@pytest.fixture
def street(installation, admin):
    return Street(installation, admin)


PARTING = {
    "submit": lambda s: (s.labeler, "POST", f"/api/v1/drafts/{s.draft}/submit", {}),
    "skip": lambda s: (s.labeler, "POST", f"/api/v1/drafts/{s.draft}/skip", {}),
    "discard": lambda s: (s.labeler, "DELETE", f"/api/v1/drafts/{s.draft}", None),
    "be less": lambda s: (
        s.owner,
        "PUT",
        f"{s.path}/members",
        {"email": "ada@example.org", "role": "viewer"},
    ),
    "leave": lambda s: (s.owner, "DELETE", f"{s.path}/members/{s.owner_uid}", None),
    "delete the project": lambda s: (s.owner, "DELETE", s.path, None),
}


@pytest.mark.parametrize("act", PARTING.values(), ids=PARTING)
def test_a_request_that_ends_the_access_of_its_sender_gets_its_answer_again(street, act):
    client, method, path, body = act(street)
    headers = KEY | {"if-match": '"1"'}
    options = {"headers": headers} if body is None else {"headers": headers, "json": body}
    first = client.request(method, path, **options)
    assert first.status_code in {200, 204}, first.text
    again = client.request(method, path, **options)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    options["headers"] = headers | {"idempotency-key": "another"}
    assert client.request(method, path, **options).status_code in {403, 404}


def test_an_administrator_who_becomes_a_user_is_told_so_again(installation):
    services, admin = installation.application.services, installation.application.admin
    eve = installation.client_of(services.users.create("eve@example.org", "", admin, is_admin=True))
    path, body = f"/api/v1/users/{eve.get('/api/v1/whoami').json()['id']}", {"is_admin": False}
    answers = [eve.patch(path, json=body, headers=KEY) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[1].json()["is_admin"] is False


def test_what_ended_the_access_of_one_is_told_nobody_else_and_for_no_other_request(street):
    path, headers = f"/api/v1/drafts/{street.draft}/submit", KEY | {"if-match": '"1"'}
    assert street.labeler.post(path, json={}, headers=headers).status_code == 200
    assert street.owner.post(path, json={}, headers=headers).status_code == 404
    assert street.labeler.post(path, json={"reason": "x"}, headers=headers).status_code == 404
    assert street.labeler.post(path.replace("submit", "skip"), json={}, headers=headers).status_code == 404


def test_while_a_request_that_ends_the_access_runs_its_repetition_is_asked_to_wait(street, monkeypatch):
    submitted, go_on, submit = Event(), Event(), Submissions.submit

    def slow(*args, **options):
        done = submit(*args, **options)
        submitted.set()
        go_on.wait(30)
        return done

    monkeypatch.setattr(Submissions, "submit", slow)
    path, headers, answers = f"/api/v1/drafts/{street.draft}/submit", KEY | {"if-match": '"1"'}, []
    first = Thread(target=lambda: answers.append(street.labeler.post(path, json={}, headers=headers)))
    first.start()
    assert submitted.wait(30)
    second = street.labeler.post(path, json={}, headers=headers)
    go_on.set()
    first.join()
    assert (second.status_code, second.json()["type"]) == (409, "urn:postil:problem:still-running")
    third = street.labeler.post(path, json={}, headers=headers)
    assert (answers[0].status_code, third.content) == (200, answers[0].content)


def test_killed_after_a_submission_its_repetition_learns_that_the_outcome_is_unknown(street, monkeypatch):
    path, headers = f"/api/v1/drafts/{street.draft}/submit", KEY | {"if-match": '"1"'}
    with monkeypatch.context() as patched:
        patched.setattr(Idempotency, "keep", lambda *_args, **_options: None)
        street.labeler.post(path, json={}, headers=headers)
    answer = street.labeler.post(path, json={}, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:postil:problem:outcome-unknown")


def test_what_is_sent_slowly_again_after_it_ended_the_access_gets_its_answer(street):
    path, headers = f"/api/v1/drafts/{street.draft}/submit", KEY | {"if-match": '"1"'}

    async def pieces():
        yield b"{"
        yield b"}"

    first = street.labeler.post(path, content=b"{}", headers=headers)
    again = street.labeler.post(path, content=pieces(), headers=headers)
    assert (again.status_code, again.content) == (200, first.content)


@pytest.mark.parametrize("key", ["", "x" * 256, "schl\xfcssel"], ids=["empty", "too long", "not ASCII"])
def test_a_key_that_is_none_is_refused(admin, key):
    headers = [(b"idempotency-key", key.encode("latin-1"))]
    answer = admin.post("/api/v1/datasets", json={"name": "street"}, headers=headers)
    assert answer.status_code == 400
    assert names(admin) == []


def test_while_the_first_runs_the_second_is_asked_to_wait(installation, admin, monkeypatch):
    arrived, go_on, create = Event(), Event(), Datasets.create

    def slow(*args, **options):
        arrived.set()
        go_on.wait(30)
        return create(*args, **options)

    monkeypatch.setattr(Datasets, "create", slow)
    path, body, answers = "/api/v1/datasets", {"name": "street"}, []
    first = Thread(target=lambda: answers.append(admin.post(path, json=body, headers=KEY)))
    first.start()
    assert arrived.wait(30)
    second = installation.admin().post(path, json=body, headers=KEY)
    go_on.set()
    first.join()
    assert (second.status_code, second.json()["type"]) == (409, "urn:postil:problem:still-running")
    assert second.headers["retry-after"] == "1"
    assert answers[0].status_code == 201


def test_a_failure_of_ours_that_changed_nothing_leaves_the_key_free(admin, monkeypatch):
    def fail(*_args, **_options):
        raise StoreError("the disk is on fire")

    with monkeypatch.context() as patched:
        patched.setattr(Datasets, "create", fail)
        assert admin.post("/api/v1/datasets", json={"name": "street"}, headers=KEY).status_code == 500
    answer = admin.post("/api/v1/datasets", json={"name": "street"}, headers=KEY)
    assert (answer.status_code, "idempotency-replayed" in answer.headers) == (201, False)


def test_a_failure_after_something_was_changed_is_not_repeated(admin, monkeypatch):
    create = Datasets.create

    def fail(*args, **options):
        create(*args, **options)
        raise StoreError("the disk is on fire")

    with monkeypatch.context() as patched:
        patched.setattr(Datasets, "create", fail)
        assert admin.post("/api/v1/datasets", json={"name": "street"}, headers=KEY).status_code == 500
    answer = admin.post("/api/v1/datasets", json={"name": "street"}, headers=KEY)
    assert (answer.status_code, answer.json()["detail"]) == (500, "the disk is on fire")
    assert answer.headers["idempotency-replayed"] == "true"
    assert names(admin) == ["street"]


def test_killed_before_the_commit_the_request_is_done_when_it_comes_again(tmp_path):
    made = die_at(tmp_path, "postil.stores.sql.datasets", "SqlDatasets", "create_dataset")
    try:
        admin = made.admin()
        assert names(admin) == []
        assert admin.post("/api/v1/datasets", json={"name": "street"}, headers=KEY).status_code == 201
        assert names(admin) == ["street"]
    finally:
        made.close()


def test_killed_after_the_commit_the_request_is_not_done_twice(tmp_path):
    made = die_at(tmp_path, "postil.services.idempotency", "Idempotency", "keep")
    try:
        admin = made.admin()
        answer = admin.post("/api/v1/datasets", json={"name": "street"}, headers=KEY)
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:postil:problem:outcome-unknown")
        assert names(admin) == ["street"]
    finally:
        made.close()


def test_an_answer_outlives_the_server(tmp_path):
    answers = []
    for _ in range(2):
        made = Installation(tmp_path)
        answers.append(made.admin().post("/api/v1/datasets", json={"name": "street"}, headers=KEY))
        made.close()
    assert answers[0].content == answers[1].content


def test_a_secret_is_not_kept_to_be_told_again(installation, admin):
    first = admin.post("/api/v1/keys", json={"name": "training"}, headers=KEY)
    again = admin.post("/api/v1/keys", json={"name": "training"}, headers=KEY)
    assert first.status_code == 201
    assert (again.status_code, again.json()["type"]) == (409, "urn:postil:problem:answer-not-kept")
    assert first.json()["secret"] not in again.text
    names_of_keys = [one["name"] for one in admin.get("/api/v1/keys").json()["items"]]
    assert names_of_keys == ["training"]


def test_a_large_answer_is_not_kept_and_the_request_not_repeated(admin):
    uid = make_dataset(admin)
    # Every row is refused, and the answer tells its key back twice.
    rows = [{"global_key": "x" * 400} for _ in range(MOST_BYTES // 400)]
    path = f"/api/v1/datasets/{uid}/data-rows"
    first = admin.post(path, json={"rows": rows}, headers=KEY)
    assert len(first.content) > MOST_BYTES
    again = admin.post(path, json={"rows": rows}, headers=KEY)
    assert (first.status_code, again.status_code) == (200, 409)
