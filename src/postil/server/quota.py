"""Quotas: how many requests somebody may send, as token buckets in memory.

A bucket holds a minute's worth of requests and fills evenly. The least recently used of very many buckets are
forgotten, so that nobody can fill the memory by coming from everywhere; theirs start anew.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from math import ceil
from threading import Lock
from typing import NamedTuple

from postil.errors import TooManyError

MOST_BUCKETS = 10_000
MINUTE_S = 60


class Standing(NamedTuple):
    """What is left of a quota; after `full_s` seconds without a request it is whole again."""

    name: str
    per_minute: int
    left: int
    full_s: int

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return the fields of draft-ietf-httpapi-ratelimit-headers."""
        policy = f'"{self.name}";q={self.per_minute};w={MINUTE_S}'
        return [
            (b"ratelimit-policy", policy.encode()),
            (b"ratelimit", f'"{self.name}";r={self.left};t={self.full_s}'.encode()),
        ]


class Quota:
    """Buckets of one kind; safe to use from several threads.

    Args:
        name: What the kind is called in headers.
        per_minute: Requests a minute and at once; 0 sets no limit.
        clock: Seconds that never go back.
    """

    def __init__(self, name: str, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._name, self._per_minute, self._clock = name, per_minute, clock
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def spend(self, who: Hashable) -> Standing | None:
        """Take one request from somebody's bucket; None where there is no limit.

        Raises:
            TooManyError: It is empty.
        """
        if not self._per_minute:
            return None
        rate = self._per_minute / MINUTE_S
        now = self._clock()
        with self._lock:
            left, at = self._buckets.pop(who, (float(self._per_minute), now))
            left = min(left + (now - at) * rate, self._per_minute)
            is_empty = left < 1
            left -= 0 if is_empty else 1
            self._buckets[who] = (left, now)
            if len(self._buckets) > MOST_BUCKETS:
                self._buckets.popitem(last=False)
        standing = Standing(self._name, self._per_minute, int(left), ceil((self._per_minute - left) / rate))
        if is_empty:
            raise TooManyError(
                f"more than {self._per_minute} requests a minute",
                hint="wait as long as Retry-After says, then go on more slowly",
                retry_after_s=max(1, ceil((1 - left) / rate)),
            )
        return standing
