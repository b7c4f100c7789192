"""Everybody has a quota: what is left is told, and beyond it nothing is done."""

import pytest

from tests.facades.native.installation import Installation

FEW = 5


@pytest.fixture
def limited(tmp_path):
    made = Installation(
        tmp_path,
        requests_per_minute=FEW,
        visitor_requests_per_minute=FEW,
        failed_sign_ins_per_minute=2,
    )
    yield made
    made.close()


def test_what_is_left_is_told_with_every_answer(limited):
    admin = limited.admin()
    first, second = admin.get("/api/v1/whoami"), admin.get("/api/v1/nothing/at/all")
    third = admin.get("/api/v1/whoami")
    assert first.headers["ratelimit-policy"] == f'"user";q={FEW};w=60'
    assert first.headers["ratelimit"].startswith(f'"user";r={FEW - 1};t=')
    assert second.status_code == 404
    assert third.headers["ratelimit"].startswith(f'"user";r={FEW - 2};t=')


def test_beyond_the_quota_nothing_is_done(limited):
    admin = limited.admin()
    answers = [admin.post("/api/v1/datasets", json={"name": "a"}) for _ in range(FEW + 1)]
    assert [one.status_code for one in answers] == [201] * FEW + [429]
    last = answers[-1]
    assert last.json()["type"] == "urn:postil:problem:too-many"
    assert 1 <= int(last.headers["retry-after"]) <= 60
    with limited.application.services.users._store.read() as session:  # noqa: SLF001
        assert len(session.catalog.list_datasets(after_id=0, limit=FEW + 1)) == FEW


def test_one_user_leaves_the_quota_of_another_alone(limited):
    admin, ada = limited.admin(), limited.client_of(limited.user("ada@example.org"))
    for _ in range(FEW + 1):
        admin.get("/api/v1/whoami")
    assert ada.get("/api/v1/whoami").status_code == 200


def test_those_who_have_not_signed_in_count_by_address(limited):
    statuses = [limited.client().get("/healthz").status_code for _ in range(FEW + 1)]
    assert statuses == [200] * FEW + [429]


def test_guessing_keys_ends_early_and_keeps_nobody_out(limited):
    guesses = [limited.client(f"pk_{number:064}").get("/api/v1/whoami") for number in range(4)]
    assert [one.status_code for one in guesses] == [401, 401, 429, 429]
    assert limited.admin().get("/api/v1/whoami").status_code == 200


@pytest.mark.parametrize("origin", ["http://[", "https://evil.example"])
def test_a_browser_from_elsewhere_is_refused_and_counts_as_a_failed_sign_in(limited, origin):
    stranger = limited.client(cookie="postil_session_8600=x", origin=origin)
    statuses = [stranger.post("/api/v1/datasets", json={"name": "a"}).status_code for _ in range(3)]
    assert statuses == [403, 403, 429]


def test_guessing_sign_in_links_ends_early(limited):
    statuses = [limited.client().get(f"/?token={number}").status_code for number in range(3)]
    assert statuses == [403, 403, 429]


def test_a_request_that_was_too_much_does_not_use_its_key_up(limited):
    admin, key = limited.admin(), {"idempotency-key": "k"}
    for _ in range(FEW):
        admin.get("/api/v1/whoami")
    assert admin.post("/api/v1/datasets", json={"name": "a"}, headers=key).status_code == 429
    session = limited.application.services.idempotency
    with session._store.read() as found:  # noqa: SLF001
        assert found.idempotency.get(limited.application.admin.id, "k") is None


def test_no_limit_says_nothing_of_limits(tmp_path):
    made = Installation(tmp_path, requests_per_minute=0)
    try:
        answers = [made.admin().get("/api/v1/whoami") for _ in range(3)]
        assert not [one for one in answers if "ratelimit" in one.headers]
    finally:
        made.close()
