"""Reviewing beside the stage: pre-labels, comparisons, comments, history, the decision of a review."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.e2e.state import State, failing, holding
from tests.e2e.stock import PICTURES, TRAFFIC, Stock, box
from tests.e2e.world import World

OFFERED = [
    box("chelsea.png", 110, 30, 200, 160, confidence=0.94),
    box("chelsea.png", 20, 180, 90, 100, confidence=0.72),
    box("chelsea.png", 330, 40, 80, 60, confidence=0.38),
    {
        "dataRow": {"globalKey": "chelsea.png"},
        "name": "person",
        "polygon": [{"x": 250, "y": 150}, {"x": 420, "y": 170}, {"x": 400, "y": 290}, {"x": 230, "y": 280}],
        "confidence": 0.81,
    },
]


def made(stock: Stock, name: str, **settings: Any) -> str:
    """Make a project with pre-labels on one picture; returns its id."""
    project = stock.project(name, stock.ontology(f"{name} ontology", TRAFFIC))
    stock.batch(project, PICTURES[:2])
    stock.import_(project, OFFERED)
    if settings:
        stock.ask("PATCH", f"/projects/{project}", json=settings)
    return project


def task_of(stock: Stock, project: str, global_key: str) -> int:
    """Return the task of a data row."""
    tasks = stock.ask("GET", f"/projects/{project}/tasks")["items"]
    return int(next(one["id"] for one in tasks if one["global_key"] == global_key))


class Work:
    """A draft of the administrator's, changed over HTTP."""

    def __init__(self, stock: Stock, project: str, task: int) -> None:
        self.stock, self.path = stock, f"/projects/{project}/tasks/{task}"
        self.draft = stock.ask("POST", f"{self.path}/open")

    def send(self, *patches: Any) -> None:
        """Apply patches."""
        body = {"patch_id": f"p{self.draft['version']}", "patches": list(patches)}
        tag = {"if-match": f'"{self.draft["version"]}"'}
        self.draft |= self.stock.ask("PATCH", f"/drafts/{self.draft['id']}", json=body, headers=tag)

    def accept(self, *numbers: int, **change: Any) -> None:
        """Accept pre-labels by their number, with what is changed about them."""
        [offer] = self.draft["offers"]
        self.send(
            *(
                {
                    "op": "put",
                    "annotation": {**offer["annotations"][no], **change},
                    "accepts": {"bundle": offer["bundle"], "key": offer["annotations"][no]["key"]},
                }
                for no in numbers
            )
        )

    def reject(self, no: int) -> None:
        """Reject a pre-label by its number."""
        [offer] = self.draft["offers"]
        key = offer["annotations"][no]["key"]
        self.send({"op": "reject", "offered": {"bundle": offer["bundle"], "key": key}})

    def submit(self, reason: str = "") -> str:
        """Submit it; returns the id of the label."""
        tag = {"if-match": f'"{self.draft["version"]}"'}
        path = f"/drafts/{self.draft['id']}/submit"
        return str(self.stock.ask("POST", path, json={"reason": reason}, headers=tag)["label"])


MOVED = {"type": "box", "left": 90, "top": 45, "width": 190, "height": 150}
SUNNY = {
    "key": "weather",
    "feature": "weather",
    "kind": "classification",
    "classifications": [{"feature": "weather", "kind": "radio", "answers": [{"value": "sunny"}]}],
}


def once(make: Callable[[World], str]) -> Callable[[World], str]:
    """Make what a state shows once for each world, however many states show it."""
    known: dict[int, str] = {}

    def path(world: World) -> str:
        if id(world) not in known:
            known[id(world)] = make(world)
        return known[id(world)]

    return path


@once
def offered(world: World) -> str:
    project = made(world.stock, "offered")
    return f"/projects/{project}/tasks/{task_of(world.stock, project, 'chelsea.png')}"


@once
def withheld(world: World) -> str:
    project = made(world.stock, "withheld", offers={"show": "none"})
    return f"/projects/{project}/tasks/{task_of(world.stock, project, 'chelsea.png')}"


@once
def bare(world: World) -> str:
    project = made(world.stock, "bare")
    return f"/projects/{project}/tasks/{task_of(world.stock, project, 'astronaut.png')}"


@once
def decided(world: World) -> str:
    project = made(world.stock, "decided")
    task = task_of(world.stock, project, "chelsea.png")
    work = Work(world.stock, project, task)
    work.accept(0, geometry=MOVED)
    work.accept(3)
    work.reject(2)
    newer = box("chelsea.png", 300, 200, 60, 60, confidence=0.9)
    world.stock.import_(project, [newer], name="newer.ndjson")
    return f"/projects/{project}/tasks/{task}"


@once
def reviewed(world: World) -> str:
    project = made(world.stock, "reviewed", review=True)
    task = task_of(world.stock, project, "chelsea.png")
    work = Work(world.stock, project, task)
    work.accept(0, 1, 3)
    work.submit("first pass")
    work = Work(world.stock, project, task)
    work.accept(0, geometry=MOVED)
    work.reject(2)
    work.send({"op": "put", "annotation": SUNNY})
    label = work.submit("the ears belong to the cat")
    world.stock.ask("PUT", f"/labels/{label}/benchmark")
    return f"/projects/{project}/tasks/{task}"


@once
def talked(world: World) -> str:
    project = made(world.stock, "talked")
    task = task_of(world.stock, project, "chelsea.png")
    work = Work(world.stock, project, task)
    work.accept(0)
    key = work.draft["offers"][0]["annotations"][0]["key"]
    path = f"/projects/{project}/tasks/{task}/comments"
    about = {"text": "Do the whiskers count? They reach well out of the box.", "annotation": key}
    first = world.stock.ask("POST", path, json=about)
    world.stock.ask("POST", path, json={"text": "They do not: body and ears only.", "thread": first["id"]})
    over = world.stock.ask("POST", path, json={"text": "Is this the right picture?"})
    world.stock.ask("PATCH", f"/comments/{over['id']}", json={"resolved": True})
    return f"/projects/{project}/tasks/{task}"


def tab(name: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.get_by_role("tab", name=name).click()
        page.wait_for_timeout(400)

    return act


def compared(look: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        tab("Compare")(page)
        page.get_by_role("button", name="Go through").click()
        page.get_by_role("radio", name=look).click()
        page.wait_for_timeout(900)

    return act


def sending_back(page: Page) -> None:
    page.get_by_role("button", name="Send back").click()
    page.get_by_label("What is to be changed").fill("the tail is missing")


STATES = [
    State("review-pre-labels", offered, act=tab("Pre-labels")),
    State("review-pre-labels-hidden", withheld, act=tab("Pre-labels")),
    State("review-pre-labels-none", bare, act=tab("Pre-labels")),
    State("review-pre-labels-decided", decided, act=tab("Pre-labels")),
    State("review-compare", decided, act=tab("Compare")),
    State("review-compare-overlay", decided, act=compared("Overlay")),
    State("review-compare-beside", decided, act=compared("Side by side")),
    State("review-history", reviewed, act=tab("History")),
    State("review-history-none", offered, act=tab("History")),
    State("review-send-back", reviewed, act=sending_back),
    State("review-comments", talked, act=tab("Comments")),
    State("review-comments-none", offered, act=tab("Comments")),
    State("review-comments-error", talked, act=tab("Comments"), answers={"**/tasks/*/comments*": failing}),
    State("review-comments-loading", talked, act=tab("Comments"), answers={"**/tasks/*/comments*": holding}),
]
