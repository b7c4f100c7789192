"""Somebody who labels with a hand on the mouse and one on the keys."""

import pytest
from playwright.sync_api import expect

from tests.e2e.stock import box
from tests.e2e.test_editor import KEY, drafted, opened, saved

FEATURES = [
    {
        "name": "car",
        "kind": "box",
        "children": [
            {
                "name": "parked",
                "kind": "radio",
                "is_required": True,
                "children": [{"name": "yes", "kind": "option"}, {"name": "no", "kind": "option"}],
            }
        ],
    },
    {"name": "outline", "kind": "polygon"},
]


@pytest.fixture
def project(stock):
    """A project with one photograph of 451 x 300 pixels, and a box that a model has found on it."""
    stock.dataset(pictures=[KEY])
    made = stock.project(ontology=stock.ontology(features=FEATURES))
    stock.batch(made, [KEY])
    stock.import_(made, [box(KEY, 100, 100, 80, 60)])
    return made


@pytest.fixture
def labeling(page, project):
    """A window with the task open."""
    return opened(page, project)


def middle(page):
    frame = page.locator("[role=application]").bounding_box()
    return frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2


def test_enter_closes_a_polygon_that_was_clicked(labeling, stock, project):
    page = labeling
    x, y = middle(page)
    page.keyboard.press("2")
    for dx, dy in [(0, 0), (90, 0), (90, 60), (0, 60)]:
        page.mouse.click(x + dx, y + dy)
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="outline")).to_be_visible()
    saved(page)
    (outline,) = [one for one in drafted(stock, project)["annotations"] if one["feature"] == "outline"]
    assert len(outline["geometry"]["points"]) == 4


def test_an_outline_that_is_half_drawn_is_submitted_as_far_as_it_goes(labeling, stock, project):
    page = labeling
    page.get_by_role("row", name="car").click()
    page.get_by_text("yes", exact=True).click()
    x, y = middle(page)
    page.keyboard.press("2")
    for dx, dy in [(0, 0), (90, 0), (90, 60), (0, 60)]:
        page.mouse.click(x + dx, y + dy)
    with page.expect_response("**/api/v1/drafts/*/submit") as answer:
        page.keyboard.press("Control+Enter")
    assert answer.value.ok
    (label,) = stock.ask("GET", f"/projects/{project}/labels")["items"]
    said = stock.ask("GET", f"/labels/{label['id']}")["annotations"]
    (outline,) = [one for one in said if one["feature"] == "outline"]
    assert len(outline["geometry"]["points"]) == 4


def test_a_region_chosen_in_the_list_is_rejected_by_its_key(labeling):
    page = labeling
    page.get_by_role("row", name="car").click()
    page.keyboard.press("x")
    expect(page.get_by_role("row", name="car")).to_have_count(0)


def test_a_feature_is_picked_by_its_key_after_an_answer_was_clicked(labeling):
    page = labeling
    page.get_by_role("row", name="car").click()
    page.get_by_text("yes", exact=True).click()
    page.keyboard.press("v")
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Polygon")).to_have_attribute("aria-pressed", "true")


def test_who_submits_too_early_is_led_to_what_is_missing(labeling, stock, project):
    page = labeling
    page.get_by_role("tab", name="Comments").click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("radio", name="yes")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("All done: 1 in this sitting")).to_be_visible()


def test_a_task_is_skipped_from_wherever_the_focus_is(labeling):
    page = labeling
    page.get_by_role("row", name="car").click()
    page.get_by_text("yes", exact=True).click()
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("dialog", name="Skip this task")).to_be_visible()


STREET = ("chelsea.png", "coffee.png")


@pytest.fixture
def street(stock):
    """A project with two photographs, and a car that a model has found on each."""
    stock.dataset(pictures=STREET)
    made = stock.project()
    stock.batch(made, STREET)
    stock.import_(made, [box(key, 100, 100, 80, 60) for key in STREET])
    return made


def opened_with_the_next(page, project):
    """Open the first task, and wait until what comes after it is ready."""
    with page.expect_response(lambda answer: "/beginning" in answer.url) as told:
        opened(page, project)
    told.value.finished()
    page.wait_for_load_state("networkidle")
    page.evaluate("new Promise((done) => requestIdleCallback(done))")


def submitted(page):
    """Submit what is open; return how the server answered to opening the next task."""
    with page.expect_response(lambda answer: "/open?" in answer.url) as told:
        page.keyboard.press("Control+Enter")
    page.get_by_role("main", name="coffee.png").wait_for()
    return told.value.status


def test_the_next_task_is_not_sent_again_and_is_labeled_like_any_other(page, street, stock):
    opened_with_the_next(page, street)
    assert submitted(page) == 204
    page.get_by_role("row", name="car").click()
    page.keyboard.press("Delete")
    saved(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("All done: 2 in this sitting")).to_be_visible()
    first, second = (labels_of(stock, street, task) for task in (1, 2))
    assert ([one["feature"] for one in first], second) == (["car"], [])


def test_what_came_since_the_next_task_was_looked_at_is_in_it(page, street, stock):
    opened_with_the_next(page, street)
    both = [box("coffee.png", 100, 100, 80, 60), box("coffee.png", 300, 200, 80, 60)]
    stock.import_(street, both, name="more.ndjson")
    assert submitted(page) == 200
    expect(page.get_by_role("row", name="car")).to_have_count(2)


def labels_of(stock, project, task):
    """Return what the only label of a task says."""
    (label,) = stock.ask("GET", f"/projects/{project}/tasks/{task}")["labels"]
    return stock.ask("GET", f"/labels/{label['id']}")["annotations"]
