"""Daily: work that is done when a server starts and once a day after that, beside everything else."""

import logging
from collections.abc import Callable
from threading import Event, Thread

DAY_S = 24 * 3600.0


class Daily:
    """One thread that waits most of the time.

    Args:
        every_s: Seconds from the end of one run to the next.
    """

    def __init__(self, every_s: float = DAY_S) -> None:
        self._every_s = every_s
        self._stopped = Event()
        self._thread: Thread | None = None

    def start(self, work: Callable[[], object]) -> None:
        """Do the work now, in the background, and again every day; what fails is logged and tried again."""
        self._thread = Thread(target=self._go_on, args=(work,), name="daily", daemon=True)
        self._thread.start()

    def _go_on(self, work: Callable[[], object]) -> None:
        while not self._stopped.is_set():
            try:
                work()
            except Exception:
                if not self._stopped.is_set():
                    logging.getLogger("postil.daily").exception("daily work stopped; it goes on tomorrow")
            self._stopped.wait(self._every_s)

    def close(self) -> None:
        """Wait no longer, and for a run that is under way only shortly: it can be stopped anywhere."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
