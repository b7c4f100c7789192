"""The catalog in a browser: files, folders and lists of URLs become data rows, which are found and sent."""

import pytest
from playwright.sync_api import expect

from tests.e2e.stock import PHOTOGRAPHS

BROKEN = b"\x89PNG\r\n\x1a\n" + b"no picture at all"


def choose(page, *files):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    )


def new_dataset(page, name):
    page.goto("/catalog")
    page.get_by_role("button", name="New dataset").last.click()
    page.get_by_label("Name").fill(name)


def photograph(name):
    return name, (PHOTOGRAPHS / name).read_bytes()


def tile(page, key):
    return page.get_by_role("gridcell", name=key)


def test_a_dataset_is_made_of_dropped_files_and_says_which_is_broken(page, stock):
    new_dataset(page, "cats and cups")
    choose(page, photograph("chelsea.png"), photograph("coffee.png"), ("broken.png", BROKEN), ("a.exe", b"x"))
    expect(page.get_by_text("1 file left out")).to_be_visible()
    expect(page.get_by_text(".exe is no kind of file that can be annotated")).to_be_visible()
    page.get_by_role("button", name="Create with 3 data rows").click()
    expect(page.get_by_text("3 data rows made.")).to_be_visible()
    page.get_by_role("button", name="Open the dataset").click()
    expect(tile(page, "chelsea.png").locator("img")).to_have_js_property("naturalWidth", 256)
    expect(tile(page, "broken.png")).to_contain_text("Media cannot be read")
    tile(page, "broken.png").click()
    panel = page.get_by_role("complementary", name="Data row")
    expect(panel).to_contain_text("The media cannot be read.")
    expect(panel).to_contain_text("To fix it: open the image in a viewer")
    [dataset] = stock.ask("GET", "/datasets", params={"name": "cats and cups"})["items"]
    assert dataset["row_count"] == 3


def test_a_file_whose_global_key_is_taken_is_explained_and_sent_with_another(page, stock, watch_of):
    watch_of(page).allow("status of 400")
    stock.dataset(pictures=["coffee.png"])
    new_dataset(page, "again")
    choose(page, photograph("coffee.png"))
    page.get_by_role("button", name="Create with 1 data row").click()
    expect(page.get_by_text("A global key is unique in the whole catalog")).to_be_visible()
    page.get_by_label("Another global key").fill("second cup")
    page.get_by_role("button", name="Send with this key").click()
    expect(page.get_by_text("1 data row made.")).to_be_visible()
    [row] = stock.ask("GET", "/data-rows", params={"global_key": "second cup"})["items"]
    assert (row["assets"][0]["width"], row["assets"][0]["height"]) == (600, 400)


def test_every_line_of_a_list_that_is_refused_has_its_reason_before_anything_is_made(page, stock):
    lines = b"row_data,global_key,metadata.speed\nhttps://example.org/a.jpg,a,5\nkobe.jpg,b,\n"
    lines += (
        b"https://example.org/c.jpg,a,\nhttps://example.org/d.jpg,d,fast\nhttps://example.org/e.jpg,e,7.5\n"
    )
    stock.ask("POST", "/metadata-fields", json={"name": "speed", "kind": "number"})
    new_dataset(page, "by URL")
    choose(page, ("list.csv", lines))
    dialog = page.get_by_role("dialog")
    for reason in (
        '"kobe.jpg" is no URL.',
        'Global key "a" is that of line 2.',
        '"fast" in metadata.speed is no',
    ):
        expect(dialog).to_contain_text(reason)
    assert stock.ask("GET", "/datasets")["items"] == []
    page.get_by_role("button", name="Create with 2 data rows").click()
    expect(page.get_by_text("2 data rows made.")).to_be_visible()
    found = stock.ask("GET", "/data-rows", params={"metadata": "speed>=1"})["items"]
    assert [(one["global_key"], one["metadata"]) for one in found] == [
        ("a", {"speed": 5}),
        ("e", {"speed": 7.5}),
    ]


