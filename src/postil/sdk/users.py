"""Users, as the client sees them."""

import difflib
from collections.abc import Iterator
from datetime import datetime

import msgspec

from postil.errors import NotFoundError
from postil.sdk.connection import API, Connection


class User(msgspec.Struct, kw_only=True):
    """A person or a program that acts under a name."""

    id: str
    email: str
    name: str = ""
    is_admin: bool = False
    is_disabled: bool = False
    created_at: datetime


class ProjectRole(msgspec.Struct, kw_only=True):
    """A project by id and name, and a role in it."""

    id: str
    name: str
    role: str


class _Link(msgspec.Struct):
    path: str


class Users:
    """Create, find and change users; most of it takes an administrator."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def me(self) -> User:
        """Return who is calling."""
        return self._connection.get(f"{API}/whoami", User)

    def create(self, email: str, name: str = "", *, is_admin: bool = False) -> User:
        """Make a user; give them a key or a sign-in link to come in with.

        Raises:
            ConflictError: Somebody has this address.
        """
        body = {"email": email, "name": name, "is_admin": is_admin}
        return self._connection.send("POST", f"{API}/users", User, body)

    def list(self) -> Iterator[User]:
        """Yield users, oldest first."""
        return self._connection.pages(f"{API}/users", User, {"limit": 1000})

    def named(self, email: str) -> User:
        """Return the user of an address or id.

        Raises:
            NotFoundError: Nobody has it; the hint names the nearest address.
        """
        known = list(self.list())
        found = next((user for user in known if email in (user.email, user.id)), None)
        if found is None:
            near = difflib.get_close_matches(email, [user.email for user in known], n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"make them: postil user create {email}"
            raise NotFoundError(f"nobody has the address {email!r}", hint=hint)
        return found

    def update(
        self,
        uid: str,
        *,
        name: str | None = None,
        is_admin: bool | None = None,
        is_disabled: bool | None = None,
    ) -> User:
        """Change what is given. Disabling ends sessions, keys and links at once.

        Raises:
            ConflictError: Nobody would be left who is an administrator.
        """
        body = {"name": name, "is_admin": is_admin, "is_disabled": is_disabled}
        return self._connection.send("PATCH", f"{API}/users/{uid}", User, body)

    def projects(self, uid: str) -> Iterator[ProjectRole]:
        """Yield the projects a user has a role in, oldest first."""
        return self._connection.pages(f"{API}/users/{uid}/projects", ProjectRole, {"limit": 1000})

    def link(self, email: str) -> str:
        """Return the address that signs the user in once, within 24 hours.

        Raises:
            NotFoundError: Nobody has this address.
            ConflictError: The user is disabled.
        """
        made = self._connection.send("POST", f"{API}/sign-in-links", _Link, {"email": email})
        return self._connection.url + made.path
