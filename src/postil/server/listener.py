"""Listeners: what speaks HTTP on the socket. Both run in the event loop they are started in."""

import logging
from importlib.util import find_spec
from typing import Protocol

from starlette.types import ASGIApp

from postil.errors import UnsupportedError


class Listener(Protocol):
    """Serves one application at one address."""

    async def run(self) -> None:
        """Serve until `stop` is called."""
        ...

    def stop(self) -> None:
        """Take no more requests and let open ones end, however long that takes."""
        ...


def listener_named(name: str, asgi: ASGIApp, host: str, port: int) -> Listener:
    """Return the listener of that name.

    Raises:
        UnsupportedError: Its package is not installed.
    """
    if not find_spec(name):
        raise UnsupportedError(f"{name} is not installed", hint=f"pip install 'postil[{name}]'")
    if name == "uvicorn":
        from postil.server.uvicorn_listener import UvicornListener  # noqa: PLC0415 - an optional package

        return UvicornListener(asgi, host, port)
    from postil.server.granian_listener import GranianListener  # noqa: PLC0415 - not needed beside uvicorn

    return GranianListener(asgi, host, port)


def quiet(name: str) -> None:
    """Let a server package say only what is wrong."""
    logging.getLogger(name).setLevel(logging.ERROR)
