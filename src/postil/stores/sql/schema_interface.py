"""Tables of the interface itself: requests that must not be done twice."""

from sqlalchemy import Index, PrimaryKeyConstraint

from postil.stores.sql.columns import document, json, number, relation, text

idempotency_key = relation(
    "idempotency_key",
    number("user_id", "user.id"),
    text("key"),
    text("digest"),
    number("begun_at"),
    number("status", optional=True),
    json("headers", dict[str, str]),
    document("content", optional=True),
    PrimaryKeyConstraint("user_id", "key"),
    Index(None, "begun_at"),
)
