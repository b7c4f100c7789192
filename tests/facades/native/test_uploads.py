"""Uploads in parts through the interface."""

import base64
import hashlib

import pytest

from tests.facades.native.installation import Installation
from tests.facades.native.scene import box, make_project, ndjson

PART = 65_536
FILLER = b" " * (PART - 1) + b"\n"
CONTENT = ndjson(box("a.jpg")) + FILLER * 2 + ndjson(box("b.jpg"))


@pytest.fixture
def project(admin):
    return make_project(admin, "street", "a.jpg", "b.jpg")


@pytest.fixture
def manager(installation, admin, project):
    return member(installation, admin, project, "ada@example.org", "manager")


def member(installation, admin, project, email, role):
    user = installation.user(email)
    admin.put(f"/api/v1/projects/{project}/members", json={"email": email, "role": role})
    return installation.client_of(user)


def announce(client, project, content=CONTENT, **options):
    body = {
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "part_size": PART,
        "options": {"name": "boxes", "source_name": "boxes.ndjson", **options},
    }
    return client.post(f"/api/v1/projects/{project}/uploads", json=body)


def begin(client, project, content=CONTENT):
    return announce(client, project, content).json()["upload"]["id"]


def digest(content):
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def send(client, upload, no, content=CONTENT, **headers):
    part = content[(no - 1) * PART : no * PART]
    headers = {"content-digest": digest(part)} | headers
    return client.put(f"/api/v1/uploads/{upload}/parts/{no}", content=part, headers=headers)


def test_a_file_sent_in_parts_is_imported(admin, project):
    upload = begin(admin, project)
    assert [send(admin, upload, no).status_code for no in (3, 1, 2)] == [204] * 3
    answer = admin.post(f"/api/v1/uploads/{upload}/complete")
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/imports/{upload}"
    job = answer.json()
    assert (job["id"], job["state"], job["counts"]["accepted"]) == (upload, "finished", 2)


def test_an_upload_tells_which_parts_are_there(admin, project):
    answer = announce(admin, project)
    assert answer.status_code == 201
    upload = answer.json()["upload"]
    assert (upload["part_count"], upload["received"], upload["received_bytes"]) == (3, [], 0)
    send(admin, upload["id"], 3)
    told = admin.get(f"/api/v1/uploads/{upload['id']}").json()
    assert (told["received"], told["received_bytes"]) == ([3], len(CONTENT) - 2 * PART)
    assert (told["name"], told["project"], told["source_name"]) == ("boxes", project, "boxes.ndjson")
    assert admin.get("/api/v1/uploads").json()["items"] == [told]


def test_announcing_again_answers_with_the_open_upload_and_then_with_the_import(admin, project):
    upload = begin(admin, project)
    again = announce(admin, project)
    assert (again.status_code, again.json()["upload"]["id"]) == (200, upload)
    for no in (1, 2, 3):
        send(admin, upload, no)
    admin.post(f"/api/v1/uploads/{upload}/complete")
    done = announce(admin, project)
    assert (done.status_code, done.json()["upload"], done.json()["import"]["id"]) == (200, None, upload)


def test_another_file_under_the_name_of_an_open_upload_is_refused_with_the_way_on(admin, project):
    upload = begin(admin, project)
    answer = announce(admin, project, CONTENT + b"\n")
    assert (answer.status_code, answer.json()["code"]) == (409, "SRC013")
    assert upload[-8:] in answer.json()["hint"]


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"content-digest": ""}, "SRC011"),
        ({"content-digest": digest(b"other")}, "SRC011"),
    ],
)
def test_a_part_that_is_not_what_it_should_be_is_refused_with_a_code(admin, project, headers, code):
    upload = begin(admin, project)
    answer = send(admin, upload, 1, **headers)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert admin.get(f"/api/v1/uploads/{upload}").json()["received"] == []


