"""Loop transport: requests of worker threads, sent and read by the event loop."""

from collections.abc import AsyncIterator, Iterator
from itertools import chain

import httpx
from anyio import to_thread

from postil.client.asynchronous.bridge import Bridge


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
        response = self._bridge.wait(self._send, request)
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_Body(self._bridge, response),
            extensions={"http_version": b"HTTP/1.1"},
        )

    async def _send(self, request: httpx.Request) -> httpx.Response:
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
        return await self._network.send(outgoing, stream=True)


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
        stream = self._response.stream
        if not isinstance(stream, httpx.AsyncByteStream):
            raise TypeError("the network of a loop answers with streams of a loop")
        pieces = aiter(stream)

        async def following() -> bytes | None:
            return await anext(pieces, None)

        while (piece := self._bridge.wait(following)) is not None:
            yield piece

    def close(self) -> None:
        self._bridge.end(self._response.aclose)
