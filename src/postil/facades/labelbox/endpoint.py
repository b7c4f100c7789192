"""Endpoint: GraphQL over HTTP, from request to response."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from postil.errors import AuthenticationError, PostilError, TooManyError
from postil.facades.body import Body, Message, announced_size, first_message
from postil.facades.labelbox.call import Call, Options
from postil.facades.labelbox.errors import INTERNAL, Json, error_of, unexpected
from postil.facades.labelbox.executor import Executor, failed
from postil.facades.labelbox.multipart import Form
from postil.facades.labelbox.reading import MOST_JSON, read_form, read_json
from postil.ports.access import User
from postil.services import Services

Identify = Callable[[HttpRequest], User | None]
"""Say who sent a request; None when nobody signed in. Raises AccessError for proof that proves nothing."""


@dataclass(frozen=True)
class Surroundings:
    """What every request of this facade needs.

    Args:
        services: What does the work.
        identify: Says who sent a request, and counts it; runs in a worker thread.
        identify_again: The same of a request that was counted already.
        options: How to answer.
        spool: Folder where files lie while they are received.
        upload_bytes: Largest body with files accepted.
        threads: How many requests are worked on at the same time.
    """

    services: Services
    identify: Identify
    identify_again: Identify
    options: Options
    spool: Path
    upload_bytes: int
    threads: CapacityLimiter

    def user(self, request: HttpRequest) -> User:
        """Return who sent a request.

        Raises:
            AuthenticationError: Nobody has signed in.
        """
        user = self.identify(request)
        if user is None:
            raise AuthenticationError(
                "this needs a valid API key", hint="send `Authorization: Bearer pk_...`"
            )
        return user


class GraphEndpoint:
    """`/graphql` as an ASGI application."""

    def __init__(self, executor: Executor, around: Surroundings) -> None:
        self._executor, self._around = executor, around

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = HttpRequest(scope, receive)
        first = await first_message(receive, request.headers)
        response = await to_thread.run_sync(self._answer, request, first, limiter=self._around.threads)
        await response(scope, receive, send)

    def _answer(self, request: HttpRequest, first: Message | None) -> Response:
        if request.method != "POST":
            return said("GraphQL is asked with POST", 405, {"allow": "POST"})
        try:
            return spelled(self._executed(request, first))
        except PostilError as error:
            return refusal(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the client is told, and the log
            return spelled(failed(unexpected(error)))

    def _executed(self, request: HttpRequest, first: Message | None) -> Json:
        around, content_type = self._around, request.headers.get("content-type", "")
        user = around.user(request)
        is_form = content_type.lower().startswith("multipart/form-data")
        limit = around.upload_bytes if is_form else MOST_JSON
        body = Body(request.receive, limit, announced_size(request.headers), first)
        with Form(around.spool) as form:
            asked, uploads = read_form(body, content_type, form) if is_form else (read_json(body.whole()), {})
            if first is None:
                # Who sends slowly may have lost their key meanwhile.
                user = around.identify_again(request) or user
            return self._executor.answer(asked, Call(around.services, user, around.options, uploads))


def spelled(answer: Json) -> Response:
    """Spell an answer: its errors are inside it, and its status is 200."""
    try:
        document = msgspec.json.encode(answer)
    except (TypeError, ValueError, RecursionError) as error:
        document = msgspec.json.encode(failed(unexpected(error)))
    return Response(document, 200, media_type="application/json")


def refusal(error: PostilError) -> Response:
    """Spell what kept a request from being read, for readers of GraphQL and of REST alike."""
    described = error_of(error)
    code = described["extensions"]["code"]
    if isinstance(error, TooManyError):
        # The package knows it by how it begins.
        message = f"You have exceeded what this server takes: {error}"
        return said(message, 429, {"retry-after": str(error.retry_after_s)})
    status = error.status if error.status < 500 and code != INTERNAL else 200
    return Response(
        msgspec.json.encode({"message": described["message"], **failed(described)}),
        status,
        media_type="application/json",
    )


def said(message: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """Answer with a message."""
    return Response(msgspec.json.encode({"message": message}), status, headers, "application/json")
