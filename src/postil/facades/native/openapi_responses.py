"""The answers of an operation as OpenAPI has them; problems many routes share lie among the components."""

from collections.abc import Iterator
from typing import Any

import msgspec

from postil.facades.native.errors import MEDIA_TYPE
from postil.facades.native.idempotency import takes_key
from postil.facades.native.openapi_parameters import path_names
from postil.facades.native.route import Route

REF = "#/components/schemas/{name}"
_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": REF.format(name="Problem")}}}
_OF_KEYS = {
    409: "the request with this Idempotency-Key still runs, or was done and its answer is not known",
    422: "the Idempotency-Key came with another request before",
}


def _header(description: str, kind: str = "string") -> dict[str, Any]:
    return {"description": description, "schema": {"type": kind}}


HEADERS = {
    "ETag": _header("Names the state of the thing; changes with it. For If-Match and If-None-Match."),
    "IdempotencyReplayed": _header("`true` on an answer that was given before, under this Idempotency-Key."),
    "RateLimit": _header(
        "On every answer: `r` requests are left to the caller, and after `t` seconds without one all are "
        "(draft-ietf-httpapi-ratelimit-headers)."
    ),
    "RateLimitPolicy": _header("On every answer: the caller may send `q` requests in `w` seconds."),
    "RetryAfter": _header("Seconds to wait before sending the request again.", "integer"),
}


def _shared(description: str, **headers: str) -> dict[str, Any]:
    spelled = {name.replace("_", "-"): {"$ref": f"#/components/headers/{to}"} for name, to in headers.items()}
    return {"description": description, "content": _PROBLEM} | ({"headers": spelled} if spelled else {})


USUAL = {
    400: ("Unreadable", _shared("The request cannot be read, or asks for something impossible.")),
    401: ("NotSignedIn", _shared("Nobody signed in, or the key is not valid.")),
    403: ("NotAllowed", _shared("The caller may not do this.")),
    404: ("NotFound", _shared("No such thing, or none the caller may know of.")),
    409: ("KeyConflict", _shared(_OF_KEYS[409].capitalize() + ".", Retry_After="RetryAfter")),
    412: ("ChangedMeanwhile", _shared("It has changed since the state that If-Match names.")),
    413: ("TooLarge", _shared("The body is larger than accepted.")),
    429: (
        "TooMany",
        _shared(
            "More requests than the caller may send; nothing was done.",
            Retry_After="RetryAfter",
            RateLimit="RateLimit",
            RateLimit_Policy="RateLimitPolicy",
        ),
    ),
    422: ("KeyReused", _shared(_OF_KEYS[422].capitalize() + ".")),
    503: ("Busy", _shared("The database was busy; try again.", Retry_After="RetryAfter")),
}
OTHER = ("OtherProblem", _shared("Any other problem."))
UNCHANGED = ("NotModified", {"description": "The caller has it already: If-None-Match names its ETag."})

SHARED = dict((*USUAL.values(), OTHER, UNCHANGED))
"""Component -> answer."""


def responses(route: Route) -> dict[str, Any]:
    """Return the answers of a route by status: successes, then problems."""
    return {**_successes(route), **_problems(route)}


def content(kind: Any, example: Any) -> dict[str, Any]:
    """Describe a JSON value of a type, with an example when there is one."""
    (schema,), _ = msgspec.json.schema_components([kind], ref_template=REF)
    return {"schema": schema} if example is None else {"schema": schema, "example": example}


def _successes(route: Route) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": route.summary + "."}
    if route.response is not None:
        answer["content"] = {"application/json": content(route.response, route.example.response)}
    if route.download:
        # What is JSON is a value to its reader, not a text.
        answer["content"] = {
            kind: {"schema": {} if kind == "application/json" else {"type": "string"}}
            for kind in route.download
        }
    headers = dict(_answer_headers(route))
    if headers:
        answer["headers"] = headers
    empty = {name: part for name, part in answer.items() if name != "content"}
    others = {
        str(status): {**(empty if status == 204 else answer), "description": text}
        for status, text in route.also.items()
    }
    if route.etag and route.method == "GET":
        others["304"] = _ref(UNCHANGED[0])
    return {str(route.status): answer, **others}


def _answer_headers(route: Route) -> Iterator[tuple[str, dict[str, str]]]:
    if route.etag and route.status != 204:
        yield "ETag", {"$ref": "#/components/headers/ETag"}
    if takes_key(route):
        yield "Idempotency-Replayed", {"$ref": "#/components/headers/IdempotencyReplayed"}


def _problems(route: Route) -> dict[str, Any]:
    found: dict[int, dict[str, Any]] = {status: _ref(USUAL[status][0]) for status in _usual(route)}
    for status, text in route.errors.items():
        told = text
        if takes_key(route) and status in _OF_KEYS:
            told = f"{text} Or {_OF_KEYS[status]}."
        found[status] = {"description": told, "content": _PROBLEM}
    return {**{str(status): found[status] for status in sorted(found)}, "default": _ref(OTHER[0])}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/responses/{name}"}


def _usual(route: Route) -> Iterator[int]:
    is_body = bool(route.request is not None or route.upload)
    yield from (400,) if is_body or route.query is not None or takes_key(route) else ()
    yield from (429,) if route.access.is_public else (401, 403, 429, 503)
    yield from (404,) if path_names(route) else ()
    yield from (412,) if route.etag and route.method != "GET" else ()
    yield from (413,) if is_body else ()
    yield from (409, 422) if takes_key(route) else ()
