"""Members of projects."""

from sqlalchemy import delete, select

from postil.ports.access import User
from postil.ports.members import Member, Membership
from postil.stores.sql import schema as t
from postil.stores.sql.records import record
from postil.stores.sql.seen import SqlSeen

_member, _user, _project = t.membership.c, t.user.c, t.project.c


class SqlMembers(SqlSeen):
    """`ports.members.MemberStore`."""

    def list_members(self, project_id: int, *, after_id: int, limit: int) -> list[Member]:
        """List members by the order in which the users were made."""
        query = (
            select(*_user, _member.role)
            .join(t.membership, _member.user_id == _user.id)
            .where(_member.project_id == project_id, _user.id > after_id)
            .order_by(_user.id)
            .limit(limit)
        )
        members = []
        for row in self._connection.execute(query):
            fields = dict(row._mapping)  # noqa: SLF001 - the documented way to a row's names
            role = fields.pop("role")
            members.append(Member(user=User(**fields), role=role))
        return members

    def list_memberships(self, user_id: int, *, after_id: int, limit: int) -> list[Membership]:
        """List the projects a user has a role in, in the order they were made."""
        query = (
            select(_project.id, _project.uid, _project.name, _member.role)
            .join(t.membership, _member.project_id == _project.id)
            .where(_member.user_id == user_id, _project.id > after_id, _project.deleted_at.is_(None))
            .order_by(_project.id)
            .limit(limit)
        )
        return [record(Membership, row) for row in self._connection.execute(query)]

    def remove(self, project_id: int, user_id: int) -> bool:
        """Take the role of a user away; False when there was none."""
        gone = delete(t.membership).where(_member.project_id == project_id, _member.user_id == user_id)
        return self._connection.execute(gone).rowcount == 1

    def has_other_owner(self, project_id: int, user_id: int) -> bool:
        """Tell whether somebody else owns the project and is not disabled."""
        query = (
            select(_user.id)
            .join(t.membership, _member.user_id == _user.id)
            .where(
                _member.project_id == project_id,
                _member.role == "owner",
                _user.id != user_id,
                _user.disabled_at.is_(None),
            )
            .limit(1)
        )
        return self._connection.execute(query).first() is not None
