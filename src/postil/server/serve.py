"""Serve: one process that listens, says where, and stops within seconds when asked to."""

import asyncio
import errno
import gc
import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

import postil
from postil.errors import ConflictError, ServerError, UsageError
from postil.executors.nursery import Nursery
from postil.server.app import Application, build
from postil.server.listener import Listener, listener_named
from postil.server.lock import FolderLock
from postil.server.presence import Presence, remove_presence, write_presence
from postil.server.settings import Settings

STOP_S = 4.0
"""Seconds open requests and background work get to end; then they are left as a crash leaves them: safe."""

READY_S = 30.0
_ANSWER = b"HTTP/1.1 200"

log = logging.getLogger("postil.server")


def serve(settings: Settings, announce: Callable[[str], None] = print) -> None:
    """Run a server until SIGTERM or SIGINT.

    Args:
        settings: How to run.
        announce: Takes the one line that says the server is ready and where.

    Raises:
        ConflictError: Another server uses the data directory.
        UsageError: The address cannot be listened at.
        StoreError: The database cannot be opened.
    """
    # Made before anything is opened: it inherits nothing but loaded code.
    nursery = Nursery(settings.warm_seconds) if settings.warm_seconds and Nursery.is_possible() else None
    try:
        _serve(settings, announce, nursery)
    finally:
        if nursery is not None:
            nursery.close()


def _serve(settings: Settings, announce: Callable[[str], None], nursery: Nursery | None) -> None:
    folder = settings.data_folder
    lock = FolderLock(folder, "server.lock")
    if not lock.acquire():
        raise ConflictError(
            f"another server uses the data directory {folder}",
            hint="stop it, or give this one another directory with --data",
        )
    try:
        settings = msgspec.structs.replace(settings, port=free_port(settings.host, settings.port))
        logging.basicConfig(level=settings.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
        token = secrets.token_hex(32)
        application = build(settings, local_token=token, nursery=nursery)
        try:
            asyncio.run(_run(settings, application, token, announce))
        finally:
            remove_presence(folder)
            application.close()
    finally:
        lock.release()


def free_port(host: str, port: int) -> int:
    """Return a port that can be listened at: the one asked for, or any for 0.

    Raises:
        UsageError: It is taken, not allowed, or the address is none of this machine.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            found: int = probe.getsockname()[1]
            return found
    except OSError as error:
        reason = "another program listens there" if error.errno == errno.EADDRINUSE else error.strerror
        raise UsageError(
            f"cannot listen at {host} port {port}: {reason}", hint="choose another with --host and --port"
        ) from None


async def _run(
    settings: Settings, application: Application, token: str, announce: Callable[[str], None]
) -> None:
    listener = listener_named(settings.server, application.asgi, settings.host, settings.port)
    is_asked = _stop_on_signals(listener, settings.data_folder)
    serving = asyncio.create_task(listener.run())
    await _until_ready(settings, serving)
    _spare_what_stays()
    write_presence(
        settings.data_folder,
        Presence(url=settings.url, token=token, pid=os.getpid(), version=postil.__version__),
    )
    application.resume()
    link = application.services.access.create_link(application.admin, application.admin)
    announce(f"Postil is ready at {settings.url}/?token={link}")
    await serving
    if not is_asked.is_set():
        raise ServerError("the server stopped by itself", hint="see its log, and start it again")


def _spare_what_stays() -> None:
    """Leave what is there after the start out of every later collection of garbage.

    A request with thousands of annotations sets off several, and walking all modules again each time costs
    more than everything else that is done for it.
    """
    gc.collect()
    gc.freeze()


async def _until_ready(settings: Settings, serving: "asyncio.Task[None]") -> None:
    """Ask for /healthz until it is answered; a listener that ends before has failed."""
    for _ in range(int(READY_S / 0.02)):
        if serving.done():
            serving.result()
            raise ServerError("the server stopped before it was ready", hint="see its log")
        if await _is_healthy(settings):
            return
        await asyncio.sleep(0.02)
    raise ServerError(f"the server did not answer within {READY_S:g} s", hint="see its log")


async def _is_healthy(settings: Settings) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - compared
    name = next(iter(settings.allowed_hosts), f"{settings.host}:{settings.port}")
    try:
        reader, writer = await asyncio.open_connection(host, settings.port)
    except OSError:
        return False
    writer.write(f"GET /healthz HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read(len(_ANSWER))
    writer.close()
    return answer == _ANSWER


def _stop_on_signals(listener: Listener, folder: Path) -> asyncio.Event:
    """Return what is set once somebody asked to stop; asking twice stops at once."""
    loop, is_asked = asyncio.get_running_loop(), asyncio.Event()

    def stop() -> None:
        if is_asked.is_set():
            _leave(folder)
        is_asked.set()
        timer = threading.Timer(STOP_S, _leave, [folder])
        timer.daemon = True
        timer.start()
        listener.stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    return is_asked


def _leave(folder: Path) -> None:
    log.warning("stopped with requests or background work open; imports go on after the next start")
    remove_presence(folder)
    os._exit(0)
