"""Projects and imports."""

import json
from typing import Any

from playwright.sync_api import FilePayload, Page

from tests.e2e.state import State, clicking, failing, holding
from tests.e2e.stock import box
from tests.e2e.world import World

ROWS = [
    box("astronaut.png", 190, 30, 110, 150, confidence=0.97),
    {**box("chelsea.png", 120, 50, 180, 160), "name": "Car"},
    box("tokyo.jpg", 10, 10, 60, 40),
    box("coffee.png", 10, 10, -5, 40),
]


def content(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def dropping(page: Page) -> None:
    file: FilePayload = {
        "name": "detector-2.ndjson",
        "mimeType": "application/x-ndjson",
        "buffer": content(ROWS),
    }
    page.locator("input[type=file]").first.set_input_files([file])
    page.get_by_text("Labelbox annotation rows (NDJSON)").wait_for()


def going(steps: int) -> Any:
    """Drop a file and go some steps on."""

    def act(page: Page) -> None:
        dropping(page)
        for _ in range(steps):
            page.get_by_role("button", name="Continue").click()

    return act


def unknown_file(page: Page) -> None:
    file: FilePayload = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"}
    page.locator("input[type=file]").first.set_input_files([file])
    page.get_by_text("This file was not recognised.").wait_for()


def staged(world: World) -> str:
    query = {"name": "detector 2", "source_name": "detector-2.ndjson", "dry_run": "true"}
    path = f"/projects/{world.project}/imports"
    job = world.stock.ask("POST", path, params=query, content=content(ROWS))
    return f"/imports/{job['id']}"


def undone(world: World) -> str:
    job = world.stock.import_(world.project, [box("rocket.jpg", 5, 5, 40, 40)], "taken back")
    world.stock.ask("POST", f"/imports/{job['id']}/undo", json={})
    return f"/imports/{job['id']}"


def refused(world: World) -> str:
    job = world.stock.import_(world.project, ROWS, "all or none", policy="atomic")
    return f"/imports/{job['id']}"


def bare(world: World) -> str:
    body = {"name": "bare", "media_type": "image"}
    return f"/projects/{world.stock.ask('POST', '/projects', json=body)['id']}"


def part_of_import(world: World) -> str:
    return f"/imports/{world.imported}"


def part(name: str) -> Any:
    return lambda world: f"/projects/{world.project}/{name}"


def over_http(page: Page) -> None:
    page.get_by_role("radio", name="HTTP").click()
    page.get_by_text("curl --silent").wait_for()


def choosing_a_task(page: Page) -> None:
    page.get_by_role("row").nth(1).get_by_role("checkbox").check(force=True)


def failed(page: Page) -> None:
    """Wait until the page has given up: what is overloaded is asked again first."""
    page.get_by_role("alert").first.wait_for(timeout=20_000)


PROJECT = "**/api/v1/projects/*"
STATES = [
    State("projects", "/projects"),
    State("projects-empty", "/projects", world="empty"),
    State("projects-loading", "/projects", answers={"**/api/v1/projects?*": holding}),
    State("projects-error", "/projects", answers={"**/api/v1/projects?*": failing}, act=failed),
    State("project-overview", lambda world: f"/projects/{world.project}"),
    State("project-bare", bare),
    State("project-loading", lambda world: f"/projects/{world.project}", answers={PROJECT: holding}),
    State(
        "project-error", lambda world: f"/projects/{world.project}", answers={PROJECT: failing}, act=failed
    ),
    State("project-rows", part("rows")),
    State("project-rows-none", part("rows?key=nothing-begins-so")),
    State("project-rows-error", part("rows"), answers={"**/projects/*/data-rows?*": failing}, act=failed),
    State("project-batches", part("batches")),
    State("project-batches-add", part("batches"), act=clicking("Add data rows")),
    State("project-queue", part("queue")),
    State("project-queue-none", part("queue?state=rework")),
    State("project-queue-chosen", part("queue"), act=choosing_a_task),
    State("project-activity", part("activity")),
    State("project-activity-loading", part("activity"), answers={"**/activity?*": holding}),
    State("project-members", part("members")),
    State("project-settings", part("settings")),
    State("project-settings-delete", part("settings"), act=clicking("Delete project")),
    State("project-export", part("activity"), act=clicking("Export")),
    State("project-import", part("import")),
    State("project-import-http", part("import"), act=over_http),
    State("project-import-error", part("import"), answers={"**/snippets?*": failing}, act=failed),
    State("wizard-file", part("import"), act=dropping),
    State("wizard-names", part("import"), act=going(1)),
    State("wizard-rows", part("import"), act=going(2)),
    State("wizard-options", part("import"), act=going(3)),
    State("wizard-unknown", part("import"), act=unknown_file),
    State("wizard-new", "/imports/new"),
    State("import-report", lambda world: f"/imports/{world.imported}"),
    State("import-staged", staged),
    State("import-undone", undone),
    State("import-refused", refused),
    State("import-undo", lambda world: f"/imports/{world.imported}", act=clicking("Undo")),
    State("import-error", part_of_import, answers={"**/api/v1/imports/*": failing}, act=failed),
]
