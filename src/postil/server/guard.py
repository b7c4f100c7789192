"""Guard: what holds for every request and every answer, whatever facade they belong to."""

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from postil.errors import AccessError
from postil.facades.native.endpoint import problem_response
from postil.facades.native.errors import problem_of
from postil.server.settings import is_loopback

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""Sent with every answer that does not set them itself."""


class Guard:
    """Checks the `Host` header and adds the security headers.

    A page of an attacker can make its own name resolve to 127.0.0.1 and then ask a local server as if it
    were its own (DNS rebinding). Such requests carry the attacker's name as their host.

    Args:
        inner: The application behind.
        is_local: The server listens at a loopback address, so only names of this machine are right.
        hosts: Further names that are right; when there are any, no others are.
    """

    def __init__(self, inner: ASGIApp, *, is_local: bool, hosts: Iterable[str] = ()) -> None:
        self._inner, self._is_local = inner, is_local
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        host = Request(scope).headers.get("host", "")
        if self.is_right(host):
            await self._inner(scope, receive, guarded_send)
            return
        error = AccessError(
            f"this server does not answer to the host {host[:100]!r}",
            hint="use its own address, or add the name to `allowed_hosts`",
        )
        await problem_response(problem_of(error, scope["path"]))(scope, receive, guarded_send)

    def is_right(self, host: str) -> bool:
        """Tell whether a `Host` header, with or without a port, names this server."""
        if not self._is_local and not self._hosts:
            return True
        name = host_name(host)
        return name in self._hosts or (self._is_local and is_loopback(name))


def host_name(host: str) -> str:
    """Return the name of a `Host` header, in lower case and without its port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()
