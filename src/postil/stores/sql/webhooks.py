"""Webhooks, and the messages that wait for them or were delivered."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, insert, literal_column, select, update

from postil.ports.webhooks import Delivery, LabelPlace, Webhook
from postil.stores.sql import schema as t
from postil.stores.sql.records import first_record, record

_hook, _delivery = t.webhook.c, t.webhook_delivery.c
_HOOK = [_hook[name] for name in Webhook.__struct_fields__]
_DELIVERY = [_delivery[name] for name in Delivery.__struct_fields__]
_CHANGED = ("url", "events", "is_active", "stopped_reason", "seen_no")
_SETTLED = ("state", "attempts", "next_at", "http_status", "error", "ended_at")
_GONE_PROJECT = (
    exists()
    .where(t.project.c.id == _hook.project_id, t.project.c.deleted_at.is_not(None))
    .correlate(t.webhook)
)
_IS_THERE = and_(_hook.deleted_at.is_(None), ~_GONE_PROJECT)
# Spelled out, not bound: only so does the partial index apply.
_IS_PENDING = _delivery.state == literal_column("'pending'")


def _values(stored: Webhook | Delivery) -> dict[str, Any]:
    return {name: getattr(stored, name) for name in stored.__struct_fields__ if name != "id"}


class SqlWebhooks:
    """`ports.webhooks.WebhookStore`; every method acts in the transaction at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, webhook: Webhook) -> Webhook:
        """Store a webhook that is told of what comes after."""
        values = _values(webhook) | {"seen_no": self.newest_activity()}
        return record(
            Webhook, self._connection.execute(insert(t.webhook).values(values).returning(*_HOOK)).one()
        )

    def get(self, uid: str) -> Webhook | None:
        """Return a webhook by its public id."""
        query = select(*_HOOK).where(_hook.uid == uid, _IS_THERE)
        return first_record(Webhook, self._connection.execute(query).first())

    def by_id(self, webhook_id: int) -> Webhook | None:
        """Return a webhook by its store id."""
        query = select(*_HOOK).where(_hook.id == webhook_id, _IS_THERE)
        return first_record(Webhook, self._connection.execute(query).first())

    def list_webhooks(self, project_id: int | None, *, after_id: int, limit: int) -> list[Webhook]:
        """List the webhooks of a project, or all, oldest first."""
        query = select(*_HOOK).where(_hook.id > after_id, _IS_THERE).order_by(_hook.id).limit(limit)
        if project_id is not None:
            query = query.where(_hook.project_id == project_id)
        return [record(Webhook, row) for row in self._connection.execute(query)]

    def active(self) -> list[Webhook]:
        """List the webhooks that are told of events."""
        query = select(*_HOOK).where(_hook.is_active, _IS_THERE).order_by(_hook.id)
        return [record(Webhook, row) for row in self._connection.execute(query)]

    def update(self, webhook: Webhook) -> None:
        """Store what can be changed, as the next version."""
        values: dict[str, Any] = {name: getattr(webhook, name) for name in _CHANGED}
        values["version"] = _hook.version + 1
        self._connection.execute(update(t.webhook).where(_hook.id == webhook.id).values(values))

    def advance(self, seen_no: int) -> None:
        """Note that every active webhook was told of the activities up to this one."""
        late = update(t.webhook).where(_hook.is_active, _IS_THERE, _hook.seen_no < seen_no)
        self._connection.execute(late.values(seen_no=seen_no))

    def newest_activity(self) -> int:
        """Return the id of the newest activity entry, 0 when there is none."""
        number = t.activity.c.id
        newest = select(number).where(number > 0).order_by(number.desc()).limit(1)
        return self._connection.execute(newest).scalar() or 0

    def delete(self, webhook_id: int, at: int) -> None:
        """Hide a webhook and forget its secret."""
        gone = update(t.webhook).where(_hook.id == webhook_id)
        self._connection.execute(gone.values(deleted_at=at, is_active=False, secret=""))

    def enqueue(self, deliveries: Sequence[Delivery]) -> None:
        """Store messages to be delivered, in their order."""
        if deliveries:
            self._connection.execute(insert(t.webhook_delivery), [_values(one) for one in deliveries])

    def add(self, delivery: Delivery) -> Delivery:
        """Store one delivery and return it with its id."""
        statement = insert(t.webhook_delivery).values(_values(delivery)).returning(*_DELIVERY)
        return record(Delivery, self._connection.execute(statement).one())

    def head(self, webhook_id: int) -> Delivery | None:
        """Return the first pending delivery of a webhook."""
        query = select(*_DELIVERY).where(_delivery.webhook_id == webhook_id, _IS_PENDING)
        query = query.order_by(_delivery.webhook_id, _delivery.id).limit(1)
        return first_record(Delivery, self._connection.execute(query).first())

    def delivery(self, webhook_id: int, message: str) -> Delivery | None:
        """Return a delivery by the id its receiver knows."""
        query = select(*_DELIVERY).where(_delivery.webhook_id == webhook_id, _delivery.message == message)
        return first_record(Delivery, self._connection.execute(query).first())

    def deliveries(self, webhook_id: int, *, before_id: int | None, limit: int) -> list[Delivery]:
        """List deliveries, newest first."""
        query = select(*_DELIVERY).where(_delivery.webhook_id == webhook_id)
        if before_id is not None:
            query = query.where(_delivery.id < before_id)
        query = query.order_by(_delivery.webhook_id.desc(), _delivery.id.desc()).limit(limit)
        return [record(Delivery, row) for row in self._connection.execute(query)]

    def settle(self, delivery: Delivery) -> None:
        """Store what became of an attempt."""
        values = {name: getattr(delivery, name) for name in _SETTLED}
        self._connection.execute(update(t.webhook_delivery).where(_delivery.id == delivery.id).values(values))

    def purge(self, before: int, *, limit: int) -> int:
        """Forget up to `limit` of the oldest deliveries that may go; return how many."""
        oldest = select(_delivery.id, _delivery.created_at).order_by(_delivery.id).limit(limit)
        found = [number for number, made_at in self._connection.execute(oldest) if made_at < before]
        if not found:
            gone = select(_hook.id).where(_hook.deleted_at.is_not(None))
            orphans = select(_delivery.id).where(_delivery.webhook_id.in_(gone)).limit(limit)
            found = list(self._connection.execute(orphans).scalars())
        self._connection.execute(delete(t.webhook_delivery).where(_delivery.id.in_(found)))
        return len(found)

    def label_place(self, uid: str) -> LabelPlace | None:
        """Return where a label lies and whose it is."""
        label, row, project, user = t.label.c, t.data_row.c, t.project.c, t.user.c
        query = (
            select(
                label.project_id,
                project.uid.label("project_uid"),
                row.uid.label("data_row_uid"),
                row.global_key,
                user.email.label("author"),
            )
            .join(t.data_row, row.id == label.data_row_id)
            .join(t.project, project.id == label.project_id)
            .outerjoin(t.user, user.id == label.author_id)
            .where(label.uid == uid)
        )
        return first_record(LabelPlace, self._connection.execute(query).first())
