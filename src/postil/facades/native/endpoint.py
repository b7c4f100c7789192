"""Endpoint: one path and what its methods do, from request to response."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from postil.errors import AccessError, NotFoundError, PostilError
from postil.facades.address import reached_at
from postil.facades.body import Body, Message, announced_size, first_message
from postil.facades.lanes import Lanes
from postil.facades.native.call import Answer, Call, Download, File, Later, Tagged
from postil.facades.native.decoding import decode_json, decode_query
from postil.facades.native.download import download_response
from postil.facades.native.errors import (
    MEDIA_TYPE,
    MethodError,
    Problem,
    headers_of,
    problem_of,
    unexpected,
)
from postil.facades.native.file_response import file_response
from postil.facades.native.idempotency import answer_once, answer_parted
from postil.facades.native.precondition import etag, is_had
from postil.facades.native.route import MAX_JSON_BYTES, Route
from postil.model.identity import new_uid
from postil.ports.access import User
from postil.services.services import Services

Identify = Callable[[Request], User | None]
"""Say who sent a request; None when nobody signed in. Raises AccessError for proof that proves nothing."""

log = logging.getLogger("postil.http")


@dataclass(frozen=True)
class Threads:
    """How many `calls` run at the same time, and beside them how many that wait for other servers.

    `lanes` has one for each of those servers.
    """

    calls: CapacityLimiter
    waiting: CapacityLimiter
    lanes: Lanes


class Endpoint:
    """The routes of one path as an ASGI application.

    Args:
        routes: Routes of equal path and different methods.
        services: What their functions work with.
        identify: Says who is calling; runs in a worker thread.
        identify_again: The same of a request that was counted already.
        upload_bytes: Largest streamed body accepted.
        threads: How many calls run at the same time.
        url: How clients reach the server; empty stands for the address each of them has used.
    """

    def __init__(
        self,
        routes: list[Route],
        services: Services,
        identify: Identify,
        identify_again: Identify,
        upload_bytes: int,
        threads: Threads,
        url: str = "",
    ) -> None:
        self._routes = {route.method: route for route in routes}
        self._services, self._identify, self._identify_again = services, identify, identify_again
        self._upload_bytes, self._threads, self._url = upload_bytes, threads, url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        work = partial(self._answer, request, await first_message(receive, request.headers))
        response = await to_thread.run_sync(work, limiter=self._threads.calls)
        if isinstance(response, _LaterResponse):
            async with self._threads.lanes.turn(response.lane):
                response = await to_thread.run_sync(response.work, limiter=self._threads.waiting)
        await response(scope, receive, send)

    def _answer(self, request: Request, first: Message | None) -> Response:
        return _told(request, lambda: self._admit(request, first))

    def _admit(self, request: Request, first: Message | None) -> Response:
        """Answer a request; in this order: who is it, may they, was it answered before, read it, do it."""
        route = self._route(request.method)
        call = self._call(request, route, first)
        read = cache(call.upload.whole) if route.request is not None else bytes
        allow_again = partial(self._allow_again, route, call, request)
        try:
            route.access.allow(call)
            if route.request is not None and not call.upload.is_there:
                read()
                # Who sends slowly may have lost their role or their key meanwhile.
                allow_again()
        except (AccessError, NotFoundError) as refusal:
            return answer_parted(route, call, request, read, refusal)
        work = partial(_told, request, lambda: _handle(route, call, request, read()))
        return answer_once(route, call, request, read(), work, allow_again)

    def _allow_again(self, route: Route, call: Call[Any, Any], request: Request) -> None:
        call.visitor = self._identify_again(request)
        route.access.allow(call)

    def _route(self, method: str) -> Route:
        name: Any = "GET" if method == "HEAD" else method
        if name not in self._routes:
            allowed: list[str] = sorted(self._routes)
            raise MethodError(method, [*allowed, "HEAD"] if "GET" in allowed else allowed)
        return self._routes[name]

    def _call(self, request: Request, route: Route, first: Message | None) -> Call[Any, Any]:
        limit = self._upload_bytes if route.upload else MAX_JSON_BYTES
        body = Body(request.receive, limit, announced_size(request.headers), first)
        visitor = self._identify(request)
        path, headers = dict(request.path_params), request.headers
        url = self._url or reached_at(request)
        return Call(self._services, path, None, None, body, visitor, headers, url)


class _LaterResponse(Response):
    """Stands for a response that has to wait for another server."""

    def __init__(self, work: Callable[[], Response], lane: str) -> None:
        super().__init__()
        self.work, self.lane = work, lane


def _told(request: Request, work: Callable[[], Response]) -> Response:
    """Answer what the work answers, or the problem it met."""
    path = request.url.path
    try:
        return work()
    except PostilError as error:
        if error.status >= 500:
            log.warning("%s %s: %s", request.method, path, error)
        return problem_response(problem_of(error, path), headers_of(error))
    except Exception:
        error_id = new_uid()
        log.exception("%s %s %s", error_id, request.method, path)
        return problem_response(unexpected(error_id, path))


def _handle(route: Route, call: Call[Any, Any], request: Request, document: bytes) -> Response:
    if route.query is not None:
        call.query = decode_query(request.url.query, route.query)
    if route.request is not None:
        call.body = decode_json(document, route.request)
    return _response(route, route.handler(call), request)


def _response(route: Route, content: object, request: Request) -> Response:
    if isinstance(content, Later):
        work = content.work
        later = partial(_told, request, lambda: _response(route, work(), request))
        return _LaterResponse(later, content.lane)
    status, headers, method = route.status, dict[str, str](), request.method
    if isinstance(content, Answer):
        status, headers, content = content.status, dict(content.headers), content.content
    if isinstance(content, Tagged):
        document = msgspec.json.encode(content.content)
        headers["etag"] = etag(content.version, document)
        content = msgspec.Raw(document)
    if isinstance(content, File):
        return file_response(content, method, request.headers, headers)
    if route.method == "GET" and "etag" in headers and is_had(request.headers, headers["etag"]):
        return Response(None, 304, headers)
    if isinstance(content, Download) and method != "HEAD":
        return download_response(content, request.url.path, headers)
    if isinstance(content, Download) or status == 204:
        return Response(None, status, headers, getattr(content, "media_type", None))
    document = msgspec.json.encode(content)
    if method == "HEAD":
        headers, document = headers | {"content-length": str(len(document))}, b""
    return Response(document, status, headers, "application/json")


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a problem."""
    return Response(msgspec.json.encode(problem), problem.status, headers, MEDIA_TYPE)
