"""Users: the people and programs of this installation."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from postil.errors import AccessError
from postil.facades.native.call import Call
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import ADMIN, seen
from postil.facades.native.scope import user_in_path
from postil.ports.access import Role, User
from postil.services.instant import moment
from postil.services.people.users import MAX_NAME

PersonName = Annotated[str, msgspec.Meta(max_length=MAX_NAME)]


class Person(msgspec.Struct, kw_only=True):
    """A user."""

    id: str
    email: str
    name: str
    is_admin: bool
    is_disabled: bool
    created_at: datetime


class NewPerson(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A user to be made."""

    email: Annotated[str, msgspec.Meta(min_length=3, max_length=254)]
    name: PersonName = ""
    is_admin: bool = False


class PersonChanges(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What to change; what is absent or null stays."""

    name: PersonName | None = None
    is_admin: bool | None = None
    is_disabled: bool | None = None


class ProjectRole(msgspec.Struct, kw_only=True):
    """A project by id and name, and a role in it."""

    id: str
    name: str
    role: Role


def list_users(call: Call[None, PageQuery]) -> Page[Person]:
    """List users."""
    part = call.query
    found = call.services.users.list_users(after_id=part.after, limit=part.limit)
    return Page(items=[person(user) for user in found], next=next_after(found, part.limit))


def create_user(call: Call[NewPerson, None]) -> Person:
    """Make a user."""
    new = call.body
    return person(call.services.users.create(new.email, new.name, call.user, is_admin=new.is_admin))


def get_user(call: Call[None, None]) -> Person:
    """Return a user."""
    return person(call.services.users.get(call.uid))


def update_user(call: Call[PersonChanges, None]) -> Person:
    """Change a user."""
    changes = call.body
    if not call.user.is_admin and (changes.is_admin is not None or changes.is_disabled is not None):
        raise AccessError("this takes an administrator", hint="of yourself you can change the name")
    changed = call.services.users.update(
        call.uid, call.user, name=changes.name, is_admin=changes.is_admin, is_disabled=changes.is_disabled
    )
    return person(changed)


def list_user_projects(call: Call[None, PageQuery]) -> Page[ProjectRole]:
    """List the projects of a user."""
    part, user = call.query, call.services.users.get(call.uid)
    found = call.services.users.memberships(user, after_id=part.after, limit=part.limit)
    items = [ProjectRole(id=one.uid, name=one.name, role=one.role) for one in found]
    return Page(items=items, next=next_after(found, part.limit))


def person(user: User) -> Person:
    """Show a user."""
    return Person(
        id=user.uid,
        email=user.email,
        name=user.name,
        is_admin=user.is_admin,
        is_disabled=user.disabled_at is not None,
        created_at=moment(user.created_at),
    )


EXAMPLE_PERSON: dict[str, Any] = {
    "id": "0190a000-0000-7000-8000-000000000001",
    "email": "ada@example.org",
    "name": "Ada",
    "is_admin": False,
    "is_disabled": False,
    "created_at": "2026-01-05T09:30:00Z",
}
_ROLE = {"id": "0190a000-0000-7000-8000-000000000030", "name": "street", "role": "labeler"}
_PATH = f"{API}/users/{{uid}}"
_OWN = seen(user_in_path, "the user themselves")

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/users",
        name="list_users",
        summary="List users, oldest first",
        access=ADMIN,
        handler=list_users,
        query=PageQuery,
        response=Page[Person],
        example=Example(response={"items": [EXAMPLE_PERSON], "next": None}),
    ),
    Route(
        method="POST",
        path=f"{API}/users",
        name="create_user",
        summary="Create a user",
        access=ADMIN,
        handler=create_user,
        request=NewPerson,
        response=Person,
        status=201,
        errors={409: "Somebody has this email address."},
        description="A new user has no way in: make them a key or a sign-in link.",
        example=Example({"email": "ada@example.org", "name": "Ada"}, EXAMPLE_PERSON),
    ),
    Route(
        method="GET",
        path=_PATH,
        name="get_user",
        summary="Get a user",
        access=_OWN,
        handler=get_user,
        response=Person,
        example=Example(response=EXAMPLE_PERSON),
    ),
    Route(
        method="PATCH",
        path=_PATH,
        name="update_user",
        summary="Rename a user; disable or enable them, or make them an administrator",
        access=_OWN,
        handler=update_user,
        request=PersonChanges,
        response=Person,
        errors={409: "Nobody would be left who is an administrator."},
        description=(
            "All but the name takes an administrator. Disabling ends the sessions, keys and sign-in links of "
            "the user at once; enabling brings none of them back. Nobody is deleted: what somebody has made "
            "keeps its author."
        ),
        example=Example({"is_disabled": True}, {**EXAMPLE_PERSON, "is_disabled": True}),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/projects",
        name="list_user_projects",
        summary="List the projects a user has a role in, oldest first",
        access=_OWN,
        handler=list_user_projects,
        query=PageQuery,
        response=Page[ProjectRole],
        example=Example(response={"items": [_ROLE], "next": None}),
    ),
]
