import threading

import pytest

from postil.errors import LimitError
from postil.executors.failure import DROPPED, attempt
from postil.executors.queue import BoundedQueue

PATIENCE_S = 30.0


@pytest.fixture
def gate():
    gate = threading.Event()
    yield gate
    gate.set()


def started(queue, gate):
    """Occupy one thread of the queue until the gate opens."""
    running = threading.Event()

    def occupy():
        running.set()
        gate.wait(PATIENCE_S)

    ticket = queue.submit(occupy, ())
    assert running.wait(PATIENCE_S)
    return ticket


def test_tasks_run_in_the_order_submitted():
    seen: list[int] = []
    queue = BoundedQueue(attempt, threads=1, capacity=10, name="test")
    tickets = [queue.submit(seen.append, (number,)) for number in range(10)]
    assert all(ticket.wait(PATIENCE_S) for ticket in tickets)
    queue.close()
    assert seen == list(range(10))


def test_a_full_queue_refuses_the_next_task(gate):
    queue = BoundedQueue(attempt, threads=1, capacity=2, name="test")
    started(queue, gate)
    queue.submit(print, ())
    queue.submit(print, ())
    with pytest.raises(LimitError, match="2 tasks are waiting"):
        queue.submit(print, ())
    gate.set()
    queue.close()


def test_closing_drops_what_waits_and_awaits_what_runs(gate):
    queue = BoundedQueue(attempt, threads=1, capacity=2, name="test")
    running = started(queue, gate)
    waiting = queue.submit(print, ())
    threading.Timer(0.1, gate.set).start()
    queue.close()
    assert (running.done(), running.failure()) == (True, None)
    assert (waiting.done(), waiting.failure()) == (True, DROPPED)


def test_several_threads_run_tasks_side_by_side():
    queue = BoundedQueue(attempt, threads=3, capacity=3, name="test")
    meeting = threading.Barrier(3, timeout=PATIENCE_S)

    def meet():
        meeting.wait()

    tickets = [queue.submit(meet, ()) for _ in range(3)]
    assert all(ticket.wait(PATIENCE_S) for ticket in tickets)
    assert [ticket.failure() for ticket in tickets] == [None, None, None]
    queue.close()


def test_no_thread_starts_before_the_first_task():
    queue = BoundedQueue(attempt, threads=2, capacity=2, name="early")
    assert not threads_named("early")
    queue.close()


def test_no_more_threads_start_than_are_allowed():
    queue = BoundedQueue(attempt, threads=2, capacity=8, name="allowed")
    for _ in range(8):
        queue.submit(print, ())
    assert len(threads_named("allowed")) <= 2
    queue.close()


def threads_named(prefix):
    return [thread for thread in threading.enumerate() if thread.name.startswith(f"{prefix}-")]


def test_no_thread_is_left_after_closing():
    queue = BoundedQueue(attempt, threads=2, capacity=4, name="gone")
    for _ in range(4):
        queue.submit(print, ())
    queue.close()
    assert not threads_named("gone")


def test_a_task_may_close_the_queue_it_runs_in():
    queue = BoundedQueue(attempt, threads=1, capacity=1, name="test")
    ticket = queue.submit(queue.close, ())
    assert ticket.wait(PATIENCE_S)
    assert ticket.failure() is None
