"""Turns: long upserts run beside each other, a part at a time, so that none keeps the others waiting."""

import logging
from collections.abc import Callable, Iterable
from threading import Event

from postil.errors import LimitError, RetryableStoreError
from postil.ports.executor import Executor

log = logging.getLogger("postil.upserts")

BLOCKS = 20
"""Blocks of one turn: two seconds or so."""

PAUSES_S = (1, 2, 5, 10, 20, 30, 60)
"""Seconds before an operation is tried again that met a busy database."""


class Turns:
    """Has operations done in the threads of an executor.

    Args:
        executor: Where they are done.
        work: Does so many blocks of the operation of a uid; returns False when there are more.
    """

    def __init__(self, executor: Executor, work: Callable[[str, int], bool]) -> None:
        self._executor, self._work, self._closing = executor, work, Event()

    @property
    def is_closing(self) -> bool:
        """Tell whether what runs has to stop."""
        return self._closing.is_set()

    def submit(self, uid: str) -> None:
        """Have an operation done.

        Raises:
            LimitError: Too many wait.
        """
        self._executor.submit(self._take, uid)

    def submit_all(self, uids: Callable[[], Iterable[str]]) -> None:
        """Have operations done, however many they are; they are looked up when it is their turn."""
        self._executor.submit(self._take_all, uids)

    def close(self) -> None:
        """Stop, and return when nothing runs."""
        self._closing.set()
        self._executor.close()

    def _take_all(self, uids: Callable[[], Iterable[str]]) -> None:
        for uid in uids():
            try:
                self._take(uid)
            except Exception:  # one that cannot be taken up keeps no other from it
                log.exception("operation %s stopped", uid)

    def _take(self, uid: str) -> None:
        while not (self.is_closing or self._patiently(uid) or self.is_closing):
            try:
                self._executor.submit(self._take, uid)
            except LimitError:
                continue  # there is no room to wait in
            return

    def _patiently(self, uid: str) -> bool:
        """Do a turn; a database that others keep busy is waited for: nobody would ask for it again."""
        for pause_s in PAUSES_S:
            try:
                return self._work(uid, BLOCKS)
            except RetryableStoreError:
                if self._closing.wait(pause_s):
                    return True
        return self._work(uid, BLOCKS)
