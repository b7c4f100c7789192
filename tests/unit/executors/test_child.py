import gc
from multiprocessing import Pipe

import pytest

from postil.executors.child import Terms, run_tasks
from postil.testing.executors import append_line, fail_with

ROOM = 1 << 40
ORDINARY = Terms()


@pytest.fixture(autouse=True)
def this_process_stays_as_it_is(monkeypatch):
    monkeypatch.setattr("signal.signal", lambda *_: None)
    yield
    gc.unfreeze()


def reports(terms, *tasks):
    """Send tasks, close, and return what is reported."""
    ours, theirs = Pipe()
    with ours:
        for task in tasks:
            ours.send(task)
        run_tasks(theirs, terms)
        found = []
        while ours.poll():
            try:
                found.append(ours.recv_bytes())
            except (EOFError, ConnectionResetError):
                break
        return found


def test_a_success_is_reported():
    assert reports(ORDINARY, (print, ())) == [b"begun", b"+e"]


def test_a_failure_is_reported_in_utf8():
    begun, report = reports(ORDINARY, (fail_with, ("größe",)))
    assert begun == b"begun"
    assert report.decode() == "-eRuntimeError: größe"


def test_a_process_stays_until_it_has_done_its_tasks():
    found = reports(Terms(None, 2, ROOM), (print, ()), (print, ()))
    assert found == [b"begun", b"+s", b"begun", b"+e"]


def test_a_failed_task_does_not_end_a_process():
    assert reports(Terms(None, 2, ROOM), (fail_with, ("",)), (print, ()))[1:] == [
        b"-sRuntimeError",
        b"begun",
        b"+e",
    ]


def test_a_process_with_more_memory_than_it_may_keep_ends():
    assert reports(Terms(None, 9, 1), (print, ())) == [b"begun", b"+e"]


def test_a_process_that_waits_ends_when_nobody_can_send_it_anything():
    ours, theirs = Pipe()
    ours.close()
    run_tasks(theirs, Terms(None, 9, ROOM))
    assert theirs.closed


def test_a_process_prepares_once(tmp_path, monkeypatch):
    trace = tmp_path / "trace"
    terms = Terms(lambda: append_line(str(trace), "prepared"), 2, ROOM)
    task = (append_line, (str(trace), "done"))
    reports(terms, task, task)
    assert trace.read_text().splitlines() == ["prepared", "done", "done"]


def test_what_a_task_leaves_in_cycles_is_collected_before_the_next():
    gc.disable()
    try:
        reports(Terms(None, 2, ROOM), (leave_cycle, ()), (print, ()))
    finally:
        gc.enable()
    assert not any(isinstance(found, Cycle) for found in gc.get_objects())


class Cycle:
    """An object that only the collector can end."""

    def __init__(self):
        self.itself = self


def leave_cycle():
    Cycle()
