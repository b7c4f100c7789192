"""Access: how people prove who they are."""

import msgspec

from postil.errors import ConflictError, LimitError, NotFoundError, UsageError
from postil.ports.access import ApiKey, KeyScope, User
from postil.ports.clock import Clock
from postil.ports.executor import Executor
from postil.ports.store import Activity, Session, Store
from postil.services.instant import MICROSECONDS, instant
from postil.services.people.secret import new_prefix, new_secret, secret_hash

ADMIN_EMAIL = "admin@localhost"
SETTINGS_KEY = "from the settings"
MIN_KEY_LENGTH = 24
LINK_S = 24 * 3600
SESSION_S = 30 * 24 * 3600
_PART = 200
USE_NOTED_S = 600
"""Seconds after which it is noted again that a key is used: a note is a transaction."""


class IssuedKey(msgspec.Struct, kw_only=True):
    """A new key with its secret, which is told this once and kept nowhere."""

    key: ApiKey
    secret: str


class KeyHolder(msgspec.Struct, kw_only=True):
    """Whose key it is, and what it is for."""

    user: User
    scope: KeyScope


class Access:
    """Keys, sign-in links and sessions.

    Args:
        store: Where they are.
        clock: Tells what has expired.
        beside: Notes the use of keys beside the requests, which then do not wait for the turn to write; None
            notes it at once.
    """

    def __init__(self, store: Store, clock: Clock, beside: Executor | None = None) -> None:
        self._store, self._clock, self._beside = store, clock, beside
        self._noting = set[int]()

    def ensure_admin(self) -> User:
        """Return the first administrator, made when there is none.

        They have no password and no key: they come in by a sign-in link or as a program of this machine.
        """
        with self._store.read() as session:
            admin = session.access.first_admin()
        if admin is not None:
            return admin
        with self._store.write() as session:
            return session.access.first_admin() or session.access.create_user(
                ADMIN_EMAIL, "Administrator", True, instant(self._clock)
            )

    def install_key(self, secret: str) -> User:
        """Make the key of the settings valid for the first administrator, and earlier such keys invalid.

        Raises:
            UsageError: The key is shorter than 24 characters.
        """
        if len(secret) < MIN_KEY_LENGTH:
            raise UsageError(
                f"the API key of the settings has {len(secret)} characters, needs at least {MIN_KEY_LENGTH}",
                hint="make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'",
            )
        admin, at = self.ensure_admin(), instant(self._clock)
        hashed = secret_hash(secret)
        with self._store.write() as session:
            current = session.access.key_by_hash(hashed)
            for key in session.access.list_keys(admin.id):
                if key.name == SETTINGS_KEY and (current is None or key.id != current.id):
                    session.access.revoke_key(key.uid, at)
            if current is None:
                session.access.create_key(admin.id, SETTINGS_KEY, secret[:4], hashed, at, None)
        return admin

    def create_key(
        self,
        user: User,
        name: str,
        actor: User,
        *,
        expires_at: int | None = None,
        scope: KeyScope = "all",
    ) -> IssuedKey:
        """Make a key for a user.

        Raises:
            UsageError: The name is empty, or the key would have expired already.
            ConflictError: The user is disabled, so the key would open nothing.
        """
        at = instant(self._clock)
        if not name.strip():
            raise UsageError("a key needs a name", hint="name the program or machine that will use it")
        if expires_at is not None and expires_at <= at:
            raise UsageError("the key would have expired already", hint="give `expires_at` a later time")
        prefix = new_prefix()
        secret = f"pk_{prefix}_{new_secret()}"
        with self._store.write() as session:
            _demand_enabled(session, user)
            key = session.access.create_key(user.id, name, prefix, secret_hash(secret), at, expires_at, scope)
            session.record(_activity(at, actor, "create", "api_key", key.uid))
        return IssuedKey(key=key, secret=secret)

    def list_keys(self, user: User | None, *, after_id: int = 0, limit: int | None = None) -> list[ApiKey]:
        """List the keys of a user, or of everybody; revoked and expired ones too."""
        with self._store.read() as session:
            return session.access.list_keys(user.id if user else None, after_id=after_id, limit=limit)

    def revoke_key(self, uid: str, actor: User) -> None:
        """Make a key invalid; doing so again changes nothing.

        Raises:
            NotFoundError: No such key, or it is somebody else's and the actor is no administrator.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            keys = session.access.list_keys(None if actor.is_admin else actor.id)
            if uid not in {key.uid for key in keys}:
                raise NotFoundError(f"no key {uid!r}", hint="list your keys")
            if session.access.revoke_key(uid, at):
                session.record(_activity(at, actor, "revoke", "api_key", uid))

    def user_of_key(self, secret: str) -> User | None:
        """Return whose key this is; None when it is unknown, revoked, expired, or its user disabled."""
        holder = self.holder_of_key(secret)
        return holder.user if holder else None

    def holder_of_key(self, secret: str) -> KeyHolder | None:
        """Return whose key this is and what it is for, and note its use; None when it opens nothing."""
        now = instant(self._clock)
        with self._store.read() as session:
            key = session.access.key_by_hash(secret_hash(secret))
            if key is None or key.revoked_at is not None:
                return None
            if key.expires_at is not None and key.expires_at <= now:
                return None
            user = _enabled(session.access.user(key.user_id))
        if user is None:
            return None
        self._note_use(key, now)
        return KeyHolder(user=user, scope=key.scope)

    def _note_use(self, key: ApiKey, now: int) -> None:
        is_known = key.last_used_at is not None and now - key.last_used_at < USE_NOTED_S * MICROSECONDS
        if is_known or key.id in self._noting:
            return
        self._noting.add(key.id)
        if self._beside is None:
            self._write_use(key.id, now)
            return
        try:
            self._beside.submit(self._write_use, key.id, now)
        except LimitError:
            # There is much to do; the next use is noted.
            self._noting.discard(key.id)

    def _write_use(self, key_id: int, at: int) -> None:
        try:
            with self._store.write() as session:
                session.access.note_key_use(key_id, at)
        finally:
            self._noting.discard(key_id)

    def create_link(self, user: User, actor: User, *, lasts_s: int = LINK_S) -> str:
        """Return the secret of a link that signs a user in once, within `lasts_s` seconds.

        Raises:
            ConflictError: The user is disabled, so the link would open nothing.
        """
        secret, at = new_secret(), instant(self._clock)
        with self._store.write() as session:
            _demand_enabled(session, user)
            session.access.create_link(secret_hash(secret), user.id, at + lasts_s * MICROSECONDS)
            session.record(_activity(at, actor, "create", "sign_in_link", user.uid))
        return secret

    def spend_link(self, secret: str) -> str | None:
        """Exchange a link for the secret of a session of 30 days; None when it is no longer valid."""
        now, session_secret = instant(self._clock), new_secret()
        with self._store.write() as session:
            user_id = session.access.use_link(secret_hash(secret), now)
            user = _enabled(session.access.user(user_id)) if user_id is not None else None
            if user is None:
                return None
            expires_at = now + SESSION_S * MICROSECONDS
            session.access.create_session(secret_hash(session_secret), user.id, expires_at)
        return session_secret

    def end_session(self, secret: str) -> None:
        """End a session, so that its cookie opens nothing; ending it again changes nothing."""
        with self._store.write() as session:
            session.access.end_session(secret_hash(secret))

    def user_of_session(self, secret: str) -> User | None:
        """Return whose session this is; None when it is unknown, expired, or its user disabled."""
        with self._store.read() as session:
            user_id = session.access.session_user(secret_hash(secret), instant(self._clock))
            return _enabled(session.access.user(user_id)) if user_id is not None else None

    def purge(self) -> None:
        """Forget sessions and sign-in links that have expired, in short transactions."""
        now, count = instant(self._clock), 1
        while count:
            with self._store.write() as session:
                count = session.access.purge_expired(now, limit=_PART)


def _enabled(user: User | None) -> User | None:
    return user if user is not None and user.disabled_at is None else None


def _demand_enabled(session: Session, user: User) -> None:
    # Read now: somebody may have disabled the user since the caller asked.
    current = session.access.user(user.id)
    if current is None or current.disabled_at is not None:
        raise ConflictError(f"{user.email} is disabled", hint="enable the user first")


def _activity(at: int, actor: User, action: str, kind: str, uid: str) -> Activity:
    return Activity(at=at, user_id=actor.id, action=action, object_kind=kind, object_uid=uid)
