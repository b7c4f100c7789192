"""How much does it cost to change one span of a long text, and to scroll through it, without a graphics card?

Baseline, in the same run: a `<mark>` element around every piece of every span, made again when a span
changes. Times are milliseconds of processor time of the browser's renderer and compositor together.

    python bench/bench_text.py [--times 20]
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench_editor import build, report, served
from chromium_cost import Chromium, chromium
from playwright.sync_api import Page

LIMIT_MS = 60
KILOBYTES = 300


def main() -> None:
    """Print a line for each situation, and say which missed its limit."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=20)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        build(Path(name))
        with served(Path(name)) as url, chromium() as browser:
            missed = [one for one in measure(browser, url, chosen.times) if one]
    if missed:
        sys.exit("over the limit: " + ", ".join(missed))


def measure(browser: Chromium, url: str, times: int) -> Iterator[str | None]:
    """Measure both numbers of spans; yield the names of those over their limit, None for the others."""
    page = browser.page()
    page.goto(url.replace("index.html", "text.html"))
    page.wait_for_function("window.bench")
    print(f"{'':34}{'stage':>9}{'limit':>8}{'<mark>':>9}   (CPU ms; {KILOBYTES} KB of text)")
    for count in (1_000, 10_000):
        page.evaluate(f"bench.prepare('marks', {KILOBYTES}, {count})")
        wrapped = cost(browser, page, f"bench.change('marks', {max(3, times // 4)})", max(3, times // 4))
        scrolled = cost(browser, page, f"bench.scroll({times})", times)
        page.evaluate(f"bench.prepare('stage', {KILOBYTES}, {count})")
        changed = cost(browser, page, f"bench.change('stage', {times})", times)
        yield report(f"{count:,} spans, change one", changed, LIMIT_MS, wrapped)
        yield report(
            f"{count:,} spans, scroll a frame",
            cost(browser, page, f"bench.scroll({times})", times),
            None,
            scrolled,
        )


def cost(browser: Chromium, page: Page, call: str, times: int) -> float:
    """Return CPU milliseconds of a call, per time it does the same."""
    before = browser.cpu_ms()
    page.evaluate(call)
    return (browser.cpu_ms() - before) / times


if __name__ == "__main__":
    main()
