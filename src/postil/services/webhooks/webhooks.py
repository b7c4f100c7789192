"""Webhooks: who is told of events, and how that went."""

from collections.abc import Callable, Collection, Sequence
from threading import BoundedSemaphore

import msgspec

from postil.errors import (
    AccessError,
    ConflictError,
    LimitError,
    NotFoundError,
    RetryableStoreError,
    UsageError,
)
from postil.model.identity import new_uid
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.sender import Sender
from postil.ports.store import Activity, Session, Store
from postil.ports.webhooks import Delivery, Webhook
from postil.services.instant import MICROSECONDS, instant, moment
from postil.services.projects.projects import found_project
from postil.services.version import demand_version
from postil.services.webhooks.delivery import Deliveries, message_for
from postil.services.webhooks.event import EVENTS, PING, Message, PingEvent
from postil.services.webhooks.signature import new_secret

KEPT_DAYS = 30
_PART = 500

MOST = 20
"""Webhooks of one project: every event is stored and sent once for each."""

PINGS_AT_ONCE = 4
"""Pings that wait for an answer at the same time: receivers that are slow must not use up all threads."""


class Webhooks:
    """Create, list, change and try webhooks.

    Args:
        store: The store.
        clock: The time.
        sender: The way out.
        is_allowed: Whether this installation has webhooks at all.
        nudge: Called when there is something to send.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sender: Sender,
        *,
        is_allowed: bool = True,
        nudge: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self._clock, self._sender, self._nudge = store, clock, sender, nudge
        self._is_allowed = is_allowed
        self._deliveries = Deliveries(store, clock, sender)
        self._turns = BoundedSemaphore(PINGS_AT_ONCE)

    def create(self, project_uid: str | None, url: str, events: Sequence[str], actor: User) -> Webhook:
        """Make a webhook of a project, or of the whole installation; it is told of what happens from now on.

        Raises:
            AccessError: The installation allows none.
            UsageError: The URL is none messages can be sent to (SRC024), or an event is unknown.
            NotFoundError: No such project.
            LimitError: The project has as many as it may.
        """
        self._demand_allowed()
        self._demand(url, events)
        at = instant(self._clock)
        with self._store.write() as session:
            project_id = _place_for_one(session, project_uid) if project_uid is not None else None
            described = Webhook(
                id=0,
                uid=new_uid(),
                project_id=project_id,
                url=url,
                events=list(dict.fromkeys(events)),
                secret=new_secret(),
                created_by=actor.id,
                created_at=at,
            )
            made = session.webhooks.create(described)
            session.record(_activity("create", made, actor, at))
        self._nudge()
        return made

    def get(self, uid: str) -> Webhook:
        """Return a webhook.

        Raises:
            NotFoundError: No such webhook.
        """
        with self._store.read() as session:
            return _webhook_of(session, uid)

    def list_webhooks(self, project_uid: str | None, *, after_id: int = 0, limit: int = 100) -> list[Webhook]:
        """List the webhooks of a project, or all there are, oldest first."""
        with self._store.read() as session:
            project_id = found_project(session, project_uid).id if project_uid is not None else None
            return session.webhooks.list_webhooks(project_id, after_id=after_id, limit=limit)

    def update(
        self,
        uid: str,
        actor: User,
        *,
        url: str | None = None,
        events: Sequence[str] | None = None,
        is_active: bool | None = None,
        expected: Collection[int] | None = None,
    ) -> Webhook:
        """Change what is given; leave the rest.

        One that is made active again goes on with what waits for it; what happened meanwhile it is not told.

        Raises:
            AccessError: The installation allows none.
            UsageError: As in `create`.
            NotFoundError: No such webhook.
            ChangedError: It has none of the expected versions.
        """
        self._demand_allowed()
        at = instant(self._clock)
        with self._store.write() as session:
            hook = _webhook_of(session, uid)
            demand_version(f"webhook {uid}", hook.version, expected)
            changed = msgspec.structs.replace(hook, url=url or hook.url, events=list(events or hook.events))
            self._demand(changed.url, changed.events)
            if is_active is not None and is_active != hook.is_active:
                changed.is_active, changed.stopped_reason = is_active, None
                changed.seen_no = session.webhooks.newest_activity()
                self._begin_again(session, hook, at)
            session.webhooks.update(changed)
            session.record(_activity("update", hook, actor, at))
            found = _webhook_of(session, uid)
        self._nudge()
        return found

    def _begin_again(self, session: Session, hook: Webhook, at: int) -> None:
        head = session.webhooks.head(hook.id)
        if head is not None:
            session.webhooks.settle(msgspec.structs.replace(head, attempts=0, next_at=at))

    def delete(self, uid: str, actor: User, *, expected: Collection[int] | None = None) -> None:
        """Delete a webhook; what waits for it is not sent any more.

        Raises:
            NotFoundError: No such webhook.
            ChangedError: It has none of the expected versions.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            hook = _webhook_of(session, uid)
            demand_version(f"webhook {uid}", hook.version, expected)
            session.webhooks.delete(hook.id, at)
            session.record(_activity("delete", hook, actor, at))

    def ping(self, uid: str) -> Delivery:
        """Send a message that says nothing, once and at once, and return what became of it.

        Raises:
            AccessError: The installation allows no webhooks.
            NotFoundError: No such webhook.
            RetryableStoreError: Others are being tried, as many as may be at once.
        """
        self._demand_allowed()
        hook, now = self.get(uid), instant(self._clock)
        message = Message(type=PING, timestamp=moment(now), data=PingEvent(webhook=uid))
        delivery = message_for(hook, message, now)
        self._try(hook, delivery)
        if delivery.state == "pending":
            delivery.state, delivery.ended_at = "failed", instant(self._clock)
        with self._store.write() as session:
            return session.webhooks.add(delivery)

    def _try(self, hook: Webhook, delivery: Delivery) -> None:
        if not self._turns.acquire(blocking=False):
            raise RetryableStoreError(
                f"{PINGS_AT_ONCE} webhooks are being tried already", hint="try again later"
            )
        try:
            self._deliveries.attempt(hook, delivery)
        finally:
            self._turns.release()

    def deliveries(self, uid: str, *, before_id: int | None = None, limit: int = 100) -> list[Delivery]:
        """List the deliveries of a webhook, newest first; those of the last 30 days are kept."""
        with self._store.read() as session:
            hook = _webhook_of(session, uid)
            return session.webhooks.deliveries(hook.id, before_id=before_id, limit=limit)

    def redeliver(self, uid: str, message: str) -> Delivery:
        """Send a message again, under the id it had.

        Raises:
            NotFoundError: No such webhook or message.
            ConflictError: The message waits to be sent already, or the webhook is not active.
        """
        self._demand_allowed()
        with self._store.write() as session:
            hook = _webhook_of(session, uid)
            found = session.webhooks.delivery(hook.id, message)
            if found is None:
                raise NotFoundError(f"no message {message[:80]!r}", hint="list the deliveries of the webhook")
            if found.state == "pending" or not hook.is_active:
                what = "the message is to be sent already" if hook.is_active else "the webhook is not active"
                raise ConflictError(what, hint="wait" if hook.is_active else "make it active first")
            again = msgspec.structs.replace(
                found, state="pending", attempts=0, next_at=instant(self._clock), ended_at=None
            )
            session.webhooks.settle(again)
        self._nudge()
        return again

    def purge(self) -> None:
        """Forget deliveries older than 30 days, and those of deleted webhooks, in short transactions."""
        before = instant(self._clock) - KEPT_DAYS * 86_400 * MICROSECONDS
        count = _PART
        while count == _PART:
            with self._store.write() as session:
                count = session.webhooks.purge(before, limit=_PART)

    def _demand_allowed(self) -> None:
        if not self._is_allowed:
            raise AccessError(
                "this installation allows no webhooks",
                hint="whoever runs the server can allow them in the settings: webhooks = true",
            )

    def _demand(self, url: str, events: Sequence[str]) -> None:
        self._sender.demand_url(url)
        unknown = [name for name in events if name not in EVENTS]
        if unknown or not events:
            what = f"there is no event {unknown[0]!r}" if unknown else "a webhook needs an event"
            raise UsageError(what, hint="events are " + ", ".join(EVENTS))


def _place_for_one(session: Session, project_uid: str) -> int:
    project = found_project(session, project_uid)
    if len(session.webhooks.list_webhooks(project.id, after_id=0, limit=MOST)) == MOST:
        raise LimitError(
            f"project {project.name!r} has {MOST} webhooks already", hint="delete one that is not needed"
        )
    return project.id


def _webhook_of(session: Session, uid: str) -> Webhook:
    found = session.webhooks.get(uid)
    if found is None:
        raise NotFoundError(f"no webhook {uid!r}", hint="list the webhooks")
    return found


def _activity(action: str, hook: Webhook, actor: User, at: int) -> Activity:
    return Activity(at=at, user_id=actor.id, action=action, object_kind="webhook", object_uid=hook.uid)
