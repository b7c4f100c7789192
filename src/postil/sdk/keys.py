"""API keys, as the client sees them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.sdk.connection import API, Connection

Scope = Literal["all", "read"]


class Key(msgspec.Struct, kw_only=True):
    """An API key without its secret; `user` is the address of whose it is."""

    id: str
    user: str
    name: str
    prefix: str
    scope: Scope = "all"
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    @property
    def state(self) -> str:
        """Return `valid`, `revoked` or `expired`."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= datetime.now(UTC) else "valid"


class IssuedKey(msgspec.Struct, kw_only=True):
    """A new key with its secret, which is told only now."""

    key: Key
    secret: str


class Keys:
    """Make and revoke keys; those of others take an administrator."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(
        self,
        name: str,
        *,
        email: str | None = None,
        expires_at: datetime | None = None,
        scope: Scope = "all",
    ) -> IssuedKey:
        """Make a key for the caller, or for the user of an address; with scope `read` it changes nothing.

        Raises:
            NotFoundError: Nobody has this address.
            ConflictError: The user is disabled.
        """
        body = {"name": name, "email": email, "expires_at": expires_at, "scope": scope}
        return self._connection.send("POST", f"{API}/keys", IssuedKey, body)

    def list(self, *, email: str | None = None, everybody: bool = False) -> Iterator[Key]:
        """Yield the keys of the caller, of the user of an address, or of everybody; oldest first."""
        query = {"email": email, "everybody": everybody, "limit": 1000}
        return self._connection.pages(f"{API}/keys", Key, query)

    def revoke(self, uid: str) -> None:
        """Make the key of an id invalid."""
        self._connection.send("DELETE", f"{API}/keys/{uid}", type(None))

    def named(self, text: str, *, everybody: bool = False) -> Key:
        """Return the key of that name, prefix or id: one's own or, by an administrator, anybody's.

        Raises:
            NotFoundError: There is none.
            UsageError: There are several.
        """
        given = text.removeprefix("pk_").partition("_")[0]
        keys = list(self.list(everybody=everybody))
        found = [key for key in keys if key.id == text or key.prefix == given] or [
            key for key in keys if key.name == text and key.revoked_at is None
        ]
        if not found:
            raise NotFoundError(f"no key {given!r}", hint="list them: postil key list")
        if len(found) > 1:
            raise UsageError(
                f"{len(found)} keys are named {text!r}", hint="give the prefix of the one you mean"
            )
        return found[0]
