"""Reading: from the body of a GraphQL request to what it asks for, and the files that came with it."""

from collections.abc import Collection
from typing import Any

import msgspec

from postil.errors import UsageError
from postil.facades.labelbox.call import Upload
from postil.facades.labelbox.executor import Request
from postil.facades.labelbox.multipart import PIECE_BYTES, Form, Part

MOST_JSON = 32 * 1024 * 1024
"""Bytes of a request without files: 100,000 global keys fit."""

MOST_PATH = 8
TEXTS = ("operations", "map")

_ESCAPES = {ord(one): f"%{ord(one):02X}" for one in '"\r\n'}
_OLD_ESCAPES = {one: f"%{one:02X}" for one in range(32) if one != 27} | {34: "%22", 92: "\\\\"}


def read_json(document: bytes) -> Request:
    """Read a request that is JSON.

    Raises:
        UsageError: It is none, or several at once.
    """
    return _request(_decoded(document))


def read_form(form: Form) -> tuple[Request, dict[str, Upload]]:
    """Read a request with files, as the graphql-multipart-request specification has it.

    Which part is a file is said by the map alone: the package swaps file names and types, or sends neither.
    The last file is not read here, but by whoever is given it: the package sends one, and it may be large.

    Raises:
        UsageError: A part is missing, or the map names none.
    """
    texts: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    for part in form.parts():
        if part.name in TEXTS:
            texts[part.name] = _decoded(_whole(part))
            continue
        is_last = all(name in texts for name in TEXTS) and _are_there(texts["map"], {*files, part.name})
        file = part.file if is_last else form.kept(part.file)
        files[part.name] = Upload(file, part.filename, part.media_type)
        if is_last:
            break
    for name in TEXTS:
        if name not in texts:
            raise UsageError(f"the form has no part {name!r}")
    uploads = _placed(texts["operations"], texts["map"], files)
    return _request(texts["operations"]), uploads


def _are_there(paths: Any, parts: set[str]) -> bool:
    if not isinstance(paths, dict):
        raise UsageError("the map of the form is no object")
    return all(_part_name(name, parts) is not None for name in paths)


def _part_name(name: str, parts: Collection[str]) -> str | None:
    """Return which part a name of the map stands for, None when it has not come.

    The name of an import is in both, and a head cannot say all of it: HTML has escapes for the rest, and the
    libraries of old and new clients differ in what else they escape.
    """
    spellings = (name, name.translate(_ESCAPES), name.translate(_OLD_ESCAPES))
    return next((one for one in spellings if one in parts), None)


def _placed(asked: Any, named: dict[str, Any], files: dict[str, Upload]) -> dict[str, Upload]:
    uploads: dict[str, Upload] = {}
    for name, paths in named.items():
        part = _part_name(name, files)
        if part is None or not isinstance(paths, list):
            raise UsageError(f"the map of the form names a part {name[:80]!r} that did not come")
        for path in paths:
            _put(asked, str(path), files[part])
            uploads[str(path)] = files[part]
    return uploads


def _whole(part: Part) -> bytes:
    document = bytearray()
    while piece := part.file.read(PIECE_BYTES):
        document += piece
        if len(document) > MOST_JSON:
            raise UsageError(f"the part {part.name!r} of the form is too long")
    return bytes(document)


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
