"""A browser that is watched: what it complains about fails the test."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb"]


@cache
def chromium_path() -> str:
    """Return the path of a Chromium.

    Raises:
        CalledProcessError: There is none; what to do was printed.
    """
    done = subprocess.run([str(ROOT / "scripts" / "browser")], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip()


@contextmanager
def launched() -> Iterator[Browser]:
    """Run a browser. Until it is closed, nothing else in this process may run an event loop."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class Watch:
    """Notes what goes wrong in the windows of one visitor: errors, refusals by the policy, other servers.

    Args:
        context: The visitor.
        url: Address of the only server there is.
    """

    def __init__(self, context: BrowserContext, url: str) -> None:
        self._url, self._allowed = url, list[str]()
        self.complaints: list[str] = []
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self._note(f"error: {error.error}"))
        context.on("request", self._note_request)

    def begin(self) -> None:
        """Forget what was said and allowed so far: another page is looked at."""
        self.complaints.clear()
        self._allowed.clear()

    def allow(self, *parts: str) -> None:
        """Take complaints that contain one of some texts as expected: `allow("status of 404")`."""
        self._allowed += parts

    @property
    def unexpected(self) -> list[str]:
        """What nobody has allowed."""
        return [said for said in self.complaints if not any(part in said for part in self._allowed)]

    def _note(self, complaint: str) -> None:
        self.complaints.append(complaint)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self._url, "data:", "blob:")):
            self._note(f"asks another server: {request.url}")
