"""Users: the people and programs of this installation."""

import difflib
import re
from dataclasses import dataclass

from postil.errors import ConflictError, NotFoundError, UsageError
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.members import Membership
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant

MAX_NAME = 200
_EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+")


@dataclass(frozen=True)
class Organization:
    """What protocols that know several organizations see of an installation."""

    uid: str
    created_at: int
    name: str = "Postil"


class Users:
    """Create, find and change users. Nobody is deleted: what they have made keeps its author."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def create(self, email: str, name: str, actor: User, *, is_admin: bool = False) -> User:
        """Make a user; give them a key or a sign-in link to come in with.

        Raises:
            UsageError: The email address is none, or the name is longer than 200 characters.
            ConflictError: Somebody has this address.
        """
        if not _EMAIL.fullmatch(email):
            raise UsageError(f"{email!r} is not an email address", hint="write it as name@example.org")
        _check_name(name)
        at = instant(self._clock)
        with self._store.write() as session:
            user = session.access.create_user(email, name, is_admin, at)
            detail: dict[str, object] = {"email": email, "is_admin": is_admin}
            session.record(_activity(at, actor, "create", user, detail))
        return user

    def get(self, uid: str) -> User:
        """Return a user.

        Raises:
            NotFoundError: There is none of this id.
        """
        with self._store.read() as session:
            return user_of(session, uid)

    def by_ids(self, ids: set[int]) -> dict[int, User]:
        """Return users by store id, for those who want to name them."""
        with self._store.read() as session:
            return session.access.users(ids)

    def named(self, email: str) -> User:
        """Return a user by email address, and tell the nearest one when nobody has it.

        Raises:
            NotFoundError: Nobody has this address.
        """
        with self._store.read() as session:
            return user_named(session, email, suggests=True)

    def list_users(self, *, after_id: int = 0, limit: int = 100) -> list[User]:
        """List users, oldest first."""
        with self._store.read() as session:
            return session.access.list_users(after_id=after_id, limit=limit)

    def organization(self) -> Organization:
        """Return the one organization an installation is: as old as its first user, whose number it bears."""
        with self._store.read() as session:
            first = session.access.list_users(limit=1)[0]
        return Organization(uid=first.uid, created_at=first.created_at)

    def memberships(self, user: User, *, after_id: int = 0, limit: int = 100) -> list[Membership]:
        """List the projects a user has a role in, oldest first."""
        with self._store.read() as session:
            return session.members.list_memberships(user.id, after_id=after_id, limit=limit)

    def update(
        self,
        uid: str,
        actor: User,
        *,
        name: str | None = None,
        is_admin: bool | None = None,
        is_disabled: bool | None = None,
    ) -> User:
        """Change what is given; leave the rest.

        Disabling ends the sessions, keys and links of a user at once; enabling brings none of them back.

        Raises:
            NotFoundError: There is no such user.
            UsageError: The name is longer than 200 characters.
            ConflictError: Nobody would be left who is an administrator.
        """
        _check_name(name or "")
        at = instant(self._clock)
        with self._store.write() as session:
            user = user_of(session, uid)
            changes = _apply(user, name, is_admin, is_disabled, at)
            if not changes:
                return user
            if not _is_acting_admin(user) and not session.access.has_other_admin(user.id):
                raise ConflictError(
                    f"{user.email} is the only administrator who is not disabled",
                    hint="make somebody else an administrator first",
                )
            session.access.update_user(user)
            if changes.get("is_disabled"):
                session.access.end_access(user.id, at)
            session.record(_activity(at, actor, "update", user, changes))
        return user


def user_of(session: Session, uid: str) -> User:
    """Return a user.

    Raises:
        NotFoundError: There is none of this id.
    """
    user = session.access.user_by_uid(uid)
    if user is None:
        raise missing_user(uid)
    return user


def missing_user(uid: str) -> NotFoundError:
    """Say that there is no such user, also of one the caller may not know of."""
    return NotFoundError(f"no user {uid!r}", hint="administrators list the users")


def user_named(session: Session, email: str, *, suggests: bool) -> User:
    """Return a user by email address; the nearest one is told only where `suggests` allows it.

    Raises:
        NotFoundError: Nobody has this address.
    """
    user = session.access.user_by_email(email)
    if user is None:
        near = difflib.get_close_matches(email, session.access.emails(), n=1) if suggests else []
        hint = f"did you mean {near[0]!r}?" if near else "an administrator creates the user first"
        raise NotFoundError(f"nobody has the address {email!r}", hint=hint)
    return user


def _apply(
    user: User, name: str | None, is_admin: bool | None, is_disabled: bool | None, at: int
) -> dict[str, object]:
    """Change the record; return what is different now."""
    changes: dict[str, object] = {}
    if name is not None and name != user.name:
        user.name = changes["name"] = name
    if is_admin is not None and is_admin != user.is_admin:
        user.is_admin = changes["is_admin"] = is_admin
    if is_disabled is not None and is_disabled != (user.disabled_at is not None):
        changes["is_disabled"] = is_disabled
        user.disabled_at = at if is_disabled else None
    return changes


def _is_acting_admin(user: User) -> bool:
    return user.is_admin and user.disabled_at is None


def _check_name(name: str) -> None:
    if len(name) > MAX_NAME:
        raise UsageError(f"the name has {len(name)} characters, may have {MAX_NAME}", hint="shorten it")


def _activity(at: int, actor: User, action: str, user: User, detail: dict[str, object]) -> Activity:
    return Activity(
        at=at, user_id=actor.id, action=action, object_kind="user", object_uid=user.uid, detail=detail
    )
