"""Users, and the one organization an installation is."""

from typing import Any

from postil.errors import NotFoundError
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.instants import instant_text
from postil.facades.labelbox.listing import Asked, Listing
from postil.model.identity import spell_id
from postil.ports.access import User
from postil.services.people.role import RANKS
from postil.services.people.users import Organization

_CONDITIONS = ("id", "email", "name", "nickname", "createdAt", "updatedAt")
ORG_ROLES = {True: "Admin", False: "None"}
"""Role in the organization; who has none has roles in projects, and only there."""


def get_user(call: Call, _: Any, *, where: Json | None = None) -> Json:
    """Answer who calls, or a user they may know of: others are known to administrators."""
    return user_json(
        call.user if where is None else call.services.visibility.user(call.uid(where["id"]), call.user)
    )


def list_users(call: Call, _: Any, **asked: Asked) -> list[Json]:
    """Answer the users the caller may know of, oldest first."""
    return Listing(_CONDITIONS, **asked).page_of(
        lambda after, limit: call.services.visibility.users(call.user, after_id=after, limit=limit), user_json
    )


def get_organization(call: Call, _: Any, *, where: Json | None = None) -> Json:
    """Answer the installation."""
    if "organization" not in call.memo:
        call.memo["organization"] = call.services.users.organization()
    found: Organization = call.memo["organization"]
    known = spell_id(found.uid)
    if where is not None and where["id"] != known:
        raise NotFoundError(f"no organization {where['id'][:80]!r}")
    at = instant_text(found.created_at)
    return {"id": known, "name": found.name, "createdAt": at, "updatedAt": at}


def user_json(user: User) -> Json:
    """Spell a user."""
    at = instant_text(user.created_at)
    return {
        "id": spell_id(user.uid),
        "createdAt": at,
        "updatedAt": at,
        "lastLoginAt": None,
        "email": user.email,
        "name": user.name or user.email,
        "nickname": user.name or user.email,
        "picture": None,
        "isViewer": False,
        "isExternalUser": False,
        "timezone": "UTC",
        "orgRole": role_json(ORG_ROLES[user.is_admin]),
    }


def user_by_id(call: Call, user_id: int | None) -> Json | None:
    """Spell the user of a store id, looked up once in a request."""
    if user_id is None:
        return None
    known = call.memo.setdefault("users", {})
    if user_id not in known:
        known[user_id] = call.services.users.by_ids({user_id}).get(user_id)
    return None if known[user_id] is None else user_json(known[user_id])


def role_json(name: str) -> Json:
    """Spell a role; its id is its name, 25 characters long."""
    return {"id": f"role{name.lower():0>21}", "name": name}


def list_roles(_: Call, __: Any) -> list[Json]:
    """Answer the roles there are."""
    return [role_json(name) for name in (*ORG_ROLES.values(), *(rank.title() for rank in RANKS))]


def list_integrations(_: Call, __: Any) -> list[Json]:
    """Answer none: files are reached as the installation can reach them."""
    return []


def organization_of(call: Call, _: Any) -> Json:
    """Answer the installation for a thing in it."""
    return get_organization(call, None)


def users_of(call: Call, _: Any, **asked: Any) -> list[Json]:
    """Answer the users the caller may know of."""
    return list_users(call, None, **asked)


FIELDS: Fields = {
    "Query.user": get_user,
    "Query.users": list_users,
    "Query.organization": get_organization,
    "Query.iamIntegrations": list_integrations,
    "Query.roles": list_roles,
    "User.organization": organization_of,
    "Organization.users": users_of,
}
