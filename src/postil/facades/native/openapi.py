"""OpenAPI: the table of routes as an OpenAPI 3.1 document, from the very types the routes decode into."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from postil.facades.native.application import by_path
from postil.facades.native.errors import MEDIA_TYPE, Problem
from postil.facades.native.route import Route

_REF = "#/components/schemas/{name}"
_PAGE = re.compile(rb"Page_(\w+?)_(?=\")")
_NAME = re.compile(r"\{([a-z_0-9]+)\}")
_ABOUT = (
    "Errors are problem details (RFC 9457). Lists are pages: send the `next` of a page as `after` to get "
    "the one behind it. Unknown fields and parameters are refused, never ignored. Times are RFC 3339 in UTC."
)
_SCHEMES = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key, `pk_...`."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "postil_session",
        "description": "Set by opening a sign-in link. Changes need the Origin header of this server.",
    },
}
_STATUS_TEXTS = {
    400: "The request cannot be read, or asks for something impossible.",
    401: "Nobody signed in.",
    403: "The caller may not do this.",
    404: "No such thing, or none the caller may know of.",
    413: "The body is larger than accepted.",
    503: "The database was busy; try again.",
}


def describe(routes: Sequence[Route]) -> dict[str, Any]:
    """Return the document as JSON values."""
    queries = [route.query for route in routes if route.query is not None]
    _, components = msgspec.json.schema_components([*_types(routes), *queries], ref_template=_REF)
    _, of_bodies = msgspec.json.schema_components(_types(routes), ref_template=_REF)
    only_queries = {query.__name__ for query in queries} - of_bodies.keys()
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Postil",
            "version": "1",
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"key": []}, {"session": []}],
        "tags": [{"name": name} for name in dict.fromkeys(route.resource for route in routes)],
        "paths": _paths(routes, components),
        "components": {
            "schemas": {name: components[name] for name in sorted(components) if name not in only_queries},
            "securitySchemes": _SCHEMES,
        },
    }
    spelled: dict[str, Any] = msgspec.json.decode(_PAGE.sub(rb"\1Page", msgspec.json.encode(document)))
    return spelled


def _types(routes: Iterable[Route]) -> list[Any]:
    kinds = [kind for route in routes for kind in (route.request, route.response) if kind is not None]
    return [Problem, *kinds]


def _paths(routes: Sequence[Route], components: dict[str, Any]) -> dict[str, Any]:
    return {
        path: {route.method.lower(): _operation(route, components) for route in found}
        for path, found in by_path(routes).items()
    }


def _operation(route: Route, components: dict[str, Any]) -> dict[str, Any]:
    about = components[route.query.__name__].get("description", "") if route.query is not None else ""
    texts = [route.description, about, f"Allowed: {route.access.text}."]
    operation: dict[str, Any] = {
        "operationId": route.name,
        "tags": [route.resource],
        "summary": route.summary,
        "description": "\n\n".join(text for text in texts if text),
        "parameters": [
            *_path_parameters(route),
            *_query_parameters(route, components),
            *_header_parameters(route),
        ],
        "responses": {**_successes(route), **_problems(route)},
    }
    if route.access.is_public:
        operation["security"] = []
    body = _request_body(route)
    return {**operation, "requestBody": body} if body else operation


def _path_parameters(route: Route) -> Iterator[dict[str, Any]]:
    for name in _NAME.findall(route.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _query_parameters(route: Route, components: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if route.query is None:
        return
    schema = components[route.query.__name__]
    for name, value in schema["properties"].items():
        told = {key: part for key, part in value.items() if key != "description"}
        parameter = {"name": name, "in": "query", "required": name in schema["required"], "schema": told}
        yield {**parameter, "description": value["description"]} if "description" in value else parameter


def _header_parameters(route: Route) -> Iterator[dict[str, Any]]:
    for name, text in route.headers.items():
        told = {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
        yield {**told, "description": text}


def _request_body(route: Route) -> dict[str, Any] | None:
    if route.upload:
        raw = {"schema": {"type": "string", "contentMediaType": route.upload}}
        return {"required": True, "content": {route.upload: raw}}
    if route.request is None:
        return None
    return {"required": True, "content": {"application/json": _content(route.request, route.example.request)}}


def _content(kind: Any, example: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([kind], ref_template=_REF)
    return {"schema": schema} if example is None else {"schema": schema, "example": example}


def _successes(route: Route) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": route.summary + "."}
    if route.response is not None:
        answer["content"] = {"application/json": _content(route.response, route.example.response)}
    if route.download:
        # What is JSON is a value to its reader, not a text.
        answer["content"] = {
            kind: {"schema": {} if kind == "application/json" else {"type": "string"}}
            for kind in route.download
        }
    others = {str(status): {**answer, "description": text} for status, text in route.also.items()}
    return {str(route.status): answer, **others}


def _problems(route: Route) -> dict[str, Any]:
    texts = {status: _STATUS_TEXTS[status] for status in _usual(route)} | route.errors
    content = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(name="Problem")}}}
    found: dict[str, Any] = {
        str(status): {"description": texts[status], "content": content} for status in sorted(texts)
    }
    return {**found, "default": {"description": "Any other problem.", "content": content}}


def _usual(route: Route) -> Iterator[int]:
    if route.query is not None or route.request is not None or route.upload:
        yield 400
    if not route.access.is_public:
        yield from (401, 403)
    if _NAME.search(route.path):
        yield 404
    if route.request is not None or route.upload:
        yield 413
    if not route.access.is_public:
        yield 503
