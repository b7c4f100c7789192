"""What a page costs: ticks of the processes of one Chromium that draw, and the heap of its scripts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, Page, sync_playwright

PAINTERS = ("--type=renderer", "--type=gpu-process")
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


class Chromium:
    """A headless browser without a graphics card, and what its renderers and its compositor cost."""

    def __init__(self, browser: Browser, mark: str) -> None:
        self.browser = browser
        self._mark = mark

    def page(self, width: int = 1400, height: int = 900) -> Page:
        """Open a page of a size in CSS pixels, one of the device each."""
        return self.browser.new_page(viewport={"width": width, "height": height})

    def cpu_ms(self) -> float:
        """Return milliseconds of processor time that drawing has taken so far."""
        processes = {process: stat for process in _processes() if (stat := _stat(process))}
        root = min(process for process, (_, _, command) in processes.items() if self._mark in command)
        ours = {root}
        for process in sorted(processes):
            if processes[process][0] in ours:
                ours.add(process)
        painting = [process for process in ours if any(kind in processes[process][2] for kind in PAINTERS)]
        return TICK_MS * sum(processes[process][1] for process in painting)


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start the browser of this machine; it draws on the processor, as where there is nothing else."""
    mark = f"--postil-bench={uuid4().hex}"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", mark]
    path = "/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield Chromium(browser, mark)
        finally:
            browser.close()


def heap_mb(page: Page) -> float:
    """Return megabytes of the scripts' heap once what is no longer used is gone."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    session.detach()
    return float(next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize")) / 1e6


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _stat(process: int) -> tuple[int, int, str] | None:
    """Return a process's parent, its ticks in user and system mode, and its command; None if it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        command = Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return None
    return int(fields[1]), int(fields[11]) + int(fields[12]), command
