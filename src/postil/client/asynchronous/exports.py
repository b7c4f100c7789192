"""Exports, for a program with an event loop."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from postil.client.asynchronous.bridge import Bridge
from postil.client.exports import Export


class AsyncExport:
    """See `postil.Export`: everything a project holds, streamed while it is gone through with `async for`."""

    def __init__(self, bridge: Bridge, plain: Export) -> None:
        self._bridge, self._plain = bridge, plain

    def __aiter__(self) -> AsyncIterator[dict[str, Any]]:
        """Yield the rows; few besides the one at hand are in memory."""
        return self._bridge.iterate(lambda: iter(self._plain))

    async def result(self) -> list[dict[str, Any]]:
        """Return all rows at once."""
        return await self._bridge.call(lambda: self._plain.result)

    async def save(self, path: str | Path) -> int:
        """Write the export to a file as it comes, and return its bytes."""
        return await self._bridge.call(self._plain.save, path)

    async def has_result(self) -> bool:
        """Tell whether there is any row."""
        return await self._bridge.call(self._plain.has_result)
