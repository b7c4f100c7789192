"""Where the projector runs."""

import threading

import pytest

from postil.errors import RetryableStoreError
from postil.executors.inline import InlineExecutor
from postil.executors.thread import ThreadExecutor
from postil.services.index.follower import AT_ONCE, Follower
from postil.services.index.projector import Projector
from postil.testing.world import populate
from tests.unit.services.index.test_projector import counted, imported


def test_a_small_change_is_projected_beside(store):
    world = populate(store)
    imported(world)
    elsewhere: list[str] = []
    Follower(Projector(store), InlineExecutor(), InlineExecutor(), lambda: elsewhere.append("ran")).follow()
    assert (counted(world), elsewhere) == (len(world.rows), [])


def test_a_large_change_is_projected_elsewhere(store):
    world = populate(store, rows=2)
    imported(world, [f"{number}" for number in range(AT_ONCE // 2)])
    elsewhere: list[str] = []
    Follower(Projector(store), InlineExecutor(), InlineExecutor(), lambda: elsewhere.append("ran")).follow()
    assert (counted(world), elsewhere) == (0, ["ran"])


def test_without_a_change_nothing_runs(store):
    elsewhere: list[str] = []
    Follower(Projector(store), InlineExecutor(), InlineExecutor(), lambda: elsewhere.append("ran")).follow()
    assert elsewhere == []


def test_one_runs_and_one_waits_however_often_it_is_asked(store):
    gate, ran = threading.Event(), []

    def run() -> None:
        gate.wait()
        ran.append("ran")

    executor = ThreadExecutor()
    follower = Follower(Projector(store), InlineExecutor(), executor, run)
    for _ in range(5):
        follower.follow_elsewhere()
    last = executor.submit(lambda: None)
    gate.set()
    last.wait()
    executor.close()
    assert ran == ["ran", "ran"]


@pytest.mark.parametrize(
    "failure", [RetryableStoreError("the database is busy"), KeyError("a fault of ours")]
)
def test_a_failure_is_left_to_the_next_change(store, caplog, failure):
    class Busy(Projector):
        def backlog(self, limit: int) -> int:
            raise failure

    Follower(Busy(store), InlineExecutor(), InlineExecutor(), lambda: None).follow()
    assert "catches up" in caplog.text


def hold(gate: threading.Event) -> None:
    gate.wait()


def test_whoever_made_a_change_does_not_wait_for_it_to_be_projected(store):
    world = populate(store)
    imported(world)
    gate, beside = threading.Event(), ThreadExecutor()
    beside.submit(hold, gate)
    follower = Follower(Projector(store), beside, InlineExecutor(), lambda: None)
    for _ in range(5):
        follower.follow()
    assert counted(world) == 0
    follower.catch_up()
    assert counted(world) == len(world.rows)
    gate.set()
    beside.close()
