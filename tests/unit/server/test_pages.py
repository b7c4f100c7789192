"""What is sent of the browser's application: the document, its files, and what neither is."""

import gzip
import re
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from postil.server.pages import PAGES, Pages, is_file, is_lost, is_page

ROUTES = Path(__file__).resolve().parents[3] / "web" / "src" / "routes.tsx"
SCRIPT = b"export const a = 1;\n" * 100


@pytest.fixture
def pages(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Postil</title>")
    (tmp_path / "favicon.svg").write_text("<svg/>")
    (tmp_path / "assets" / "index-4f2a.js").write_bytes(SCRIPT)
    (tmp_path / "assets" / "index-4f2a.js.gz").write_bytes(gzip.compress(SCRIPT))
    (tmp_path.parent / "secret.txt").write_text("not a page")
    return Pages(tmp_path)


def policy_of(response):
    parts = (part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))
    return {name: sources.split(" ") for name, sources in parts}


def test_pages_run_scripts_and_styles_of_this_server_only(pages):
    policy = policy_of(pages.page())
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]


@pytest.mark.parametrize("directive", ["default-src", "object-src", "frame-ancestors", "base-uri"])
def test_what_pages_have_no_use_for_is_forbidden(pages, directive):
    assert policy_of(pages.page())[directive] == ["'none'"]


def test_no_directive_allows_inline_code_or_other_servers(pages):
    sources = {source for sources in policy_of(pages.page()).values() for source in sources}
    assert sources <= {"'self'", "'none'", "blob:", "data:"}


def test_files_with_a_hash_in_their_name_are_kept_for_ever(pages):
    response = pages.file("/assets/index-4f2a.js", Headers())
    assert "immutable" in response.headers["cache-control"]
    assert response.media_type.startswith("text/javascript")


def test_other_files_are_asked_for_again(pages):
    assert "immutable" not in pages.file("/favicon.svg", Headers()).headers["cache-control"]


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [("gzip", True), ("br, GZIP;q=0.8", True), ("gzip;q=0", False), ("br", False), ("", False)],
)
def test_a_file_is_sent_compressed_to_who_takes_that(pages, accepted, is_packed):
    response = pages.file("/assets/index-4f2a.js", Headers({"accept-encoding": accepted}))
    assert (response.headers.get("content-encoding") == "gzip") is is_packed
    assert response.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/missing.js",
        "/index.html",
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/assets//etc/hosts.txt",
        "/.hidden.js",
        "/assets/index-4f2a.js.gz",
        "/assets/",
    ],
)
def test_what_is_no_file_of_the_application_is_not_sent(pages, path):
    assert pages.file(path, Headers()) is None


def test_without_a_build_the_page_says_how_to_make_one(tmp_path):
    response = Pages(tmp_path).page()
    assert response.status_code == 503
    assert b"make web" in response.body


def test_the_document_is_that_of_the_last_build(pages, tmp_path):
    pages.page()
    (tmp_path / "index.html").write_text("another")
    assert pages.page().body == b"another"


def test_every_page_of_the_application_is_answered():
    paths = re.findall(r'page\(\s*"(/[^"]*)"', ROUTES.read_text())
    assert paths
    assert [path for path in paths if not is_page(path)] == []


@pytest.mark.parametrize("path", ["/api/v1/projects", "/graphql", "/healthz", "/project", "", "projects"])
def test_what_programs_ask_is_no_page(path):
    assert not is_page(path)


def test_no_page_has_the_name_of_what_programs_ask():
    assert not {"api", "graphql", "_gql", "labelbox", "healthz", "blobs"} & set(PAGES)


@pytest.mark.parametrize("path", ["/assets/x", "/favicon.svg", "/robots.txt"])
def test_a_file_is_known_by_its_path(path):
    assert is_file(path)


@pytest.mark.parametrize("path", ["/api/v1/openapi.json", "/healthz", "/labelbox/x.png"])
def test_answers_to_programs_are_no_files(path):
    assert not is_file(path)


@pytest.mark.parametrize(
    ("path", "accepted", "expected"),
    [
        ("/nowhere", "text/html,*/*", True),
        ("/nowhere", "*/*", False),
        ("/nowhere", "application/json", False),
        ("/api/v1/nowhere", "text/html", False),
        ("/graphql", "text/html", False),
    ],
)
def test_who_looks_for_a_page_in_the_wrong_place_gets_one(path, accepted, expected):
    assert is_lost(path, accepted) is expected