@pytest.mark.parametrize("no", ["4", "0"])
def test_a_part_that_there_is_not_is_refused_with_a_code(admin, project, no):
    upload = begin(admin, project)
    path = f"/api/v1/uploads/{upload}/parts/{no}"
    answer = admin.put(path, content=b"x", headers={"content-digest": digest(b"x")})
    assert (answer.status_code, answer.json()["code"]) == (400, "SRC012")


@pytest.mark.parametrize("no", ["x", "-1", "1" * 10, "%C2%B2"])
def test_what_is_no_number_of_a_part_is_not_found(admin, project, no):
    upload = begin(admin, project)
    path = f"/api/v1/uploads/{upload}/parts/{no}"
    assert admin.put(path, content=b"x", headers={"content-digest": digest(b"x")}).status_code == 404


def test_an_incomplete_upload_is_not_imported(admin, project):
    upload = begin(admin, project)
    answer = admin.post(f"/api/v1/uploads/{upload}/complete")
    assert answer.status_code == 409
    assert "3 of 3 parts are missing" in answer.json()["detail"]


def test_completing_again_answers_with_the_import(manager, project):
    upload = begin(manager, project)
    for no in (1, 2, 3):
        send(manager, upload, no)
    first, second = (manager.post(f"/api/v1/uploads/{upload}/complete").json() for _ in range(2))
    assert (second["id"], second["counts"]) == (first["id"], first["counts"])


def test_an_ended_upload_is_gone(manager, project):
    upload = begin(manager, project)
    assert manager.delete(f"/api/v1/uploads/{upload}").status_code == 204
    assert manager.get(f"/api/v1/uploads/{upload}").status_code == 404
    assert send(manager, upload, 1).status_code == 404


def everything(client, upload):
    yield client.get(f"/api/v1/uploads/{upload}")
    yield send(client, upload, 1)
    yield client.post(f"/api/v1/uploads/{upload}/complete")
    yield client.delete(f"/api/v1/uploads/{upload}")


def test_an_upload_of_somebody_else_does_not_exist(installation, admin, project, manager):
    upload = begin(manager, project)
    colleague = member(installation, admin, project, "bob@example.org", "owner")
    stranger = installation.client_of(installation.user("eve@example.org"))
    for client in (colleague, stranger):
        assert {answer.status_code for answer in everything(client, upload)} == {404}
        assert client.get("/api/v1/uploads").json()["items"] == []


def test_who_lost_the_role_cannot_go_on(admin, project, manager):
    upload = begin(manager, project)
    admin.put(f"/api/v1/projects/{project}/members", json={"email": "ada@example.org", "role": "viewer"})
    assert {answer.status_code for answer in everything(manager, upload)} == {403}


def test_an_administrator_sees_and_ends_the_upload_of_anybody(admin, project, manager):
    upload = begin(manager, project)
    assert [one["id"] for one in admin.get("/api/v1/uploads").json()["items"]] == [upload]
    assert admin.delete(f"/api/v1/uploads/{upload}").status_code == 204


def test_nobody_is_asked_to_sign_in_first(installation, project, manager):
    upload = begin(manager, project)
    assert {answer.status_code for answer in everything(installation.client(), upload)} == {401}


def test_a_file_over_the_limit_is_refused_when_it_is_announced(tmp_path):
    small = Installation(tmp_path / "small", max_upload_bytes=len(CONTENT) - 1)
    client = small.admin()
    assert announce(client, make_project(client, "street")).status_code == 413
    small.close()


def test_an_upload_goes_on_after_a_restart_of_the_server(tmp_path):
    first = Installation(tmp_path / "data")
    client = first.admin()
    upload = begin(client, make_project(client, "street", "a.jpg", "b.jpg"))
    send(client, upload, 2)
    first.close()
    second = Installation(tmp_path / "data")
    second.application.resume()
    client = second.admin()
    assert client.get(f"/api/v1/uploads/{upload}").json()["received"] == [2]
    for no in (1, 3):
        send(client, upload, no)
    assert client.post(f"/api/v1/uploads/{upload}/complete").json()["counts"]["accepted"] == 2
    second.close()
