"""The task every executor here hands out: an outcome that arrives once."""

import threading


class Ticket:
    """A `Task` whose outcome its executor settles exactly once."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._failure: str | None = None

    def settle(self, failure: str | None) -> None:
        """Record how the call ended: None is success. Only the first outcome counts."""
        if not self._ended.is_set():
            self._failure = failure
            self._ended.set()

    def done(self) -> bool:
        """Tell whether the call has ended, well or badly."""
        return self._ended.is_set()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until the call has ended; False when `timeout_s` seconds passed first."""
        return self._ended.wait(timeout_s)

    def failure(self) -> str | None:
        """Return one line saying how the call failed; None while it runs and when it succeeded."""
        return self._failure if self._ended.is_set() else None
