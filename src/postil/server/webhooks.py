"""Webhooks: the threads that tell other servers what has happened here."""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock, Thread

from postil.services.webhooks.delivery import Deliveries

POLL_S = 1.0
"""Seconds after which activities of other processes, such as a large import, are noticed."""

SEND_S = 15.0
"""Seconds one attempt may take."""

AT_ONCE = 4
"""Webhooks that are sent to at the same time: more that are slow keep the others waiting."""

log = logging.getLogger("postil.webhooks")


class Messenger:
    """Sends what has happened, while the server runs; what it has not sent, the next one will."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._awake, self._is_closing = Event(), Event()
        self._thread: Thread | None = None
        # Messages of one webhook go out in order, so nobody else may send to it meanwhile.
        self._sending, self._lock = set[int](), Lock()

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
            pool.shutdown(cancel_futures=True)

    def _round(self, pool: ThreadPoolExecutor) -> float | None:
        """Begin to send what is due and return the seconds until there may be more, None for when nudged."""
        try:
            if not self._deliveries.spread():
                return None
            due, wait = self._deliveries.due()
            for webhook_id in due:
                self._begin(pool, webhook_id)
        except Exception:
            if not self._is_closing.is_set():
                log.exception("webhooks stopped for a moment")
            return POLL_S
        return POLL_S if wait is None else min(wait, POLL_S)

    def _begin(self, pool: ThreadPoolExecutor, webhook_id: int) -> None:
        with self._lock:
            if webhook_id in self._sending:
                return
            self._sending.add(webhook_id)
        pool.submit(self._send, webhook_id)

    def _send(self, webhook_id: int) -> None:
        is_done = False
        try:
            self._deliveries.send(webhook_id)
            is_done = True
        except Exception:
            if not self._is_closing.is_set():
                log.exception("webhooks stopped for a moment")
        finally:
            with self._lock:
                self._sending.discard(webhook_id)
        # What failed waits for the next round by itself: nudged, it would be tried without a pause.
        if is_done:
            self.nudge()
