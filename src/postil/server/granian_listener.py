"""Granian, embedded: its sockets and HTTP in threads of its own, the application in our event loop."""

from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.types import ASGIApp

from postil.server.listener import quiet


class GranianListener:
    """A `Listener` by granian."""

    def __init__(self, asgi: ASGIApp, host: str, port: int) -> None:
        quiet("_granian")
        self._server = Server(
            asgi,
            address=host,
            port=port,
            interface=Interfaces.ASGINL,
            websockets=False,
            log_enabled=False,
        )

    async def run(self) -> None:
        """Serve until `stop` is called."""
        await self._server.serve()

    def stop(self) -> None:
        """Take no more requests."""
        self._server.stop()  # type: ignore[no-untyped-call]
