"""Keys and links: how programs and browsers come in."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.instants import When, instant_of, moment_or_none
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import ADMIN, SIGNED_IN
from postil.ports.access import ApiKey, KeyScope, User
from postil.services.instant import moment


class Key(msgspec.Struct, kw_only=True):
    """An API key without its secret; `prefix` is the part after `pk_`, `user` the email of whose it is."""

    id: str
    user: str
    name: str
    prefix: str
    scope: KeyScope
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None


class KeyQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Whose keys: the caller's or, for administrators, those of the user of `email`, or of everybody."""

    everybody: bool = False
    email: str | None = None


class NewKey(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A key to be made for the caller or, by an administrator, for the user of `email`."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    scope: KeyScope = "all"
    expires_at: When | None = None
    email: str | None = None


class IssuedKey(msgspec.Struct, kw_only=True):
    """A new key and the text to send in `Authorization: Bearer`, which is shown only now."""

    key: Key
    secret: str


class NewLink(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A sign-in link to be made for the caller or, by an administrator, for the user of `email`."""

    email: str | None = None


class Link(msgspec.Struct, kw_only=True):
    """A path to open in a browser. It signs in once, within 24 hours."""

    path: str


def list_keys(call: Call[None, KeyQuery]) -> Page[Key]:
    """List keys."""
    part, user = call.query, None
    if part.everybody:
        ADMIN.allow(call)
    else:
        user = _for_whom(call, part.email)
    found = call.services.access.list_keys(user, after_id=part.after, limit=part.limit)
    owners = call.services.users.by_ids({key.user_id for key in found})
    items = [_key(key, owners[key.user_id]) for key in found]
    return Page(items=items, next=next_after(found, part.limit))


def create_key(call: Call[NewKey, None]) -> IssuedKey:
    """Make a key."""
    new, user = call.body, _for_whom(call, call.body.email)
    expires_at = instant_of(new.expires_at)
    issued = call.services.access.create_key(
        user, new.name, call.user, expires_at=expires_at, scope=new.scope
    )
    return IssuedKey(key=_key(issued.key, user), secret=issued.secret)


def revoke_key(call: Call[None, None]) -> None:
    """Revoke a key."""
    call.services.access.revoke_key(call.uid, call.user)


def create_link(call: Call[NewLink, None]) -> Link:
    """Make a sign-in link."""
    user = _for_whom(call, call.body.email)
    return Link(path="/?token=" + call.services.access.create_link(user, call.user))


def _for_whom(call: Call[Any, Any], email: str | None) -> User:
    if email is None or email == call.user.email:
        return call.user
    ADMIN.allow(call)
    return call.services.users.named(email)


def _key(key: ApiKey, user: User) -> Key:
    return Key(
        id=key.uid,
        user=user.email,
        name=key.name,
        prefix=key.prefix,
        scope=key.scope,
        created_at=moment(key.created_at),
        expires_at=moment_or_none(key.expires_at),
        revoked_at=moment_or_none(key.revoked_at),
        last_used_at=moment_or_none(key.last_used_at),
    )


_KEY = {
    "id": "0190a000-0000-7000-8000-000000000002",
    "user": "ada@example.org",
    "name": "training machine",
    "prefix": "5f2c81d0",
    "scope": "all",
    "created_at": "2026-01-05T09:30:00Z",
    "expires_at": None,
    "revoked_at": None,
    "last_used_at": "2026-01-06T07:12:00Z",
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/keys",
        name="list_keys",
        summary="List API keys, oldest first, also those that no longer work",
        access=SIGNED_IN,
        handler=list_keys,
        query=KeyQuery,
        response=Page[Key],
        errors={404: "Nobody has this email address."},
        example=Example(response={"items": [_KEY], "next": None}),
    ),
    Route(
        method="POST",
        path=f"{API}/keys",
        name="create_key",
        summary="Create an API key",
        access=SIGNED_IN,
        handler=create_key,
        request=NewKey,
        secret=True,
        response=IssuedKey,
        status=201,
        errors={409: "The user is disabled."},
        description="The secret is in this answer and nowhere else: only its SHA-256 is kept.",
        example=Example({"name": "training machine"}, {"key": _KEY, "secret": "pk_5f2c81d0_0f3a" + "0" * 60}),
    ),
    Route(
        method="DELETE",
        path=f"{API}/keys/{{uid}}",
        name="revoke_key",
        summary="Revoke an API key",
        access=SIGNED_IN,
        handler=revoke_key,
        status=204,
        description="One's own; an administrator revokes anybody's. Revoking twice changes nothing.",
    ),
    Route(
        method="POST",
        path=f"{API}/sign-in-links",
        name="create_link",
        summary="Create a one-time link that signs a browser in",
        access=SIGNED_IN,
        handler=create_link,
        request=NewLink,
        secret=True,
        response=Link,
        status=201,
        errors={409: "The user is disabled."},
        description="Opening the link spends it for a session cookie; fetching it with HEAD spends nothing.",
        example=Example({}, {"path": "/?token=" + "0" * 64}),
    ),
]
