"""Turns: of two connections that send the same part, the later one has the say."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from postil.errors import ConflictError


class Turn:
    """The right to write one part, until somebody else takes it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_over = False

    def end(self) -> None:
        """Take the right away; when this returns the holder writes no more."""
        with self._lock:
            self._is_over = True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the right while the block runs.

        Raises:
            ConflictError: Somebody else has it now.
        """
        with self._lock:
            if self._is_over:
                raise ConflictError("this part is being received over another connection", hint="wait for it")
            yield


class Turns:
    """The turns of everything that is being received.

    A client that lost its connection sends the part again, while the server may still wait for the rest of
    the first attempt. What then came late must not be written over what was verified.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._turns: dict[Hashable, Turn] = {}

    @contextmanager
    def taken(self, key: Hashable) -> Iterator[Turn]:
        """Take the turn from whoever has it."""
        mine = Turn()
        with self._guard:
            before, self._turns[key] = self._turns.get(key), mine
        if before is not None:
            before.end()
        try:
            yield mine
        finally:
            with self._guard:
                if self._turns.get(key) is mine:
                    del self._turns[key]
