"""Web: the page at `/`, and the exchange of a sign-in link for a session."""

import base64
import hashlib
from functools import cache
from html import escape
from importlib import resources
from string import Template

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

import postil
from postil.errors import PostilError
from postil.facades.native.endpoint import problem_response
from postil.facades.native.errors import MethodError, headers_of, problem_of
from postil.ports.access import User
from postil.server.auth import COOKIE
from postil.server.limits import Limits
from postil.services.access import SESSION_S, Access

COMMANDS = {
    "postil import FILE": "check a file of annotations row by row and take in what is right",
    "postil status": "show imports and what became of their rows",
    "postil export": "write out what a project holds, in any format",
    "postil check FILE": "check a file without a server",
    "postil explain CODE": "say what an issue code means, with an example",
    "postil doctor": "look for what could be wrong with this installation",
}
STYLE = "body{font:16px/1.5 sans-serif;max-width:42em;margin:3em auto;padding:0 1em}dt{font-family:monospace}"


class Site:
    """Answers `/`; passes everything else on.

    Opening `/?token=...` is the one GET that changes something: it spends a sign-in link. HEAD does not.
    """

    def __init__(self, inner: ASGIApp, access: Access, limits: Limits) -> None:
        self._inner, self._access, self._limits = inner, access, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self._inner(scope, receive, send)
            return
        response = await to_thread.run_sync(self._answer, Request(scope, receive))
        await response(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        try:
            if request.method not in ("GET", "HEAD"):
                raise MethodError(request.method, ["GET", "HEAD"])
            visitor = self._limits.identify(request)
            token = request.query_params.get("token")
            if token and request.method == "GET":
                return self._enter(request, token, visitor)
            return page(visitor)
        except PostilError as error:
            return problem_response(problem_of(error, "/"), headers_of(error))

    def _enter(self, request: Request, token: str, visitor: User | None) -> Response:
        session = self._access.spend_link(token)
        if session is None:
            self._limits.note_failure(request)
            return page(visitor) if visitor else page(None, status=403)
        response = RedirectResponse("/", 303)
        response.set_cookie(
            COOKIE,
            session,
            max_age=SESSION_S,
            path="/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return response


def page(visitor: User | None, status: int = 200) -> Response:
    """Return the page, addressed to a visitor."""
    commands = "\n".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in COMMANDS.items())
    text = _template().substitute(
        style=STYLE, version=postil.__version__, who=escape(_greeting(visitor, status)), commands=commands
    )
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'"
    return HTMLResponse(text, status, {"content-security-policy": policy})


def _greeting(visitor: User | None, status: int) -> str:
    if visitor is not None:
        return f"You are signed in as {visitor.name or visitor.email}."
    if status == 403:
        return "This sign-in link was used before or has expired. The server prints a new one when it starts."
    return "You are not signed in. Open the link that the server printed when it started."


@cache
def _template() -> Template:
    return Template(resources.files("postil.server").joinpath("page.html").read_text(encoding="utf-8"))
