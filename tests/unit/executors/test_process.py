import functools
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from postil.errors import UsageError
from postil.executors.failure import DROPPED
from postil.executors.process import ProcessExecutor
from postil.testing import executors
from postil.testing.executors import fail_with, write_process_id, write_process_id_and_sleep, write_text

PATIENCE_S = 60.0
MARK = "not inherited"


@pytest.fixture
def executor():
    executor = ProcessExecutor()
    yield executor
    executor.close()


def wait_for(path: Path) -> int:
    """Wait for a task to tell its process id."""
    ends_at = time.monotonic() + PATIENCE_S
    while not path.exists():
        assert time.monotonic() < ends_at
        time.sleep(0.02)
    return int(path.read_text())


def is_running(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def exists(process_id: int) -> bool:
    """Tell whether the process is in the table, a zombie included."""
    return Path(f"/proc/{process_id}").exists()


def run(executor, call, *args):
    task = executor.submit(call, *args)
    assert task.wait(PATIENCE_S)
    return task.failure()


def test_every_task_has_a_process_of_its_own(executor, tmp_path):
    for name in ("a", "b"):
        assert run(executor, write_process_id, str(tmp_path / name)) is None
    ids = {int((tmp_path / name).read_text()) for name in ("a", "b")}
    assert len(ids) == 2
    assert os.getpid() not in ids


def test_nothing_of_the_parent_is_inherited(executor, monkeypatch):
    # A forked child would see the changed module; a spawned one imports it anew.
    monkeypatch.setattr("postil.testing.executors.PATIENCE_S", MARK)
    assert run(executor, tell_patience) == "RuntimeError: 60.0"


def tell_patience():
    raise RuntimeError(executors.PATIENCE_S)


def test_an_ended_task_leaves_no_zombie(executor, tmp_path):
    run(executor, write_process_id, str(tmp_path / "id"))
    assert not exists(wait_for(tmp_path / "id"))


def test_closing_kills_the_running_task_and_leaves_no_zombie(executor, tmp_path):
    task = executor.submit(write_process_id_and_sleep, str(tmp_path / "id"), 600.0)
    process_id = wait_for(tmp_path / "id")
    executor.close()
    assert task.done()
    assert task.failure() == "the process was killed by SIGKILL"
    assert not exists(process_id)


def test_closing_drops_what_waits(executor, tmp_path):
    executor.submit(write_process_id_and_sleep, str(tmp_path / "id"), 600.0)
    waiting = executor.submit(write_text, str(tmp_path / "never"), "")
    wait_for(tmp_path / "id")
    executor.close()
    assert waiting.failure() == DROPPED
    assert not (tmp_path / "never").exists()


def test_a_killed_process_is_a_failure_and_the_next_task_runs(executor, tmp_path):
    task = executor.submit(write_process_id_and_sleep, str(tmp_path / "id"), 600.0)
    os.kill(wait_for(tmp_path / "id"), signal.SIGTERM)
    assert task.wait(PATIENCE_S)
    assert task.failure() == "the process was killed by SIGTERM"
    assert run(executor, write_text, str(tmp_path / "next"), "") is None


@pytest.mark.parametrize("status", [0, 7])
def test_a_process_that_ends_before_its_task_is_a_failure(executor, status):
    assert run(executor, os._exit, status) == f"the process ended with status {status} before the task did"


def test_an_interrupt_typed_at_the_terminal_does_not_stop_a_task(executor, tmp_path):
    task = executor.submit(write_process_id_and_sleep, str(tmp_path / "id"), 0.5)
    os.kill(wait_for(tmp_path / "id"), signal.SIGINT)
    assert task.wait(PATIENCE_S)
    assert task.failure() is None


def test_two_processes_run_side_by_side(tmp_path):
    executor = ProcessExecutor(processes=2)
    for name in ("a", "b"):
        executor.submit(write_process_id_and_sleep, str(tmp_path / name), 600.0)
    ids = [wait_for(tmp_path / name) for name in ("a", "b")]
    assert [is_running(process_id) for process_id in ids] == [True, True]
    executor.close()
    assert not any(exists(process_id) for process_id in ids)


def test_a_task_ends_with_the_process_that_submitted_it(tmp_path):
    program = (
        "import sys, time\n"
        "from postil.executors.process import ProcessExecutor\n"
        "from postil.testing.executors import write_process_id_and_sleep\n"
        "if __name__ == '__main__':\n"
        "    ProcessExecutor().submit(write_process_id_and_sleep, sys.argv[1], 600.0)\n"
        "    time.sleep(600)\n"
    )
    (tmp_path / "program.py").write_text(program)
    parent = subprocess.Popen([sys.executable, str(tmp_path / "program.py"), str(tmp_path / "id")])
    process_id = wait_for(tmp_path / "id")
    parent.kill()
    parent.wait()
    ends_at = time.monotonic() + PATIENCE_S
    while is_running(process_id):
        assert time.monotonic() < ends_at
        time.sleep(0.02)


def test_a_program_that_forgets_to_close_still_ends(tmp_path):
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from postil.executors.process import ProcessExecutor\n"
        "from postil.testing.executors import write_process_id_and_sleep\n"
        "if __name__ == '__main__':\n"
        "    ProcessExecutor().submit(write_process_id_and_sleep, sys.argv[1], 600.0)\n"
        "    while not Path(sys.argv[1]).exists(): time.sleep(0.02)\n"
    )
    (tmp_path / "program.py").write_text(program)
    subprocess.run(
        [sys.executable, str(tmp_path / "program.py"), str(tmp_path / "id")], check=True, timeout=PATIENCE_S
    )
    assert not is_running(wait_for(tmp_path / "id"))


