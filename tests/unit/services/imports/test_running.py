"""A job is run once at a time, and what stopped it is remembered."""

import threading

import pytest

from postil.executors.thread import ThreadExecutor
from postil.services.imports import running as module
from postil.services.imports.running import Running


class Yard:
    """Jobs that wait for a signal, and one that fails."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.ran: list[str] = []
        self.executor = ThreadExecutor(threads=2)
        self.running = Running(self.executor, self.run)

    def run(self, uid: str) -> None:
        self.ran.append(uid)
        if uid.startswith("bad"):
            raise ValueError("no room")
        self.go.wait(10)

    def settle(self) -> None:
        self.go.set()
        for task in self.running._tasks.values():  # noqa: SLF001 - nobody else has the tickets
            task.wait(10)


@pytest.fixture
def yard():
    made = Yard()
    yield made
    made.go.set()
    made.executor.close()


def test_a_submitted_job_is_worked_on_until_it_ends(yard):
    yard.running.submit("a")
    assert yard.running.has("a")
    yard.settle()
    assert not yard.running.has("a")


def test_a_job_that_is_worked_on_is_not_submitted_again(yard):
    yard.running.submit("a")
    yard.running.submit("a")
    with yard.running.here("a") as is_free:
        assert not is_free
    yard.settle()
    assert yard.ran == ["a"]


def test_a_job_run_here_is_run_here_once_and_not_elsewhere(yard):
    with yard.running.here("a") as is_free:
        assert is_free
        with yard.running.here("a") as is_free_again:
            assert not is_free_again
        yard.running.submit("a")
        assert yard.running.has("a")
    assert not yard.running.has("a")
    assert yard.ran == []


def test_what_stopped_a_job_is_remembered_until_it_is_run_again(yard):
    yard.running.submit("bad")
    yard.settle()
    assert yard.running.reason("bad") == "ValueError: no room"
    yard.running.submit("other")
    yard.settle()
    assert yard.running.reason("bad") == "ValueError: no room"
    with yard.running.here("bad"):
        assert yard.running.reason("bad") == ""


def test_what_stopped_a_job_here_is_remembered_too(yard):
    with pytest.raises(ValueError, match="wet"), yard.running.here("a"):
        raise ValueError("wet")
    assert yard.running.reason("a") == "wet"
    assert not yard.running.has("a")


def test_only_so_many_reasons_are_remembered(yard, monkeypatch):
    monkeypatch.setattr(module, "REMEMBERED", 2)
    for uid in ("a", "b", "c"):
        with pytest.raises(ValueError, match="wet"), yard.running.here(uid):
            raise ValueError("wet")
    assert [yard.running.reason(uid) for uid in ("a", "b", "c")] == ["", "wet", "wet"]
