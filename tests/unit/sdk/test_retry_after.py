import httpx
import pytest

from postil.sdk.connection import Connection
from postil.sdk.location import Location
from postil.sdk.retry_after import is_asked_again, pause_s


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, 0.1), ("7", 7.0), ("0", 0.1), ("3600", 60.0), ("soon", 0.1), ("-3", 0.1)],
)
def test_the_server_says_how_long_within_reason(header, seconds):
    headers = {} if header is None else {"retry-after": header}
    assert pause_s(httpx.Response(429, headers=headers), 0.1) == seconds


@pytest.mark.parametrize(("status", "again"), [(429, True), (503, True), (500, False), (409, False)])
def test_only_what_was_not_done_is_asked_again(status, again):
    assert is_asked_again(httpx.Response(status)) == again


def test_what_was_too_much_is_sent_again_when_there_is_room_also_a_post():
    answers = [httpx.Response(429, headers={"retry-after": "0"}), httpx.Response(201, json=[1])]
    with Connection(Location(url="http://a.invalid"), httpx.MockTransport(lambda _: answers.pop(0))) as made:
        assert made.send("POST", "/x", list, {"a": 1}) == [1]
