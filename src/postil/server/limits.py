"""Limits: every request counts against the quota of whoever sent it, and the answer says what is left.

Who has a valid key or session counts as themselves, anybody else as the address they come from. Proof that
proves nothing counts against a stricter quota of the address; valid proof is never refused for what others at
the same address do.
"""

from collections.abc import Callable, Hashable
from ipaddress import IPv6Address, ip_address
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from postil.errors import AccessError
from postil.facades.native.endpoint import Identify
from postil.ports.access import User
from postil.server.quota import Quota, Standing
from postil.server.settings import Settings

_PLACE = "postil.standing"


class Limits:
    """The quotas of one server.

    Args:
        settings: How many requests a minute; 0 sets no limit.
        identify: Says who sent a request.
    """

    def __init__(self, settings: Settings, identify: Identify) -> None:
        self._identify = identify
        self._users = Quota("user", settings.requests_per_minute)
        self._visitors = Quota("address", settings.visitor_requests_per_minute)
        self._failures = Quota("failed-sign-ins", settings.failed_sign_ins_per_minute)

    def identify(self, request: Request) -> User | None:
        """Return who sent a request, and count it.

        Raises:
            TooManyError: Their quota is used up.
            AuthenticationError: The key is not valid.
            AccessError: A browser of another origin wants to change something.
        """
        try:
            user = self._identify(request)
        except AccessError:
            self.note_failure(request)
            raise
        quota, who = (self._visitors, address(request)) if user is None else (self._users, user.id)
        _put(request.scope, quota.spend(who))
        return user

    def note_failure(self, request: Request) -> None:
        """Count proof that proved nothing.

        Raises:
            TooManyError: There was too much of it from this address.
        """
        _put(request.scope, self._failures.spend(address(request)))

    def telling(self, inner: ASGIApp) -> ASGIApp:
        """Wrap an application so that its answers say what is left."""

        async def told(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await inner(scope, receive, send)
                return
            # Shared with the copies of the scope that are made further in.
            found: list[Standing] = []
            scope[_PLACE] = found
            await inner(scope, receive, _telling(send, found))

        return told


def _telling(send: Send, found: list[Standing]) -> Callable[[Message], Any]:
    async def told(message: Message) -> None:
        if found and message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *found[-1].headers()]
        await send(message)

    return told


def _put(scope: Scope, standing: Standing | None) -> None:
    if standing is not None and _PLACE in scope:
        scope[_PLACE].append(standing)


def address(request: Request) -> Hashable:
    """Return where a request comes from: an IPv4 address, or the /64 network somebody has in IPv6."""
    host = request.client.host if request.client is not None else ""
    if ":" not in host:
        return host
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(found, IPv6Address):
        return host
    # A socket that listens to both names IPv4 so; all of IPv4 is in one such /64.
    return str(found.ipv4_mapped) if found.ipv4_mapped else int(found) >> 64
