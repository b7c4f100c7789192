"""How people and programs come in, and what keeps others out."""

import pytest

from tests.facades.native.installation import LOCAL_TOKEN, ORIGIN, Client, Installation


def test_a_program_of_this_machine_acts_as_the_administrator(admin):
    assert admin.get("/api/v1/whoami").json()["is_admin"] is True


def test_the_bootstrap_key_is_the_administrators(tmp_path):
    made = Installation(tmp_path, api_key="a-key-of-the-settings-0123")
    try:
        assert made.client("a-key-of-the-settings-0123").get("/api/v1/whoami").json()["is_admin"] is True
    finally:
        made.close()


def test_another_bootstrap_key_ends_the_earlier_one(tmp_path):
    for key in ("the-first-key-of-the-settings", "the-second-key-of-the-settings"):
        made = Installation(tmp_path, api_key=key)
        statuses = [
            made.client(f"the-{which}-key-of-the-settings").get("/api/v1/whoami").status_code
            for which in ("first", "second")
        ]
        made.close()
    assert statuses == [401, 200]


def test_a_new_key_works_until_it_is_revoked(installation, admin):
    issued = admin.post("/api/v1/keys", json={"name": "trainer"}).json()
    client = installation.client(issued["secret"])
    assert issued["secret"].startswith("pk_" + issued["key"]["prefix"] + "_")
    assert client.get("/api/v1/whoami").status_code == 200
    assert admin.delete(f"/api/v1/keys/{issued['key']['id']}").status_code == 204
    assert client.get("/api/v1/whoami").status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/projects", 200),
        ("HEAD", "/api/v1/projects", 200),
        ("POST", "/api/v1/datasets", 403),
        ("DELETE", "/api/v1/keys/0", 403),
        ("PUT", "/api/v1/ontologies/0", 403),
        ("PATCH", "/api/v1/projects/0", 403),
        ("POST", "/graphql", 403),
    ],
)
def test_a_key_for_reading_changes_nothing(installation, admin, method, path, status):
    secret = admin.post("/api/v1/keys", json={"name": "report", "scope": "read"}).json()["secret"]
    assert installation.client(secret).request(method, path).status_code == status


def test_the_secret_of_a_key_is_listed_nowhere(admin):
    secret = admin.post("/api/v1/keys", json={"name": "trainer"}).json()["secret"]
    assert secret not in admin.get("/api/v1/keys").text


def test_a_stranger_cannot_revoke_a_key_or_learn_that_it_exists(installation, admin):
    key = admin.post("/api/v1/keys", json={"name": "trainer"}).json()["key"]["id"]
    stranger = installation.client_of(installation.user("eve@example.org"))
    assert stranger.delete(f"/api/v1/keys/{key}").status_code == 404


def test_only_an_administrator_makes_keys_for_others(installation):
    eve = installation.client_of(installation.user("eve@example.org"))
    answer = eve.post("/api/v1/keys", json={"name": "x", "email": "admin@localhost"})
    assert answer.status_code == 403


@pytest.mark.parametrize("proof", ["Bearer pk_0000_wrong", "Token abc", "Basic YTpi", "Bearer"])
def test_a_wrong_proof_is_refused(installation, proof):
    assert installation.client().get("/api/v1/whoami", headers={"authorization": proof}).status_code == 401


