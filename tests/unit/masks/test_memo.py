import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from postil.masks.memo import Memo


class Bench:
    """A memo of byte strings, weighed by length, that writes down which of them it had to make."""

    def __init__(self, max_entries, max_weight=100):
        self.memo: Memo[bytes] = Memo(max_entries, max_weight)
        self.made: list[bytes] = []

    def make(self, key):
        self.made.append(key)
        return key

    def ask(self, *keys):
        return [self.memo.get(key, partial(self.make, key), len) for key in keys]


def test_a_value_is_made_once_per_key():
    bench = Bench(max_entries=2)
    assert bench.ask(b"a", b"b", b"a", b"b") == [b"a", b"b", b"a", b"b"]
    assert bench.made == [b"a", b"b"]


def test_threads_that_ask_at_the_same_time_share_one_value():
    bench, gate = Bench(max_entries=2), threading.Barrier(8)

    def ask(_):
        gate.wait(timeout=30)
        return bench.ask(b"key")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [[b"key"]] * 8
    assert bench.made == [b"key"]


def test_the_value_used_longest_ago_is_forgotten_first():
    bench = Bench(max_entries=2)
    bench.ask(b"a", b"b", b"a", b"c", b"a", b"b")
    assert bench.made == [b"a", b"b", b"c", b"b"]


def test_values_are_forgotten_once_their_total_weight_is_over_the_limit():
    bench = Bench(max_entries=9, max_weight=3)
    bench.ask(b"aa", b"bb", b"aa")
    assert bench.made == [b"aa", b"bb", b"aa"]


def test_a_value_over_the_weight_limit_is_returned_and_leaves_the_others_alone():
    bench = Bench(max_entries=9, max_weight=3)
    assert bench.ask(b"a", b"heavy", b"heavy", b"a") == [b"a", b"heavy", b"heavy", b"a"]
    assert bench.made == [b"a", b"heavy", b"heavy"]


def test_a_failure_is_raised_and_not_kept():
    memo: Memo[int] = Memo(max_entries=2, max_weight=100)
    with pytest.raises(ZeroDivisionError):
        memo.get(b"key", lambda: 1 // 0, int)
    assert memo.get(b"key", lambda: 5, int) == 5


def test_a_cleared_memo_makes_its_values_again():
    bench = Bench(max_entries=2)
    bench.ask(b"a")
    bench.memo.clear()
    bench.ask(b"a")
    assert bench.made == [b"a", b"a"]
