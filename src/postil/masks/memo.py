"""A small memo that makes a value once per key, also when several threads ask at the same time."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class _Entry(Generic[Value]):
    """A place for one value; its lock is held while the value is being made."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.made: Value | None = None
        self.weight = 0


class Memo(Generic[Value]):
    """Keeps the values used last, at most `max_entries` of them with a total weight of `max_weight`.

    A value heavier than `max_weight` is handed out and not kept. A failure is raised to whoever asked and
    not kept either.
    """

    def __init__(self, max_entries: int, max_weight: int) -> None:
        self._max_entries = max_entries
        self._max_weight = max_weight
        self._lock = threading.Lock()
        self._entries: OrderedDict[bytes, _Entry[Value]] = OrderedDict()

    def get(self, key: bytes, make: Callable[[], Value], weigh: Callable[[Value], int]) -> Value:
        """Return the value of `key`, making and weighing it when it is not kept."""
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
        with entry.lock:
            if entry.made is None:
                try:
                    entry.made = make()
                    entry.weight = weigh(entry.made)
                finally:
                    self._settle(key, entry)
            return entry.made

    def clear(self) -> None:
        """Forget every value."""
        with self._lock:
            self._entries.clear()

    def _settle(self, key: bytes, entry: _Entry[Value]) -> None:
        with self._lock:
            is_worth_keeping = entry.made is not None and entry.weight <= self._max_weight
            if not is_worth_keeping and self._entries.get(key) is entry:
                del self._entries[key]
            while len(self._entries) > self._max_entries or self._weight() > self._max_weight:
                self._entries.popitem(last=False)

    def _weight(self) -> int:
        return sum(entry.weight for entry in self._entries.values())
