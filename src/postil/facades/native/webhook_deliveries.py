"""Deliveries: what was sent to a webhook and what became of it, and sending something now."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_of_webhook
from postil.ports.webhooks import Delivery as StoredDelivery
from postil.ports.webhooks import DeliveryState
from postil.services.instant import moment


class Delivery(msgspec.Struct, kw_only=True):
    """One message to a webhook.

    `id` is what the receiver knows it by (`webhook-id`), `attempts` how often it was sent. A pending one is
    sent at `next_at`. `http_status` is what the receiver answered last, `error` why that is not enough.
    """

    id: str
    event: str
    state: DeliveryState
    attempts: int
    http_status: int | None
    error: str | None
    created_at: datetime
    next_at: datetime | None
    ended_at: datetime | None
    message: Annotated[dict[str, Any], msgspec.Meta(description="What is sent: see the webhooks below.")]


def list_deliveries(call: Call[None, PageQuery]) -> Page[Delivery]:
    """List deliveries."""
    part = call.query
    found = call.services.webhooks.deliveries(call.uid, before_id=part.after or None, limit=part.limit)
    return Page(items=[_delivery(one) for one in found], next=next_after(found, part.limit))


def ping_webhook(call: Call[None, None]) -> Delivery:
    """Try a webhook."""
    return _delivery(call.services.webhooks.ping(call.uid))


def redeliver_message(call: Call[None, None]) -> Delivery:
    """Send a message again."""
    return _delivery(call.services.webhooks.redeliver(call.uid, call.path["message"]))


def _delivery(stored: StoredDelivery) -> Delivery:
    return Delivery(
        id=stored.message,
        event=stored.event,
        state=stored.state,
        attempts=stored.attempts,
        http_status=stored.http_status,
        error=stored.error,
        created_at=moment(stored.created_at),
        next_at=moment(stored.next_at) if stored.state == "pending" else None,
        ended_at=moment(stored.ended_at) if stored.ended_at is not None else None,
        message=msgspec.json.decode(stored.body),
    )


_IMPORT = {
    "id": "0190a000-0000-7000-8000-000000000050",
    "name": "boxes.ndjson",
    "project": "0190a000-0000-7000-8000-000000000030",
    "purpose": "pre_label",
    "state": "finished",
    "counts": {
        "read": 112,
        "accepted": 112,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "annotations": 112,
        "warnings": 0,
        "removed": 0,
    },
}
_DELIVERY = {
    "id": "msg_0190a000-0000-7000-8000-000000000080",
    "event": "import.finished",
    "state": "delivered",
    "attempts": 1,
    "http_status": 204,
    "error": None,
    "created_at": "2026-01-05T09:30:01Z",
    "next_at": None,
    "ended_at": "2026-01-05T09:30:02Z",
    "message": {"type": "import.finished", "timestamp": "2026-01-05T09:30:01Z", "data": _IMPORT},
}
_AGAIN = {**_DELIVERY, "state": "pending", "attempts": 0, "next_at": "2026-01-05T09:35:00Z", "ended_at": None}
_PINGED = {
    **_DELIVERY,
    "event": "webhook.ping",
    "message": {
        "type": "webhook.ping",
        "timestamp": "2026-01-05T09:30:01Z",
        "data": {"webhook": "0190a000-0000-7000-8000-000000000070"},
    },
}
_PATH = f"{API}/webhooks/{{uid}}"

ROUTES = [
    Route(
        method="GET",
        path=f"{_PATH}/deliveries",
        name="list_deliveries",
        summary="List what was sent to a webhook, newest first",
        access=at_least("manager", project_of_webhook),
        handler=list_deliveries,
        query=PageQuery,
        response=Page[Delivery],
        description="Deliveries of the last 30 days are kept.",
        example=Example(response={"items": [_DELIVERY], "next": None}),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/deliveries/{{message}}/redeliver",
        name="redeliver_message",
        summary="Send a message to a webhook again",
        access=at_least("manager", project_of_webhook),
        handler=redeliver_message,
        response=Delivery,
        status=202,
        errors={409: "It is to be sent already, or the webhook is not active."},
        description="It keeps its id, so that a receiver can tell that it has it already.",
        example=Example(response=_AGAIN),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/ping",
        name="ping_webhook",
        summary="Send a message to a webhook to try it",
        access=at_least("manager", project_of_webhook),
        handler=ping_webhook,
        response=Delivery,
        description="It is sent once, now, also when the webhook is not active; the answer says how it went.",
        example=Example(response=_PINGED),
    ),
]
