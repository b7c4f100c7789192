"""Pages and what is below them, asked for as a browser does."""

import pytest

from tests.facades.native.installation import Installation


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
