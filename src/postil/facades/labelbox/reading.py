"""Reading: from the body of a GraphQL request to what it asks for, and the files that came with it."""

from typing import Any

import msgspec

from postil.errors import UsageError
from postil.facades.body import Body
from postil.facades.labelbox.call import Upload
from postil.facades.labelbox.executor import Request
from postil.facades.labelbox.multipart import Form, Part, boundary_of

MOST_JSON = 32 * 1024 * 1024
"""Bytes of a request without files: 100,000 global keys fit."""

MOST_PATH = 8


def read_json(document: bytes) -> Request:
    """Read a request that is JSON.

    Raises:
        UsageError: It is none, or several at once.
    """
    return _request(_decoded(document))


def read_form(body: Body, content_type: str, form: Form) -> tuple[Request, dict[str, Upload]]:
    """Read a request with files, as the graphql-multipart-request specification has it.

    Which part is a file is said by the map alone: the package swaps file names and types, or sends neither.

    Raises:
        UsageError: A part is missing, or the map names none.
    """
    parts = {part.name: part for part in form.read(body, boundary_of(content_type))}
    asked = _decoded(_whole(parts, "operations"))
    named = _decoded(_whole(parts, "map"))
    if not isinstance(named, dict):
        raise UsageError("the map of the form is no object")
    uploads: dict[str, Upload] = {}
    for name, paths in named.items():
        part = parts.get(name)
        if part is None or not isinstance(paths, list):
            raise UsageError(f"the map of the form names a part {name[:80]!r} that did not come")
        upload = Upload(part.file, part.size, part.filename, part.media_type)
        for path in paths:
            _put(asked, str(path), upload)
            uploads[str(path)] = upload
    return _request(asked), uploads


def _whole(parts: dict[str, Part], name: str) -> bytes:
    part = parts.get(name)
    if part is None or part.size > MOST_JSON:
        raise UsageError(f"the form has no part {name!r}, or one that is too long")
    return part.file.read()


def _decoded(document: bytes) -> Any:
    try:
        return msgspec.json.decode(document)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise UsageError(f"the request is not JSON: {error}") from None


def _request(asked: Any) -> Request:
    if isinstance(asked, list):
        raise UsageError("several requests at once are not served", hint="send them one by one")
    if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
        raise UsageError("the request has no `query`")
    variables, operation = asked.get("variables"), asked.get("operationName")
    if not isinstance(variables, dict | None) or not isinstance(operation, str | None):
        raise UsageError("`variables` has to be an object and `operationName` a text")
    return Request(asked["query"], variables or {}, operation)


def _put(asked: Any, path: str, upload: Upload) -> None:
    steps = path.split(".")
    place = asked
    for step in steps[:-1]:
        place = _step(place, step)
    last = steps[-1]
    if isinstance(place, dict) and last in place and len(steps) <= MOST_PATH and steps[0] == "variables":
        place[last] = upload
    elif isinstance(place, list) and last.isdecimal() and int(last) < len(place):
        place[int(last)] = upload
    else:
        raise UsageError(f"the map of the form names {path[:80]!r}, which is no variable")


def _step(place: Any, step: str) -> Any:
    if isinstance(place, dict):
        return place.get(step)
    if isinstance(place, list) and step.isdecimal() and int(step) < len(place):
        return place[int(step)]
    return None
