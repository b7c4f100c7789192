"""Gallery: opens pages in their states, in two installations that all of them share."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.e2e.browser import Watch
from tests.e2e.server import RunningServer
from tests.e2e.state import ADMIN, NOBODY, State, let_go
from tests.e2e.stock import Stock
from tests.e2e.world import World, empty, furnished

Scheme = Literal["light", "dark"]
SIZE: ViewportSize = {"width": 1440, "height": 900}
SETTLED_MS = 250
PAINTED = """async () => {
    const moving = document.getAnimations().filter((one) => one.playState === "running");
    const ending = moving.filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
"""Resolves when what moves and does not move for ever has arrived, and a frame shows it."""


class Gallery:
    """Shows states; a server is started when the first state needs it, and a visitor keeps their windows.

    Args:
        browser: What shows them.
        folder: Where the servers keep their data.
    """

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser, self._folder = browser, folder
        self._worlds: dict[str, World] = {}
        self._visitors: dict[tuple[str, str], tuple[BrowserContext, Watch]] = {}
        self._stack = ExitStack()

    def world(self, name: Literal["furnished", "empty"]) -> World:
        """Return one of the installations."""
        if name not in self._worlds:
            server = self._stack.enter_context(RunningServer(self._folder / name, "--offline"))
            stock = self._stack.enter_context(Stock(server))
            self._worlds[name] = {"furnished": furnished, "empty": empty}[name](stock)
        return self._worlds[name]

    @contextmanager
    def shown(self, state: State) -> Iterator[tuple[Page, Watch]]:
        """Show a page in a state until the block ends, in light colours; `repaint` shows it in others."""
        world = self.world(state.world)
        context, watch = self._visitor(state, world)
        watch.begin()
        if state.answers or state.who == NOBODY:
            watch.allow("Failed to load resource")
        page = context.new_page()
        try:
            for pattern, answer in state.answers.items():
                page.route(pattern, answer)
            _open(page, state, world)
            yield page, watch
        finally:
            let_go()
            page.close()

    def _visitor(self, state: State, world: World) -> tuple[BrowserContext, Watch]:
        who = (state.world, state.who)
        if who not in self._visitors:
            server = world.stock.server
            context = self._browser.new_context(
                viewport=SIZE, color_scheme="light", reduced_motion="reduce", base_url=server.url
            )
            self._stack.callback(context.close)
            if state.who != NOBODY:
                page = context.new_page()
                page.goto(server.sign_in_link(None if state.who == ADMIN else state.who), wait_until="commit")
                page.close()
            self._visitors[who] = (context, Watch(context, server.url))
        return self._visitors[who]

    def close(self) -> None:
        """Stop the servers."""
        self._stack.close()


def repaint(page: Page, scheme: Scheme, size: ViewportSize = SIZE) -> None:
    """Show a page that is open in other colours or another size."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(size)
    page.wait_for_timeout(SETTLED_MS)


def darken(page: Page) -> None:
    """Show a page that is open in dark colours, without a wait longer than what moves takes to arrive."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate(PAINTED)


def _open(page: Page, state: State, world: World) -> None:
    page.goto(state.path_in(world))
    if state.answers:
        page.wait_for_timeout(SETTLED_MS)
    else:
        # Nothing is asked for half a second; that is settled enough.
        page.wait_for_load_state("networkidle")
    state.act(page)
    page.evaluate("() => document.fonts.ready")
    page.evaluate(PAINTED)
