"""Arguments: JSON that came in where the schema says no more than `Json`, read into a type."""

from typing import Any, TypeVar

import msgspec
from graphql import Undefined

from postil.errors import UsageError

T = TypeVar("T")


def read(value: object, kind: type[T], what: str = "data") -> T:
    """Return a value as a struct, dataclass or any other type msgspec knows; `what` names it in messages.

    Raises:
        UsageError: It is none.
    """
    try:
        return msgspec.convert(given(value), kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise UsageError(f"`{what}` cannot be read: {error}") from None


def given(value: object) -> object:
    """Return a value without the entries whose variable nobody sent: a literal names it all the same."""
    if isinstance(value, dict):
        return {key: given(one) for key, one in value.items() if one is not Undefined}
    return [given(one) for one in value] if isinstance(value, list) else value


def connected(value: object) -> str | None:
    """Return the id in `{connect: {id: ..}}`, None when nothing is connected.

    Raises:
        UsageError: It is no such object.
    """
    found: Any = value
    if found is None:
        return None
    if isinstance(found, dict) and isinstance(found.get("connect"), dict):
        uid = found["connect"].get("id")
        if isinstance(uid, str):
            return uid
    raise UsageError('a relation is connected as {"connect": {"id": ..}}')
