"""The labeling screen and the settings of its keys."""

from collections.abc import Callable
from typing import Any

import httpx
from playwright.sync_api import Page, Route, expect

from tests.e2e.state import State, clicking, failing, holding
from tests.e2e.stock import box
from tests.e2e.world import LABELER, World

ANIMALS: list[dict[str, Any]] = [
    {
        "name": "animal",
        "kind": "box",
        "color": "#d9480f",
        "children": [
            {
                "name": "pose",
                "kind": "radio",
                "is_required": True,
                "children": [
                    {"name": "sitting", "kind": "option", "children": [{"name": "on what", "kind": "text"}]},
                    {"name": "lying", "kind": "option"},
                ],
            },
        ],
    },
    {"name": "outline", "kind": "polygon", "color": "#1971c2"},
    {"name": "landmark", "kind": "point"},
    {"name": "surface", "kind": "mask"},
    {"name": "part of", "kind": "relationship"},
    {
        "name": "quality",
        "kind": "radio",
        "is_required": True,
        "children": [{"name": "good", "kind": "option"}, {"name": "blurred", "kind": "option"}],
    },
]


def _made(world: World, name: str) -> str:
    """Make a project of its own with pre-labels on one photograph; returns its id."""
    stock = world.stock
    project = stock.project(name=name, ontology=stock.ontology(name=name, features=ANIMALS))
    stock.batch(project, ["chelsea.png"])
    cars = [
        box("chelsea.png", 20 + 52 * no, 30 + 25 * (no % 4), 44, 36, confidence=0.95 - 0.08 * no)
        for no in range(8)
    ]
    stock.import_(project, [{**one, "name": "animal"} for one in cars])
    return project


def labeling(name: str) -> Callable[[World], str]:
    """Return a path of the editor in a project made for one state."""
    return lambda world: f"/projects/{_made(world, name)}/label"


def ready(page: Page) -> None:
    page.locator("[data-stage] [data-state=ready]").wait_for()
    page.wait_for_timeout(300)


def drawn(page: Page) -> None:
    """Draw a box by keys, and answer what it asks."""
    ready(page)
    for key in [
        "1",
        "Enter",
        *["ArrowLeft"] * 20,
        "Enter",
        *["ArrowRight"] * 14,
        *["ArrowDown"] * 9,
        "Enter",
    ]:
        page.keyboard.press(key)
    page.keyboard.press("i")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def predicted(page: Page) -> None:
    ready(page)
    page.get_by_role("row", name="animal").nth(1).click()


def several(page: Page) -> None:
    ready(page)
    page.locator("[role=application]").focus()
    page.keyboard.press("Control+a")


def missing(page: Page) -> None:
    ready(page)
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("This has to be answered").wait_for()


def palette(page: Page) -> None:
    ready(page)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").wait_for()


def helped(page: Page) -> None:
    ready(page)
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def skipping(page: Page) -> None:
    ready(page)
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("dialog").wait_for()


def offline(page: Page) -> None:
    ready(page)
    page.keyboard.press("Shift+A")
    page.get_by_text("cannot be reached").wait_for()


def cut(route: Route) -> None:
    """Answer as a server that is not there."""
    route.abort("connectionrefused")


def folded(page: Page) -> None:
    ready(page)
    page.get_by_role("button", name="Hide the details").click()


def listening(page: Page) -> None:
    clicking("Change the key of Submit")(page)
    page.keyboard.press("s")
    page.get_by_role("alert").wait_for()


def _bare(world: World) -> str:
    made = world.stock.ask("POST", "/projects", json={"name": "without an ontology"})
    return f"/projects/{made['id']}/label"


def _held(world: World) -> str:
    """Let somebody else open the only task."""
    stock = world.stock
    project = _made(world, "held by another")
    stock.member(project, LABELER, "labeler")
    (task,) = stock.ask("GET", f"/projects/{project}/tasks")["items"]
    link = stock.server.sign_in_link(LABELER)
    with httpx.Client(base_url=stock.server.url, follow_redirects=True) as other:
        other.get(link)
        headers = {"origin": stock.server.url}
        answer = other.post(f"/api/v1/projects/{project}/tasks/{task['id']}/open", headers=headers)
        assert answer.is_success, answer.text
    return f"/projects/{project}/tasks/{task['id']}"


def _done(world: World) -> str:
    """Leave nothing to do."""
    project = _made(world, "all done")
    (task,) = world.stock.ask("GET", f"/projects/{project}/tasks")["items"]
    world.stock.ask("PUT", f"/projects/{project}/tasks/state", json={"tasks": [task["id"]], "state": "done"})
    return f"/projects/{project}/label"


STATES = [
    State("editor", labeling("editor"), act=ready),
    State("editor-drawn", labeling("editor drawn"), act=drawn),
    State("editor-prediction", labeling("editor prediction"), act=predicted),
    State("editor-several", labeling("editor several"), act=several),
    State("editor-missing", labeling("editor missing"), act=missing),
    State("editor-palette", labeling("editor palette"), act=palette),
    State("editor-help", labeling("editor help"), act=helped),
    State("editor-skip", labeling("editor skip"), act=skipping),
    State("editor-offline", labeling("editor offline"), act=offline, answers={"**/api/v1/drafts/*": cut}),
    State("editor-folded", labeling("editor folded"), act=folded),
    State("editor-loading", labeling("editor loading"), answers={"**/tasks/next": holding}),
    State("editor-error", labeling("editor error"), answers={"**/tasks/next": failing}),
    State("editor-nothing", _done),
    State("editor-held", _held, answers={"**/healthz": failing}),
    State("editor-bare", _bare),
    State("settings-keyboard", "/settings/keyboard"),
    State("settings-keyboard-refused", "/settings/keyboard", act=listening),
]
