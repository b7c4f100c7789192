"""Members: who may do what in a project."""

from typing import Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.facades.native.users import EXAMPLE_PERSON, Person, person
from postil.ports.access import Role
from postil.services.people.role import RANKS


class Member(Person, kw_only=True):
    """A user with a role in a project."""

    role: Role


class NewMember(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The role the user of an email address is to have in a project."""

    email: str
    role: Role


def list_members(call: Call[None, PageQuery]) -> Page[Member]:
    """List members."""
    part = call.query
    found = call.services.members.list_members(call.uid, after_id=part.after, limit=part.limit)
    items = [_member(person(one.user), one.role) for one in found]
    return Page(items=items, next=next_after(found, part.limit))


def set_member(call: Call[NewMember, None]) -> Member:
    """Give a user a role."""
    role = call.body.role
    return _member(person(call.services.members.set_role(call.uid, call.body.email, role, call.user)), role)


def delete_member(call: Call[None, None]) -> None:
    """Take a role away."""
    call.services.members.remove(call.uid, call.path["user"], call.user)


def _member(shown: Person, role: Role) -> Member:
    return Member(**msgspec.structs.asdict(shown), role=role)


_MEMBER: dict[str, Any] = {**EXAMPLE_PERSON, "role": "labeler"}
_PATH = f"{API}/projects/{{uid}}/members"
_LAST = {409: "The project would have no owner left."}

ROUTES = [
    Route(
        method="GET",
        path=_PATH,
        name="list_members",
        summary="List the members of a project",
        access=at_least("viewer", project_in_path),
        handler=list_members,
        query=PageQuery,
        response=Page[Member],
        example=Example(response={"items": [_MEMBER], "next": None}),
    ),
    Route(
        method="PUT",
        path=_PATH,
        name="set_member",
        summary="Give a user a role in a project, instead of the one they had",
        access=at_least("owner", project_in_path),
        handler=set_member,
        request=NewMember,
        response=Member,
        errors=_LAST,
        description=f"From the least to the most: {', '.join(RANKS)}. The user must exist already.",
        example=Example({"email": "ada@example.org", "role": "labeler"}, _MEMBER),
    ),
    Route(
        method="DELETE",
        path=f"{_PATH}/{{user}}",
        name="delete_member",
        summary="Take the role of a user in a project away",
        access=at_least("owner", project_in_path),
        handler=delete_member,
        status=204,
        errors=_LAST,
        description="What they have made stays, with their name.",
    ),
]