@pytest.mark.parametrize(
    "call", [lambda: None, functools.partial(print, "x"), "text".upper, Path, ProcessExecutor.close]
)
def test_anything_but_a_module_level_function_is_refused(executor, call):
    with pytest.raises(UsageError, match="not a module-level function"):
        executor.submit(call)


def test_an_argument_that_cannot_travel_is_refused_at_once(executor):
    with pytest.raises(UsageError, match="cannot be sent to another process"):
        executor.submit(fail_with, threading.Lock())


@pytest.fixture
def keeping():
    executor = ProcessExecutor(idle_s=PATIENCE_S, prepare=mark_process, most_tasks=3, most_bytes=1 << 40)
    yield executor
    executor.close()


def mark_process():
    """Leave a mark that tells whether a process was prepared, and how often."""
    os.environ["POSTIL_TEST_PREPARED"] = os.environ.get("POSTIL_TEST_PREPARED", "") + "x"


def tell_mark():
    raise RuntimeError(os.environ["POSTIL_TEST_PREPARED"])


def process_id(executor, path):
    assert run(executor, write_process_id, str(path)) is None
    return int(path.read_text())


def test_a_process_that_stays_does_the_next_task(keeping, tmp_path):
    assert process_id(keeping, tmp_path / "a") == process_id(keeping, tmp_path / "b")


def test_a_process_ends_after_so_many_tasks(keeping, tmp_path):
    ids = [process_id(keeping, tmp_path / name) for name in "abcd"]
    assert len(set(ids[:3])) == 1
    assert ids[3] != ids[0]
    assert not exists(ids[0])


def test_a_process_with_much_memory_ends_after_its_task(tmp_path):
    executor = ProcessExecutor(idle_s=PATIENCE_S, most_bytes=1)
    first = process_id(executor, tmp_path / "a")
    assert not exists(first)
    executor.close()


def test_a_process_that_stays_was_prepared_once(keeping):
    assert run(keeping, tell_mark) == "RuntimeError: x"
    assert run(keeping, tell_mark) == "RuntimeError: x"


def test_a_task_runs_though_the_process_that_waited_for_it_was_killed(keeping, tmp_path):
    waiting = process_id(keeping, tmp_path / "a")
    os.kill(waiting, signal.SIGKILL)
    assert process_id(keeping, tmp_path / "b") != waiting


def test_a_task_that_was_killed_is_not_repeated(keeping, tmp_path):
    first = process_id(keeping, tmp_path / "a")
    task = keeping.submit(write_process_id_and_sleep, str(tmp_path / "b"), 600.0)
    assert wait_for(tmp_path / "b") == first
    os.kill(first, signal.SIGKILL)
    assert task.wait(PATIENCE_S)
    assert task.failure() == "the process was killed by SIGKILL"


def test_closing_ends_a_process_that_waits(keeping, tmp_path):
    waiting = process_id(keeping, tmp_path / "a")
    keeping.close()
    assert not exists(waiting)


def test_a_process_that_waits_ends_with_the_one_that_started_it(tmp_path):
    program = (
        "import os, signal, sys\n"
        "from postil.executors.process import ProcessExecutor\n"
        "from postil.testing.executors import write_process_id\n"
        "if __name__ == '__main__':\n"
        "    ProcessExecutor(idle_s=600.0).submit(write_process_id, sys.argv[1]).wait()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    (tmp_path / "program.py").write_text(program)
    subprocess.run([sys.executable, str(tmp_path / "program.py"), str(tmp_path / "id")], check=False)
    waiting = wait_for(tmp_path / "id")
    ends_at = time.monotonic() + PATIENCE_S
    while is_running(waiting):
        assert time.monotonic() < ends_at
        time.sleep(0.02)
