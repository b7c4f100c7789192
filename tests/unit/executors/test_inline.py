import threading

import pytest

from postil.executors.inline import InlineExecutor


def test_a_call_runs_in_the_thread_that_submits_it():
    seen = []
    InlineExecutor().submit(lambda: seen.append(threading.current_thread()))
    assert seen == [threading.current_thread()]


def test_a_task_has_ended_when_submit_returns():
    assert InlineExecutor().submit(print).done()


def test_an_interrupt_by_the_user_reaches_the_caller():
    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        InlineExecutor().submit(interrupt)
