"""Members: the roles of users in projects."""

from itertools import islice
from typing import Any

import msgspec

from postil.errors import UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.users import role_json, user_json
from postil.facades.labelbox.where import MOST_PAGE, windows
from postil.model.identity import spell_id
from postil.ports.members import Member
from postil.services.people.role import RANKS

NO_ROLE = "None"


class Membership(msgspec.Struct, kw_only=True):
    """Who gets which role where."""

    userId: str  # noqa: N815 - as the package spells it
    roleId: str  # noqa: N815 - as the package spells it
    projectId: str  # noqa: N815 - as the package spells it


def list_members(
    call: Call, source: Json, *, skip: int | None = 0, first: int | None = 100, **_: Any
) -> list[Json]:
    """Answer the members of a project in the order in which the users were made."""
    uid = source["project"].uid
    found = windows(
        lambda after, limit: call.services.members.list_members(uid, after_id=after, limit=limit),
        lambda member: member.id,
    )
    begin = max(skip or 0, 0)
    return [_member_json(one) for one in islice(found, begin, begin + min(max(first or 0, 0), MOST_PAGE))]


def set_membership(call: Call, _: Any, *, data: Any) -> Json:
    """Give a user a role in a project, or take it away."""
    asked = read(data, Membership)
    project = call.services.visibility.project(call.uid(asked.projectId), call.user, "owner")
    user = call.services.users.get(call.uid(asked.userId))
    if asked.roleId == role_json(NO_ROLE)["id"]:
        call.services.members.remove(project.uid, user.uid, call.user)
        return {"id": spell_id(user.uid)}
    role = next((one for one in RANKS if role_json(one)["id"] == asked.roleId), None)
    if role is None:
        raise UsageError(f"{asked.roleId[:80]!r} is no role of a project", hint=f"use one of {list(RANKS)}")
    call.services.members.set_role(project.uid, user.email, role, call.user)
    return _member_json(Member(user=user, role=role))


def _member_json(member: Member) -> Json:
    return {
        "id": spell_id(member.user.uid),
        "user": user_json(member.user),
        "role": role_json(member.role.title()),
        "accessFrom": "PROJECT_MEMBERSHIP",
    }


FIELDS: Fields = {
    "Mutation.setProjectMembership": set_membership,
    "Project.members": list_members,
}
