"""The parameters of an operation as OpenAPI has them; those many routes share lie among the components."""

import re
from collections.abc import Iterator
from typing import Any

from postil.facades.native.idempotency import takes_key
from postil.facades.native.route import Route

_NAME = re.compile(r"\{([a-z_0-9]+)\}")
_ABOUT_NAMES = {
    "uid": "Public id, as it came in an answer.",
    "sha256": "SHA-256 of the bytes, 64 lower-case hex digits.",
    "no": "Number: the first part of an upload is 1, the first asset of a data row 0.",
}


def _header(name: str, description: str, **schema: Any) -> dict[str, Any]:
    told = {"type": "string", **schema}
    return {"name": name, "in": "header", "required": False, "schema": told, "description": description}


SHARED = {
    "IdempotencyKey": _header(
        "Idempotency-Key",
        "Makes it safe to send the request again: choose a UUID for every request, and send the same one "
        "only with the very same request. For 24 hours that gets the first answer again, with the header "
        "`Idempotency-Replayed: true`, and nothing is done twice.",
        minLength=1,
        maxLength=255,
        pattern="^[ -~]+$",
        example="8e03978e-40d5-43dd-bc93-6894a57f9324",
    ),
    "IfMatch": _header(
        "If-Match",
        "The ETag of what the change was made from. When somebody has changed it since, the answer is 412 "
        "and nothing is changed.",
        example='"3.0f3a5f2c81d0"',
    ),
    "IfNoneMatch": _header(
        "If-None-Match",
        "ETags of what the caller has. When one of them is that of the answer, it is 304 and has no body.",
        example='"3.0f3a5f2c81d0"',
    ),
}


def parameters(route: Route, components: dict[str, Any]) -> list[dict[str, Any]]:
    """List the parameters of a route: of the path, of the query, and headers."""
    return [*_path(route), *_query(route, components), *_headers(route), *_shared(route)]


def path_names(route: Route) -> list[str]:
    """List the names in the path of a route."""
    return _NAME.findall(route.path)


def _path(route: Route) -> Iterator[dict[str, Any]]:
    for name in path_names(route):
        told = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        yield {**told, "description": _ABOUT_NAMES.get(name, f"Public id of the {name}.".replace("_", " "))}


def _query(route: Route, components: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if route.query is None:
        return
    schema = components[route.query.__name__]
    for name, value in schema["properties"].items():
        told = {key: part for key, part in value.items() if key != "description"}
        parameter = {"name": name, "in": "query", "required": name in schema["required"], "schema": told}
        yield {**parameter, "description": value["description"]} if "description" in value else parameter


def _headers(route: Route) -> Iterator[dict[str, Any]]:
    for name, text in route.headers.items():
        told = {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
        yield {**told, "description": text}


def _shared(route: Route) -> Iterator[dict[str, Any]]:
    for name, is_taken in (
        ("IdempotencyKey", takes_key(route)),
        ("IfMatch", route.etag and route.method != "GET"),
        ("IfNoneMatch", route.etag and route.method == "GET"),
    ):
        if is_taken:
            yield {"$ref": f"#/components/parameters/{name}"}
