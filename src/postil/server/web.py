"""Web: the pages of the browser, and the exchange of a sign-in link for a session."""

from collections.abc import Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from postil.errors import PostilError
from postil.facades.native.endpoint import problem_response
from postil.facades.native.errors import MethodError, headers_of, problem_of
from postil.facades.native.sessions import cookie_name
from postil.server.limits import Limits
from postil.server.pages import Pages, is_file, is_lost, is_page
from postil.services.people.access import SESSION_S, Access

_READING = ("GET", "HEAD")


class Site:
    """Answers for pages and their files; passes everything else on.

    Pages are the same document for everybody: what they show they ask for, as whoever is signed in. Opening
    `/?token=...` is the one GET that changes something: it spends a sign-in link. HEAD does not.
    """

    def __init__(self, inner: ASGIApp, access: Access, limits: Limits, pages: Pages) -> None:
        self._inner, self._access, self._limits, self._pages = inner, access, limits, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answer = self._who_answers(Request(scope)) if scope["type"] == "http" else None
        # A file that is not there is nobody's: the facades say so in their own way.
        response = await to_thread.run_sync(answer, Request(scope, receive)) if answer else None
        await (response or self._inner)(scope, receive, send)

    def _who_answers(self, request: Request) -> Callable[[Request], Response | None] | None:
        path, is_reading = request.scope["path"], request.method in _READING
        if is_page(path):
            return self._page
        if is_reading and is_file(path):
            return lambda request: self._pages.file(path, request.headers)
        if is_reading and is_lost(path, request.headers.get("accept", "")):
            return lambda _: self._pages.page(404)
        return None

    def _page(self, request: Request) -> Response:
        path = request.scope["path"]
        try:
            if request.method not in _READING:
                raise MethodError(request.method, list(_READING))
            token = request.query_params.get("token")
            if token and path == "/" and request.method == "GET":
                return self._enter(request, token)
            return self._pages.page()
        except PostilError as error:
            return problem_response(problem_of(error, path), headers_of(error))

    def _enter(self, request: Request, token: str) -> Response:
        visitor = self._limits.identify(request)
        session = self._access.spend_link(token)
        if session is None:
            self._limits.note_failure(request)
            return self._pages.page(200 if visitor else 403)
        response = RedirectResponse("/", 303)
        response.set_cookie(
            cookie_name(request.headers.get("host", "")),
            session,
            max_age=SESSION_S,
            path="/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return response
