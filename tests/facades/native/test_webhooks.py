"""Other servers are told of what happens: signed, in order, and again until they have it."""

import base64
import hashlib
import hmac
import signal
import subprocess
import sys

import pytest

from tests.facades.native.installation import LOCAL_TOKEN, Installation
from tests.facades.native.receiver import receiving
from tests.facades.native.scene import box, make_project, ndjson, send

# A server that is killed while its first message is on the way.
DYING = """
import os, signal, sys, time
from pathlib import Path
from tests.facades.native.installation import Installation
from postil.services.webhooks.delivery import Deliveries

made = Installation(Path(sys.argv[1]), offline=False, allowed_networks=["127.0.0.0/8"])
attempt = Deliveries.attempt

def die(*args):
    attempt(*args)
    os.kill(os.getpid(), signal.SIGKILL)

Deliveries.attempt = die
made.application.resume()
admin = made.admin()
project = admin.post("/api/v1/projects", json={"name": "street"}).json()["id"]
new = {"url": sys.argv[2], "events": ["task.state_changed"]}
print(admin.post(f"/api/v1/projects/{project}/webhooks", json=new).json()["secret"], flush=True)
admin.put(f"/api/v1/projects/{project}/tasks/state", json={"tasks": [1], "state": "done"})
time.sleep(60)
"""


@pytest.fixture
def online(tmp_path):
    made = Installation(tmp_path / "online", offline=False, allowed_networks=["127.0.0.0/8"])
    made.application.resume()
    yield made
    made.close()


def make_hook(client, project, url, *events):
    path = "/api/v1/webhooks" if project is None else f"/api/v1/projects/{project}/webhooks"
    answer = client.post(path, json={"url": url, "events": list(events)})
    assert answer.status_code == 201, answer.text
    return answer.json()


