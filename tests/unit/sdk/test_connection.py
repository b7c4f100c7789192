import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import pytest

from postil.errors import NotFoundError, RetryableStoreError, ServerError
from postil.sdk import connection as module
from postil.sdk import steady_file
from postil.sdk.connection import Connection
from postil.sdk.location import Location

BUSY = b'{"type": "urn:postil:problem:busy", "detail": "the database is busy"}'


@contextmanager
def answering(*answers: tuple[int, bytes] | None) -> Iterator[tuple[str, list[Any]]]:
    """Serve the answers in turn, the last one for ever; None hangs up without an answer."""
    left, seen = list(answers), []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("content-length", 0))
            seen.append((self.command, self.path, dict(self.headers), self.rfile.read(size)))
            answer = left.pop(0) if len(left) > 1 else left[0]
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer[0])
            self.send_header("content-length", str(len(answer[1])))
            self.end_headers()
            self.wfile.write(answer[1])

        do_POST = do_PUT = do_PATCH = do_GET  # noqa: N815 - the names the library calls

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def connected(*answers: tuple[int, bytes] | None) -> Iterator[tuple[Connection, list[Any]]]:
    with answering(*answers) as (url, seen), Connection(Location(url=url)) as opened:
        yield opened, seen


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(module, "PAUSES_S", (0, 0, 0))


def test_the_key_goes_with_every_request():
    with answering((200, b"1")) as (url, seen), Connection(Location(url=url, key="pk")) as opened:
        assert opened.get("/x", int) == 1
    assert seen[0][2]["authorization"] == "Bearer pk"


def test_absent_parameters_are_left_out_and_truth_is_spelled_as_json_does():
    with connected((200, b"1")) as (opened, seen):
        opened.get("/x", int, {"a": None, "strict": True, "key": ["p/q", "r"]})
    assert seen[0][1] == "/x?strict=true&key=p%2Fq&key=r"


def test_a_list_is_asked_for_page_by_page():
    pages = [(200, b'{"items": [1, 2], "next": 7}'), (200, b'{"items": [3], "next": null}')]
    with connected(*pages) as (opened, seen):
        assert list(opened.pages("/x", int, {"limit": 2})) == [1, 2, 3]
    assert [path for _, path, _, _ in seen] == ["/x?limit=2", "/x?limit=2&after=7"]


def test_a_question_that_was_cut_off_is_asked_again():
    with connected(None, None, (200, b"1")) as (opened, seen):
        assert opened.get("/x", int) == 1
    assert len(seen) == 3


def keys(seen: list[Any]) -> list[str | None]:
    return [{name.lower(): value for name, value in one[2].items()}.get("idempotency-key") for one in seen]


def test_an_order_that_may_have_arrived_is_given_again_under_the_same_key():
    with connected(None, None, (200, b"1")) as (opened, seen):
        assert opened.send("POST", "/x", int, {"name": "n"}) == 1
    assert len(set(keys(seen))) == 1
    assert len(keys(seen)) == 3
    assert str(UUID(keys(seen)[0])) == keys(seen)[0]


def test_two_orders_have_two_keys():
    with connected((200, b"1")) as (opened, seen):
        for _ in range(2):
            opened.send("POST", "/x", int, {"name": "n"})
    assert len(set(keys(seen))) == 2


def test_a_file_has_a_key_too_and_is_sent_whole_again(tmp_path):
    file = tmp_path / "rows"
    file.write_bytes(b"0123456789")
    with connected(None, (200, b"1")) as (opened, seen):
        opened.upload("/x", file, int)
    assert [body for _, _, _, body in seen] == [b"0123456789"] * 2
    assert len(set(keys(seen))) == 1


def test_a_change_without_a_key_is_not_made_twice():
    with (
        answering(None, (200, b"1")) as (url, seen),
        Connection(Location(url=url)) as opened,
        pytest.raises(ServerError),
    ):
        opened.send("PATCH", "/x", int, {"name": "n"})
    assert keys(seen) == [None]


def test_a_proxy_that_lost_the_server_is_asked_again():
    with connected((502, b"<html>"), (504, b"<html>"), (200, b"1")) as (opened, seen):
        assert opened.send("POST", "/x", int, {}) == 1
    assert len(set(keys(seen))) == 1


def test_a_busy_server_is_asked_again_before_it_is_an_error():
    with (
        answering((503, BUSY)) as (url, seen),
        Connection(Location(url=url)) as opened,
        pytest.raises(RetryableStoreError),
    ):
        opened.get("/x", int)
    assert len(seen) == len(module.PAUSES_S) + 1


def test_nobody_at_the_address_is_an_unreachable_server():
    with answering((200, b"1")) as (url, _):
        pass
    with Connection(Location(url=url)) as opened, pytest.raises(ServerError) as raised:
        opened.get("/x", int)
    assert "postil serve" in raised.value.hint


def test_an_answer_of_another_program_is_told_as_such():
    with (
        answering((200, b"<html>")) as (url, _),
        Connection(Location(url=url)) as opened,
        pytest.raises(ServerError, match="cannot be read"),
    ):
        opened.get("/x", int)


def test_a_file_goes_out_in_pieces_with_its_size_announced(tmp_path, monkeypatch):
    monkeypatch.setattr(steady_file, "PIECE_BYTES", 4)
    file = tmp_path / "rows"
    file.write_bytes(b"0123456789")
    told: list[int] = []
    with connected((200, b"1")) as (opened, seen):
        opened.upload("/x", file, int, {"name": "n"}, told.append)
    assert seen[0][3] == b"0123456789"
    assert seen[0][2]["content-length"] == "10"
    assert told == [4, 4, 2]


def test_a_download_that_is_refused_raises_before_its_first_piece():
    document = b'{"type": "urn:postil:problem:not-found", "detail": "no project"}'
    with (
        answering((404, document)) as (url, _),
        Connection(Location(url=url)) as opened,
        pytest.raises(NotFoundError),
        opened.download("/x"),
    ):
        pass


def test_a_proxy_of_the_environment_does_not_come_between_us_and_this_machine(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with connected((200, b"1")) as (opened, _):
        assert opened.get("/x", int) == 1


def test_bytes_to_be_kept_go_out_as_they_are_and_again_when_the_connection_was_lost():
    with connected(None, (204, b"")) as (opened, seen):
        opened.put("/x", b"0123", {"content-digest": "d"})
    assert [(method, body) for method, _, _, body in seen] == [("PUT", b"0123")] * 2
    assert seen[1][2]["content-digest"] == "d"


def test_a_server_that_moved_is_found_again():
    with answering((200, b"1")) as (url, seen):
        there = Location(url=url, key="new")
        with Connection(Location(url="http://127.0.0.1:1", key="old"), again=lambda: there) as opened:
            assert opened.look_again()
            assert not opened.look_again()
            assert opened.get("/x", int) == 1
    assert seen[0][2]["authorization"] == "Bearer new"


def test_a_server_nobody_knows_how_to_find_again_stays_where_it_was():
    def lost() -> Location:
        raise ServerError("no server is running")

    for again in (None, lost):
        with Connection(Location(url="http://127.0.0.1:1"), again=again) as opened:
            assert not opened.look_again()
