"""Idempotency keys as stored: which request came under a key, and what it was answered."""

from typing import Protocol

import msgspec


class KeyedRequest(msgspec.Struct, kw_only=True, frozen=True):
    """A request and the key its sender chose for it; `digest` is a hash of all that makes it this one."""

    user_id: int
    key: str
    digest: str


class KeptAnswer(msgspec.Struct, kw_only=True):
    """What became of a request: begun when it has no `status`, answered when it has one.

    `content` is None when it was not kept, because it was too large or holds a secret. `is_parting` says that
    after this request its sender might not make it any more: it ended their access to what it was about.
    """

    digest: str
    begun_at: int
    status: int | None = None
    headers: dict[str, str] = {}
    content: bytes | None = None
    is_parting: bool = False


class IdempotencyStore(Protocol):
    """Requests by user and key."""

    def get(self, user_id: int, key: str) -> KeptAnswer | None: ...

    def begin(self, request: KeyedRequest, at: int) -> None:
        """Note that the request changes something in this very transaction; replaces what the key had."""
        ...

    def keep(self, request: KeyedRequest, answer: KeptAnswer) -> None:
        """Keep what a request was answered, whether it was begun or not."""
        ...

    def purge(self, before: int, *, limit: int) -> int:
        """Forget up to `limit` requests begun before an instant; return how many."""
        ...
