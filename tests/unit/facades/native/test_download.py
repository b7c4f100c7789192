"""Downloads: small pieces are joined, and what goes wrong late is told at the end."""

import json

import pytest

from postil.errors import StoreError
from postil.facades.native.download import PIECE_BYTES, batches


def failing_after(pieces, error):
    yield from pieces
    raise error


def test_small_pieces_are_joined():
    assert list(batches(iter([b"a\n"] * 1000), "/x")) == [b"a\n" * 1000]


def test_a_piece_is_sent_once_it_is_large_enough():
    line = b"x" * (PIECE_BYTES // 2)
    assert [len(piece) for piece in batches(iter([line] * 5), "/x")] == [PIECE_BYTES, PIECE_BYTES, len(line)]


def test_nothing_is_no_piece():
    assert list(batches(iter([]), "/x")) == []


def test_what_fails_before_the_first_piece_is_raised():
    with pytest.raises(StoreError, match="broken"):
        list(batches(failing_after([b"a\n"], StoreError("broken")), "/x"))


def test_what_fails_later_is_the_last_line():
    first, last = batches(failing_after([b"x" * PIECE_BYTES, b"y\n"], StoreError("broken")), "/x")
    assert first == b"x" * PIECE_BYTES
    assert json.loads(last.splitlines()[-1])["$error"]["detail"] == "broken"
    assert last.startswith(b"y\n")


def test_a_fault_of_ours_is_told_at_the_end_without_its_inside(caplog):
    *_, last = batches(failing_after([b"x" * PIECE_BYTES], ZeroDivisionError("secret")), "/x")
    assert b"secret" not in last
    assert json.loads(last)["$error"]["status"] == 500
    assert "ZeroDivisionError" in caplog.text
