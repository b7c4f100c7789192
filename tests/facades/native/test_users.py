"""Users over HTTP: what administrators do with them, and what people do with themselves."""

import pytest


@pytest.fixture
def ada(admin):
    return admin.post("/api/v1/users", json={"email": "ada@example.org", "name": "Ada"}).json()


def me(client):
    return client.get("/api/v1/whoami").json()


def test_a_new_user_is_listed(admin, ada):
    listed = admin.get("/api/v1/users").json()
    assert [user["email"] for user in listed["items"]] == ["admin@localhost", "ada@example.org"]
    assert listed["next"] is None


def test_users_come_in_pages(admin, ada):
    first = admin.get("/api/v1/users", params={"limit": 1}).json()
    second = admin.get("/api/v1/users", params={"limit": 1, "after": first["next"]}).json()
    assert [user["email"] for user in second["items"]] == ["ada@example.org"]


def test_an_address_is_given_once(admin, ada):
    assert admin.post("/api/v1/users", json={"email": "ada@example.org"}).status_code == 409


@pytest.mark.parametrize("email", ["ada", "a da@example.org", "a@b@c"])
def test_an_address_that_is_none_is_refused(admin, email):
    assert admin.post("/api/v1/users", json={"email": email}).status_code == 400


def test_a_user_is_shown_by_id(admin, ada):
    assert admin.get(f"/api/v1/users/{ada['id']}").json() == ada


def test_a_disabled_user_is_out_at_once_and_stays_out_until_they_get_a_new_way_in(installation, admin):
    user = installation.user("ada@example.org")
    client = installation.client_of(user)
    browser = installation.client()
    browser.get(admin.post("/api/v1/sign-in-links", json={"email": user.email}).json()["path"])
    for is_disabled in (True, False):
        changed = admin.patch(f"/api/v1/users/{user.uid}", json={"is_disabled": is_disabled})
        assert changed.json()["is_disabled"] is is_disabled
        assert client.get("/api/v1/whoami").status_code == 401
        assert browser.get("/api/v1/whoami").status_code == 401
    assert installation.client_of(user).get("/api/v1/whoami").status_code == 200


def test_a_disabled_user_is_made_no_key_and_no_link(admin, ada):
    admin.patch(f"/api/v1/users/{ada['id']}", json={"is_disabled": True})
    assert admin.post("/api/v1/keys", json={"name": "x", "email": ada["email"]}).status_code == 409
    assert admin.post("/api/v1/sign-in-links", json={"email": ada["email"]}).status_code == 409


@pytest.mark.parametrize("change", [{"is_admin": False}, {"is_disabled": True}])
def test_the_only_administrator_stays_one(admin, change):
    answer = admin.patch(f"/api/v1/users/{me(admin)['id']}", json=change)
    assert (answer.status_code, answer.json()["hint"]) == (409, "make somebody else an administrator first")


def test_a_new_administrator_may_what_administrators_may(installation, admin):
    user = installation.user("ada@example.org")
    client = installation.client_of(user)
    assert client.get("/api/v1/users").status_code == 403
    admin.patch(f"/api/v1/users/{user.uid}", json={"is_admin": True})
    assert client.get("/api/v1/users").status_code == 200


def test_somebody_renames_themselves_and_does_no_more(installation):
    user = installation.user("ada@example.org")
    client = installation.client_of(user)
    path = f"/api/v1/users/{user.uid}"
    assert client.patch(path, json={"name": "Ada"}).json()["name"] == "Ada"
    for change in ({"is_admin": True}, {"is_disabled": False}):
        assert client.patch(path, json=change).status_code == 403
    assert me(client)["is_admin"] is False


def test_programs_of_the_machine_stay_administrators_when_the_first_one_is_disabled(installation, admin):
    first = me(admin)
    other = admin.post("/api/v1/users", json={"email": "ada@example.org", "is_admin": True}).json()
    assert admin.patch(f"/api/v1/users/{first['id']}", json={"is_disabled": True}).status_code == 200
    assert me(admin) == other
