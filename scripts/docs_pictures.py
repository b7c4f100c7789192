"""Render the pictures of the documentation into docs/pictures: pages as they are, small enough to be kept.

make docs-pictures    some from the states that `make screenshots` shows, some from what `postil demo` sets up
"""

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from tests.e2e.browser import launched
from tests.e2e.gallery import Gallery, repaint
from tests.e2e.server import RunningServer
from tests.e2e.states import STATES
from tests.e2e.stock import PHOTOGRAPHS

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1152, "height": 648}
LARGEST_BYTES = 80_000
# Fewer colours are fewer bytes; the first that fit are taken.
COLOURS = (256, 192, 128, 96, 72, 56)
EXACT = 24


def first_report(page: Page) -> None:
    """Open the report of the example's import."""
    page.get_by_role("row", name="demo.ndjson").click()
    page.get_by_role("heading", name="Issues").wait_for()


def first_image(page: Page) -> None:
    """Open the first task and pick the face."""
    page.get_by_role("link", name="Label", exact=True).click()
    page.locator("[role=application][data-painted=yes]").wait_for()
    page.get_by_role("grid", name="Regions").get_by_role("row", name="face").click()


def third_image(page: Page) -> None:
    """Open the third task, which has a mask, a line and a relationship."""
    page.get_by_role("link", name="Label", exact=True).click()
    for name in ("chelsea.png", "coffee.png"):
        page.locator("[role=application][data-painted=yes]").wait_for()
        page.keyboard.press("Control+ArrowRight")
        page.get_by_role("heading", level=1, name=name).wait_for()
    page.locator("[role=application][data-painted=yes]").wait_for()
    page.get_by_role("grid", name="Regions").get_by_role("row", name="saucer").last.click()


DEMO: dict[str, Callable[[Page], None]] = {
    "first-report": first_report,
    "first-image": first_image,
    "label": third_image,
}
"""Pictures of what `postil demo` sets up, and how to come there from home."""
SHOWN = {
    "catalog-row": "dataset-row",
    "import-dry-run": "import-staged",
    "review-compare": "review-compare",
}
"""Pictures of states, by the name of the state."""
PICTURES = frozenset(f"{name}.png" for name in (*DEMO, *SHOWN))
"""Every file of docs/pictures."""


def main() -> int:
    """Render all, and say how large each is; exit 1 if one cannot be made small enough."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    too_large = []
    with tempfile.TemporaryDirectory(prefix="postil-pictures-") as data, launched() as browser:
        for name, shot in (*_of_states(browser, Path(data)), *_of_demo(browser, Path(data) / "demo")):
            content = small(shot)
            (FOLDER / f"{name}.png").write_bytes(content)
            print(f"docs/pictures/{name}.png: {len(content):,} bytes")
            too_large += [name] if len(content) > LARGEST_BYTES else []
    return int(bool(too_large))


def small(shot: bytes) -> bytes:
    """Return a picture in as many colours as fit into LARGEST_BYTES, or in the fewest that are legible."""
    whole = Image.open(io.BytesIO(shot)).convert("RGB")
    content = b""
    for colours in COLOURS:
        kept = io.BytesIO()
        whole.quantize(palette=_palette(whole, colours), dither=Image.Dither.NONE).save(
            kept, "PNG", optimize=True
        )
        content = kept.getvalue()
        if len(content) <= LARGEST_BYTES:
            break
    return content


def _palette(whole: Image.Image, colours: int) -> Image.Image:
    """Return colours for a picture: the commonest as they are, the page's, and some for photographs."""
    common = sorted(whole.getcolors(whole.width * whole.height) or [], reverse=True)[:EXACT]
    chosen = whole.quantize(colours - EXACT).convert("RGB").getcolors() or []
    values = [part for _, colour in (*common, *chosen) if isinstance(colour, tuple) for part in colour]
    palette = Image.new("P", (1, 1))
    palette.putpalette(values)
    return palette


def _of_states(browser: Browser, folder: Path) -> Iterator[tuple[str, bytes]]:
    by_name = {state.name: state for state in STATES}
    gallery = Gallery(browser, folder)
    for name, state in SHOWN.items():
        with gallery.shown(by_name[state]) as (page, _):
            yield name, _shot(page)
    gallery.close()


def _of_demo(browser: Browser, data: Path) -> Iterator[tuple[str, bytes]]:
    with _demo(data) as server:
        context = browser.new_context(viewport=SIZE, base_url=server.url, reduced_motion="reduce")
        page = context.new_page()
        page.goto(server.sign_in_link(None))
        for name, go in DEMO.items():
            page.goto("/")
            go(page)
            yield name, _shot(page)
        context.close()


@contextmanager
def _demo(data: Path) -> Iterator[RunningServer]:
    command = [sys.executable, "-m", "postil.cli", "demo", "--data", str(data), "--images", str(PHOTOGRAPHS)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    with RunningServer(data, "--offline") as server:
        yield server


def _shot(page: Page) -> bytes:
    repaint(page, "light", SIZE)
    page.wait_for_timeout(500)
    return page.screenshot(animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
