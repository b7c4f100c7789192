"""The first page: the worked example of the first day, and what is next on all others."""

import json
import re

from playwright.sync_api import expect

from tests.e2e.stock import box

# A row somebody could have: the pages it is dropped on look at it at once.
BOXES = json.dumps(box("coffee.png", 10, 10, 50, 50)).encode() + b"\n"


def test_the_worked_example_leads_to_its_first_task(page, stock):
    page.goto("/")
    page.get_by_role("button", name="Set up the worked example").click()
    page.wait_for_url(re.compile("/projects/[^/]+/label"))
    (project,) = stock.ask("GET", "/projects")["items"]
    (imported,) = stock.ask("GET", "/imports")["items"]
    assert project["task_counts"] == {"to_label": 3}
    assert imported["state"] == "finished"
    assert imported["counts"]["rejected"] == 1


def test_what_waits_to_be_labeled_comes_first(page, stock):
    dataset = stock.dataset()
    assert dataset
    ontology = stock.ontology()
    stock.batch(stock.project("streets", ontology))
    stock.project("an empty one", ontology)
    page.goto("/")
    expect(page.get_by_role("heading", level=3)).to_have_text(["streets", "an empty one"])
    expect(page.get_by_text("4 to label")).to_be_visible()
    label = page.get_by_role("link", name="Label", exact=True)
    expect(label).to_have_attribute("href", re.compile("/projects/[^/]+/label$"))


def test_an_import_is_listed_with_what_was_rejected(page, stock):
    stock.dataset(pictures=["coffee.png"])
    project = stock.project()
    stock.batch(project, ["coffee.png"])
    stock.import_(project, [box("coffee.png", 10, 10, 50, 50), box("coffee.png", 10, 10, -50, 50)])
    page.goto("/")
    row = page.get_by_role("row", name="boxes.ndjson")
    told = ["boxes.ndjson", "street", "Pre-labels", "Imported", "1", "1"]
    expect(row.get_by_role("rowheader").or_(row.get_by_role("gridcell"))).to_have_text(
        [*told, re.compile("just now|ago")]
    )


def test_a_file_that_is_dropped_may_be_the_beginning_of_a_project(page):
    page.goto("/")
    expect(page.get_by_role("button", name="Set up the worked example")).to_be_visible()
    page.locator("input[type=file]").set_input_files(
        {"name": "boxes.ndjson", "mimeType": "application/x-ndjson", "buffer": BOXES}
    )
    page.wait_for_url("**/imports/new")


def test_a_file_asks_which_project_it_is_for(page, stock):
    ontology = stock.ontology()
    stock.project("streets", ontology)
    second = stock.project("harbours", ontology)
    page.goto("/")
    page.locator("input[type=file]").set_input_files(
        {"name": "boxes.ndjson", "mimeType": "application/x-ndjson", "buffer": BOXES}
    )
    page.get_by_role("combobox", name="Project").fill("harb")
    page.get_by_role("option", name="harbours").click()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"**/projects/{second}/import")
