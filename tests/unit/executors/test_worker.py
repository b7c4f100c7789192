import os
import signal
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

from postil.executors.child import Terms
from postil.executors.worker import Worker
from postil.testing.executors import fail_with, write_process_id

TERMS = Terms(None, 3, 1 << 40)


def task(call, *args):
    return bytes(ForkingPickler.dumps((call, args)))


def process_id(worker, folder):
    assert worker.run(task(write_process_id, str(folder / "id"))).failure is None
    return int((folder / "id").read_text())


def test_a_worker_does_one_task_after_another(tmp_path):
    worker = Worker(TERMS)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert process_id(worker, tmp_path / "a") == process_id(worker, tmp_path / "b")
    assert worker.run(task(fail_with, "x")) == ("RuntimeError: x", True, False)
    worker.close()


def test_a_task_of_a_process_that_was_killed_has_not_begun(tmp_path):
    worker = Worker(TERMS)
    os.kill(process_id(worker, tmp_path), signal.SIGKILL)
    outcome = worker.run(task(print))
    assert outcome == ("the process was killed by SIGKILL", False, False)
    worker.close()


def test_a_task_that_ends_its_process_had_begun(tmp_path):
    worker = Worker(TERMS)
    assert worker.run(task(os._exit, 3)) == (
        "the process ended with status 3 before the task did",
        True,
        False,
    )
    worker.close()


def test_closing_ends_a_process_that_waits(tmp_path):
    worker = Worker(TERMS)
    found = process_id(worker, tmp_path)
    worker.close()
    assert not Path(f"/proc/{found}").exists()
