"""axe: what people with a screen reader, a keyboard or weak eyes would stumble over."""

import json
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def stumbles(page: Page, *rules: str) -> list[str]:
    """List what axe objects to on a page as it is now: rule, element, and why. Without `rules`, by all."""
    if not page.evaluate("() => 'axe' in window"):
        # Through the debugger, which the policy of the page does not bind.
        page.evaluate(_script())
    asked = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    options = {"runOnly": asked, "resultTypes": ["violations"]}
    # What react-aria has said points for some seconds at elements that may be gone; it was heard.
    place = {"exclude": ["[data-live-announcer]"]}
    run = f"axe.run({json.dumps(place)}, {json.dumps(options)})"
    found = page.evaluate(f"async () => (await {run}).violations")
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}".replace("\n", " ")
        for rule in found
        for node in rule["nodes"]
    ]
