"""What it takes to bring the files of the seeds to a browser and out of it again."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, expect


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing about requests."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder; gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def commit(page: Page) -> None:
    """Try what was chosen in the wizard, and commit it."""
    page.get_by_role("button", name="Dry run", exact=True).click()
    expect(page.get_by_role("heading", name="What the rows would do")).to_be_visible()
    page.get_by_role("button", name="Commit", exact=True).click()
    expect(page.get_by_role("heading", name="What became of the rows")).to_be_visible()


def labeling(page: Page, project: str) -> None:
    """Open the label stream, and wait until picture and shapes are painted."""
    page.goto(f"/projects/{project}/label")
    page.locator("[data-stage=canvas][data-painted=yes]").wait_for()


def export(page: Page, project: str, kind: str) -> str:
    """Export the labels of a project as the page of the project does."""
    page.goto(f"/projects/{project}")
    page.get_by_role("button", name="Export").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(kind, exact=True).click()
    with page.expect_download() as saving:
        dialog.get_by_role("link", name=re.compile("Download")).click()
    return saving.value.path().read_text(encoding="utf-8")
