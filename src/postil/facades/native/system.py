"""System: is it running, and what does it understand."""

import msgspec

import postil
from postil.facades.native.call import Call
from postil.facades.native.route import Example, Route
from postil.facades.native.rule import PUBLIC


class Health(msgspec.Struct, kw_only=True):
    """The server answers."""

    status: str
    version: str


def check_health(_: Call[None, None]) -> Health:
    """Answer without asking the database."""
    return Health(status="ok", version=postil.__version__)


ROUTES = [
    Route(
        method="GET",
        path="/healthz",
        name="check_health",
        summary="Tell that the server answers",
        access=PUBLIC,
        handler=check_health,
        response=Health,
        example=Example(response={"status": "ok", "version": "0.1.0"}),
    ),
]
