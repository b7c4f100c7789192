"""Webhooks: the threads that tell other servers what has happened here."""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

from postil.services.webhooks.delivery import Deliveries

POLL_S = 1.0
"""Seconds after which activities of other processes, such as a large import, are noticed."""

SEND_S = 15.0
"""Seconds one attempt may take."""

AT_ONCE = 4
"""Webhooks that are sent to at the same time: a slow receiver keeps few others waiting."""

log = logging.getLogger("postil.webhooks")


class Messenger:
    """Sends what has happened, while the server runs; what it has not sent, the next one will."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._awake, self._is_closing = Event(), Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = Thread(target=self._go_on, name="webhooks", daemon=True)
        self._thread.start()

    def nudge(self) -> None:
        """Have it look at once."""
        self._awake.set()

    def close(self) -> None:
        """Wait shortly for what is being sent: it will be sent again if it was not noted."""
        self._is_closing.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join(timeout=2)

    def _go_on(self) -> None:
        pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook")
        try:
            while not self._is_closing.is_set():
                wait = self._round(pool)
                self._awake.wait(wait)
                self._awake.clear()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _round(self, pool: ThreadPoolExecutor) -> float | None:
        """Send what is due and return the seconds until there may be more, None for when it is nudged."""
        try:
            if not self._deliveries.spread():
                return None
            due, wait = self._deliveries.due()
            list(pool.map(self._deliveries.send, due))
        except Exception:
            if not self._is_closing.is_set():
                log.exception("webhooks stopped for a moment")
            return POLL_S
        if due:
            return 0.0
        return POLL_S if wait is None else min(wait, POLL_S)
