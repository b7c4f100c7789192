"""Render every page and state into build/screenshots, light and dark, in two sizes.

python -m scripts.screenshots                  all of them
python -m scripts.screenshots catalog home     those whose names begin so
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize

from tests.e2e.browser import launched
from tests.e2e.gallery import Gallery, Scheme, repaint
from tests.e2e.states import STATES

ROOT = Path(__file__).resolve().parent.parent

SIZES: list[ViewportSize] = [{"width": 1440, "height": 900}, {"width": 1024, "height": 768}]
SCHEMES: list[Scheme] = ["light", "dark"]
FOLDER = ROOT / "build" / "screenshots"


def main() -> int:
    """Render, and say what the pages complained about; exit 1 if they did."""
    wanted = tuple(sys.argv[1:]) or ("",)
    FOLDER.mkdir(parents=True, exist_ok=True)
    complaints = []
    with tempfile.TemporaryDirectory(prefix="postil-screenshots-") as data, launched() as browser:
        gallery = Gallery(browser, Path(data))
        for state in (state for state in STATES if state.name.startswith(wanted)):
            with gallery.shown(state) as (page, watch):
                for scheme in SCHEMES:
                    for size in SIZES:
                        repaint(page, scheme, size)
                        path = FOLDER / f"{state.name}-{scheme}-{size['width']}.png"
                        page.screenshot(path=path, animations="disabled")
                        print(path.relative_to(ROOT))
                complaints += [f"{state.name}: {said}" for said in watch.unexpected]
        gallery.close()
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return int(bool(complaints))


if __name__ == "__main__":
    sys.exit(main())
