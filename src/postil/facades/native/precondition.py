"""Precondition: the version of a thing, as `ETag`, `If-Match` and `If-None-Match` say it (RFC 9110).

A tag is the version people have made, and behind a dot a hash of the answer. `If-None-Match` compares both:
what an answer counts may have changed although nobody changed the thing. `If-Match` compares the version
alone, so that such counts stand in nobody's way.
"""

import hashlib
import re
from collections.abc import Collection, Mapping
from typing import Any

from postil.facades.native.call import Call
from postil.facades.native.errors import PreconditionError, PreconditionMissingError

HEADER = "if-match"
_VERSION = re.compile(r'"([0-9]{1,18})"')


def etag(version: int, content: bytes | None = None) -> str:
    """Spell the version of a thing as a strong entity tag, with a hash of its answer where one is given."""
    digest = "" if content is None else "." + hashlib.blake2b(content, digest_size=6).hexdigest()
    return f'"{version}{digest}"'


def is_had(headers: Mapping[str, str], tag: str) -> bool:
    """Tell whether the caller of a GET has what a tag names; names in `headers` are in lower case."""
    given = headers.get("if-none-match")
    if given is None:
        return False
    named = {one.strip().removeprefix("W/") for one in given.split(",")}
    return "*" in named or tag in named


def expected(call: Call[Any, Any]) -> Collection[int] | None:
    """Return the versions a change may be made from, None for any: the call has no `If-Match`, or `*`."""
    given = call.headers.get(HEADER)
    if given is None or "*" in _tags(given):
        return None
    return {int(match[1]) for tag in _tags(given) if (match := _VERSION.fullmatch(tag))}


def demanded(call: Call[Any, Any]) -> int:
    """Return the version the change was made from.

    Raises:
        PreconditionMissingError: The request has no `If-Match`.
        PreconditionError: `If-Match` names no version, or several.
    """
    given = call.headers.get(HEADER)
    if given is None:
        raise PreconditionMissingError(
            "the request has no If-Match", hint="send the ETag of what the change was made from as If-Match"
        )
    tags = _tags(given)
    match = _VERSION.fullmatch(next(iter(tags)))
    if match is None or len(tags) > 1:
        raise PreconditionError(f"{given[:200]} names no version", hint="send the ETag as it came")
    return int(match[1])


def _tags(given: str) -> set[str]:
    """Return the tags of a header by their versions, without the hashes behind."""
    tags = (tag.strip() for tag in given.split(","))
    return {tag.partition(".")[0] + '"' if "." in tag and tag.endswith('"') else tag for tag in tags}
