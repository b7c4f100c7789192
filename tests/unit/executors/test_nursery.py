import os
import signal
import time
from multiprocessing import Pipe
from pathlib import Path

import pytest

from postil.executors.child import Terms
from postil.executors.nursery import Nursery
from postil.executors.process import ProcessExecutor
from postil.executors.worker import Worker
from postil.testing.executors import PATIENCE_S, write_process_id, write_process_id_and_sleep

# Workers have the memory of this program, which may have run thousands of tests.
ROOM = 1 << 40


@pytest.fixture
def nursery():
    nursery = Nursery(idle_s=600)
    yield nursery
    nursery.close()


def parent_of(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def process_of(executor, path):
    assert executor.submit(write_process_id, str(path)).wait(PATIENCE_S)
    return int(path.read_text())


def sleeper(executor, path):
    """Start a task that does not end by itself; return the task and its process."""
    task = executor.submit(write_process_id_and_sleep, str(path), 600.0)
    deadline = time.monotonic() + PATIENCE_S
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    return task, int(path.read_text())


def gone(pid):
    deadline = time.monotonic() + PATIENCE_S
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not is_running(pid)


def test_workers_are_children_of_the_nursery(nursery, tmp_path):
    executor = ProcessExecutor(nursery=nursery, idle_s=60, most_bytes=ROOM)
    mother = parent_of(process_of(executor, tmp_path / "id"))
    assert mother != os.getpid()
    assert parent_of(mother) == os.getpid()
    executor.close()


def test_a_program_without_the_nursery_spawns(nursery, tmp_path):
    nursery.close()
    executor = ProcessExecutor(nursery=nursery, idle_s=60, most_bytes=ROOM)
    assert parent_of(process_of(executor, tmp_path / "id")) == os.getpid()
    executor.close()


def test_a_killed_nursery_is_missed_by_nobody(nursery, tmp_path):
    executor = ProcessExecutor(nursery=nursery, idle_s=60, most_bytes=ROOM)
    os.kill(parent_of(process_of(executor, tmp_path / "a")), signal.SIGKILL)
    task, pid = sleeper(executor, tmp_path / "b")
    os.kill(pid, signal.SIGKILL)
    assert task.wait(PATIENCE_S)
    assert task.failure() == "the process was killed by SIGKILL"
    assert process_of(executor, tmp_path / "c") != pid
    executor.close()


def test_the_end_of_a_worker_is_known_while_younger_ones_live_on_without_the_nursery(nursery, tmp_path):
    executors = [ProcessExecutor(nursery=nursery) for _ in range(2)]
    task, pid = sleeper(executors[0], tmp_path / "elder")
    sleeper(executors[1], tmp_path / "younger")
    os.kill(parent_of(pid), signal.SIGKILL)
    os.kill(pid, signal.SIGKILL)
    assert task.wait(PATIENCE_S)
    assert task.failure() == "the process was killed by SIGKILL"
    for executor in executors:
        executor.close()


def test_workers_end_with_the_nursery(nursery, tmp_path):
    executor = ProcessExecutor(nursery=nursery)
    task, pid = sleeper(executor, tmp_path / "id")
    nursery.close()
    assert task.wait(PATIENCE_S)
    assert gone(pid)
    executor.close()


def bear_again_and_again(nursery, connection):
    for _ in range(int(PATIENCE_S)):
        time.sleep(1)
        born = nursery.bear(connection, Terms())
        born.kill()
        born.join()
        born.close()


def test_a_nursery_nobody_needs_ends():
    nursery = Nursery(idle_s=0.05)
    ours, theirs = Pipe()
    with ours, theirs, pytest.raises(OSError, match="has ended"):
        bear_again_and_again(nursery, theirs)


def test_a_nursery_with_a_worker_stays(tmp_path):
    nursery = Nursery(idle_s=0.05)
    worker = Worker(Terms(None, 2, 1 << 40), nursery)
    time.sleep(0.5)
    second = Worker(Terms(), nursery)
    second.close()
    worker.close()
    nursery.close()


def test_closing_twice_is_closing_once(nursery):
    nursery.close()
    nursery.close()


def test_a_program_with_several_threads_can_have_none():
    executor = ProcessExecutor()
    task = executor.submit(print)
    assert not Nursery.is_possible()
    assert task.wait(PATIENCE_S)
    executor.close()
