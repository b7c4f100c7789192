"""How much does the editor's canvas cost per frame, without a graphics card?

Baseline, in the same run: a canvas on which everything in view is drawn again in every frame, found by the
same index and drawn by the same calls. Times are milliseconds of processor time of the browser's renderer and
compositor together: unlike frames per second they hardly depend on what else the machine does.

The editor's own pages are measured too, on a server with pictures of 12 megapixels and 5,000 pre-labels each:
until a task is shown when its page is opened, and from "Submit" until the next is, several times in a row:
the limit is for the median; the first, for which some code runs for the first time, is printed beside it.
Between two of them some seconds pass, as when somebody looks at the task. Processor time is that of all
threads together; the clock means something only while nothing else runs.

    python bench/bench_editor.py [--frames 120] [--boxes 5000] [--submits 7] [--only canvas|pages]
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from chromium_cost import Chromium, chromium, heap_mb
from editor_town import Town, town
from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print a line for each situation, and say which missed its limit."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--frames", type=int, default=120)
    options.add_argument("--boxes", type=int, default=5000)
    options.add_argument("--submits", type=int, default=7)
    options.add_argument("--only", choices=("canvas", "pages"))
    chosen = options.parse_args()
    missed: list[str | None] = []
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        if chosen.only != "pages":
            build(Path(name) / "page")
            with served(Path(name) / "page") as url:
                missed += measure(browser, url, chosen.frames)
        if chosen.only != "canvas":
            with town(Path(name) / "data", chosen.submits + 3, chosen.boxes) as place:
                missed += measure_pages(browser, place, chosen.boxes, chosen.submits)
    missed = [one for one in missed if one]
    if missed:
        sys.exit("over the limit: " + ", ".join(filter(None, missed)))


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
        baseline = Situation(browser, page, "redraw", kind, count, max(10, frames // 6))
        redrawn = baseline.cost("pan")
        engine = Situation(browser, page, "engine", kind, count, frames)
        yield report(f"{count:,} {kind}, pan", engine.cost("pan"), limits[0], redrawn)
        if kind == "shapes":
            yield report(f"{count:,} {kind}, drag one", engine.cost("drag"), limits[1], redrawn)
            yield report(f"{count:,} {kind}, select one", engine.each("select", 20), 50, redrawn)
        heap = f"{heap_mb(page):.1f} MB of heap"
        print(f"{count:,} {kind}: {engine.opened_ms:.0f} CPU ms until all are shown, {heap}")


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
        before = self.browser.cpu_ms()
        self.page.evaluate(f"bench.{gesture}({self.frames})")
        return (self.browser.cpu_ms() - before) / self.frames

    def each(self, act: str, times: int) -> float:
        """Return CPU milliseconds for each of so many acts, two frames each."""
        before = self.browser.cpu_ms()
        self.page.evaluate(f"bench.{act}({times})")
        return (self.browser.cpu_ms() - before) / times


PAINTED = "[data-painted=yes]"

WATCH = """() => {
  window.took = new Promise((done) => {
    addEventListener("pointerdown", () => {
      const begun = performance.now();
      let isGone = false;
      new MutationObserver((_, watch) => {
        const state = document.querySelector("[data-painted]")?.dataset.painted;
        isGone ||= state !== "yes";
        if (!isGone || state !== "yes") return;
        watch.disconnect();
        done(performance.now() - begun);
      }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-painted"] });
    }, { capture: true, once: true });
  });
}"""
"""Begins with the next press of a button; done when another picture is painted with everything on it."""


def measure_pages(browser: Chromium, place: Town, boxes: int, submits: int) -> Iterator[str | None]:
    """Open a task in the editor, then submit one after another; yield what is over its limit."""
    page = browser.page(1440, 900)
    page.goto(place.url + place.sign_in_path())
    page.wait_for_load_state("networkidle")
    print(f"{'':34}{'CPU ms':>9}{'limit':>8}{'clock ms':>9}")
    before, begun = browser.cpu_ms(), time.perf_counter()
    page.goto(f"{place.url}/projects/{place.project}/label")
    page.wait_for_selector(PAINTED, timeout=120_000)
    clock = 1000 * (time.perf_counter() - begun)
    yield limited(f"open a task of {boxes:,} boxes", browser.cpu_ms() - before, 1500, clock)
    rest(page)
    heap = heap_mb(page)
    print(f"{heap:.1f} MB of heap, at most 150")
    yield "heap" if heap > 150 else None
    taken = []
    for _ in range(submits):
        rest(page)
        taken.append(submit(browser, page))
    print(f"{'the first submit':34}{taken[0][0]:9.0f}{'':8}{taken[0][1]:9.0f}")
    cost, clock = (statistics.median(times) for times in zip(*taken, strict=True))
    yield limited(f"submit to next shown, median of {submits}", cost, 300, clock)


def rest(page: Page) -> None:
    """Wait until the page has done what it does while somebody looks at a task."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(3_000)


def submit(browser: Chromium, page: Page) -> tuple[float, float]:
    """Submit what is open; return milliseconds of processor time and of the clock until the next is shown."""
    button = page.get_by_role("button", name="Submit", exact=True).bounding_box()
    if button is None:
        raise SystemExit("there is nothing to submit")
    page.evaluate(WATCH)
    before = browser.cpu_ms()
    page.mouse.click(button["x"] + button["width"] / 2, button["y"] + button["height"] / 2)
    clock: float = page.evaluate("window.took")
    return browser.cpu_ms() - before, clock


def limited(name: str, cost: float, limit: float, clock: float) -> str | None:
    """Print a line; return the name where neither kind of time is within the limit."""
    print(f"{name:34}{cost:9.0f}{limit:>8}{clock:9.0f}")
    return name if min(cost, clock) > limit else None


def report(name: str, cost: float, limit: float | None, baseline: float) -> str | None:
    """Print a line; return the name where the cost is over its limit."""
    ratio = f"1 : {baseline / cost:.1f}" if cost else ""
    print(f"{name:34}{cost:9.1f}{limit or '':>8}{baseline:9.1f}   {ratio}")
    return name if limit is not None and cost > limit else None


if __name__ == "__main__":
    main()
