"""Body: what a client sends, read piece by piece from a worker thread and never beyond its limit."""

import io
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from typing import Any

import anyio
from anyio import from_thread

from postil.errors import LimitError, UsageError

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

SILENCE_S = 60.0
"""Seconds a client may send nothing before the request is given up."""

WHOLE_S = 60.0
"""Seconds in which a body that is read as a whole has to come: a thread waits for it all the while."""

SMALL_BYTES = 64 * 1024


class Body(io.RawIOBase):
    """The body of one request as a file to be read once, from its start.

    Must be read in a thread started by the event loop that received the request.

    Args:
        receive: The ASGI callable that returns the next piece.
        limit: Largest size accepted in bytes, inclusive.
        declared: The size the client announced, None when it did not.
        first: The message that has come already, see `first_message`.

    Every way of reading raises LimitError when the body is over the limit (before anything is read, when that
    was announced) and UsageError when the client leaves early.
    """

    def __init__(
        self, receive: Receive, limit: int, declared: int | None = None, first: Message | None = None
    ) -> None:
        super().__init__()
        self._first = first
        self._receive, self._limit, self._declared = receive, limit, declared
        self._size, self._is_over, self._rest = 0, False, b""
        self._ends_at: float | None = None

    @property
    def declared(self) -> int | None:
        """Return the size the client announced, None when it did not."""
        return self._declared

    @property
    def is_there(self) -> bool:
        """Whether all of it has come before it is read."""
        return self._first is not None and not self._first.get("more_body", False)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces as they arrive, not lines."""
        while piece := self._piece():
            yield piece

    def readable(self) -> bool:
        """Tell that this is a file for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what has arrived; 0 at the end."""
        piece = self._rest or self._piece()
        length = min(len(buffer), len(piece))
        buffer[:length], self._rest = piece[:length], piece[length:]
        return length

    def whole(self) -> bytes:
        """Read everything, or raise LimitError when it takes too long."""
        self._ends_at = time.monotonic() + WHOLE_S
        return b"".join(self)

    def _piece(self) -> bytes:
        if self._declared is not None and self._declared > self._limit:
            raise _too_large(self._limit)
        while not self._is_over:
            message, self._first = self._first or from_thread.run(self._next), None
            if message["type"] == "http.disconnect":
                raise UsageError("the client left before it had sent everything", hint="send it again")
            piece = bytes(message.get("body", b""))
            self._is_over = not message.get("more_body", False)
            self._size += len(piece)
            if self._size > self._limit:
                raise _too_large(self._limit)
            if self._is_over and self._declared is not None and self._size < self._declared:
                raise UsageError(
                    f"the body ends after {self._size} of {self._declared} bytes", hint="send it again"
                )
            if piece:
                return piece
        return b""

    async def _next(self) -> Message:
        left = SILENCE_S if self._ends_at is None else self._ends_at - time.monotonic()
        try:
            with anyio.fail_after(min(SILENCE_S, left)):
                return await self._receive()
        except TimeoutError:
            if left < SILENCE_S:
                what = f"the body was not there after {WHOLE_S:.0f} s"
            else:
                what = f"nothing arrived for {SILENCE_S:.0f} s"
            raise LimitError(what, hint="send it again") from None


async def first_message(receive: Receive, headers: Mapping[str, str]) -> Message | None:
    """Wait in the event loop for a small body, which is cheaper than in a thread; None for any other.

    What is wrong with it is said when it is read: first it is decided who may send anything at all.
    """
    length = headers.get("content-length", "")
    is_number = length.isascii() and length.isdigit() and len(length) <= len(str(SMALL_BYTES))
    if not is_number or not 0 < int(length) <= SMALL_BYTES:
        return None
    with anyio.move_on_after(SILENCE_S):
        return await receive()
    return None


def announced_size(headers: Mapping[str, str]) -> int | None:
    """Return the `Content-Length` of a request, None without one.

    Raises:
        UsageError: It is no whole number.
    """
    text = headers.get("content-length")
    if text is None:
        return None
    if not text.isascii() or not text.isdigit():
        raise UsageError(f"Content-Length {text[:40]!r} is not a number of bytes")
    return int(text)


def _too_large(limit: int) -> LimitError:
    return LimitError(f"the body is larger than {limit:,} bytes", hint="send less, or raise the limit")
