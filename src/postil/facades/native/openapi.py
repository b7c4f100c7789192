"""OpenAPI: the table of routes as an OpenAPI 3.1 document, from the very types the routes decode into."""

import inspect
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from postil.facades.native import openapi_parameters, openapi_responses
from postil.facades.native.application import by_path
from postil.facades.native.errors import PREFIX, TITLES, Problem
from postil.facades.native.openapi_responses import REF, content
from postil.facades.native.page import PageQuery
from postil.facades.native.property_text import describe_properties
from postil.facades.native.route import Route
from postil.facades.native.sessions import COOKIE
from postil.services.webhooks.event import MESSAGES

_GENERIC = re.compile(rb"(Page|Message)_(\w+?)_(?=\")")
_ABOUT = (
    "Errors are problem details (RFC 9457). Lists are pages: send the `next` of a page as `after` to get "
    "the one behind it. Unknown fields and parameters are refused, never ignored. Times are RFC 3339 in "
    "UTC.\n\n"
    "Every request that changes something and streams no body takes an `Idempotency-Key`. Streamed bodies "
    "take none: an import of the same name and content is the same import, and a part that is there already "
    "is not kept twice.\n\n"
    "Requests are counted per user, and per address for those who have not signed in. `RateLimit` and "
    "`RateLimit-Policy` on every answer say what is left; beyond it the answer is 429 with `Retry-After`."
)
_SCHEMES = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key, `pk_...`."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "Set by opening a sign-in link. Changes need the Origin header of this server. Where "
        f"the address of the server names a port, the cookie does too: `{COOKIE}_8600`.",
    },
}


def describe(routes: Sequence[Route]) -> dict[str, Any]:
    """Return the document as JSON values."""
    queries = [route.query for route in routes if route.query is not None]
    _, components = msgspec.json.schema_components([*_types(routes), *queries], ref_template=REF)
    _, of_bodies = msgspec.json.schema_components(_types(routes), ref_template=REF)
    components["Problem"]["properties"]["type"]["enum"] = [PREFIX + kind for kind, _ in TITLES.values()]
    describe_properties(components)
    only_queries = {query.__name__ for query in queries} - of_bodies.keys()
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Postil",
            "version": "1",
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "The server that this description comes from."}],
        "security": [{"key": []}, {"session": []}],
        "tags": _tags(routes),
        "paths": _paths(routes, components),
        "webhooks": {event: {"post": _message(event, *told)} for event, told in MESSAGES.items()},
        "components": {
            "schemas": {name: components[name] for name in sorted(components) if name not in only_queries},
            "parameters": openapi_parameters.SHARED,
            "headers": openapi_responses.HEADERS,
            "responses": openapi_responses.SHARED,
            "securitySchemes": _SCHEMES,
        },
    }
    spelled: dict[str, Any] = msgspec.json.decode(_GENERIC.sub(rb"\2\1", msgspec.json.encode(document)))
    return spelled


def _tags(routes: Sequence[Route]) -> list[dict[str, str]]:
    """Describe every resource as the module of its name does, behind the colon of its first line."""
    texts: dict[str, str] = {}
    for route in routes:
        module = route.handler.__module__
        texts.setdefault(route.resource, "")
        if module.rpartition(".")[2].replace("_", "-") == route.resource:
            text = (inspect.getdoc(sys.modules[module]) or "").partition("\n\n")[0].partition(":")[2].strip()
            texts[route.resource] = text[:1].upper() + text[1:]
    return [{"name": name, "description": text} for name, text in texts.items()]


def _types(routes: Iterable[Route]) -> list[Any]:
    kinds = [kind for route in routes for kind in (route.request, route.response) if kind is not None]
    return [Problem, *kinds, *(kind for _, kind in MESSAGES.values())]


def _paths(routes: Sequence[Route], components: dict[str, Any]) -> dict[str, Any]:
    return {
        path: {route.method.lower(): _operation(route, components) for route in found}
        for path, found in by_path(routes).items()
    }


def _operation(route: Route, components: dict[str, Any]) -> dict[str, Any]:
    is_told = route.query not in (None, PageQuery)
    about = components[route.query.__name__].get("description", "") if is_told else ""
    streams = "The body is streamed, so an Idempotency-Key is not looked at." if route.upload else ""
    texts = [route.description, about, streams, f"Allowed: {route.access.text}."]
    operation: dict[str, Any] = {
        "operationId": route.name,
        "tags": [route.resource],
        "summary": route.summary,
        "description": "\n\n".join(text for text in texts if text),
        "parameters": openapi_parameters.parameters(route, components),
        "responses": openapi_responses.responses(route),
    }
    if route.access.is_public:
        operation["security"] = []
    body = _request_body(route)
    return {**operation, "requestBody": body} if body else operation


def _message(event: str, what: str, kind: Any) -> dict[str, Any]:
    return {
        "operationId": "receive_" + event.replace(".", "_"),
        "tags": ["webhooks"],
        "summary": what,
        "description": "Sent to a webhook, signed as Standard Webhooks 1.0 says. See `create_webhook`.",
        "security": [],
        "requestBody": {"required": True, "content": {"application/json": content(kind, None)}},
        "responses": {"2XX": {"description": "The receiver has the message."}},
    }


def _request_body(route: Route) -> dict[str, Any] | None:
    if route.upload:
        raw = {"schema": {"type": "string", "contentMediaType": route.upload}}
        return {"required": True, "content": {route.upload: raw}}
    if route.request is None:
        return None
    return {"required": True, "content": {"application/json": content(route.request, route.example.request)}}
