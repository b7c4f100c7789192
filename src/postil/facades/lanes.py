"""Lanes: work of one name goes a few at a time, so that it leaves room for that of other names."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from anyio import Semaphore


class Lanes:
    """Lanes by name, of one event loop; a lane is there as long as somebody is in it or waits for it.

    Args:
        width: How many may be in one lane at the same time.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._lanes: dict[str, tuple[Semaphore, int]] = {}

    def __len__(self) -> int:
        """Return how many lanes there are."""
        return len(self._lanes)

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncGenerator[None, None]:
        """Wait for one's turn in a lane, without a thread."""
        lane, count = self._lanes.get(name, (Semaphore(self._width), 0))
        self._lanes[name] = lane, count + 1
        try:
            async with lane:
                yield
        finally:
            lane, count = self._lanes.pop(name)
            if count > 1:
                self._lanes[name] = lane, count - 1
