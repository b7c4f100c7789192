"""A file is dropped, looked at, tried out, committed, taken back and brought again, all in the browser."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.browser import Watch
from tests.e2e.stock import Stock, box

FIXTURES = Path(__file__).parents[1] / "fixtures"
SEED_002 = (
    *("bbox", "polygon", "polyline", "point", "radio", "checklist", "text", "nested_radio"),
    *("nested_checklist", "bbox_nested_radio", "relationship_unidirectional"),
)
"""Documents of the page about importing image annotations; masks are of another size than the rest."""


def seed_002() -> bytes:
    """Return one file of all of its rows, which are about the data row `gk-1`."""
    folder = FIXTURES / "labelbox"
    return b"".join((folder / f"image__{name}.sdk.ndjson").read_bytes() for name in SEED_002)


def picture(width: int, height: int) -> bytes:
    """Return a PNG of a size."""
    content = BytesIO()
    Image.new("L", (width, height), 200).save(content, "PNG")
    return content.getvalue()


def choose(page: Page, name: str, content: bytes, *, nth: int = 0) -> None:
    """Choose a file in the nth place for files of the page."""
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").nth(nth).set_input_files([file])


def forward(page: Page, label: str = "Continue") -> None:
    """Go to the next step."""
    page.get_by_role("button", name=label, exact=True).click()


def outcome(page: Page, name: str) -> int:
    """Return how many rows had an outcome, as the page of the import says."""
    told = (
        page.locator("dl div", has=page.get_by_text(name, exact=True)).first.locator("dd").first.inner_text()
    )
    return int(told.replace(",", ""))


def tried(page: Page) -> None:
    """Wait for the dry run."""
    page.wait_for_url("**/imports/*")
    expect(page.get_by_role("heading", name="What the rows would do")).to_be_visible()


def imports(stock: Stock) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = stock.ask("GET", "/imports")["items"]
    return items


def test_the_rows_of_seed_002_become_a_project_and_can_be_taken_back_and_brought_again(
    page: Page, stock: Stock
) -> None:
    content = seed_002()
    rows = len(content.splitlines())
    page.goto("/imports/new")
    choose(page, "street.ndjson", content)
    expect(page.get_by_text("Labelbox annotation rows (NDJSON)")).to_be_visible()
    expect(page.get_by_text("The first line is a JSON object with")).to_be_visible()
    forward(page)
    expect(page.get_by_text("Make 1 data row that nobody has yet")).to_be_visible()
    choose(page, "gk-1.png", picture(2560, 1707))
    expect(page.get_by_text("1 of 1 have a picture.")).to_be_visible()
    forward(page)
    expect(page.get_by_text("A project is made for this file.")).to_be_visible()
    forward(page, "Dry run")
    tried(page)
    assert (outcome(page, "accepted"), outcome(page, "rejected")) == (rows, 0)
    assert imports(stock)[0]["state"] == "staged"
    forward(page, "Commit")
    expect(page.get_by_role("heading", name="What became of the rows")).to_be_visible()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    assert (imports(stock)[0]["state"], imports(stock)[0]["counts"]["accepted"]) == ("finished", rows)
    forward(page, "Undo")
    expect(page.get_by_text(f"{rows} annotations removed")).to_be_visible()
    forward(page, "Undo import")
    expect(page.get_by_role("button", name="Redo", exact=True)).to_be_visible()
    assert imports(stock)[0]["undone_at"] is not None
    forward(page, "Redo")
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    assert imports(stock)[0]["undone_at"] is None
    project = imports(stock)[0]["project"]
    page.goto(f"/projects/{project}/activity")
    for told in ("imported", "undid", "redid"):
        expect(page.get_by_text(re.compile(rf"{told} street\.ndjson"))).to_be_visible()


@pytest.mark.parametrize(
    ("name", "annotations"),
    [("seed003_bbox_choice", 3), ("seed003_shapes_no_labels", None), ("seed003_ocr", None)],
)
def test_the_image_examples_of_seed_003_bring_their_data_rows_with_them(
    page: Page, stock: Stock, name: str, annotations: int | None
) -> None:
    content = (FIXTURES / "label_studio" / f"{name}.json").read_bytes()
    page.goto("/imports/new")
    choose(page, f"{name}.json", content)
    expect(page.get_by_text("come with the file")).to_be_visible()
    forward(page)
    forward(page, "Dry run")
    tried(page)
    forward(page, "Commit")
    expect(page.get_by_role("heading", name="What became of the rows")).to_be_visible()
    (job,) = imports(stock)
    tasks = json.loads(content)
    # The example of OCR is a single task, not an array.
    amount = len(tasks) if isinstance(tasks, list) else 1
    counts = job["counts"]
    assert (job["state"], counts["accepted"], counts["rejected"]) == ("finished", amount, 0)
    assert annotations in (None, counts["annotations"])
    found = stock.ask("GET", f"/projects/{job['project']}/data-rows")["items"]
    assert len(found) == amount


def test_a_reload_loses_neither_the_file_nor_what_was_decided(
    page: Page, stock: Stock, watch_of: Callable[[Page], Watch]
) -> None:
    # What is asked about the dry run just when it is committed is answered so, and asked again.
    watch_of(page).allow("status of 409")
    stock.dataset()
    project = stock.project()
    stock.batch(project)
    rows = [box("coffee.png", 10, 10, 40, 30), {**box("coffee.png", 1, 1, 9, 9), "name": "Car"}]
    content = "".join(json.dumps(row) + "\n" for row in rows)
    page.goto(f"/projects/{project}/import")
    choose(page, "cars.ndjson", content.encode())
    forward(page)
    becomes = page.get_by_role("button", name=re.compile("What Car becomes"))
    expect(becomes).to_contain_text("car")
    becomes.click()
    page.get_by_role("option", name="Leave out silently").click()
    page.wait_for_timeout(300)
    page.reload()
    expect(page.get_by_role("button", name=re.compile("What Car becomes"))).to_contain_text(
        "Leave out silently"
    )
    forward(page)
    forward(page, "Dry run")
    tried(page)
    page.reload()
    tried(page)
    assert (outcome(page, "accepted"), outcome(page, "unchanged")) == (1, 1)
    forward(page, "Discard")
    expect(page.get_by_text("Cancelled", exact=True)).to_be_visible()
    assert imports(stock)[0]["state"] == "cancelled"


def test_rejected_rows_are_told_with_how_to_mend_them_and_can_be_downloaded(page: Page, stock: Stock) -> None:
    stock.dataset()
    project = stock.project()
    stock.batch(project)
    rows = [box("coffee.png", 10, 10, 40, 30), box("coffee.png", 10, 10, -4, 30)]
    page.goto(f"/projects/{project}/import")
    choose(page, "cars.ndjson", "".join(json.dumps(row) + "\n" for row in rows).encode())
    forward(page)
    forward(page, "Dry run")
    tried(page)
    expect(page.get_by_text("GEO002", exact=True).first).to_be_visible()
    expect(page.get_by_text("must be greater than 0").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download 1 rejected row").click()
    (line,) = Path(download.value.path()).read_text().splitlines()
    assert json.loads(line)["bbox"]["width"] == -4


def test_a_file_that_is_no_annotations_is_told_for_what_it_is(page: Page) -> None:
    page.goto("/imports/new")
    choose(page, "photo.png", picture(4, 4))
    expect(page.get_by_text("This file was not recognised.")).to_be_visible()
    expect(page.get_by_text("drop it on a dataset in the catalog", exact=False)).to_be_visible()
    expect(page.get_by_role("button", name="Continue")).to_have_count(0)


def test_a_large_file_goes_out_in_parts_and_goes_on_after_a_part_was_refused(
    page: Page, stock: Stock, watch_of: Callable[[Page], Watch]
) -> None:
    stock.dataset()
    project = stock.project()
    stock.batch(project)
    lines = [json.dumps(box("coffee.png", 10 + at % 300, 10 + at // 300, 40, 30)) for at in range(80_000)]
    content = "".join(one + "\n" for one in lines).encode()
    refused: list[str] = []

    def once(route: Any) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    watch_of(page).allow("net::ERR_FAILED")
    page.route("**/api/v1/uploads/*/parts/1", once)
    page.goto(f"/projects/{project}/import")
    choose(page, "many.ndjson", content)
    expect(page.get_by_text("were looked at; the dry run reads all of it")).to_be_visible()
    forward(page)
    forward(page, "Dry run")
    page.wait_for_url("**/imports/*")
    expect(page.get_by_role("button", name="Commit", exact=True)).to_be_visible(timeout=60_000)
    assert len(refused) == 1
    assert imports(stock)[0]["counts"]["read"] == 80_000


def test_a_saved_recipe_decides_about_the_names_it_knows(page: Page, stock: Stock) -> None:
    stock.dataset(pictures=["coffee.png"])
    project = stock.project()
    stock.batch(project, ["coffee.png"])
    rules = {"Automobile": {"to": "car"}}
    stock.ask("POST", f"/projects/{project}/recipes", json={"name": "as before", "features": rules})
    rows = [{**box("coffee.png", 10, 10, 50, 50), "name": name} for name in ("Automobile", "Nothing like it")]
    page.goto(f"/projects/{project}/import")
    choose(page, "boxes.ndjson", b"".join(json.dumps(row).encode() + b"\n" for row in rows))
    page.get_by_text("Labelbox annotation rows (NDJSON)").wait_for()
    forward(page)
    known = page.get_by_role("button", name="What Automobile becomes")
    page.get_by_role("button", name="Use as before (1 name)").click()
    expect(known).to_contain_text("car")
    expect(page.get_by_text("1 name undecided")).to_be_visible()
