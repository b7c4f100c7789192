"""From pictures on a disk to an export, in the browser alone: no command line, no program."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.stock import PHOTOGRAPHS

NAMES = ["astronaut.png", "chelsea.png", "coffee.png"]


def box(name, feature, left, width):
    return {
        "dataRow": {"globalKey": name},
        "name": feature,
        "confidence": 0.8,
        "bbox": {"left": left, "top": 60, "width": width, "height": 120},
    }


@pytest.fixture
def predictions(tmp_path):
    """Four rows: one has a name that is misspelt, one a width that is wrong."""
    rows = [
        box("astronaut.png", "person", 180, 90),
        box("chelsea.png", "persn", 100, 200),
        box("coffee.png", "car", 200, 150),
        box("coffee.png", "person", 10, -90),
    ]
    file = tmp_path / "predictions.ndjson"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def make_dataset(page):
    page.goto("/catalog")
    page.get_by_role("button", name="New dataset").first.click()
    page.locator("input[type=file]").first.set_input_files([PHOTOGRAPHS / name for name in NAMES])
    page.get_by_role("textbox", name="Name").fill("photos")
    page.get_by_role("button", name="Create with 3 data rows").click()
    page.get_by_role("button", name="Open the dataset").click()
    expect(page.get_by_role("grid", name="Data rows").get_by_role("gridcell")).to_have_count(3)


def make_project(page):
    """Make a project with an ontology from a template, and put the dataset in as a batch."""
    page.goto("/projects/new")
    page.get_by_role("textbox", name="Name").fill("people")
    page.get_by_role("button", name="Next: Ontology").click()
    page.get_by_text("From a template").click()
    template = page.get_by_role("listitem").filter(has_text="Boxes and questions")
    template.get_by_role("button", name="Use as a start").click()
    page.get_by_role("button", name="Next: Data rows").click()
    page.get_by_role("button", name="Select all 3 data rows").click()
    page.get_by_role("button", name="Next: Batch").click()
    page.get_by_role("textbox", name="Name of the batch").fill("spring")
    page.get_by_text("2", exact=True).click()
    page.get_by_role("button", name="Create project").click()
    expect(page.get_by_role("heading", name="people")).to_be_visible()


def import_predictions(page, file):
    """Drop a file, say what a misspelt name becomes, look at the dry run, commit."""
    page.get_by_role("link", name="Import annotations").first.click()
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="What persn becomes").click()
    page.get_by_role("option", name=re.compile("person")).first.click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Dry run").click()
    expect(page.get_by_role("heading", name="What the rows would do")).to_be_visible()
    page.get_by_role("button", name="Commit").click()
    expect(page.get_by_role("heading", name="What became of the rows")).to_be_visible()


def submit_all(page):
    """Answer what has to be answered and submit, three times; the label stream begins with the pre-labels."""
    page.goto("/projects")
    page.get_by_role("row", name=re.compile("people")).click()
    page.get_by_role("link", name="Start labeling").first.click()
    for _ in NAMES:
        expect(page.get_by_role("button", name="Submit")).to_be_enabled()
        page.get_by_text("day", exact=True).click()
        shown = page.get_by_role("heading", level=1).text_content() or ""
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("heading", level=1, name=shown)).to_have_count(0)
    expect(page.get_by_text("All done: 3 in this sitting")).to_be_visible()


def test_pictures_become_an_export_without_the_command_line(page, stock, predictions):
    make_dataset(page)
    make_project(page)
    import_predictions(page, predictions)
    (imported,) = stock.ask("GET", "/imports")["items"]
    assert (imported["counts"]["accepted"], imported["counts"]["rejected"]) == (3, 1)
    submit_all(page)
    page.goto("/projects")
    page.get_by_role("row", name=re.compile("people")).click()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as saving:
        page.get_by_role("dialog").get_by_role("link", name=re.compile("Download|Export")).click()
    lines = saving.value.path().read_text(encoding="utf-8").splitlines()
    found = {
        (row["data_row"]["global_key"], annotation["feature"])
        for row in map(json.loads, lines)
        for bundle in row["bundles"]
        for annotation in bundle["annotations"]
        if "geometry" in annotation
    }
    assert found == {("astronaut.png", "person"), ("chelsea.png", "person"), ("coffee.png", "car")}
