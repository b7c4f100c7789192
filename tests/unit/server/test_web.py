"""Pages and what is below them, asked for as a browser does."""

import pytest

from tests.facades.native.installation import ORIGIN, Installation


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("path", ["/", "/catalog", "/projects/0190a000/tasks/7", "/settings/usage"])
def test_every_page_begins_as_the_same_document(installation, path):
    browser = installation.client()
    assert browser.get(path).text == browser.get("/").text
    assert browser.get(path).headers["content-type"] == "text/html; charset=utf-8"


def test_a_page_is_not_kept_by_the_browser(installation):
    assert installation.client().get("/projects").headers["cache-control"] == "no-store"


def test_pages_can_be_asked_for_by_head(installation):
    assert installation.client().head("/projects").text == ""


@pytest.mark.parametrize("path", ["/", "/projects"])
def test_pages_take_nothing(installation, path):
    assert installation.client().post(path).status_code == 405


def test_a_browser_that_is_lost_gets_a_page_that_says_so(installation):
    answer = installation.client(accept="text/html").get("/nowhere")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_a_program_that_is_lost_gets_a_problem(installation):
    answer = installation.client().get("/nowhere")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_file_that_is_not_there_is_missing(installation):
    assert installation.client().get("/assets/missing.js").status_code == 404


def test_routes_of_programs_are_answered_by_them(installation):
    browser = installation.client(accept="text/html")
    assert browser.get("/healthz").json()["status"] == "ok"
    assert browser.get("/api/v1/whoami").status_code == 401


def signed_in(installation):
    """Return a browser that is signed in, and its cookie."""
    path = installation.admin().post("/api/v1/sign-in-links", json={}).json()["path"]
    browser = installation.client()
    cookie = browser.get(path).headers["set-cookie"].partition(";")[0]
    assert browser.get("/api/v1/whoami").status_code == 200
    return browser, cookie


def test_who_signs_out_is_out_also_with_a_copy_of_the_cookie(installation):
    browser, cookie = signed_in(installation)
    thief = installation.client(cookie=cookie)
    assert thief.get("/api/v1/whoami").status_code == 200
    assert browser.post("/sign-out", headers={"origin": ORIGIN}).status_code == 204
    assert browser.get("/api/v1/whoami").status_code == 401
    assert thief.get("/api/v1/whoami").status_code == 401


def test_nobody_is_signed_out_by_a_page_of_others(installation):
    browser, _ = signed_in(installation)
    answers = [
        browser.post("/sign-out", headers=one) for one in ({}, {"origin": "https://elsewhere.example"})
    ]
    assert [one.status_code for one in answers] == [403, 403]
    assert browser.get("/api/v1/whoami").status_code == 200


def test_signing_out_twice_is_signing_out_once(installation):
    browser, _ = signed_in(installation)
    answers = [browser.post("/sign-out", headers={"origin": ORIGIN}) for _ in range(2)]
    assert [one.status_code for one in answers] == [204, 204]
