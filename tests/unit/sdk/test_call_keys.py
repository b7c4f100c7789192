from threading import Thread
from urllib.parse import urlsplit

import pytest

from postil.errors import ServerError
from postil.sdk import connection as connection_module
from postil.sdk.call_keys import next_key, one_call
from postil.sdk.client import Client
from postil.sdk.location import Location
from postil.sdk.patience import patiently
from tests.unit.sdk.relay import Relay


@pytest.fixture(autouse=True)
def _little_waiting(monkeypatch):
    monkeypatch.setattr(connection_module, "PAUSES_S", (0, 0, 0))


def test_requests_have_keys_of_their_own():
    assert next_key() != next_key()


def test_a_call_made_again_has_the_same_keys_in_the_same_order():
    with one_call() as keys:
        first = [next_key(), next_key()]
        keys.begin_again()
        assert [next_key(), next_key()] == first
    assert len(set(first)) == 2


def test_two_calls_share_no_key():
    found = []
    for _ in range(2):
        with one_call():
            found.append(next_key())
    assert len(set(found)) == 2


def test_a_call_within_a_call_is_part_of_it():
    with one_call() as outer, one_call() as inner:
        assert inner is outer


def test_calls_of_other_threads_are_other_calls():
    found: list[str] = []
    with one_call() as keys:
        mine = next_key()
        thread = Thread(target=lambda: found.append(next_key()))
        thread.start()
        thread.join()
        keys.begin_again()
        assert next_key() == mine
    assert found != [mine]


def test_patience_makes_the_same_call_again(client):
    found: list[str] = []

    def call() -> None:
        found.append(next_key())
        if len(found) < 3:
            raise ServerError("away")

    patiently(client.uploads.connection, call)
    assert len(found) == 3
    assert len(set(found)) == 1


def sent_keys(relay: Relay) -> list[bytes]:
    heads = [one for one in relay.sent if one.startswith(b"POST ")]
    lines = [line for head in heads for line in head.split(b"\r\n")]
    return [line for line in lines if line.lower().startswith(b"idempotency-key:")]


@pytest.mark.parametrize(("cuts", "unanswered"), [((10,), 0), ((), 1), ((10, 10, 10), 0), ((), 3)])
def test_a_connection_lost_before_or_after_the_answer_is_made_again_with_the_key(server, cuts, unanswered):
    port = urlsplit(server.url).port
    assert port
    with (
        Relay(port, *cuts, unanswered=unanswered) as relay,
        Client(Location(url=relay.url, key=server.key)) as through,
    ):
        made = through.datasets.create("kept")
        keys = sent_keys(relay)
    assert made.name == "kept"
    assert len(keys) == 1 + len(cuts) + unanswered
    assert len(set(keys)) == 1
