"""Executor: runs a callable somewhere, and tells how it went. Knows no service.

A task's outcome is a hint for people: what a job did is told by the store, in the transaction that did it.
"""

from collections.abc import Callable
from typing import Protocol


class Task(Protocol):
    """One call handed to an executor."""

    def done(self) -> bool:
        """Tell whether the call has ended, well or badly; a dropped call has ended badly."""
        ...

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until the call has ended; False when `timeout_s` seconds passed first."""
        ...

    def failure(self) -> str | None:
        """Return one line saying how the call failed; None while it runs and when it succeeded."""
        ...


class Executor(Protocol):
    """Runs calls; safe to use from several threads."""

    def submit(self, call: Callable[..., None], *args: object) -> Task:
        """Take a call to run with `args`; what it raises becomes the task's failure.

        Args:
            call: A module-level function, so that any executor can carry it.
            args: Plain data; an executor may have to send it to another process.

        Raises:
            LimitError: More calls wait than the executor holds.
            UsageError: The executor is closed, or cannot carry this call.
        """
        ...

    def close(self) -> None:
        """Take no more calls, drop those that wait, and return when nothing runs any more.

        Closing twice is closing once.
        """
        ...
