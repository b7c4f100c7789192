"""The labeling screen: what is done there reaches the label, whatever happens to the server in between."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.stock import Stock

KEY = "chelsea.png"
FEATURES = [
    {
        "name": "animal",
        "kind": "box",
        "color": "#d9480f",
        "children": [
            {
                "name": "pose",
                "kind": "radio",
                "is_required": True,
                "children": [{"name": "sitting", "kind": "option"}, {"name": "lying", "kind": "option"}],
            }
        ],
    },
    {"name": "outline", "kind": "polygon", "color": "#1971c2"},
    {"name": "part of", "kind": "relationship"},
]


@pytest.fixture
def project(stock):
    """A project with one photograph, 451 x 300 pixels."""
    stock.dataset(pictures=[KEY])
    made = stock.project(ontology=stock.ontology(features=FEATURES))
    stock.batch(made, [KEY])
    return made


@pytest.fixture
def labeling(page, project):
    """A window with the task open."""
    return opened(page, project)


def opened(page, project):
    page.goto(f"/projects/{project}/label")
    page.locator("[data-stage] [data-state=ready]").wait_for()
    expect(page.locator("[role=application]")).to_be_focused()
    return page


def press(page, *keys):
    """Press keys; `8xArrowLeft` presses one eight times."""
    for key in keys:
        times, _, name = key.rpartition("x") if re.match(r"\d+x", key) else ("1", "", key)
        for _ in range(int(times)):
            page.keyboard.press(name)


def draw_box(page, *, away, side="Left"):
    """Draw a box of 100 x 60 px of the screen by keys; its first corner lies `away` px beside the middle."""
    press(page, "1", "Enter", f"{away // 10}xArrow{side}", "Enter", "10xArrowRight", "6xArrowDown", "Enter")


def drafted(stock, project):
    """Return what the draft of the administrator says on the server."""
    tasks = stock.ask("GET", f"/projects/{project}/tasks")["items"]
    return stock.ask("POST", f"/projects/{project}/tasks/{tasks[0]['id']}/open")


def saved(page):
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def test_a_task_is_labeled_by_keys_alone(labeling, stock, project):
    page = labeling
    draw_box(page, away=200)
    # The question below the box, and back.
    press(page, "i", "ArrowDown", "Escape")
    # A triangle, of which one corner is moved by keys: select, aim at the first corner, take hold, let go.
    press(page, "Escape", "Escape", "2", "Enter", "5xArrowRight", "Enter", "10xArrowRight", "Enter")
    press(page, "8xArrowDown", "Enter", "Enter")
    press(page, "v", "j", "Enter", "5xArrowUp", "Enter")
    saved(page)
    before = {one["feature"]: one for one in drafted(stock, project)["annotations"]}
    # From the triangle to the box, both found by their first corners.
    press(page, "r", "j", "Enter", "Tab", "j", "Enter")
    expect(page.get_by_role("row", name="part of, outline → animal")).to_be_visible()
    saved(page)
    press(page, "Control+Enter")
    expect(page.get_by_text("All done: 1 in this sitting")).to_be_visible()

    (label,) = stock.ask("GET", f"/projects/{project}/labels")["items"]
    said = {one["feature"]: one for one in stock.ask("GET", f"/labels/{label['id']}")["annotations"]}
    assert said["part of"]["relation"]["source"] == said["outline"]["key"]
    assert said["part of"]["relation"]["target"] == said["animal"]["key"]
    assert said["animal"]["classifications"][0]["answers"][0]["value"] == "lying"
    (x0, y0), (x1, y1), (x2, _) = before["outline"]["geometry"]["points"]
    assert x1 == pytest.approx(x2)
    assert y1 - y0 == pytest.approx((x1 - x0) / 2, abs=0.1)


def test_nothing_is_lost_when_the_server_dies_mid_edit(labeling, project, server, watch_of):
    page = labeling
    watch_of(page).allow("ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET")
    draw_box(page, away=100)
    saved(page)
    server.kill()
    press(page, "Escape", "Escape")
    draw_box(page, away=100, side="Right")
    expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    expect(page.get_by_text("1 change is kept in this browser")).to_be_visible()
    context = page.context
    page.close()

    server.start()
    again = opened(context.new_page(), project)
    expect(again.get_by_role("row", name="animal")).to_have_count(2)
    saved(again)
    with Stock(server) as anew:
        assert len(drafted(anew, project)["annotations"]) == 2


def test_what_waits_is_sent_when_the_server_is_back(labeling, project, server, watch_of):
    page = labeling
    watch_of(page).allow("ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET")
    server.kill()
    draw_box(page, away=100)
    expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    server.start()
    # The page tries again by itself, too, and may be first.
    is_saved = page.get_by_text("Saved", exact=True)
    page.get_by_role("button", name="Try now").or_(is_saved).first.click()
    saved(page)
    with Stock(server) as anew:
        assert len(drafted(anew, project)["annotations"]) == 1


def test_what_was_changed_in_a_draft_submitted_elsewhere_is_taken_up_in_the_next(
    labeling, stock, project, watch_of
):
    page = labeling
    watch_of(page).allow("404")
    draw_box(page, away=100)
    saved(page)
    draft = drafted(stock, project)
    match = {"If-Match": f'"{draft["version"]}"'}
    stock.ask("POST", f"/drafts/{draft['id']}/skip", json={}, headers=match)
    press(page, "Escape", "Escape")
    draw_box(page, away=100, side="Right")
    page.get_by_role("button", name="Open it again with my changes").click()
    expect(page.get_by_text("1 change of an earlier window taken up again")).to_be_visible()
    saved(page)
    expect(page.get_by_role("row", name="animal")).to_have_count(1)
    assert len(drafted(stock, project)["annotations"]) == 1


def test_a_submission_whose_answer_was_lost_is_not_asked_for_again(labeling, stock, project, watch_of):
    page = labeling
    watch_of(page).allow("ERR_FAILED", "404")
    draw_box(page, away=100)
    page.get_by_text("sitting", exact=True).click()
    saved(page)

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/submit", lose, times=1)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("The server cannot be reached")).to_be_visible()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("you have no draft")).to_have_count(0)
    expect(page.get_by_role("button", name="Submit")).to_have_count(0)
    assert [one["state"] for one in stock.ask("GET", f"/projects/{project}/tasks")["items"]] == ["done"]


def changed_elsewhere(stock, project):
    """Widen the first annotation of the draft as another window would."""
    draft = drafted(stock, project)
    annotation = draft["annotations"][0]
    annotation["geometry"]["width"] = 33
    patches = [{"op": "put", "annotation": annotation}]
    body = {"patch_id": "elsewhere", "patches": patches}
    match = {"If-Match": f'"{draft["version"]}"'}
    stock.ask("PATCH", f"/drafts/{draft['id']}", json=body, headers=match)


@pytest.mark.parametrize(("choice", "width"), [("Take all of theirs", 33), ("Keep all of mine", 56)])
def test_who_changed_a_region_in_two_windows_chooses(labeling, stock, project, watch_of, choice, width):
    page = labeling
    watch_of(page).allow("412")
    draw_box(page, away=100)
    saved(page)
    changed_elsewhere(stock, project)
    page.get_by_label("Selected region").get_by_label("W", exact=True).fill("56")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("alertdialog", name="Changed in two places")
    dialog.get_by_role("button", name=choice).click()
    dialog.get_by_role("button", name="Go on").click()
    saved(page)
    expect(page.get_by_label("Selected region").get_by_label("W", exact=True)).to_have_value(str(width))
    assert drafted(stock, project)["annotations"][0]["geometry"]["width"] == width


def test_a_locked_region_refuses_edits(labeling, stock, project):
    page = labeling
    draw_box(page, away=100)
    saved(page)
    before = drafted(stock, project)["annotations"]
    press(page, "v", "l", "5xArrowLeft", "Delete")
    expect(page.get_by_label("Selected region")).to_contain_text("Locked by you")
    expect(page.get_by_label("Selected region").get_by_label("W", exact=True)).to_be_disabled()
    assert drafted(stock, project)["annotations"] == before


def test_a_required_answer_that_is_missing_is_shown_before_anything_is_submitted(labeling, stock, project):
    page = labeling
    draw_box(page, away=100)
    press(page, "Control+Enter")
    expect(page.get_by_role("alert").filter(has_text='"pose" has no answer')).to_be_visible()
    expect(page.get_by_text("This has to be answered")).to_be_visible()
    assert stock.ask("GET", f"/projects/{project}/labels")["items"] == []


def test_a_task_that_somebody_else_has_open_says_who(visit, stock, project, watch_of):
    stock.user("grace@example.org", "Grace Hopper")
    stock.member(project, "grace@example.org", "labeler")
    opened(visit("grace@example.org"), project)
    (task,) = stock.ask("GET", f"/projects/{project}/tasks")["items"]
    page = visit()
    watch_of(page).allow("409")
    page.goto(f"/projects/{project}/tasks/{task['id']}")
    expect(page.get_by_text("Somebody else has this task open")).to_be_visible()
    expect(page.get_by_text(f"grace@example.org has task {task['id']} open")).to_be_visible()


def test_a_key_that_was_changed_is_used_at_once(page, project):
    page.goto("/settings/keyboard")
    page.get_by_role("button", name="Change the key of Hide or show the region").click()
    page.keyboard.press("n")
    expect(page.get_by_role("alert")).to_contain_text("Draw again with the last tool")
    page.keyboard.press("u")
    opened(page, project)
    draw_box(page, away=100)
    press(page, "v", "u")
    expect(page.get_by_role("row", name="animal, hidden")).to_be_visible()
