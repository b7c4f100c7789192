"""Application: the table of routes as one ASGI application."""

from collections.abc import Iterable

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.routing import Route as Path
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from postil.errors import NotFoundError
from postil.facades.lanes import Lanes
from postil.facades.native.endpoint import Endpoint, Identify, Threads, problem_response
from postil.facades.native.errors import problem_of
from postil.facades.native.route import Route
from postil.services.services import Services

THREADS = 32
"""Calls that run at the same time; a call that receives an upload keeps its thread until the end."""

WAITING_THREADS = 16
"""Calls that wait for other servers at the same time; further ones wait for them without a thread."""

SOURCE_THREADS = 6
"""Of those, how many wait for the same server: one that does not answer is not all that is waited for."""


def by_path(routes: Iterable[Route]) -> dict[str, list[Route]]:
    """Group the table by path, in its order.

    Raises:
        ValueError: Two routes share a name, or path and method.
    """
    paths: dict[str, list[Route]] = {}
    names: set[str] = set()
    for route in routes:
        if route.name in names:
            raise ValueError(f"two routes are named {route.name!r}")
        if route.method in {other.method for other in paths.setdefault(route.path, [])}:
            raise ValueError(f"two routes answer {route.method} {route.path}")
        names.add(route.name)
        paths[route.path].append(route)
    return paths


def application(
    routes: Iterable[Route],
    services: Services,
    identify: Identify,
    *,
    identify_again: Identify,
    upload_bytes: int,
    url: str = "",
) -> ASGIApp:
    """Serve a table of routes; anything else is a problem with status 404.

    Args:
        routes: The table.
        services: What the routes work with.
        identify: Says who sent a request.
        identify_again: Says it of a request that was counted already.
        upload_bytes: Largest streamed body accepted.
        url: How clients reach the server; empty stands for the address each of them has used.
    """
    threads = Threads(CapacityLimiter(THREADS), CapacityLimiter(WAITING_THREADS), Lanes(SOURCE_THREADS))
    paths = [
        Path(path, Endpoint(found, services, identify, identify_again, upload_bytes, threads, url))
        for path, found in by_path(routes).items()
    ]
    router = Router(paths, redirect_slashes=False, default=nothing_here)

    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and len(scope["path"]) > 1:
            # `/projects/` is `/projects`: redirecting would make clients send their bodies twice.
            scope = {**scope, "path": scope["path"].rstrip("/") or "/"}
        await router(scope, receive, send)

    return asgi


async def nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer that there is no such path."""
    path = Request(scope).url.path
    error = NotFoundError(f"there is nothing at {path}", hint="the routes are listed at /api/v1/openapi.json")
    await problem_response(problem_of(error, path))(scope, receive, send)
