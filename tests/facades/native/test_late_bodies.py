"""Whoever sends slowly is asked again, when all has come, whether they still may."""

import pytest

from postil.errors import ConflictError
from tests.facades.native.installation import Client, Installation
from tests.facades.native.scene import box, make_project, ndjson, send


def slowly(content, meanwhile):
    """Send half of a body, do something, and send the rest."""

    async def pieces():
        yield content[:2]
        meanwhile()
        yield content[2:]

    return pieces()


@pytest.fixture
def services(installation):
    return installation.application.services


@pytest.fixture
def owner(installation):
    return installation.user("ada@example.org")


@pytest.fixture
def project(installation, owner) -> str:
    return make_project(installation.client_of(owner), "street", "a.jpg")


@pytest.fixture
def removing(installation, services, owner, project):
    """Take the role of the owner away, after somebody else has become one."""

    def remove():
        other, admin = installation.user("bea@example.org"), installation.application.admin
        services.members.set_role(project, other.email, "owner", admin)
        services.members.remove(project, owner.uid, admin)

    return remove


def test_who_lost_their_role_while_they_sent_json_changes_nothing(
    installation, admin, owner, project, removing
):
    client = installation.client_of(owner)
    body = slowly(b'{"name": "mine"}', removing)
    tag = {"if-match": admin.get(f"/api/v1/projects/{project}").headers["etag"]}
    answer = client.patch(f"/api/v1/projects/{project}", content=body, headers=tag)
    assert answer.status_code == 404
    assert admin.get(f"/api/v1/projects/{project}").json()["name"] == "street"


def test_who_was_disabled_while_they_sent_json_is_nobody(installation, admin, services):
    user = services.users.create("eve@example.org", "", installation.application.admin, is_admin=True)
    client = installation.client_of(user)
    body = slowly(
        b'{"email": "mallory@example.org", "is_admin": true}',
        lambda: services.users.update(user.uid, installation.application.admin, is_disabled=True),
    )
    assert client.post("/api/v1/users", content=body).status_code == 401
    assert "mallory" not in admin.get("/api/v1/users").text


def test_who_lost_their_role_while_they_sent_a_file_imports_nothing(
    installation, admin, owner, project, removing
):
    client: Client = installation.client_of(owner)
    answer = send(client, project, slowly(ndjson(box("a.jpg")), removing))
    assert answer.status_code == 404
    assert admin.get(f"/api/v1/projects/{project}/imports").json()["items"] == []


def test_who_became_a_labeler_while_they_sent_a_file_imports_nothing(
    installation, admin, services, owner, project
):
    def lower():
        other, boss = installation.user("bea@example.org"), installation.application.admin
        services.members.set_role(project, other.email, "owner", boss)
        services.members.set_role(project, owner.email, "labeler", boss)

    client: Client = installation.client_of(owner)
    assert send(client, project, slowly(ndjson(box("a.jpg")), lower)).status_code == 403
    assert admin.get(f"/api/v1/projects/{project}/imports").json()["items"] == []


def test_asking_again_uses_no_quota(tmp_path):
    made = Installation(tmp_path, requests_per_minute=5)
    try:
        admin = made.admin()
        assert admin.post("/api/v1/datasets", content=slowly(b'{"name": "a"}', lambda: None)).is_success
        assert admin.get("/api/v1/whoami").headers["ratelimit"].startswith('"user";r=3;')
    finally:
        made.close()


@pytest.mark.parametrize("name", ["create_key", "create_link"])
def test_nothing_that_opens_is_made_for_who_was_disabled_meanwhile(installation, services, name):
    admin, stale = installation.application.admin, installation.user("ada@example.org")
    services.users.update(stale.uid, admin, is_disabled=True)
    given = (stale, "key", admin) if name == "create_key" else (stale, admin)
    with pytest.raises(ConflictError):
        getattr(services.access, name)(*given)
