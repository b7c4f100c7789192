"""Webhooks and what is to be delivered to them, as stored."""

from collections.abc import Sequence
from typing import Literal, Protocol

import msgspec

DeliveryState = Literal["pending", "delivered", "failed"]


class Webhook(msgspec.Struct, kw_only=True):
    """An address that is told of events, of one project or, with `project_id` None, of all.

    `secret` signs what is sent. `seen_no` is the last activity entry it was told of, or that is not for it.
    `stopped_reason` says why the server has set it inactive.
    """

    id: int
    uid: str
    project_id: int | None
    url: str
    events: list[str]
    secret: str
    is_active: bool = True
    stopped_reason: str | None = None
    seen_no: int = 0
    version: int = 1
    created_by: int | None = None
    created_at: int = 0


class Delivery(msgspec.Struct, kw_only=True):
    """One message for one webhook. `message` is its id for the receiver, `body` what is sent, byte for byte.

    It is tried at `next_at` while it is pending; `http_status` and `error` are those of the last attempt.
    """

    id: int
    webhook_id: int
    message: str
    event: str
    body: str
    state: DeliveryState = "pending"
    attempts: int = 0
    next_at: int = 0
    http_status: int | None = None
    error: str | None = None
    created_at: int = 0
    ended_at: int | None = None


class LabelPlace(msgspec.Struct, kw_only=True, frozen=True):
    """What an event about a label tells: where the label lies and whose it is."""

    project_id: int
    project_uid: str
    data_row_uid: str
    global_key: str | None
    author: str | None


class WebhookStore(Protocol):
    """Webhooks and their deliveries, in the order they are to be made."""

    def create(self, webhook: Webhook) -> Webhook:
        """Store a webhook; its `id` and `seen_no` are given here: it is told of what comes after."""
        ...

    def get(self, uid: str) -> Webhook | None: ...

    def by_id(self, webhook_id: int) -> Webhook | None: ...

    def list_webhooks(self, project_id: int | None, *, after_id: int, limit: int) -> list[Webhook]:
        """List the webhooks of a project, or all, oldest first."""
        ...

    def active(self) -> list[Webhook]: ...

    def update(self, webhook: Webhook) -> None:
        """Store what can be changed, as the next version."""
        ...

    def advance(self, seen_no: int) -> None:
        """Note that every active webhook was told of the activities up to this one."""
        ...

    def newest_activity(self) -> int: ...

    def delete(self, webhook_id: int, at: int) -> None:
        """Hide a webhook and forget its secret; its deliveries go with the next purge."""
        ...

    def enqueue(self, deliveries: Sequence[Delivery]) -> None: ...

    def add(self, delivery: Delivery) -> Delivery:
        """Store one delivery and return it with its id."""
        ...

    def head(self, webhook_id: int) -> Delivery | None:
        """Return the first pending delivery of a webhook."""
        ...

    def delivery(self, webhook_id: int, message: str) -> Delivery | None: ...

    def deliveries(self, webhook_id: int, *, before_id: int | None, limit: int) -> list[Delivery]:
        """List deliveries, newest first."""
        ...

    def settle(self, delivery: Delivery) -> None:
        """Store what became of an attempt, or that there is to be another."""
        ...

    def purge(self, before: int, *, limit: int) -> int:
        """Forget up to `limit` deliveries made before an instant, or to deleted webhooks; return how many."""
        ...

    def label_place(self, uid: str) -> LabelPlace | None: ...
