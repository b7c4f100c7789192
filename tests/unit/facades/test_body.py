"""Bodies are read piece by piece, within their limit, and a client that leaves is noticed."""

import anyio
import pytest
from anyio import to_thread

from postil.errors import LimitError, UsageError
from postil.facades import body as module
from postil.facades.body import Body, announced_size


def sent(*pieces, is_cut=False):
    """Return an ASGI `receive` that yields the pieces and then, when cut, a disconnect."""
    waiting = [
        {"type": "http.request", "body": piece, "more_body": is_cut or number < len(pieces)}
        for number, piece in enumerate(pieces, 1)
    ]
    waiting += [{"type": "http.disconnect"}] if is_cut else []

    async def receive():
        return waiting.pop(0)

    return receive


def in_thread(work):
    return anyio.run(to_thread.run_sync, work)


def test_pieces_come_as_they_were_sent():
    body = Body(sent(b"ab", b"", b"c"), 10)
    assert in_thread(lambda: list(body)) == [b"ab", b"c"]


def test_a_body_reads_like_a_file():
    body = Body(sent(b"abc", b"de"), 10)
    assert in_thread(lambda: [body.read(2), body.read(2), body.read(2), body.read(2)]) == [
        b"ab",
        b"c",
        b"de",
        b"",
    ]


def test_a_body_of_exactly_the_limit_is_accepted():
    assert in_thread(Body(sent(b"abc", b"de"), 5).whole) == b"abcde"


def test_a_body_beyond_the_limit_is_refused():
    with pytest.raises(LimitError, match="larger than 4 bytes"):
        in_thread(Body(sent(b"abc", b"de"), 4).whole)


def test_an_announced_size_beyond_the_limit_is_refused_before_anything_is_read():
    async def receive():
        raise AssertionError("read")

    with pytest.raises(LimitError):
        in_thread(Body(receive, 4, 5).whole)


def test_a_client_that_leaves_is_noticed():
    with pytest.raises(UsageError, match="left"):
        in_thread(Body(sent(b"abc", is_cut=True), 10).whole)


def test_a_body_shorter_than_announced_is_refused():
    with pytest.raises(UsageError, match="3 of 4 bytes"):
        in_thread(Body(sent(b"abc"), 10, 4).whole)


def test_a_silent_client_is_given_up(monkeypatch):
    async def receive():
        await anyio.sleep_forever()

    monkeypatch.setattr(module, "SILENCE_S", 0.01)
    with pytest.raises(LimitError, match="nothing arrived"):
        in_thread(Body(receive, 10).whole)


@pytest.mark.parametrize(("headers", "size"), [({}, None), ({"content-length": "12"}, 12)])
def test_the_announced_size_is_read(headers, size):
    assert announced_size(headers) == size


@pytest.mark.parametrize("text", ["", "-1", "1.5", "abc", "٣"])
def test_an_announced_size_that_is_no_number_is_refused(text):
    with pytest.raises(UsageError, match="Content-Length"):
        announced_size({"content-length": text})


def test_a_client_that_never_ends_is_given_up_although_it_is_never_silent(monkeypatch):
    async def receive():
        await anyio.sleep(0.005)
        return {"type": "http.request", "body": b" ", "more_body": True}

    monkeypatch.setattr(module, "WHOLE_S", 0.05)
    with pytest.raises(LimitError, match="not there after"):
        in_thread(Body(receive, 10_000).whole)


def test_a_body_that_is_streamed_may_take_longer_than_a_whole_one(monkeypatch):
    monkeypatch.setattr(module, "WHOLE_S", 0.0)
    assert in_thread(lambda: list(Body(sent(b"ab", b"c"), 10))) == [b"ab", b"c"]
