"""The editor over media that is no picture."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.media import media_project, spans
from tests.e2e.state import State, holding
from tests.e2e.world import World

_MADE: dict[tuple[int, str], str] = {}


def task(name: str) -> Callable[[World], str]:
    """Return a function that makes a task with this media, once in each world, and gives its path."""

    def path(world: World) -> str:
        known = (id(world), "text")
        if known not in _MADE:
            paths = media_project(world.stock)
            world.stock.import_(paths["text"].split("/")[2], spans())
            _MADE.update({(id(world), one): path for one, path in paths.items()})
        return _MADE[id(world), name]

    return path


def selecting(page: Page) -> None:
    """Select the first span by keys."""
    page.locator("[data-part=text] span").first.wait_for()
    page.locator("[data-stage=text]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")


def waiting_for(text: str) -> Callable[[Page], None]:
    """Return an act: wait until this is to be read."""

    def act(page: Page) -> None:
        page.get_by_text(text).first.wait_for()

    return act


STATES = [
    State("media-text", task("text"), act=selecting),
    State(
        "media-text-loading",
        task("text"),
        act=waiting_for("Loading the text"),
        answers={"**/assets/0/content": holding},
    ),
    State("media-conversation", task("conversation"), act=waiting_for("Does it compile?")),
    State("media-audio", task("audio")),
    State("media-dicom", task("dicom"), act=waiting_for("There is no viewer for DICOM images yet")),
]
