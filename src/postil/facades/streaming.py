"""Streaming: pieces that are made in worker threads while they are sent."""

from collections.abc import AsyncGenerator, Iterator

import anyio
from anyio import to_thread


async def in_threads(pieces: Iterator[bytes], first: bytes | None = None) -> AsyncGenerator[bytes, None]:
    """Yield `first`, if it is there, and what follows, up to the first empty piece."""
    try:
        piece = await to_thread.run_sync(next, pieces, b"") if first is None else first
        while piece:
            yield piece
            piece = await to_thread.run_sync(next, pieces, b"")
    finally:
        # A client that left must not keep a database connection waiting for the garbage collector.
        with anyio.CancelScope(shield=True):
            await to_thread.run_sync(close, pieces)


def close(pieces: Iterator[bytes]) -> None:
    """Let go of what an iterator holds, if it can be told to."""
    end = getattr(pieces, "close", None)
    if end is not None:
        end()