def is_signed(secret, headers, body):
    """Check a signature as the standard asks a receiver to, without our code."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return headers["webhook-signature"].split(" ") == [f"v1,{expected}"]


def test_a_finished_import_is_told_with_its_counts_and_signed(online):
    admin = online.admin()
    with receiving() as receiver:
        project = make_project(admin, "street", "a.jpg")
        hook = make_hook(admin, project, receiver.url, "import.finished")
        job = send(admin, project, ndjson(box("a.jpg"), box("unknown.jpg"))).json()
        [message] = receiver.wait_for(1)
        headers, body = receiver.got[0]
    assert message["type"] == "import.finished"
    assert (message["data"]["id"], message["data"]["state"]) == (job["id"], "finished")
    assert (message["data"]["project"], message["data"]["name"]) == (project, "boxes")
    counts = message["data"]["counts"]
    assert (counts["read"], counts["accepted"], counts["rejected"]) == (2, 1, 1)
    assert headers["content-type"] == "application/json"
    assert is_signed(hook["secret"], headers, body)


def test_an_import_that_fails_or_is_cancelled_has_ended_too(online):
    admin = online.admin()
    with receiving() as receiver:
        project = make_project(admin, "street", "a.jpg")
        make_hook(admin, project, receiver.url, "import.finished")
        send(admin, project, ndjson(box("unknown.jpg")), policy="atomic")
        staged = send(admin, project, ndjson(box("a.jpg")), name="dry", dry_run="true").json()
        admin.post(f"/api/v1/imports/{staged['id']}/cancel")
        messages = receiver.wait_for(2)
    assert [(one["data"]["name"], one["data"]["state"]) for one in messages] == [
        ("boxes", "failed"),
        ("dry", "cancelled"),
    ]


def test_undo_and_redo_are_told(online):
    admin = online.admin()
    with receiving() as receiver:
        project = make_project(admin, "street", "a.jpg")
        make_hook(admin, None, receiver.url, "import.undone", "import.redone")
        job = send(admin, project, ndjson(box("a.jpg"))).json()["id"]
        admin.post(f"/api/v1/imports/{job}/undo", json={})
        admin.post(f"/api/v1/imports/{job}/redo")
        messages = receiver.wait_for(2)
    assert [one["type"] for one in messages] == ["import.undone", "import.redone"]


def test_a_server_that_was_killed_sends_again_what_it_is_not_sure_of(tmp_path):
    with receiving() as receiver:
        program = [sys.executable, "-c", DYING, str(tmp_path / "data"), receiver.url]
        killed = subprocess.run(program, stdout=subprocess.PIPE, text=True, check=False)
        assert killed.returncode == -signal.SIGKILL
        receiver.wait_for(1)
        made = Installation(tmp_path / "data", offline=False, allowed_networks=["127.0.0.0/8"])
        made.application.resume()
        try:
            receiver.wait_for(2)
        finally:
            made.close()
        (first, body), (second, again) = receiver.got[:2]
    assert (first["webhook-id"], body) == (second["webhook-id"], again)
    assert is_signed(killed.stdout.strip(), second, again)


def test_a_ping_is_sent_at_once_and_its_answer_told(online):
    admin = online.admin()
    with receiving(200, 503) as receiver:
        hook = make_hook(admin, None, receiver.url, "label.submitted")["id"]
        first = admin.post(f"/api/v1/webhooks/{hook}/ping").json()
        second = admin.post(f"/api/v1/webhooks/{hook}/ping").json()
    assert (first["state"], first["http_status"], first["event"]) == ("delivered", 200, "webhook.ping")
    assert (second["state"], second["http_status"]) == ("failed", 503)
    listed = admin.get(f"/api/v1/webhooks/{hook}/deliveries").json()["items"]
    assert [one["id"] for one in listed] == [second["id"], first["id"]]


def test_a_redirect_is_not_followed(online):
    admin = online.admin()
    with receiving(302) as receiver:
        hook = make_hook(admin, None, receiver.url, "label.submitted")["id"]
        pinged = admin.post(f"/api/v1/webhooks/{hook}/ping").json()
    assert (pinged["state"], pinged["http_status"], len(receiver.got)) == ("failed", 302, 1)


def test_a_private_address_is_not_connected_to(tmp_path):
    made = Installation(tmp_path, offline=False)
    try:
        admin = made.admin()
        with receiving() as receiver:
            hook = make_hook(admin, None, receiver.url, "label.submitted")["id"]
            pinged = admin.post(f"/api/v1/webhooks/{hook}/ping").json()
        assert (pinged["state"], pinged["http_status"], receiver.got) == ("failed", None, [])
        assert "SRC020" in pinged["error"]
    finally:
        made.close()


def test_a_message_is_sent_again_when_somebody_asks_under_its_id(online):
    admin = online.admin()
    with receiving() as receiver:
        hook = make_hook(admin, None, receiver.url, "label.submitted")["id"]
        sent = admin.post(f"/api/v1/webhooks/{hook}/ping").json()["id"]
        again = admin.post(f"/api/v1/webhooks/{hook}/deliveries/{sent}/redeliver")
        receiver.wait_for(2)
    assert (again.status_code, again.json()["state"]) == (202, "pending")
    assert [headers["webhook-id"] for headers, _ in receiver.got] == [sent, sent]


def test_an_inactive_webhook_is_told_nothing_and_made_active_of_what_comes_then(online):
    admin = online.admin()
    with receiving() as receiver:
        project = make_project(admin, "street", "a.jpg")
        hook = make_hook(admin, project, receiver.url, "import.finished")["id"]
        admin.patch(f"/api/v1/webhooks/{hook}", json={"is_active": False})
        send(admin, project, ndjson(box("a.jpg")), name="unheard")
        admin.patch(f"/api/v1/webhooks/{hook}", json={"is_active": True})
        send(admin, project, ndjson(box("a.jpg")), name="heard")
        [message] = receiver.wait_for(1)
    assert message["data"]["name"] == "heard"


def test_the_secret_is_told_once(admin):
    project = make_project(admin, "street")
    made = make_hook(admin, project, "https://hooks.example.org", "import.finished")
    assert made["secret"].startswith("whsec_")
    told = [
        admin.get(f"/api/v1/webhooks/{made['id']}"),
        admin.get("/api/v1/webhooks"),
        admin.get(f"/api/v1/projects/{project}/webhooks"),
        admin.patch(f"/api/v1/webhooks/{made['id']}", json={"events": ["label.submitted"]}),
    ]
    assert [one.status_code for one in told] == [200] * 4
    assert not [one for one in told if "whsec" in one.text]


def test_a_deleted_webhook_is_gone(admin):
    hook = make_hook(admin, None, "https://hooks.example.org", "import.finished")["id"]
    assert admin.delete(f"/api/v1/webhooks/{hook}").status_code == 204
    assert admin.get(f"/api/v1/webhooks/{hook}").status_code == 404


@pytest.mark.parametrize(
    "new",
    [
        {"url": "ftp://example.org", "events": ["import.finished"]},
        {"url": "https://user:password@example.org", "events": ["import.finished"]},
        {"url": "https://example.org", "events": []},
        {"url": "https://example.org", "events": ["everything"]},
    ],
)
def test_a_webhook_that_cannot_be_is_refused(admin, new):
    assert admin.post("/api/v1/webhooks", json=new).status_code == 400


def test_one_of_the_whole_installation_takes_an_administrator(installation, admin):
    hook = make_hook(admin, None, "https://hooks.example.org", "import.finished")["id"]
    ada = installation.client_of(installation.user("ada@example.org"))
    assert ada.get("/api/v1/webhooks").status_code == 403
    new = {"url": "https://example.org", "events": ["import.finished"]}
    assert ada.post("/api/v1/webhooks", json=new).status_code == 403
    assert ada.get(f"/api/v1/webhooks/{hook}").status_code == 404


def test_an_installation_can_forbid_webhooks(tmp_path):
    made = Installation(tmp_path, webhooks=False)
    try:
        new = {"url": "https://example.org", "events": ["import.finished"]}
        answer = made.client(LOCAL_TOKEN).post("/api/v1/webhooks", json=new)
        assert (answer.status_code, "webhooks" in answer.json()["hint"]) == (403, True)
    finally:
        made.close()


def test_a_webhook_of_a_deleted_project_is_gone_for_everybody(installation, admin):
    owner = installation.client_of(installation.user("ada@example.org"))
    project = make_project(owner, "street")
    hook = make_hook(owner, project, "https://hooks.example.org", "import.finished")["id"]
    tag = {"if-match": owner.get(f"/api/v1/projects/{project}").headers["etag"]}
    assert owner.delete(f"/api/v1/projects/{project}", headers=tag).status_code == 204
    for caller in (owner, admin):
        told = [
            caller.get(f"/api/v1/webhooks/{hook}"),
            caller.get(f"/api/v1/webhooks/{hook}/deliveries"),
            caller.post(f"/api/v1/webhooks/{hook}/ping"),
        ]
        assert [one.status_code for one in told] == [404] * 3


def test_a_role_in_a_deleted_project_opens_nothing_of_it(installation):
    owner = installation.client_of(installation.user("ada@example.org"))
    project = make_project(owner, "street", "a.jpg")
    job = send(owner, project, ndjson(box("a.jpg"))).json()["id"]
    tag = {"if-match": owner.get(f"/api/v1/projects/{project}").headers["etag"]}
    assert owner.delete(f"/api/v1/projects/{project}", headers=tag).status_code == 204
    assert owner.get(f"/api/v1/imports/{job}").status_code == 404
    assert owner.post(f"/api/v1/imports/{job}/undo", json={}).status_code == 404
