"""Somebody at a browser: a real server with fresh data, a real Chromium, and what they need to begin."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.e2e.browser import Watch, launched
from tests.e2e.server import RunningServer
from tests.e2e.stock import Stock

SIZE: ViewportSize = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Run a browser for the tests of one module: while it runs, no test may run an event loop of its own."""
    with launched() as browser:
        yield browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """Run a server that asks nobody else for anything."""
    with RunningServer(tmp_path / "data", "--offline") as running:
        yield running


@pytest.fixture
def stock(server: RunningServer) -> Iterator[Stock]:
    """Make things on the server."""
    with Stock(server) as made:
        yield made


@pytest.fixture
def visit(chromium: Browser, server: RunningServer) -> Iterator[Callable[..., Page]]:
    """Return a function that signs somebody in and gives their window: `visit()`, `visit("a@example.org")`.

    Nothing is shown in it yet: half of what a test takes would be the first page, which few are about.
    At the end of the test, whatever a window has complained about fails it. What is expected is allowed
    before: `watch_of(page).allow("status of 409")`.
    """
    seen: list[tuple[BrowserContext, Watch]] = []

    def open_window(email: str | None = None) -> Page:
        context = chromium.new_context(viewport=SIZE, base_url=server.url, reduced_motion="reduce")
        watch = Watch(context, server.url)
        seen.append((context, watch))
        page = context.new_page()
        assert context.request.get(server.sign_in_link(email)).ok
        _WATCHES[page] = watch
        return page

    yield open_window
    complaints = [complaint for _, watch in seen for complaint in watch.unexpected]
    for context, _ in seen:
        context.close()
    _WATCHES.clear()
    assert complaints == []


_WATCHES: dict[Page, Watch] = {}


@pytest.fixture
def watch_of() -> Callable[[Page], Watch]:
    """Return a function that gives the watch over a window, to allow what is expected."""
    return _WATCHES.__getitem__


@pytest.fixture
def page(visit: Callable[..., Page]) -> Page:
    """Return the window of the administrator; nothing is shown in it yet."""
    return visit()
