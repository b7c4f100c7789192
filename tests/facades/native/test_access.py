"""Keys and links: how people come in, and whose business that is."""


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


def test_an_administrator_lists_the_keys_of_another(installation, admin):
    installation.client_of(installation.user("ada@example.org"))
    listed = admin.get("/api/v1/keys", params={"email": "ada@example.org"}).json()["items"]
    assert [(key["user"], key["name"]) for key in listed] == [("ada@example.org", "test")]


def test_ones_own_keys_are_listed_without_being_an_administrator(installation):
    ada = installation.client_of(installation.user("ada@example.org"))
    for query in ({}, {"email": "ada@example.org"}):
        assert [key["name"] for key in ada.get("/api/v1/keys", params=query).json()["items"]] == ["test"]


def test_keys_come_in_pages(admin):
    for name in "abc":
        admin.post("/api/v1/keys", json={"name": name})
    first = admin.get("/api/v1/keys", params={"limit": 2}).json()
    rest = admin.get("/api/v1/keys", params={"limit": 2, "after": first["next"]}).json()
    assert [key["name"] for key in first["items"] + rest["items"]] == ["a", "b", "c"]
    assert rest["next"] is None


def test_a_key_for_a_misspelt_address_names_the_nearest(installation, admin):
    installation.user("ada@example.org")
    answer = admin.post("/api/v1/keys", json={"name": "x", "email": "adda@example.org"})
    assert (answer.status_code, answer.json()["hint"]) == (404, "did you mean 'ada@example.org'?")


def test_a_key_says_when_it_expires(admin):
    key = admin.post("/api/v1/keys", json={"name": "x", "expires_at": "2199-01-01T00:00:00Z"}).json()["key"]
    assert key["expires_at"] == "2199-01-01T00:00:00Z"
