"""Webhooks: other servers that are told of events."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from postil.sdk.connection import API, Connection


class Webhook(msgspec.Struct, kw_only=True):
    """A server that is told of events of a project, or with `project` None of all; `secret` only when new."""

    id: str
    project: str | None
    url: str
    events: list[str]
    is_active: bool
    stopped_reason: str | None = None
    created_at: datetime
    secret: str | None = None


class Delivery(msgspec.Struct, kw_only=True):
    """One message to a webhook and what became of it; `state` is pending, delivered or failed."""

    id: str
    event: str
    state: str
    attempts: int
    http_status: int | None = None
    error: str | None = None
    created_at: datetime
    next_at: datetime | None = None
    ended_at: datetime | None = None
    message: dict[str, Any]


class Webhooks:
    """Create, find, change and try webhooks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, project: str | None, url: str, events: Sequence[str]) -> Webhook:
        """Make a webhook of a project, or of all; its secret is in the answer and nowhere else."""
        body = {"url": url, "events": list(events)}
        return self._connection.send("POST", _place(project), Webhook, body)

    def get(self, uid: str) -> Webhook:
        """Return a webhook."""
        return self._connection.get(f"{API}/webhooks/{uid}", Webhook)

    def list(self, project: str | None = None) -> Iterator[Webhook]:
        """Yield the webhooks of a project, or all, oldest first."""
        return self._connection.pages(_place(project), Webhook, {"limit": 100})

    def update(
        self,
        uid: str,
        *,
        url: str | None = None,
        events: Sequence[str] | None = None,
        is_active: bool | None = None,
    ) -> Webhook:
        """Change what is given; leave the rest."""
        given = {"url": url, "events": list(events) if events else None, "is_active": is_active}
        body = {name: value for name, value in given.items() if value is not None}
        return self._connection.send("PATCH", f"{API}/webhooks/{uid}", Webhook, body)

    def delete(self, uid: str) -> None:
        """Delete a webhook."""
        self._connection.send("DELETE", f"{API}/webhooks/{uid}", type(None))

    def deliveries(self, uid: str) -> Iterator[Delivery]:
        """Yield what was sent, newest first."""
        return self._connection.pages(f"{API}/webhooks/{uid}/deliveries", Delivery, {"limit": 100})

    def ping(self, uid: str) -> Delivery:
        """Send a message once, now, and return how that went."""
        return self._connection.send("POST", f"{API}/webhooks/{uid}/ping", Delivery)

    def redeliver(self, uid: str, message: str) -> Delivery:
        """Have a message sent again, under the id it had."""
        return self._connection.send("POST", f"{API}/webhooks/{uid}/deliveries/{message}/redeliver", Delivery)


def _place(project: str | None) -> str:
    return f"{API}/webhooks" if project is None else f"{API}/projects/{project}/webhooks"
