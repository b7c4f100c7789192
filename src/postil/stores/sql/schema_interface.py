"""Tables of the interface: requests not to be done twice, work whose result is fetched later, webhooks."""

from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy import text as sql

from postil.stores.sql.columns import document, entity, flag, json, number, relation, text

idempotency_key = relation(
    "idempotency_key",
    number("user_id", "user.id"),
    text("key"),
    text("digest"),
    number("begun_at"),
    number("status", optional=True),
    json("headers", dict[str, str]),
    document("content", optional=True),
    flag("is_parting"),
    PrimaryKeyConstraint("user_id", "key"),
    Index(None, "begun_at"),
)

operation = entity(
    "operation",
    text("uid"),
    text("kind"),
    text("name"),
    text("state"),
    number("user_id", "user.id"),
    json("parameters", dict),
    json("result", dict),
    number("created_at"),
    number("updated_at"),
    UniqueConstraint("uid"),
    Index(None, "user_id", "id"),
)
# What an earlier process left behind.
_running = sql("state = 'running'")
Index(
    "ix_operation_running",
    operation.c.state,
    operation.c.id,
    sqlite_where=_running,
    postgresql_where=_running,
)

webhook = entity(
    "webhook",
    text("uid"),
    number("project_id", "project.id", optional=True),
    text("url"),
    json("events", list[str]),
    text("secret"),
    flag("is_active"),
    text("stopped_reason", optional=True),
    number("seen_no"),
    number("version"),
    number("created_by", optional=True),
    number("created_at"),
    number("deleted_at", optional=True),
    UniqueConstraint("uid"),
    Index(None, "project_id", "id"),
)

webhook_delivery = entity(
    "webhook_delivery",
    number("webhook_id", "webhook.id"),
    text("message"),
    text("event"),
    text("body"),
    text("state"),
    number("attempts"),
    number("next_at"),
    number("http_status", optional=True),
    text("error", optional=True),
    number("created_at"),
    number("ended_at", optional=True),
    UniqueConstraint("webhook_id", "message"),
    Index(None, "webhook_id", "id"),
)
_pending = sql("state = 'pending'")
Index(
    "ix_webhook_delivery_pending",
    webhook_delivery.c.webhook_id,
    webhook_delivery.c.id,
    sqlite_where=_pending,
    postgresql_where=_pending,
)
