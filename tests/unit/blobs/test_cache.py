"""The content cache in a folder: once made, found again, within its budget."""

import os
import threading
import time
from pathlib import Path

import pytest

from postil.blobs.cache import FolderCache
from postil.errors import ServerError


@pytest.fixture
def cache(tmp_path: Path) -> FolderCache:
    return FolderCache(tmp_path / "media", 1_000)


def kept(cache: FolderCache, key: str) -> bytes | None:
    found = cache.open(key)
    if found is None:
        return None
    with found.source as source:
        return source.read()


def fill(cache: FolderCache, key: str, content: bytes) -> None:
    cache.fill(key, lambda write: write(content)).source.close()


def test_what_was_made_is_found_under_its_key_alone(cache):
    fill(cache, "https://example.org/a b?c=%20\ud800", b"abc")
    assert kept(cache, "https://example.org/a b?c=%20\ud800") == b"abc"
    assert kept(cache, "https://example.org/a") is None


def test_pieces_come_together_in_their_order(cache):
    with cache.fill("a", lambda write: [write(b"ab"), write(b""), write(b"c")]).source as source:
        assert source.read() == b"abc"


def test_what_is_there_is_not_made_again(cache):
    fill(cache, "a", b"first")
    fill(cache, "a", b"second")
    assert kept(cache, "a") == b"first"


def test_what_fails_half_way_leaves_nothing(cache, tmp_path):
    def make(write):
        write(b"half")
        raise ServerError("broke off")

    with pytest.raises(ServerError):
        cache.fill("a", make)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_tag_changes_with_the_bytes(cache):
    fill(cache, "a", b"first")
    before = cache.open("a")
    cache.forget("a")
    fill(cache, "a", b"second")
    after = cache.open("a")
    again = cache.open("a")
    assert before.tag != after.tag == again.tag
    assert before.source.read() == b"first"
    for one in (before, after, again):
        one.source.close()


def test_what_was_used_longest_ago_goes_first(cache):
    for key in ("a", "b", "c"):
        fill(cache, key, b"x" * 300)
    assert kept(cache, "a") is not None
    fill(cache, "d", b"x" * 300)
    # 1,200 bytes are too many, and 900 are what is left of the budget then.
    assert [key for key in "abcd" if kept(cache, key) is None] == ["b"]


def test_a_file_larger_than_the_budget_stays_until_the_next_comes(cache):
    fill(cache, "large", b"x" * 5_000)
    assert len(kept(cache, "large") or b"") == 5_000
    fill(cache, "small", b"y")
    assert (kept(cache, "large"), kept(cache, "small")) == (None, b"y")


def test_the_budget_counts_what_an_earlier_process_kept(tmp_path):
    fill(FolderCache(tmp_path / "media", 1_000), "a", b"x" * 700)
    cache = FolderCache(tmp_path / "media", 1_000)
    fill(cache, "b", b"x" * 700)
    assert kept(cache, "a") is None


def test_who_asks_while_it_is_made_waits_for_it(cache):
    made, begun, go_on = [], threading.Event(), threading.Event()

    def make(write):
        begun.set()
        go_on.wait(30)
        made.append(1)
        write(b"abc")

    def fill_a() -> None:
        cache.fill("a", make).source.close()

    askers = [threading.Thread(target=fill_a) for _ in range(4)]
    for asker in askers:
        asker.start()
    begun.wait(30)
    go_on.set()
    for asker in askers:
        asker.join()
    assert made == [1]


def test_who_asks_for_something_else_does_not_wait(cache):
    def make(write):
        fill(cache, "other", b"other")
        write(b"abc")

    cache.fill("a", make).source.close()
    assert kept(cache, "other") == b"other"


def test_what_was_half_written_two_days_ago_is_removed(cache, tmp_path):
    fill(cache, "a", b"abc")
    dead, young = (tmp_path / "media" / "parts" / name for name in ("dead.part", "young.part"))
    for part in (dead, young):
        part.write_bytes(b"half")
    os.utime(dead, (time.time() - 2 * 86_400,) * 2)
    cache.sweep()
    assert list(young.parent.iterdir()) == [young]
    assert kept(cache, "a") == b"abc"
