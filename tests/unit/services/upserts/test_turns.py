"""Long operations are done a part at a time, beside each other and to their end."""

from collections import deque
from collections.abc import Callable
from typing import Any

import pytest

from postil.errors import LimitError, RetryableStoreError, StoreError
from postil.executors.ticket import Ticket
from postil.services.upserts import turns as module
from postil.services.upserts.turns import BLOCKS, Turns


class Places:
    """An executor that runs what waits when it is told to, and has so many places to wait in."""

    def __init__(self, places: int) -> None:
        self.places, self.waiting = places, deque[Callable[[], None]]()

    def submit(self, call: Callable[..., None], *args: object) -> Ticket:
        if len(self.waiting) == self.places:
            raise LimitError("no room", hint="wait")
        self.waiting.append(lambda: call(*args))
        return Ticket()

    def run(self) -> None:
        while self.waiting:
            self.waiting.popleft()()

    def close(self) -> None:
        self.waiting.clear()


class Work:
    """Operations of so many turns each; what goes wrong first is in `faults`."""

    def __init__(self, **turns: int) -> None:
        self.left, self.done, self.faults = turns, list[str](), list[Exception]()

    def __call__(self, uid: str, blocks: int) -> bool:
        assert blocks == BLOCKS
        if self.faults:
            raise self.faults.pop()
        self.done.append(uid)
        self.left[uid] -= 1
        return self.left[uid] == 0


@pytest.fixture
def places() -> Places:
    return Places(2)


def test_a_long_operation_lets_others_go_in_between(places: Places) -> None:
    work = Work(long=4, short=1)
    turns = Turns(places, work)
    turns.submit("long")
    turns.submit("short")
    places.run()
    assert work.done == ["long", "short", "long", "long", "long"]


def test_an_operation_with_no_room_to_wait_in_goes_on(places: Places) -> None:
    places.places = 1
    work = Work(long=3, short=1)
    turns = Turns(places, work)
    turns.submit("long")
    first = places.waiting.popleft()
    turns.submit("short")
    first()
    places.run()
    assert work.done == ["long", "long", "long", "short"]


def test_as_many_as_there_are_can_be_taken_up(places: Places) -> None:
    uids = [f"u{number}" for number in range(70)]
    work = Work(**dict.fromkeys(uids, 2))
    Turns(places, work).submit_all(lambda: uids)
    places.run()
    assert set(work.left.values()) == {0}


def test_one_that_cannot_be_taken_up_keeps_no_other_from_it(places: Places) -> None:
    work = Work(one=1, other=1)
    work.faults = [StoreError("gone")]
    Turns(places, work).submit_all(lambda: ["one", "other"])
    places.run()
    assert work.done == ["other"]


def test_a_busy_database_is_waited_for(places: Places, monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "PAUSES_S", (0, 0))
    work = Work(one=1)
    work.faults = [RetryableStoreError("busy"), RetryableStoreError("busy")]
    turns = Turns(places, work)
    turns.submit("one")
    places.run()
    assert work.left == {"one": 0}


def test_a_broken_storage_is_told_at_once(places: Places) -> None:
    work = Work(one=1)
    work.faults = [StoreError("gone")]
    Turns(places, work).submit("one")
    with pytest.raises(StoreError):
        places.run()


def test_nothing_more_is_done_after_the_end(places: Places) -> None:
    work = Work(one=2)
    turns = Turns(places, work)
    turns.submit("one")
    task = places.waiting.popleft()
    turns.close()
    task()
    assert (work.done, turns.is_closing) == ([], True)
