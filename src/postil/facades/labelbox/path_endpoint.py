"""Paths: the little REST the package uses."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import msgspec
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from postil.errors import PostilError, TooManyError, UsageError
from postil.facades.body import Body, Message, announced_size, first_message
from postil.facades.labelbox.endpoint import Surroundings
from postil.facades.labelbox.errors import failed, unexpected
from postil.facades.labelbox.field import Reply, Resolver
from postil.facades.labelbox.reading import MOST_JSON
from postil.facades.labelbox.refusal import refusal, said, spelled


class PathEndpoint:
    """The methods of one path as an ASGI application.

    Args:
        methods: Method -> what answers it.
        around: What every request needs.
    """

    def __init__(self, methods: Mapping[str, Resolver], around: Surroundings) -> None:
        self._methods, self._around = methods, around

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        first = await first_message(receive, request.headers)
        threads = self._around.threads_for(request, first)
        work = partial(to_thread.run_sync, self._answer, request, first, limiter=threads)
        response = await self._around.patience.answer(work)
        await response(scope, receive, send)

    def _answer(self, request: Request, first: Message | None) -> Response:
        try:
            user = self._around.user(request)
            resolver = self._methods.get(request.method)
            if resolver is None:
                return said(
                    f"this path does not take {request.method}", 405, {"allow": ", ".join(self._methods)}
                )
            body = self._body(request, first)
            call = self._around.call(request, user, {}, is_late=first is None and body is not None)
            return reply(resolver(call, body, **request.path_params))
        except TooManyError:
            raise  # nothing was read yet: it may wait for its turn
        except PostilError as error:
            return refusal(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the client is told, and the log
            return spelled(failed(unexpected(error)))

    def _body(self, request: Request, first: Message | None) -> Any:
        document = Body(request.receive, MOST_JSON, announced_size(request.headers), first).whole()
        try:
            return msgspec.json.decode(document) if document else None
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise UsageError(f"the request is not JSON: {error}") from None


def reply(content: object) -> Response:
    """Spell what a path answers; pieces of bytes are lines of JSON that are sent as they come."""
    if isinstance(content, Iterator):
        return StreamingResponse(content, media_type="application/x-ndjson")
    found = content if isinstance(content, Reply) else Reply(200, content)
    if found.content is None:
        return Response(None, found.status)
    return Response(msgspec.json.encode(found.content), found.status, media_type="application/json")
