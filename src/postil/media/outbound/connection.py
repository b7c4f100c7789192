"""Connections of the outbound client: looked up once, checked, and cut off when time is up.

The check sits where the socket is opened, so no parser, redirect or second look-up can come between the
address that was checked and the address that is connected to.
"""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from ipaddress import ip_address
from typing import Any

import httpcore

from postil.errors import AccessError
from postil.media.outbound.address import Address, Network, literal, odd_literal, refusal, unmapped

Resolver = Callable[[str, int], Sequence[str]]
MAX_ADDRESSES_TRIED = 4
_ends_at: ContextVar[float] = ContextVar("ends_at")


def resolve(host: str, port: int) -> list[str]:
    """Look a host up with the system's resolver; every address once, in its order of preference."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


@contextlib.contextmanager
def time_cap(seconds: float) -> Iterator[None]:
    """Bound everything the block does on guarded connections, name look-ups included."""
    token = _ends_at.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends_at.reset(token)


def time_left(at_most: float | None = None) -> float:
    """Return the seconds left under the cap.

    Raises:
        httpcore.ReadTimeout: None are left.
    """
    left = _ends_at.get() - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("time is up")
    return left if at_most is None else min(left, at_most)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to allowed addresses only.

    Args:
        allowed: Networks that may be reached although they are not public.
        resolver: Looks a host name up; called once per connection.
    """

    def __init__(self, allowed: Sequence[Network], resolver: Resolver = resolve) -> None:
        self._allowed = tuple(allowed)
        self._resolver = resolver
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers, after every address of the host has passed.

        Raises:
            AccessError: SRC020, one of the addresses is not allowed.
        """
        last: Exception = httpcore.ConnectError("no address")
        for address in self._checked(host, port)[:MAX_ADDRESSES_TRIED]:
            try:
                stream = self._backend.connect_tcp(
                    str(address), port, time_left(timeout), local_address, socket_options
                )
                return TimedStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last

    def _checked(self, host: str, port: int) -> list[Address]:
        odd = odd_literal(host)
        spelled = literal(host)
        if odd is not None:
            # Allowed by configuration or not at all: a public address has no reason to hide.
            if not any(odd in network for network in self._allowed):
                raise _not_allowed(f"host {host!r} is an unusual spelling of an IPv4 address")
            return [odd]
        found = [spelled] if spelled is not None else self._look_up(host, port)
        for address in found:
            reason = refusal(address, self._allowed)
            if reason is not None:
                verb = "lies" if spelled is not None else "has an address"
                raise _not_allowed(f"host {host!r} {verb} in {reason}")
        return [unmapped(address) for address in found]

    def _look_up(self, host: str, port: int) -> list[Address]:
        return [ip_address(spelling) for spelling in _in_time(lambda: self._resolver(host, port))]


class TimedStream(httpcore.NetworkStream):
    """A stream on which no single operation outlasts the time cap, however slowly bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there, at most `max_bytes`."""
        return self._stream.read(max_bytes, time_left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of `buffer`."""
        self._stream.write(buffer, time_left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Turn to TLS for `server_hostname`, the host of the URL and not the address connected to."""
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, time_left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        """Pass the question on to the connection."""
        return self._stream.get_extra_info(info)


def _in_time(look_up: Callable[[], Sequence[str]]) -> Sequence[str]:
    # The system's resolver knows no time-out, so it runs aside and is left behind when time is up.
    answers: list[Sequence[str]] = []
    faults: list[Exception] = []

    def run() -> None:
        try:
            answers.append(look_up())
        except Exception as error:  # noqa: BLE001 - carried to the thread that waits
            faults.append(error)

    thread = threading.Thread(target=run, name="postil-resolver", daemon=True)
    thread.start()
    thread.join(time_left())
    if faults:
        raise httpcore.ConnectError("name look-up failed") from faults[0]
    if not answers:
        raise httpcore.ConnectTimeout("name look-up timed out")
    return answers[0]


def _not_allowed(what: str) -> AccessError:
    return AccessError(
        f"{what}: the server may not connect there",
        code="SRC020",
        hint="use a public source, or add its network to the allowed networks of the server",
    )
