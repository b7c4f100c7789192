"""State: a page in a condition worth looking at, tested with axe and rendered by `make screenshots`."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Page, Route

from tests.e2e.world import World

ADMIN = "admin"
NOBODY = "nobody"

Answer = Callable[[Route], None]


def nothing(_: Page) -> None:
    """Look at the page as it opens."""


@dataclass(frozen=True)
class State:
    """One page in one state.

    Attributes:
        name: Of the picture: the page, then the state, `catalog-empty`.
        path: Where to go; a function may make what the page shows, once, in a world that others look at, too.
        world: `furnished` with something of everything, or `empty` as on the first day.
        act: What to do on the page before it is looked at: open a dialog, wait for a text.
        answers: Answers to take the place of the server's, by pattern of their URL: `holding`, `failing`.
        who: Email address of who looks; ADMIN or NOBODY.
    """

    name: str
    path: str | Callable[[World], str]
    world: Literal["furnished", "empty"] = "furnished"
    act: Callable[[Page], None] = nothing
    answers: Mapping[str, Answer] = field(default_factory=dict)
    who: str = ADMIN

    def path_in(self, world: World) -> str:
        """Return the path; makes what is to be seen there."""
        return self.path if isinstance(self.path, str) else self.path(world)


_HELD: list[Route] = []


def holding(route: Route) -> None:
    """Let a request wait as long as the page is looked at: it stays as it is while it loads."""
    _HELD.append(route)


def let_go() -> None:
    """End the requests that wait."""
    while _HELD:
        _HELD.pop().abort()


def failing(route: Route) -> None:
    """Answer as a server that has failed. (One that is only busy is asked again, for a while.)"""
    problem = {
        "type": "urn:postil:problem:internal",
        "title": "Something went wrong inside",
        "status": 500,
        "detail": "the server could not answer, and has logged why",
        "hint": "try again; if it stays so, the log of the server says what is wrong",
        "code": "",
        "issues": [],
    }
    route.fulfill(status=500, content_type="application/problem+json", body=json.dumps(problem))


def clicking(
    name: str, role: Literal["button", "link", "menuitem", "tab"] = "button"
) -> Callable[[Page], None]:
    """Return an act: press what has this name."""

    def act(page: Page) -> None:
        page.get_by_role(role, name=name, exact=True).click()

    return act
