"""Uvicorn: the same application on another server, for those who know it better."""

from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from postil.server.listener import quiet


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to whoever runs the listener."""
        yield


class UvicornListener:
    """A `Listener` by uvicorn."""

    def __init__(self, asgi: ASGIApp, host: str, port: int) -> None:
        quiet("uvicorn")
        config = uvicorn.Config(
            asgi,
            host=host,
            port=port,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
        )
        self._server = _Server(config)

    async def run(self) -> None:
        """Serve until `stop` is called."""
        await self._server.serve()

    def stop(self) -> None:
        """Take no more requests."""
        self._server.should_exit = True
