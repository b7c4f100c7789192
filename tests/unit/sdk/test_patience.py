import pytest

from postil.errors import (
    AuthenticationError,
    ConflictError,
    RetryableStoreError,
    ServerError,
    StoreError,
    UsageError,
)
from postil.sdk import patience
from postil.sdk.connection import Connection
from postil.sdk.location import Location
from postil.sdk.patience import patiently

HERE = Location(url="http://127.0.0.1:1", key="old")


@pytest.fixture(autouse=True)
def slept(monkeypatch):
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    return pauses


@pytest.fixture
def connection():
    with Connection(HERE) as opened:
        yield opened


def failing(*errors):
    left = list(errors)

    def call():
        if left:
            raise left.pop(0)
        return "done"

    return call


@pytest.mark.parametrize("error", [ServerError("away"), RetryableStoreError("busy")])
def test_a_server_that_is_away_or_busy_is_asked_until_it_answers(connection, error):
    assert patiently(connection, failing(*[error] * 9)) == "done"


def test_pauses_grow_up_to_a_limit(connection, slept):
    patiently(connection, failing(*[ServerError("away")] * 8))
    assert slept == [0.25, 0.5, 1, 2, 4, 8, 10, 10]


def test_patience_ends(connection, monkeypatch):
    monkeypatch.setattr(patience, "PATIENCE_S", 0)
    with pytest.raises(ServerError):
        patiently(connection, failing(ServerError("away")))


@pytest.mark.parametrize("error", [StoreError("the disk is full"), UsageError("differs", code="SRC011")])
def test_a_failure_of_the_disk_or_a_wrong_checksum_is_tried_a_few_times(connection, error):
    assert patiently(connection, failing(error, error)) == "done"
    with pytest.raises(type(error)):
        patiently(connection, failing(error, error, error))


@pytest.mark.parametrize("error", [ConflictError("taken"), UsageError("wrong"), AuthenticationError("who")])
def test_what_does_not_pass_is_not_tried_again(connection, error, slept):
    with pytest.raises(type(error)):
        patiently(connection, failing(error))
    assert slept == []


def test_a_server_that_came_back_elsewhere_with_another_key_is_found():
    there = Location(url="http://127.0.0.1:2", key="new")
    with Connection(HERE, again=lambda: there) as opened:
        assert patiently(opened, failing(AuthenticationError("who"))) == "done"
        assert opened.url == there.url
        with pytest.raises(AuthenticationError):
            patiently(opened, failing(AuthenticationError("who"), AuthenticationError("who")))
