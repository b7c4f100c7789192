"""Runs the call at once, in the thread that submits it: for tests, scripts and small imports."""

from collections.abc import Callable

from postil.executors.failure import attempt
from postil.executors.queue import closed
from postil.executors.ticket import Ticket


class InlineExecutor:
    """An `Executor` whose tasks have ended when `submit` returns."""

    def __init__(self) -> None:
        self._is_closed = False

    def submit(self, call: Callable[..., None], *args: object) -> Ticket:
        """Run a call now; see `Executor.submit`. An interrupt by the user goes to the caller."""
        if self._is_closed:
            raise closed()
        ticket = Ticket()
        ticket.settle(attempt(call, args))
        return ticket

    def close(self) -> None:
        """Take no more calls."""
        self._is_closed = True
