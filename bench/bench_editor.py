"""How much does the editor's canvas cost per frame, without a graphics card?

Baseline, in the same run: a canvas on which everything in view is drawn again in every frame, found by the same index
and drawn by the same calls. Times are milliseconds of processor time of the browser's renderer and compositor together:
unlike frames per second they hardly depend on what else the machine does.

    python bench/bench_editor.py [--frames 120]
"""

import argparse
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from chromium_cost import Chromium, chromium, heap_mb
from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print a line for each situation, and say which missed its limit."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--frames", type=int, default=120)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        build(Path(name))
        with served(Path(name)) as url, chromium() as browser:
            missed = [one for one in measure(browser, url, chosen.frames) if one]
    if missed:
        sys.exit("over the limit: " + ", ".join(missed))


def build(folder: Path) -> None:
    """Build the page of the measurements: the engine as it is shipped, and its baseline."""
    command = [str(ROOT / "scripts/node"), "npx", "vite", "build", "--config", "bench/vite.config.ts"]
    subprocess.run([*command, "--outDir", str(folder)], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/index.html"
    finally:
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def measure(browser: Chromium, url: str, frames: int) -> Iterator[str | None]:
    """Measure every situation; yield the names of those over their limit, None for the others."""
    page = browser.page()
    page.goto(url)
    page.wait_for_function("window.bench")
    print(f"{'':34}{'engine':>9}{'limit':>8}{'redraw':>9}   (CPU ms per frame)")
    for kind, count, limits in (
        ("shapes", 10_000, (15, 5)),
        ("shapes", 50_000, (None, 6)),
        ("masks", 500, (25, None)),
    ):
        baseline = Situation(browser, page, "redraw", kind, count, frames)
        redrawn = (
            (baseline.cost("pan"), baseline.cost("pan")) if kind == "shapes" else (baseline.cost("pan"), 0)
        )
        engine = Situation(browser, page, "engine", kind, count, frames)
        yield report(f"{count:,} {kind}, pan", engine.cost("pan"), limits[0], redrawn[0])
        if kind == "shapes":
            yield report(f"{count:,} {kind}, drag one", engine.cost("drag"), limits[1], redrawn[1])
            yield report(f"{count:,} {kind}, select one", engine.each("select", 20), 50, redrawn[0])
        print(
            f"{count:,} {kind}: {engine.opened_ms:.0f} CPU ms until all are shown, {heap_mb(page):.1f} MB of heap"
        )


class Situation:
    """So many shapes or masks on a picture of 12 megapixels, all of them in view."""

    def __init__(
        self, browser: Chromium, page: Page, candidate: str, kind: str, count: int, frames: int
    ) -> None:
        self.browser = browser
        self.page = page
        self.frames = frames
        before = browser.cpu_ms()
        page.evaluate(f"bench.prepare('{candidate}', '{kind}', {count})")
        self.opened_ms = browser.cpu_ms() - before

    def cost(self, gesture: str) -> float:
        """Return CPU milliseconds for each frame of a gesture."""
        frames = self.frames if self.opened_ms < 10_000 else self.frames // 4
        before = self.browser.cpu_ms()
        self.page.evaluate(f"bench.{gesture}({frames})")
        return (self.browser.cpu_ms() - before) / frames

    def each(self, act: str, times: int) -> float:
        """Return CPU milliseconds for each of so many acts, two frames each."""
        before = self.browser.cpu_ms()
        self.page.evaluate(f"bench.{act}({times})")
        return (self.browser.cpu_ms() - before) / times


def report(name: str, cost: float, limit: float | None, baseline: float) -> str | None:
    """Print a line; return the name where the cost is over its limit."""
    ratio = f"1 : {baseline / cost:.1f}" if cost else ""
    print(f"{name:34}{cost:9.1f}{limit or '':>8}{baseline:9.1f}   {ratio}")
    return name if limit is not None and cost > limit else None


if __name__ == "__main__":
    main()
