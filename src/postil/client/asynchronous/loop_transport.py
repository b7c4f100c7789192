"""Loop transport: requests of worker threads, sent and read by the event loop."""

from collections.abc import AsyncIterator, Iterator
from itertools import chain

import httpx
from anyio import to_thread

from postil.client.asynchronous.bridge import Bridge

SMALL_BYTES = 64 * 1024


class LoopTransport(httpx.BaseTransport):
    """A network for plain code in threads of a bridge.

    Args:
        bridge: Whose threads they are.
        network: What the event loop sends with.
    """

    def __init__(self, bridge: Bridge, network: httpx.AsyncClient) -> None:
        self._bridge, self._network = bridge, network

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; returns when the head of the answer is there."""
        response, content = self._bridge.wait(self._send, request)
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_Body(self._bridge, response) if content is None else httpx.ByteStream(content),
            extensions={"http_version": b"HTTP/1.1"},
        )

    async def _send(self, request: httpx.Request) -> tuple[httpx.Response, bytes | None]:
        """Send, and read a small answer at once: every trip to the loop costs more than that."""
        stream = request.stream
        if not isinstance(stream, httpx.AsyncByteStream):
            stream = _Pieces(iter(stream))
        outgoing = httpx.Request(
            request.method,
            request.url,
            headers=request.headers,
            stream=stream,
            extensions=request.extensions,
        )
        response = await self._network.send(outgoing, stream=True)
        length = response.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > SMALL_BYTES:
            return response, None
        try:
            pieces = [piece async for piece in _stream_of(response)]
            return response, b"".join(pieces)
        finally:
            await response.aclose()


class _Pieces(httpx.AsyncByteStream):
    """A body that is read from a disk, off the event loop."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = chain(pieces, [b""])

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while piece := await to_thread.run_sync(next, self._pieces, b""):
            yield piece


class _Body(httpx.SyncByteStream):
    """The body of an answer, a piece at a time, as it came."""

    def __init__(self, bridge: Bridge, response: httpx.Response) -> None:
        self._bridge, self._response = bridge, response

    def __iter__(self) -> Iterator[bytes]:
        pieces = aiter(_stream_of(self._response))

        async def following() -> bytes | None:
            return await anext(pieces, None)

        while (piece := self._bridge.wait(following)) is not None:
            yield piece

    def close(self) -> None:
        self._bridge.end(self._response.aclose)


def _stream_of(response: httpx.Response) -> httpx.AsyncByteStream:
    """Return the bytes of an answer as they came, not unpacked."""
    stream = response.stream
    if not isinstance(stream, httpx.AsyncByteStream):
        raise TypeError("the network of an event loop answers with streams of an event loop")
    return stream
