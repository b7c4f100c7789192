"""Users, keys, links, web sessions and roles."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from postil.errors import ConflictError
from postil.model.identity import new_uid
from postil.ports.access import ApiKey, KeyScope, Role, User
from postil.stores.sql import schema as t
from postil.stores.sql.prepared import Prepared
from postil.stores.sql.records import chunked, first_record, record

_KEY = [column for column in t.api_key.c if column.name != "secret_hash"]
_ADMIN = (t.user.c.is_admin.is_(True), t.user.c.disabled_at.is_(None))


# Asked with every request.


@Prepared
def _first_admin() -> Select[Any]:
    return select(t.user).where(*_ADMIN).order_by(t.user.c.id).limit(1)


@Prepared
def _user(user_id: Any) -> Select[Any]:
    return select(t.user).where(t.user.c.id == user_id)


@Prepared
def _key(secret_hash: Any) -> Select[Any]:
    return select(*_KEY).where(t.api_key.c.secret_hash == secret_hash)


@Prepared
def _session_user(secret_hash: Any, now: Any) -> Select[Any]:
    session = t.web_session.c
    query = select(session.user_id).join(t.user, t.user.c.id == session.user_id)
    return query.where(
        session.secret_hash == secret_hash, session.expires_at > now, t.user.c.disabled_at.is_(None)
    )


@Prepared
def _role(project_id: Any, user_id: Any) -> Select[Any]:
    member, project = t.membership.c, t.project.c
    query = select(member.role).join(t.project, project.id == member.project_id)
    return query.where(
        member.project_id == project_id, member.user_id == user_id, project.deleted_at.is_(None)
    )


class SqlAccess:
    """`ports.access.AccessStore`. Secrets come and stay as SHA-256."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create_user(self, email: str, name: str, is_admin: bool, at: int) -> User:
        """Store a user; ConflictError when the address is taken."""
        values = {"uid": new_uid(), "email": email, "name": name, "is_admin": is_admin, "created_at": at}
        try:
            with self._connection.begin_nested():
                row = self._connection.execute(insert(t.user).values(values).returning(*t.user.c)).one()
        except IntegrityError as error:
            raise ConflictError(
                f"there is a user {email!r} already", hint="use another email address"
            ) from error
        return record(User, row)

    def user_by_email(self, email: str) -> User | None:
        """Return the user of an address as it was given."""
        return self._user(select(t.user).where(t.user.c.email == email))

    def user(self, user_id: int) -> User | None:
        """Return a user, disabled or not."""
        return first_record(User, _user(self._connection, user_id=user_id).first())

    def _user(self, query: Select[Any]) -> User | None:
        return first_record(User, self._connection.execute(query).first())

    def user_by_uid(self, uid: str) -> User | None:
        """Return a user by public id."""
        return self._user(select(t.user).where(t.user.c.uid == uid))

    def users(self, ids: Collection[int]) -> dict[int, User]:
        """Return users by id, disabled or not."""
        found: dict[int, User] = {}
        for piece in chunked(sorted(ids)):
            rows = self._connection.execute(select(t.user).where(t.user.c.id.in_(piece)))
            found |= {row.id: record(User, row) for row in rows}
        return found

    def list_users(self, *, after_id: int = 0, limit: int | None = None) -> list[User]:
        """List users in the order they were made."""
        query = select(t.user).where(t.user.c.id > after_id).order_by(t.user.c.id).limit(limit)
        return [record(User, row) for row in self._connection.execute(query)]

    def emails(self) -> list[str]:
        """List every address in order."""
        return list(self._connection.execute(select(t.user.c.email).order_by(t.user.c.email)).scalars())

    def first_admin(self) -> User | None:
        """Return the administrator made first, of those who are not disabled."""
        return first_record(User, _first_admin(self._connection).first())

    def has_other_admin(self, user_id: int) -> bool:
        """Tell whether somebody else is an administrator and not disabled."""
        query = select(t.user.c.id).where(*_ADMIN, t.user.c.id != user_id).limit(1)
        return self._connection.execute(query).first() is not None

    def update_user(self, user: User) -> None:
        """Store the name of a user, whether they are an administrator, and since when disabled."""
        values = {"name": user.name, "is_admin": user.is_admin, "disabled_at": user.disabled_at}
        self._connection.execute(update(t.user).where(t.user.c.id == user.id).values(values))

    def end_access(self, user_id: int, at: int) -> None:
        """Revoke the keys of a user; end their sessions and links."""
        key, link = t.api_key.c, t.sign_in_link.c
        for statement in (
            update(t.api_key).where(key.user_id == user_id, key.revoked_at.is_(None)).values(revoked_at=at),
            update(t.sign_in_link)
            .where(link.user_id == user_id, link.spent_at.is_(None))
            .values(spent_at=at),
            delete(t.web_session).where(t.web_session.c.user_id == user_id),
        ):
            self._connection.execute(statement)

    def create_key(
        self,
        user_id: int,
        name: str,
        prefix: str,
        secret_hash: str,
        at: int,
        expires_at: int | None,
        scope: KeyScope = "all",
    ) -> ApiKey:
        """Store a key by the hash of its secret."""
        statement = insert(t.api_key).values(
            uid=new_uid(),
            user_id=user_id,
            name=name,
            prefix=prefix,
            secret_hash=secret_hash,
            scope=scope,
            created_at=at,
            expires_at=expires_at,
        )
        return record(ApiKey, self._connection.execute(statement.returning(*_KEY)).one())

    def key_by_hash(self, secret_hash: str) -> ApiKey | None:
        """Return a key, also one that is expired or revoked."""
        return first_record(ApiKey, _key(self._connection, secret_hash=secret_hash).first())

    def revoke_key(self, uid: str, at: int) -> bool:
        """Revoke a key; False when it is unknown or was revoked before."""
        key = t.api_key.c
        statement = update(t.api_key).where(key.uid == uid, key.revoked_at.is_(None)).values(revoked_at=at)
        return self._connection.execute(statement).rowcount == 1

    def note_key_use(self, key_id: int, at: int) -> None:
        """Store when a key was used, if that is later than what is known."""
        key = t.api_key.c
        is_news = or_(key.last_used_at.is_(None), key.last_used_at < at)
        self._connection.execute(update(t.api_key).where(key.id == key_id, is_news).values(last_used_at=at))

    def list_keys(self, user_id: int | None, *, after_id: int = 0, limit: int | None = None) -> list[ApiKey]:
        """List the keys of a user, or of everybody."""
        query = select(*_KEY).where(t.api_key.c.id > after_id).order_by(t.api_key.c.id).limit(limit)
        if user_id is not None:
            query = query.where(t.api_key.c.user_id == user_id)
        return [record(ApiKey, row) for row in self._connection.execute(query)]

    def create_link(self, secret_hash: str, user_id: int, expires_at: int) -> None:
        """Store a one-time sign-in link."""
        values = {"secret_hash": secret_hash, "user_id": user_id, "expires_at": expires_at}
        self._connection.execute(insert(t.sign_in_link).values(values))

    def use_link(self, secret_hash: str, now: int) -> int | None:
        """Spend a link; return its user, or None when unknown, expired or spent."""
        link = t.sign_in_link.c
        statement = (
            update(t.sign_in_link)
            .where(link.secret_hash == secret_hash, link.spent_at.is_(None), link.expires_at > now)
            .values(spent_at=now)
            .returning(link.user_id)
        )
        return self._connection.execute(statement).scalar()

    def create_session(self, secret_hash: str, user_id: int, expires_at: int) -> None:
        """Store a web session by the hash of its secret."""
        values = {"secret_hash": secret_hash, "user_id": user_id, "expires_at": expires_at}
        self._connection.execute(insert(t.web_session).values(values))

    def end_session(self, secret_hash: str) -> bool:
        """Forget a web session; False when there is none."""
        statement = delete(t.web_session).where(t.web_session.c.secret_hash == secret_hash)
        return self._connection.execute(statement).rowcount == 1

    def session_user(self, secret_hash: str, now: int) -> int | None:
        """Return whose session it is; None when unknown, expired, or its user is disabled."""
        return _session_user(self._connection, secret_hash=secret_hash, now=now).scalar()

    def purge_expired(self, now: int, *, limit: int) -> int:
        """Forget sessions and sign-in links that open nothing any more, the oldest of each first."""
        count = 0
        for table in (t.web_session, t.sign_in_link):
            old = select(table.c.secret_hash).where(table.c.expires_at <= now)
            old = old.order_by(table.c.expires_at).limit(limit)
            statement = delete(table).where(table.c.secret_hash.in_(old))
            count += self._connection.execute(statement).rowcount
        return count

    def set_role(self, project_id: int, user_id: int, role: Role) -> None:
        """Give a user a role in a project; a later call replaces an earlier one."""
        member = t.membership.c
        change = (
            update(t.membership)
            .where(member.project_id == project_id, member.user_id == user_id)
            .values(role=role)
        )
        if not self._connection.execute(change).rowcount:
            values = {"project_id": project_id, "user_id": user_id, "role": role}
            self._connection.execute(insert(t.membership).values(values))

    def role(self, project_id: int, user_id: int) -> Role | None:
        """Return a user's role in a project, or None; there is none in a deleted one."""
        return _role(self._connection, project_id=project_id, user_id=user_id).scalar()

    def projects_of(self, user_id: int, project_ids: Collection[int]) -> set[int]:
        """Return in which of some projects a user has a role; there is none in a deleted one."""
        member, found = t.membership.c, set[int]()
        for ids in chunked(sorted(project_ids)):
            query = select(member.project_id).join(t.project, t.project.c.id == member.project_id)
            query = query.where(member.user_id == user_id, member.project_id.in_(ids))
            found |= set(self._connection.execute(query.where(t.project.c.deleted_at.is_(None))).scalars())
        return found
