"""What every executor must do. Subclass `ExecutorTests` and override the fixture `executor`."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from postil.errors import UnsupportedError, UsageError
from postil.ports.executor import Executor

PATIENCE_S = 60.0


def write_text(path: str, text: str) -> None:
    """Write a file: the trace by which a test sees that a task ran, wherever it ran."""
    Path(path).write_text(text, encoding="utf-8")


def append_line(path: str, line: str) -> None:
    """Append a line to a file."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def write_process_id(path: str) -> None:
    """Write the id of the process the task runs in."""
    write_text(path, str(os.getpid()))


def write_process_id_and_sleep(path: str, seconds: float) -> None:
    """Tell where the task runs, then keep it running."""
    part = Path(f"{path}.part")
    part.write_text(str(os.getpid()), encoding="utf-8")
    part.rename(path)
    time.sleep(seconds)


def fail_with(text: str) -> None:
    """Raise an ordinary exception."""
    raise RuntimeError(text)


def fail_with_code(message: str, code: str, hint: str) -> None:
    """Raise one of Postil's own errors."""
    raise UnsupportedError(message, code=code, hint=hint)


class ExecutorTests:
    """The contract of `postil.ports.executor.Executor`."""

    @pytest.fixture
    def executor(self) -> Iterator[Executor]:
        """Yield an executor and close it after the test; a subclass must override this."""
        raise NotImplementedError

    def test_a_call_runs_with_its_arguments(self, executor: Executor, tmp_path: Path) -> None:
        task = executor.submit(write_text, str(tmp_path / "trace"), "größer")
        assert task.wait(PATIENCE_S)
        assert (tmp_path / "trace").read_text(encoding="utf-8") == "größer"

    def test_a_call_that_returns_is_done_without_failure(self, executor: Executor, tmp_path: Path) -> None:
        task = executor.submit(write_text, str(tmp_path / "trace"), "")
        assert task.wait(PATIENCE_S)
        assert task.done()
        assert task.failure() is None

    def test_what_a_call_raises_becomes_its_failure(self, executor: Executor) -> None:
        task = executor.submit(fail_with, "disk on fire")
        assert task.wait(PATIENCE_S)
        assert task.done()
        assert task.failure() == "RuntimeError: disk on fire"

    def test_our_own_errors_keep_code_and_hint(self, executor: Executor) -> None:
        task = executor.submit(fail_with_code, "no such unit", "GEO000", "use px")
        assert task.wait(PATIENCE_S)
        assert task.failure() == str(UnsupportedError("no such unit", code="GEO000", hint="use px"))

    def test_a_failure_is_one_line(self, executor: Executor) -> None:
        task = executor.submit(fail_with, "first\nsecond\r\n\tthird")
        assert task.wait(PATIENCE_S)
        assert task.failure() == "RuntimeError: first second third"

    def test_a_failure_of_any_length_is_told_in_a_readable_one(self, executor: Executor) -> None:
        task = executor.submit(fail_with, "ä" * 300_000)
        assert task.wait(PATIENCE_S)
        failure = task.failure()
        assert failure is not None
        assert failure.startswith("RuntimeError: ää")
        assert len(failure) <= 4_000

    def test_a_failed_task_does_not_stop_the_next(self, executor: Executor, tmp_path: Path) -> None:
        executor.submit(fail_with, "")
        task = executor.submit(write_text, str(tmp_path / "trace"), "ran")
        assert task.wait(PATIENCE_S)
        assert (tmp_path / "trace").read_text(encoding="utf-8") == "ran"

    def test_waiting_twice_is_waiting_once(self, executor: Executor) -> None:
        task = executor.submit(fail_with, "x")
        assert task.wait(PATIENCE_S)
        assert task.wait()
        assert task.wait(0)

    def test_a_closed_executor_refuses_calls(self, executor: Executor, tmp_path: Path) -> None:
        executor.close()
        with pytest.raises(UsageError, match="closed"):
            executor.submit(write_text, str(tmp_path / "trace"), "")
        assert not (tmp_path / "trace").exists()

    def test_closing_twice_is_closing_once(self, executor: Executor) -> None:
        executor.close()
        executor.close()

    def test_after_closing_every_task_has_ended(self, executor: Executor, tmp_path: Path) -> None:
        trace = str(tmp_path / "trace")
        tasks = [executor.submit(append_line, trace, str(number)) for number in range(3)]
        executor.close()
        assert all(task.done() for task in tasks)
