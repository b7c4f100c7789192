"""Endpoint: GraphQL over HTTP, from request to response."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from postil.errors import AuthenticationError, PostilError, TooManyError
from postil.facades.body import Body, Message, announced_size, first_message
from postil.facades.labelbox.call import Call, Options, Upload
from postil.facades.labelbox.errors import Json, failed, unexpected
from postil.facades.labelbox.executor import Executor
from postil.facades.labelbox.multipart import Form, boundary_of
from postil.facades.labelbox.patience import Patience
from postil.facades.labelbox.reading import MOST_JSON, read_form, read_json
from postil.facades.labelbox.refusal import refusal, said, spelled
from postil.ports.access import User
from postil.services import Services

Identify = Callable[[HttpRequest], User | None]
"""Say who sent a request; None when nobody signed in. Raises AccessError for proof that proves nothing."""


_BODY_HEADERS = frozenset({"content-length", "transfer-encoding"})
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


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
        receiving: How many more are whose body comes meanwhile: it may come slowly, and all the while a
            thread waits for it.
        patience: Lets requests over their sender's quota wait.
    """

    services: Services
    identify: Identify
    identify_again: Identify
    options: Options
    spool: Path
    upload_bytes: int
    threads: CapacityLimiter
    receiving: CapacityLimiter
    patience: Patience = field(default_factory=Patience)

    def user(self, request: HttpRequest) -> User:
        """Return who sent a request, and count it.

        Raises:
            AuthenticationError: Nobody has signed in.
        """
        return _demanded(self.identify(request))

    def threads_for(self, request: HttpRequest, first: Message | None) -> CapacityLimiter:
        """Return which threads work on a request: bodies that are on their way keep nobody else waiting."""
        if first is None:
            has_body = bool(_BODY_HEADERS & set(request.headers)) or request.method in (
                "POST",
                "PUT",
                "PATCH",
            )
            return self.receiving if has_body else self.threads
        return self.receiving if first.get("more_body", False) else self.threads

    def call(self, request: HttpRequest, user: User, uploads: dict[str, Upload], *, is_late: bool) -> Call:
        """Return what resolvers are given; who sends slowly may have lost their key meanwhile.

        Raises:
            AuthenticationError: They have.
        """
        if is_late:
            user = _demanded(self.identify_again(request))
        options = self.options if self.options.url else replace(self.options, url=reached_at(request))
        return Call(self.services, user, options, uploads)


def _demanded(user: User | None) -> User:
    if user is None:
        raise AuthenticationError("this needs a valid API key", hint="send `Authorization: Bearer pk_...`")
    return user


def reached_at(request: HttpRequest) -> str:
    """Return the address a client has used, as far as it can be one."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host if _HOST.fullmatch(host) else '127.0.0.1'}"


class GraphEndpoint:
    """`/graphql` as an ASGI application."""

    def __init__(self, executor: Executor, around: Surroundings) -> None:
        self._executor, self._around = executor, around

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = HttpRequest(scope, receive)
        first = await first_message(receive, request.headers)
        threads = self._around.threads_for(request, first)
        work = partial(to_thread.run_sync, self._answer, request, first, limiter=threads)
        response = await self._around.patience.answer(work)
        await response(scope, receive, send)

    def _answer(self, request: HttpRequest, first: Message | None) -> Response:
        if request.method != "POST":
            return said("GraphQL is asked with POST", 405, {"allow": "POST"})
        try:
            return spelled(self._executed(request, first))
        except TooManyError:
            raise  # nothing was read yet: it may wait for its turn
        except PostilError as error:
            return refusal(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the client is told, and the log
            return spelled(failed(unexpected(error)))

    def _executed(self, request: HttpRequest, first: Message | None) -> Json:
        user, content_type = self._around.user(request), request.headers.get("content-type", "")
        is_form = content_type.lower().startswith("multipart/form-data")
        limit = self._around.upload_bytes if is_form else MOST_JSON
        body = Body(request.receive, limit, announced_size(request.headers), first)
        if not is_form:
            asked = read_json(body.whole())
            return self._executor.answer(asked, self._around.call(request, user, {}, is_late=first is None))
        with Form(body, boundary_of(content_type), self._around.spool) as form:
            asked, uploads = read_form(form)
            call = self._around.call(request, user, uploads, is_late=first is None)
            answer = self._executor.answer(asked, call)
            form.drain()
            return answer
