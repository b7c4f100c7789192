"""Precondition: the version a change was made from, as `ETag` and `If-Match` say it (RFC 9110)."""

from typing import Any

from postil.facades.native.call import Call
from postil.facades.native.errors import PreconditionError, PreconditionMissingError

HEADER = "if-match"


def etag(version: int) -> str:
    """Spell the version of a thing as a strong entity tag."""
    return f'"{version}"'


def demand_match(call: Call[Any, Any], version: int) -> None:
    """Return when the call names this version, any (`*`), or none.

    Raises:
        PreconditionError: It names others only.
    """
    given = call.headers.get(HEADER)
    if given is None:
        return
    named = {tag.strip() for tag in given.split(",")}
    if "*" not in named and etag(version) not in named:
        raise PreconditionError(
            f"the thing has the version {etag(version)} by now, the request was made from {given[:200]}",
            hint="get it again, repeat the change on what it says now, and send its ETag as If-Match",
        )


def demanded(call: Call[Any, Any]) -> int:
    """Return the version the change was made from.

    Raises:
        PreconditionMissingError: The request has no `If-Match`.
        PreconditionError: `If-Match` names no version.
    """
    given = call.headers.get(HEADER)
    if given is None:
        raise PreconditionMissingError(
            "the request has no If-Match", hint="send the ETag of what the change was made from as If-Match"
        )
    digits = given.strip().strip('"')
    if not digits.isascii() or not digits.isdigit() or len(digits) > 18:
        raise PreconditionError(f"{given[:200]} names no version", hint="send the ETag as it came")
    return int(digits)
