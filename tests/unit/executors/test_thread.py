import threading

import pytest

from postil.errors import LimitError
from postil.executors.thread import ThreadExecutor


def test_a_call_runs_in_another_thread():
    seen = []
    executor = ThreadExecutor()
    executor.submit(lambda: seen.append(threading.current_thread())).wait()
    executor.close()
    assert seen[0] is not threading.current_thread()


def test_the_number_of_waiting_tasks_is_bounded():
    running, gate = threading.Event(), threading.Event()

    def occupy():
        running.set()
        gate.wait(30)

    executor = ThreadExecutor(capacity=1)
    executor.submit(occupy)
    assert running.wait(30)
    executor.submit(print)
    with pytest.raises(LimitError):
        executor.submit(print)
    gate.set()
    executor.close()
