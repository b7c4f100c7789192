from datetime import UTC, datetime, timedelta

import pytest

from postil.ports.idempotency import KeyedRequest
from postil.services.idempotency import (
    AnswerNotKeptError,
    Idempotency,
    KeyedStore,
    KeyReusedError,
    OutcomeUnknownError,
    StillRunningError,
)
from postil.stores.sql.sqlite import SqliteStore

NOW = datetime(2026, 1, 5, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.time = NOW

    def now(self):
        return self.time


@pytest.fixture
def store(tmp_path):
    store = SqliteStore(tmp_path / "postil.db")
    yield KeyedStore(store)
    store.close()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def service(store, clock):
    return Idempotency(store, clock)


@pytest.fixture
def request_(store):
    with store.write() as session:
        user = session.access.create_user("ada@example.org", "", False, 0)
    return KeyedRequest(user_id=user.id, key="k", digest="a" * 64)


def kept(service, request, status=200, content=b"done"):
    with service.claim(request) as claim:
        service.keep(claim, status, {"content-type": "text/plain"}, content)


def test_what_was_kept_is_found_within_a_day_and_no_longer(service, clock, request_):
    kept(service, request_)
    clock.time = NOW + timedelta(hours=24)
    with service.claim(request_) as claim:
        assert claim.kept.content == b"done"
    clock.time += timedelta(seconds=1)
    with service.claim(request_) as claim:
        assert claim.kept is None


def test_a_key_runs_once_at_a_time_and_again_afterwards(service, request_):
    with service.claim(request_), pytest.raises(StillRunningError), service.claim(request_):
        pass
    with service.claim(request_) as claim:
        assert claim.kept is None


def test_what_a_request_writes_first_takes_its_key_along(service, store, request_):
    with service.claim(request_), store.write() as session:
        session.catalog.create_dataset("street", "", None, 0)
    with pytest.raises(OutcomeUnknownError), service.claim(request_):
        pass


def test_what_is_rolled_back_takes_its_key_back_and_the_next_brings_it_again(service, store, request_):
    with service.claim(request_) as claim:
        with pytest.raises(ZeroDivisionError), store.write():
            raise ZeroDivisionError
        assert not claim.is_begun
        with store.write() as session:
            session.catalog.create_dataset("street", "", None, 0)
        assert claim.is_begun


def test_what_is_written_outside_of_a_claim_notes_nothing(store, request_):
    with store.write() as session:
        session.catalog.create_dataset("street", "", None, 0)
        assert session.idempotency.get(request_.user_id, "k") is None


def test_another_digest_is_another_request(service, request_):
    kept(service, request_)
    other = KeyedRequest(user_id=request_.user_id, key="k", digest="b" * 64)
    with pytest.raises(KeyReusedError), service.claim(other):
        pass


def test_an_answer_without_its_content_is_not_given_again(service, request_):
    kept(service, request_, content=None)
    with pytest.raises(AnswerNotKeptError), service.claim(request_):
        pass


def test_the_purge_forgets_what_is_older_than_a_day(service, store, clock, request_):
    kept(service, request_)
    for hours, is_there in ((24, True), (25, False)):
        clock.time = NOW + timedelta(hours=hours)
        service.purge()
        with store.read() as session:
            assert (session.idempotency.get(request_.user_id, "k") is not None) == is_there


def test_only_an_answer_that_ended_an_access_is_told_to_who_has_none(service, request_):
    def told(digest):
        return service.parting(request_.user_id, "k", lambda: digest)

    assert told(request_.digest) is None
    kept(service, request_)
    assert told(request_.digest) is None
    with service.claim(KeyedRequest(user_id=request_.user_id, key="l", digest="c" * 64)) as claim:
        service.keep(claim, 200, {}, b"gone", is_parting=True)
    assert service.parting(request_.user_id, "l", lambda: "c" * 64).content == b"gone"
    assert service.parting(request_.user_id, "l", lambda: "d" * 64) is None
    assert service.parting(request_.user_id + 1, "l", lambda: "c" * 64) is None
