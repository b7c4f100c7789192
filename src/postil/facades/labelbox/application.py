"""Application: the facade as one ASGI application, and which paths are its own."""

from functools import cache
from pathlib import Path

from anyio import CapacityLimiter
from graphql import GraphQLSchema
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from postil.facades.labelbox.call import Options
from postil.facades.labelbox.endpoint import GraphEndpoint, Identify, Surroundings
from postil.facades.labelbox.executor import Executor
from postil.facades.labelbox.field import Paths, Resolver
from postil.facades.labelbox.file_endpoint import FileEndpoint
from postil.facades.labelbox.graph import bind, sdl
from postil.facades.labelbox.path_endpoint import PathEndpoint
from postil.facades.labelbox.refusal import said
from postil.facades.labelbox.refused import REFUSED
from postil.facades.labelbox.table import FIELDS, FILES, PATHS
from postil.services.people.links import FILES as FILES_PATH
from postil.services.services import Services

GRAPHQL = ("/graphql", "/_gql")
ROOT = "/labelbox"
REST = f"{ROOT}/api/v1"

THREADS = 32
"""Requests that are worked on at the same time."""

RECEIVING = 128
"""Requests whose body comes meanwhile: the package of one person sends up to 20 files at once."""


def is_own(path: str) -> bool:
    """Tell whether a path belongs to this facade."""
    return path in GRAPHQL or path.startswith(f"{ROOT}/")


@cache
def schema() -> GraphQLSchema:
    """Return the whole schema, bound to what answers it: put together once, when it is first asked."""
    return bind(sdl(), FIELDS)


def application(
    services: Services,
    identify: Identify,
    *,
    identify_again: Identify,
    options: Options,
    spool: Path,
    upload_bytes: int,
) -> ASGIApp:
    """Serve GraphQL, files and paths.

    Args:
        services: What does the work.
        identify: Says who sent a request, and counts it.
        identify_again: Says it of a request that was counted already.
        options: How to answer.
        spool: Folder where files lie while they are received.
        upload_bytes: Largest body with files accepted.
    """
    threads, receiving = CapacityLimiter(THREADS), CapacityLimiter(RECEIVING)
    around = Surroundings(
        services, identify, identify_again, options, spool, upload_bytes, threads, receiving
    )
    graph = GraphEndpoint(Executor(schema(), REFUSED), around)
    routes = [
        *(Route(path, graph) for path in GRAPHQL),
        Route(f"{FILES_PATH}/{{kind}}/{{token}}", FileEndpoint(FILES, services, CapacityLimiter(THREADS))),
        *(Route(REST + path, PathEndpoint(methods, around)) for path, methods in by_path(PATHS).items()),
    ]
    return Router(routes, redirect_slashes=False, default=nothing_here)


def by_path(paths: Paths) -> dict[str, dict[str, Resolver]]:
    """Group a table by path: those without a name in them come first, so that they are found."""
    found: dict[str, dict[str, Resolver]] = {}
    for key in sorted(paths, key=lambda key: key.count("{")):
        method, _, path = key.partition(" ")
        found.setdefault(path, {})[method] = paths[key]
    return found


async def nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer that there is no such path."""
    await said(f"there is nothing at {scope['path']}", 404)(scope, receive, send)
