"""Idempotency keys: what a request was answered, for as long as it may be sent again."""

from sqlalchemy import Connection, and_, delete, insert, or_, select

from postil.ports.idempotency import KeptAnswer, KeyedRequest
from postil.stores.sql import schema as t
from postil.stores.sql.records import first_record

_key = t.idempotency_key.c
_ANSWER = [_key[name] for name in KeptAnswer.__struct_fields__]


class SqlIdempotency:
    """`ports.idempotency.IdempotencyStore`; every method acts in the transaction at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, user_id: int, key: str) -> KeptAnswer | None:
        """Return what became of the request a user has sent under a key."""
        query = select(*_ANSWER).where(_key.user_id == user_id, _key.key == key)
        return first_record(KeptAnswer, self._connection.execute(query).first())

    def begin(self, request: KeyedRequest, at: int) -> None:
        """Note that the request changes something in this very transaction."""
        self.keep(request, KeptAnswer(digest=request.digest, begun_at=at))

    def keep(self, request: KeyedRequest, answer: KeptAnswer) -> None:
        """Keep what a request was answered; replaces what the key had."""
        who = {"user_id": request.user_id, "key": request.key}
        old = delete(t.idempotency_key).where(_key.user_id == request.user_id, _key.key == request.key)
        values = {name: getattr(answer, name) for name in answer.__struct_fields__}
        self._connection.execute(old)
        self._connection.execute(insert(t.idempotency_key).values(who | values))

    def purge(self, before: int, *, limit: int) -> int:
        """Forget up to `limit` requests begun before an instant, the oldest first; return how many."""
        query = select(_key.user_id, _key.key).where(_key.begun_at < before)
        found = self._connection.execute(query.order_by(_key.begun_at).limit(limit)).all()
        if found:
            old = or_(*(and_(_key.user_id == user_id, _key.key == key) for user_id, key in found))
            self._connection.execute(delete(t.idempotency_key).where(old))
        return len(found)
