"""Users, keys, sessions and roles as stored. Secrets are stored as SHA-256 of 256 random bits only."""

from collections.abc import Collection
from typing import Literal, Protocol

import msgspec

KeyScope = Literal["all", "read"]
"""What a key is for: whatever its user may do, or only to look."""

Role = Literal["owner", "manager", "reviewer", "labeler", "viewer"]


class User(msgspec.Struct, kw_only=True):
    """A person or a program that acts under a name."""

    id: int
    uid: str
    email: str
    name: str = ""
    is_admin: bool = False
    created_at: int = 0
    disabled_at: int | None = None


class ApiKey(msgspec.Struct, kw_only=True):
    """A key without its secret; `prefix` is shown so that people can tell keys apart.

    `last_used_at` is exact to some minutes: not every use is written down.
    """

    id: int
    uid: str
    user_id: int
    name: str
    prefix: str
    scope: KeyScope = "all"
    created_at: int = 0
    expires_at: int | None = None
    revoked_at: int | None = None
    last_used_at: int | None = None


class AccessStore(Protocol):
    """Who may come in and what they may do."""

    def create_user(self, email: str, name: str, is_admin: bool, at: int) -> User: ...

    def user_by_email(self, email: str) -> User | None: ...

    def user_by_uid(self, uid: str) -> User | None: ...

    def user(self, user_id: int) -> User | None: ...

    def users(self, ids: Collection[int]) -> dict[int, User]: ...

    def list_users(self, *, after_id: int = 0, limit: int | None = None) -> list[User]: ...

    def emails(self) -> list[str]:
        """List every address, for suggestions."""
        ...

    def first_admin(self) -> User | None:
        """Return the administrator made first, of those who are not disabled."""
        ...

    def has_other_admin(self, user_id: int) -> bool:
        """Tell whether somebody else is an administrator and not disabled."""
        ...

    def update_user(self, user: User) -> None:
        """Store the name of a user, whether they are an administrator, and since when disabled."""
        ...

    def end_access(self, user_id: int, at: int) -> None:
        """Revoke the keys of a user; end their sessions and links."""
        ...

    def create_key(
        self,
        user_id: int,
        name: str,
        prefix: str,
        secret_hash: str,
        at: int,
        expires_at: int | None,
        scope: KeyScope = "all",
    ) -> ApiKey: ...

    def key_by_hash(self, secret_hash: str) -> ApiKey | None: ...

    def revoke_key(self, uid: str, at: int) -> bool: ...

    def note_key_use(self, key_id: int, at: int) -> None:
        """Store when a key was used; an earlier time than is known changes nothing."""
        ...

    def list_keys(
        self, user_id: int | None, *, after_id: int = 0, limit: int | None = None
    ) -> list[ApiKey]: ...

    def create_link(self, secret_hash: str, user_id: int, expires_at: int) -> None:
        """Store a one-time sign-in link."""
        ...

    def use_link(self, secret_hash: str, now: int) -> int | None:
        """Spend a link; return its user, or None when unknown, expired or spent."""
        ...

    def create_session(self, secret_hash: str, user_id: int, expires_at: int) -> None: ...

    def end_session(self, secret_hash: str) -> bool:
        """Forget a web session; False when there is none."""
        ...

    def session_user(self, secret_hash: str, now: int) -> int | None: ...

    def purge_expired(self, now: int, *, limit: int) -> int:
        """Forget up to `limit` sessions, and as many sign-in links, that have expired; return how many."""
        ...

    def set_role(self, project_id: int, user_id: int, role: Role) -> None: ...

    def role(self, project_id: int, user_id: int) -> Role | None: ...

    def projects_of(self, user_id: int, project_ids: Collection[int]) -> set[int]:
        """Return in which of some projects a user has a role."""
        ...
