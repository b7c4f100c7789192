"""Keys and links: how programs and browsers come in."""

from datetime import datetime
from typing import Annotated

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.instants import When, instant_of, moment_or_none
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import ADMIN, SIGNED_IN
from postil.ports.access import ApiKey, User
from postil.services.instant import moment


class Key(msgspec.Struct, kw_only=True):
    """An API key without its secret; `prefix` is the part after `pk_`."""

    id: str
    name: str
    prefix: str
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None


class Keys(msgspec.Struct, kw_only=True):
    """Keys, oldest first, also those that no longer work."""

    items: list[Key]


class KeyQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whose keys: `everybody` takes an administrator."""

    everybody: bool = False


class NewKey(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A key to be made for the caller or, by an administrator, for the user of `email`."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
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


def list_keys(call: Call[None, KeyQuery]) -> Keys:
    """List keys."""
    if call.query.everybody:
        ADMIN.allow(call)
    keys = call.services.access.list_keys(None if call.query.everybody else call.user)
    return Keys(items=[_key(key) for key in keys])


def create_key(call: Call[NewKey, None]) -> IssuedKey:
    """Make a key."""
    new = call.body
    issued = call.services.access.create_key(
        _for_whom(call, new.email), new.name, call.user, expires_at=instant_of(new.expires_at)
    )
    return IssuedKey(key=_key(issued.key), secret=issued.secret)


def revoke_key(call: Call[None, None]) -> None:
    """Revoke a key."""
    call.services.access.revoke_key(call.uid, call.user)


def create_link(call: Call[NewLink, None]) -> Link:
    """Make a sign-in link."""
    return Link(path="/?token=" + call.services.access.create_link(_for_whom(call, call.body.email)))


def _for_whom(call: Call[NewKey, None] | Call[NewLink, None], email: str | None) -> User:
    if email is None or email == call.user.email:
        return call.user
    ADMIN.allow(call)
    return call.services.access.user_named(email)


def _key(key: ApiKey) -> Key:
    return Key(
        id=key.uid,
        name=key.name,
        prefix=key.prefix,
        created_at=moment(key.created_at),
        expires_at=moment_or_none(key.expires_at),
        revoked_at=moment_or_none(key.revoked_at),
    )


_KEY = {
    "id": "0190a000-0000-7000-8000-000000000002",
    "name": "training machine",
    "prefix": "5f2c81d0",
    "created_at": "2026-01-05T09:30:00Z",
    "expires_at": None,
    "revoked_at": None,
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/keys",
        name="list_keys",
        summary="List API keys",
        access=SIGNED_IN,
        handler=list_keys,
        query=KeyQuery,
        response=Keys,
        example=Example(response={"items": [_KEY]}),
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
        description="Opening the link spends it for a session cookie; fetching it with HEAD spends nothing.",
        example=Example({}, {"path": "/?token=" + "0" * 64}),
    ),
]
