"""Access: who is calling."""

from postil.facades.native.call import Call
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN
from postil.facades.native.users import EXAMPLE_PERSON, Person, person


def get_caller(call: Call[None, None]) -> Person:
    """Answer who is calling."""
    return person(call.user)


ROUTES = [
    Route(
        method="GET",
        path=f"{API}/whoami",
        name="get_caller",
        summary="Tell who is calling",
        access=SIGNED_IN,
        handler=get_caller,
        response=Person,
        description="Their projects and roles are at `/api/v1/users/{uid}/projects`.",
        example=Example(response=EXAMPLE_PERSON),
    ),
]