def signed_in(installation: Installation) -> Client:
    """Open a fresh sign-in link as a browser does."""
    link = installation.admin().post("/api/v1/sign-in-links", json={}).json()["path"]
    browser = installation.client()
    answer = browser.get(link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    return browser


def test_opening_a_link_signs_a_browser_in(installation):
    assert signed_in(installation).get("/api/v1/whoami").json()["name"] == "Administrator"


def test_the_session_cookie_is_out_of_reach_of_pages_and_other_sites(installation):
    link = installation.admin().post("/api/v1/sign-in-links", json={}).json()["path"]
    cookie = installation.client().get(link).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_two_servers_of_one_machine_sign_nobody_out_of_the_other(tmp_path):
    # A browser sends the cookies of a machine to all of its ports.
    made = [Installation(tmp_path / name) for name in ("one", "two")]
    cookies = []
    for one, host in zip(made, ("127.0.0.1:8600", "127.0.0.1:8601"), strict=True):
        link = one.admin().post("/api/v1/sign-in-links", json={}).json()["path"]
        answer = one.client(host=host).get(link)
        cookies.append((host, answer.headers["set-cookie"].partition(";")[0]))
    jar = dict(cookie.split("=", 1) for _, cookie in cookies)
    sent = "; ".join(f"{name}={value}" for name, value in jar.items())
    for one, (host, _) in zip(made, cookies, strict=True):
        assert one.client(host=host, cookie=sent).get("/api/v1/whoami").status_code == 200
        browser = one.client(host=host, cookie=sent, origin=f"http://{host}")
        gone = browser.delete("/api/v1/session").headers["set-cookie"]
        assert gone.startswith(f"postil_session_{host[-4:]}=;")
        one.close()


def test_who_signs_out_is_out_and_other_browsers_of_theirs_are_not(installation):
    browser, other = signed_in(installation), signed_in(installation)
    kept = browser.get("/api/v1/whoami").request.headers["cookie"]
    answer = browser.delete("/api/v1/session", headers={"origin": ORIGIN})
    assert answer.status_code == 204
    assert "cookie" not in browser.get("/api/v1/whoami").request.headers
    # Who has copied the cookie has nothing of it.
    assert installation.client(cookie=kept).get("/api/v1/whoami").status_code == 401
    assert other.get("/api/v1/whoami").status_code == 200


def test_another_site_signs_nobody_out(installation):
    browser = signed_in(installation)
    assert browser.delete("/api/v1/session", headers={"origin": "http://evil.example"}).status_code == 403
    assert browser.get("/api/v1/whoami").status_code == 200


def test_a_program_that_signs_out_goes_on(admin):
    assert admin.delete("/api/v1/session").status_code == 204
    assert admin.get("/api/v1/whoami").status_code == 200


def test_a_link_signs_in_once(installation):
    link = installation.admin().post("/api/v1/sign-in-links", json={}).json()["path"]
    assert installation.client().get(link).status_code == 303
    assert installation.client().get(link).status_code == 403


def test_looking_at_a_link_with_head_does_not_spend_it(installation):
    link = installation.admin().post("/api/v1/sign-in-links", json={}).json()["path"]
    assert installation.client().head(link).status_code == 200
    assert installation.client().get(link).status_code == 303


def test_a_browser_reads_with_its_cookie_alone(installation):
    assert signed_in(installation).get("/api/v1/whoami").status_code == 200


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:9999"])
def test_a_browser_changes_nothing_from_a_page_of_another_origin(installation, origin):
    headers = {"origin": origin} if origin else {}
    answer = signed_in(installation).post("/api/v1/datasets", json={"name": "street"}, headers=headers)
    assert answer.status_code == 403


def test_a_browser_changes_things_from_a_page_of_this_server(installation):
    browser = signed_in(installation)
    answer = browser.post("/api/v1/datasets", json={"name": "street"}, headers={"origin": ORIGIN})
    assert answer.status_code == 201


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8600", "127.0.0.1.evil.example", "0.0.0.0"])
def test_a_name_of_somebody_else_is_not_answered_to(installation, host):
    answer = installation.client(LOCAL_TOKEN, host=host).get("/api/v1/whoami")
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["localhost:8600", "127.0.0.1", "[::1]:8600"])
def test_names_of_this_machine_are_answered_to(installation, host):
    assert installation.client(LOCAL_TOKEN, host=host).get("/api/v1/whoami").status_code == 200


def test_a_configured_name_is_answered_to_and_no_other(tmp_path):
    made = Installation(tmp_path, host="0.0.0.0", allowed_hosts=["labels.example.org"])
    try:
        assert made.client(host="labels.example.org").get("/healthz").status_code == 200
        assert made.client(host="10.0.0.7").get("/healthz").status_code == 403
    finally:
        made.close()


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/whoami", "/nothing"])
def test_every_answer_carries_the_security_headers(installation, path):
    headers = installation.client().get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")
