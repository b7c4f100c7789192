"""What holds for every path: trailing slashes, HEAD, unknown paths, methods, bodies, and how errors read."""

import pytest

from postil.facades.body import Body
from postil.facades.native.table import ROUTES


def test_a_trailing_slash_makes_no_difference(installation):
    assert installation.client().get("/healthz/").json() == installation.client().get("/healthz").json()


def test_head_answers_the_headers_of_get_without_its_body(admin):
    get, head = admin.get("/api/v1/whoami"), admin.head("/api/v1/whoami")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"]


def test_an_unknown_path_is_a_problem(admin):
    answer = admin.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["instance"] == "/api/v1/nothing"


def test_a_wrong_method_names_the_right_ones(admin):
    answer = admin.delete("/api/v1/projects")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST, HEAD"


def test_nobody_gets_past_the_door_of_a_route_that_is_not_public(installation):
    answer = installation.client().get("/api/v1/projects")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if not route.access.is_public], ids=lambda r: r.name
)
def test_every_route_that_is_not_public_refuses_nobody(installation, route):
    path = route.path.replace("{uid}", "x").replace("{sha256}", "0" * 64)
    assert installation.client().request(route.method, path).status_code == 401


def test_a_misspelt_field_is_refused_with_the_right_spelling(admin):
    answer = admin.post("/api/v1/datasets", json={"name_": "street"})
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["hint"] == "did you mean 'name'?"
    assert problem["issues"][0]["where"]["pointer"] == "/name_"


def test_a_value_of_the_wrong_type_is_refused_with_its_place(admin):
    body = {"name": "traffic", "features": [{"name": "car", "kind": "box"}, {"name": 7, "kind": "box"}]}
    problem = admin.post("/api/v1/ontologies", json=body).json()
    assert problem["status"] == 400
    assert problem["issues"][0]["where"]["pointer"] == "/features/1/name"


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"", "SRC003"), (b"{", "SRC003"), (b'{"name": "\xff"}', "SRC003"), (b"[" * 100_000, "SRC007")],
    ids=["empty", "cut off", "not UTF-8", "too deep"],
)
def test_a_body_that_is_not_json_is_a_problem_with_a_code(admin, body, code):
    answer = admin.post("/api/v1/datasets", content=body)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_a_body_announced_as_too_large_is_refused_unread(admin):
    answer = admin.post("/api/v1/datasets", content=b"{}", headers={"content-length": "10000001"})
    assert answer.status_code == 413


def test_a_body_that_turns_out_too_large_is_refused(admin):
    async def pieces():
        for _ in range(11):
            yield b" " * 1_000_000

    answer = admin.post("/api/v1/datasets", content=pieces())
    assert answer.status_code == 413


def test_a_misspelt_parameter_is_refused_with_the_right_spelling(admin):
    problem = admin.get("/api/v1/datasets?limits=3").json()
    assert (problem["status"], problem["hint"]) == (400, "did you mean 'limit'?")


def test_a_fault_of_ours_is_told_without_its_inside(installation, monkeypatch, caplog):
    def fail(_self):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(Body, "whole", fail)
    answer = installation.admin().post("/api/v1/datasets", json={"name": "street"})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "ZeroDivisionError" in caplog.text
    assert answer.json()["detail"].rpartition(" ")[2] in caplog.text


def test_pages_follow_each_other_to_the_end(admin):
    for name in ("a", "b", "c"):
        admin.post("/api/v1/datasets", json={"name": name})
    first = admin.get("/api/v1/datasets", params={"limit": 2}).json()
    second = admin.get("/api/v1/datasets", params={"limit": 2, "after": first["next"]}).json()
    assert [item["name"] for item in first["items"] + second["items"]] == ["a", "b", "c"]
    assert second["next"] is None
