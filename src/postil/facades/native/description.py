"""Description: the interface told by itself."""

from collections.abc import Callable
from functools import cache
from typing import Any

from postil.facades.native.call import Call, Tagged
from postil.facades.native.route import API, Route
from postil.facades.native.rule import PUBLIC


def description_route(describe: Callable[[], dict[str, Any]]) -> Route:
    """Make the route that answers with the OpenAPI document."""
    described = cache(describe)

    def get_description(_: Call[None, None]) -> Tagged:
        return Tagged(described(), 1)

    return Route(
        method="GET",
        path=f"{API}/openapi.json",
        name="get_description",
        summary="Describe this interface as an OpenAPI 3.1 document",
        access=PUBLIC,
        handler=get_description,
        etag=True,
        response=dict[str, Any],
    )
