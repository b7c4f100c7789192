"""Access: who is calling, and the users of this installation."""

from datetime import datetime
from typing import Annotated

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import ADMIN, SIGNED_IN
from postil.ports.access import User
from postil.services.instant import moment


class Person(msgspec.Struct, kw_only=True):
    """A user."""

    id: str
    email: str
    name: str
    is_admin: bool
    is_disabled: bool
    created_at: datetime


class People(msgspec.Struct, kw_only=True):
    """Every user, oldest first."""

    items: list[Person]


class NewPerson(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A user to be made."""

    email: Annotated[str, msgspec.Meta(min_length=3, max_length=254)]
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    is_admin: bool = False


def get_caller(call: Call[None, None]) -> Person:
    """Answer who is calling."""
    return person(call.user)


def list_users(call: Call[None, None]) -> People:
    """List all users."""
    return People(items=[person(user) for user in call.services.access.list_users()])


def create_user(call: Call[NewPerson, None]) -> Person:
    """Make a user."""
    new = call.body
    return person(call.services.access.create_user(new.email, new.name, call.user, is_admin=new.is_admin))


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


_PERSON = {
    "id": "0190a000-0000-7000-8000-000000000001",
    "email": "ada@example.org",
    "name": "Ada",
    "is_admin": False,
    "is_disabled": False,
    "created_at": "2026-01-05T09:30:00Z",
}
ROUTES = [
    Route(
        method="GET",
        path=f"{API}/whoami",
        name="get_caller",
        summary="Tell who is calling",
        access=SIGNED_IN,
        handler=get_caller,
        response=Person,
        example=Example(response=_PERSON),
    ),
    Route(
        method="GET",
        path=f"{API}/users",
        name="list_users",
        summary="List users",
        access=ADMIN,
        handler=list_users,
        response=People,
        example=Example(response={"items": [_PERSON]}),
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
        example=Example({"email": "ada@example.org", "name": "Ada"}, _PERSON),
    ),
]