@pytest.fixture
def shelf(stock):
    """Return a dataset of 450 texts: more than two pages of them."""
    uid = stock.ask("POST", "/datasets", json={"name": "notes"})["id"]
    rows = [
        {"global_key": f"note {no:03}", "media_type": "text", "inline": f"Note number {no}."}
        for no in range(450)
    ]
    stock.ask("POST", f"/datasets/{uid}/data-rows", json={"rows": rows})
    return uid


def test_a_long_dataset_is_scrolled_to_its_end_and_draws_only_what_is_seen(page, shelf):
    page.goto(f"/catalog/{shelf}")
    expect(tile(page, "note 000")).to_contain_text("Note number 0.")
    grid = page.get_by_role("grid", name="Data rows")
    for _ in range(3):
        grid.get_by_role("gridcell").first.focus()
        page.keyboard.press("End")
        page.wait_for_timeout(600)
    expect(tile(page, "note 449")).to_be_visible()
    assert grid.get_by_role("gridcell").count() < 100
    expect(page.get_by_text("450 data rows").last).to_be_visible()


def test_the_list_has_headings_that_stay_and_rows_of_cells_below_them(page, shelf):
    page.goto(f"/catalog/{shelf}")
    page.get_by_role("radio", name="List").click()
    grid = page.get_by_role("grid", name="Data rows")
    headings = grid.get_by_role("columnheader")
    named = ["Picked", "Picture", "Global key", "Media type", "Size", "Metadata", "Added"]
    expect(headings).to_have_text(named)
    line = grid.get_by_role("row", name="note 000")
    expect(line.get_by_role("gridcell")).to_have_count(len(named))
    line.focus()
    page.keyboard.press("PageDown")
    expect(grid.get_by_role("row", name="note 010")).to_be_focused()
    page.keyboard.press("End")
    expect(headings.nth(2)).to_be_in_viewport()


def test_all_that_match_a_filter_are_sent_to_a_project(page, stock, shelf):
    project = stock.project("reading")
    page.goto(f"/catalog/{shelf}")
    page.get_by_label("Search by global key").fill("note 1")
    expect(page.get_by_text("100 data rows").last).to_be_visible()
    tile(page, "note 100").click(modifiers=["ControlOrMeta"])
    page.get_by_role("button", name="Select all that match").click()
    tile(page, "note 101").click(modifiers=["ControlOrMeta"])
    page.get_by_role("button", name="Send to a project").click()
    page.get_by_role("combobox", name="Project").fill("read")
    page.get_by_role("option", name="reading").click()
    page.get_by_role("button", name="Send", exact=True).click()
    sent = page.get_by_role("dialog", name="Sent")
    expect(sent).to_contain_text("99 data rows are now in the batch")
    sent.get_by_role("button", name="Stay here").click()
    expect(page.get_by_role("region", name="Selection")).to_have_count(0)
    [batch] = stock.ask("GET", f"/projects/{project}/batches")["items"]
    assert batch["row_count"] == 99


def test_metadata_is_set_for_the_picked_rows_and_found_again(page, stock, shelf):
    page.goto(f"/catalog/{shelf}")
    tile(page, "note 000").click(modifiers=["ControlOrMeta"])
    tile(page, "note 004").click(modifiers=["Shift"])
    page.get_by_role("button", name="Edit metadata").click()
    page.get_by_role("button", name="Field").click()
    page.get_by_role("option", name="A new field").click()
    page.get_by_label("Name").fill("shelf")
    page.get_by_label("Value").fill("upper")
    page.get_by_role("button", name="Set", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.goto(f"/catalog/{shelf}?metadata=shelf%3Dupper")
    expect(page.get_by_text("5 data rows").last).to_be_visible()
    found = stock.ask("GET", "/data-rows", params={"metadata": "shelf=upper"})["items"]
    assert [one["global_key"] for one in found] == [f"note {no:03}" for no in range(5)]
