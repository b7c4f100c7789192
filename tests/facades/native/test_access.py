"""Users and who may see them."""


def test_a_new_user_is_listed(admin):
    made = admin.post("/api/v1/users", json={"email": "ada@example.org", "name": "Ada"})
    assert made.status_code == 201
    listed = admin.get("/api/v1/users").json()["items"]
    assert [user["email"] for user in listed] == ["admin@localhost", "ada@example.org"]


def test_an_address_is_given_once(admin):
    for status in (201, 409):
        assert admin.post("/api/v1/users", json={"email": "ada@example.org"}).status_code == status


def test_users_are_the_business_of_administrators(installation):
    ada = installation.client_of(installation.user("ada@example.org"))
    assert ada.get("/api/v1/users").status_code == 403
    assert ada.post("/api/v1/users", json={"email": "eve@example.org"}).status_code == 403


def test_an_administrator_lets_a_user_in_by_a_link(installation, admin):
    installation.user("ada@example.org")
    link = admin.post("/api/v1/sign-in-links", json={"email": "ada@example.org"}).json()["path"]
    browser = installation.client()
    browser.get(link)
    assert browser.get("/api/v1/whoami").json()["email"] == "ada@example.org"


def test_keys_of_everybody_are_the_business_of_administrators(installation, admin):
    ada = installation.client_of(installation.user("ada@example.org"))
    assert ada.get("/api/v1/keys?everybody=true").status_code == 403
    assert [key["name"] for key in admin.get("/api/v1/keys?everybody=true").json()["items"]] == ["test"]
