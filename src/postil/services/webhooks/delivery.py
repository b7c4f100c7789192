"""Delivery: activities become messages, and messages are sent in order until they arrive.

The activity entry written in the transaction of what happened is the outbox: nothing that was committed is
missed, and nothing that was rolled back is told. A message is sent at least once, always with the same id.
"""

import random
from typing import Any

import msgspec

from postil.errors import PostilError
from postil.model.identity import new_uid
from postil.ports.clock import Clock
from postil.ports.sender import Sender
from postil.ports.store import Activity, Session, Store
from postil.ports.webhooks import Delivery, Webhook
from postil.services.instant import MICROSECONDS, instant
from postil.services.webhooks.event import Message, event_of, is_event
from postil.services.webhooks.signature import signed_headers

PAUSES_S = (5, 300, 1_800, 7_200, 18_000, 36_000, 36_000)
"""Seconds between attempts, each varied by up to a fifth: eight attempts within 28 hours."""

JITTER = 0.2
GONE = 410
AT_ONCE = 500
LONGEST_RUN = 5 * MICROSECONDS
"""For as long one webhook is sent to while others may wait; then it is their turn."""

MOST_ERROR = 500


class Deliveries:
    """Makes messages of activities and sends them; one thread at a time may spread, and one send per webhook.

    Args:
        store: The store.
        clock: The time.
        sender: The way out.
        chance: Varies the pauses.
    """

    def __init__(
        self, store: Store, clock: Clock, sender: Sender, chance: random.Random | None = None
    ) -> None:
        self._store, self._clock, self._sender = store, clock, sender
        self._chance = chance or random.Random()  # noqa: S311 - no secret hangs on when something is sent
        self._looked_at = 0

    def spread(self) -> bool:
        """Make messages of all that has happened; False when there is no active webhook to be told."""
        while True:
            with self._store.read() as session:
                hooks = session.webhooks.active()
                after = max(self._looked_at, min((one.seen_no for one in hooks), default=0))
                found = session.activities_after(after, limit=AT_ONCE) if hooks else []
            if any(map(is_event, found)) or len(found) == AT_ONCE:
                with self._store.write() as session:
                    session.webhooks.enqueue(_messages(session, found, instant(self._clock)))
                    session.webhooks.advance(found[-1].id)
            if found:
                self._looked_at = found[-1].id
            if len(found) < AT_ONCE:
                return bool(hooks)

    def due(self) -> tuple[list[int], float | None]:
        """Return the webhooks to send to now, and the seconds until there are others; None for never."""
        now = instant(self._clock)
        with self._store.read() as session:
            heads = [session.webhooks.head(hook.id) for hook in session.webhooks.active()]
        waits = {one.webhook_id: one.next_at - now for one in heads if one is not None}
        later = [wait for wait in waits.values() if wait > 0]
        return [one for one, wait in waits.items() if wait <= 0], min(later) / MICROSECONDS if later else None

    def send(self, webhook_id: int) -> None:
        """Send what waits for a webhook, in order, until one fails or others have waited long enough."""
        began = instant(self._clock)
        while instant(self._clock) - began < LONGEST_RUN:
            with self._store.read() as session:
                hook, head = session.webhooks.by_id(webhook_id), session.webhooks.head(webhook_id)
            if hook is None or not hook.is_active or head is None or head.next_at > instant(self._clock):
                return
            self.attempt(hook, head)
            with self._store.write() as session:
                session.webhooks.settle(head)
                if head.state == "failed":
                    _stop(session, hook, head)
            if head.state != "delivered":
                return

    def attempt(self, hook: Webhook, delivery: Delivery) -> None:
        """Send a message once, and note in the delivery what became of it."""
        body = delivery.body.encode()
        seconds = instant(self._clock) // MICROSECONDS
        headers = signed_headers(hook.secret, delivery.message, seconds, body)
        delivery.http_status = delivery.error = None
        try:
            delivery.http_status = self._sender.send(
                hook.url, body, {"content-type": "application/json", **headers}
            )
        except PostilError as error:
            delivery.error = str(error)[:MOST_ERROR]
        delivery.attempts += 1
        self._judge(delivery)

    def _judge(self, delivery: Delivery) -> None:
        now, status = instant(self._clock), delivery.http_status
        if status is not None and 200 <= status < 300:
            delivery.state, delivery.ended_at = "delivered", now
            return
        if status is not None:
            delivery.error = f"the receiver answered {status}"
        if status == GONE or delivery.attempts > len(PAUSES_S):
            delivery.state, delivery.ended_at = "failed", now
            return
        pause = PAUSES_S[delivery.attempts - 1] * self._chance.uniform(1 - JITTER, 1 + JITTER)
        delivery.next_at = now + round(pause * MICROSECONDS)


def _messages(session: Session, found: list[Activity], now: int) -> list[Delivery]:
    hooks = session.webhooks.active()
    made = []
    for activity in found:
        event = event_of(session, activity)
        if event is None:
            continue
        for hook in hooks:
            is_here = hook.project_id is None or hook.project_id == event.project_id
            if is_here and event.name in hook.events and activity.id > hook.seen_no:
                made.append(message_for(hook, event.message, now))
    return made


def message_for(hook: Webhook, message: Message[Any], now: int) -> Delivery:
    """Describe the delivery of a message, to be made at once."""
    return Delivery(
        id=0,
        webhook_id=hook.id,
        message=f"msg_{new_uid()}",
        event=message.type,
        body=msgspec.json.encode(message).decode(),
        next_at=now,
        created_at=now,
    )


def _stop(session: Session, hook: Webhook, delivery: Delivery) -> None:
    current = session.webhooks.by_id(hook.id)
    if current is None:
        return
    if delivery.http_status == GONE:
        reason = "the receiver answered 410: it wants no more"
    else:
        reason = f"{delivery.attempts} attempts to deliver {delivery.message} failed; last: {delivery.error}"
    session.webhooks.update(msgspec.structs.replace(current, is_active=False, stopped_reason=reason))
