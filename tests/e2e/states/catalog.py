"""The catalog: datasets, their data rows, one of them, and what is done with many."""

from playwright.sync_api import FilePayload, Page

from tests.e2e.state import State, clicking, failing, holding
from tests.e2e.world import World

NOBODYS = "0190a000-0000-7000-8000-000000000000"
"""An id that nothing has."""

REFUSED = {"**/never": failing}
"""No answer is another one, but refusals are expected."""

PICTURES = "**/api/v1/data-rows?*"
FIRST = "astronaut.png"


def dataset(world: World) -> str:
    return f"/catalog/{world.dataset}"


def with_wrong_media(world: World) -> str:
    """Make a dataset of data rows with texts, metadata, and media that cannot be had."""
    stock = world.stock
    for one in stock.ask("GET", "/datasets", params={"name": "of all sorts"})["items"]:
        return f"/catalog/{one['id']}"
    uid = str(stock.ask("POST", "/datasets", json={"name": "of all sorts"})["id"])
    rows = [
        {"global_key": "note", "media_type": "text", "inline": "The printer on the third floor is silent."},
        {"global_key": "talk", "media_type": "conversation", "inline": {"messages": [{"content": "hi"}]}},
        {"global_key": "far.jpg", "url": "https://images.example.org/far.jpg"},
    ]
    stock.ask("POST", f"/datasets/{uid}/data-rows", json={"rows": rows})
    stock.upload(uid, "broken.png", b"\x89PNG\r\n\x1a\n" + b"no picture")
    return f"/catalog/{uid}"


def opened(key: str):
    def act(page: Page) -> None:
        # As lines, what is picked is a cell as well.
        page.get_by_role("gridcell", name=key).last.click()
        page.get_by_role("complementary", name="Data row").get_by_text("Added").wait_for()

    return act


def picked(then: str = ""):
    def act(page: Page) -> None:
        page.get_by_role("gridcell", name=FIRST).last.hover()
        page.get_by_role("button", name=f"Pick {FIRST}").click()
        if then:
            clicking(then)(page)

    return act


def as_list(page: Page) -> None:
    page.get_by_role("radio", name="List").click()


def dropped(*names: str):
    """Choose files of these names in the dialog."""

    def act(page: Page) -> None:
        page.get_by_role("button", name="New dataset").last.click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose files").click()
        files: list[FilePayload] = [{"name": name, "mimeType": "", "buffer": FILES[name]} for name in names]
        chooser.value.set_files(files)
        page.get_by_text("Drop more").wait_for()

    return act


FILES = {
    "kobe.jpg": b"jpeg",
    "note.txt": b"Hello from Kobe.",
    "boxes.ndjson": b"{}\n",
    "urls.csv": (
        b"row_data,global_key,metadata.city\nhttps://example.org/a.jpg,a,Kobe\n"
        b"https://example.org/b.jpg,a,Ube\nkobe.jpg,c,\n"
    ),
}

STATES = [
    State("catalog", "/catalog"),
    State("catalog-empty", "/catalog", world="empty"),
    State("catalog-loading", "/catalog", answers={"**/api/v1/datasets?*": holding}),
    State("catalog-error", "/catalog", answers={"**/api/v1/datasets?*": failing}),
    State("catalog-new-dataset", "/catalog", act=clicking("New dataset")),
    State("catalog-dropped", "/catalog", act=dropped("kobe.jpg", "note.txt", "boxes.ndjson")),
    State("catalog-urls", "/catalog", act=dropped("urls.csv")),
    State("dataset", dataset),
    State("dataset-list", dataset, act=as_list),
    State("dataset-sorts", with_wrong_media),
    State("dataset-loading", dataset, answers={PICTURES: holding}),
    State("dataset-error", dataset, answers={PICTURES: failing}),
    State("dataset-filter", dataset, act=clicking("Filter")),
    State("dataset-nothing", lambda world: f"{dataset(world)}?key=nothing"),
    State("dataset-row", dataset, act=opened(FIRST)),
    State("dataset-row-broken", with_wrong_media, act=opened("broken.png")),
    State("dataset-picked", dataset, act=picked()),
    State("dataset-send", dataset, act=picked("Send to a project")),
    State("dataset-metadata", dataset, act=picked("Edit metadata")),
    State("dataset-delete", dataset, act=picked("Delete")),
    State("dataset-missing", f"/catalog/{NOBODYS}", answers=REFUSED),
    State("all-data-rows", "/catalog/all"),
]
