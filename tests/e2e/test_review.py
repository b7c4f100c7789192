"""Reviewing at a browser: what is shown of the pre-labels, what is made of them, and whose turn it is."""

import pytest
from playwright.sync_api import expect

from tests.e2e.states.review import OFFERED, Work, task_of

KEY = "chelsea.png"
OTHER = "astronaut.png"
FIXED = {"type": "box", "left": 20, "top": 20, "width": 80, "height": 60}


@pytest.fixture
def project(stock):
    """A project with four pre-labels on one photograph, and another photograph without any."""
    stock.dataset(pictures=[KEY, OTHER])
    made = stock.project()
    stock.batch(made, [KEY, OTHER])
    stock.import_(made, OFFERED)
    return made


def ready(page):
    page.locator("[data-stage] [data-state=ready]").wait_for()
    return page


def from_queue(page, project):
    page.goto(f"/projects/{project}/label")
    return ready(page)


def looked_up(page, stock, project, key=KEY):
    page.goto(f"/projects/{project}/tasks/{task_of(stock, project, key)}")
    return ready(page)


def tab(page, name):
    page.get_by_role("tab", name=name).click()


def drafted(page, count):
    """See to it that so many regions are in the draft."""
    expect(page.get_by_role("tab", name="Regions")).to_have_text(f"Regions {count}")


def said(stock, project, key=KEY):
    """Return the keys of what the draft of the administrator says on the server, and of what is rejected."""
    task = task_of(stock, project, key)
    draft = stock.ask("POST", f"/projects/{project}/tasks/{task}/open")
    return len(draft["annotations"]), len(draft["rejected"])


def saved(page):
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def show(stock, project, **offers):
    stock.ask("PATCH", f"/projects/{project}", json={"offers": offers})


def test_a_task_from_the_queue_begins_as_a_copy_of_what_is_offered(page, stock, project):
    from_queue(page, project)
    drafted(page, 4)


def test_a_task_that_is_looked_up_begins_empty_and_is_copied_by_one_press_undone_by_one(page, stock, project):
    looked_up(page, stock, project)
    drafted(page, 0)
    tab(page, "Pre-labels")
    page.get_by_role("button", name="Copy 4 pre-labels into the draft").click()
    drafted(page, 4)
    page.get_by_role("button", name="Undo").click()
    drafted(page, 0)
    page.get_by_role("button", name="Redo").click()
    drafted(page, 4)
    saved(page)
    assert said(stock, project) == (4, 0)


def test_what_scores_less_is_left_out_of_what_is_accepted(page, stock, project):
    looked_up(page, stock, project)
    tab(page, "Pre-labels")
    slider = page.get_by_role("slider", name="Confidence at least")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("PageUp")
    expect(page.get_by_text("0.50")).to_be_visible()
    page.get_by_role("button", name="Accept 2 car").click()
    drafted(page, 2)
    page.get_by_role("button", name="Reject 1 person").click()
    saved(page)
    assert said(stock, project) == (2, 1)


def test_a_project_that_shows_none_says_so(page, stock, project):
    show(stock, project, show="none")
    from_queue(page, project)
    drafted(page, 0)
    tab(page, "Pre-labels")
    expect(page.get_by_text("This project shows no pre-labels")).to_be_visible()
    expect(
        page.get_by_text("4 pre-labels are there; they are hidden in the settings of the project.")
    ).to_be_visible()


def test_a_project_that_does_not_copy_offers_them_beside_the_draft(page, stock, project):
    show(stock, project, show="newest", copied=False)
    from_queue(page, project)
    drafted(page, 0)
    tab(page, "Pre-labels")
    expect(page.get_by_role("button", name="Copy 4 pre-labels into the draft")).to_be_visible()


def test_another_version_than_the_one_that_is_shown_is_told_of(page, stock, project):
    show(stock, project, show="version", version="yolo 9")
    looked_up(page, stock, project)
    tab(page, "Pre-labels")
    expect(page.get_by_text("None of the version this project shows")).to_be_visible()


@pytest.fixture
def guarded(stock, project):
    """A data row with a pre-label that is read-only and hidden."""
    annotation = {"key": "fixed", "feature": "car", "geometry": FIXED, "readonly": True, "hidden": True}
    bundle = {"kind": "pre_label", "annotations": [annotation]}
    row = {"postil": 1, "data_row": {"assets": [{}], "global_key": OTHER}, "bundles": [bundle]}
    stock.import_(project, [row], name="guarded.ndjson", format="postil")
    return project


def test_a_read_only_region_refuses_to_go_and_begins_hidden(page, stock, guarded):
    looked_up(page, stock, guarded, OTHER)
    tab(page, "Pre-labels")
    page.get_by_role("button", name="Copy 1 pre-label into the draft").click()
    drafted(page, 1)
    tab(page, "Regions")
    row = page.get_by_role("grid", name="Regions").get_by_role("row").first
    expect(row.get_by_role("button", name="Show")).to_be_attached()
    expect(row.get_by_role("button", name="Read-only")).to_be_disabled()
    row.click()
    expect(page.get_by_text("Read-only: its source wants it unchanged.")).to_be_visible()
    expect(page.get_by_label("Selected region").get_by_label("W", exact=True)).to_be_disabled()
    page.keyboard.press("Delete")
    drafted(page, 1)
    saved(page)
    assert said(stock, guarded, OTHER) == (1, 0)
    row.get_by_role("button", name="Show").click(force=True)
    expect(row.get_by_role("button", name="Hide")).to_be_attached()
    assert refused(stock, guarded) == "ROW022"
    with page.expect_response("**/api/v1/drafts/*/submit") as answer:
        page.keyboard.press("Control+Enter")
    assert answer.value.ok
    (label,) = stock.ask("GET", f"/projects/{guarded}/labels")["items"]
    (kept,) = stock.ask("GET", f"/labels/{label['id']}")["annotations"]
    assert (kept["geometry"], kept["readonly"]) == (FIXED, True)


def refused(stock, project):
    """Try to move the read-only region over HTTP; returns the code of what is wrong with that."""
    task = task_of(stock, project, OTHER)
    draft = stock.ask("POST", f"/projects/{project}/tasks/{task}/open")
    moved = draft["annotations"][0] | {"geometry": FIXED | {"left": 21}}
    answer = stock.client.patch(
        f"/drafts/{draft['id']}",
        json={"patch_id": "moved", "patches": [{"op": "put", "annotation": moved}]},
        headers={"if-match": f'"{draft["version"]}"'},
    )
    assert answer.status_code == 422
    return answer.json()["issues"][0]["code"]


def test_two_people_are_never_given_the_same_task(visit, stock, project):
    for name in ("ada@example.org", "grace@example.org", "hedy@example.org"):
        stock.user(name)
        stock.member(project, name, "labeler")
    seen = []
    for name in ("ada@example.org", "grace@example.org"):
        page = from_queue(visit(name), project)
        seen.append(page.get_by_role("heading", level=1).inner_text())
    assert sorted(seen) == [OTHER, KEY]
    late = visit("hedy@example.org")
    late.goto(f"/projects/{project}/label")
    expect(late.locator("[data-stage]")).to_have_count(0)
    expect(late.get_by_role("main")).to_be_visible()


def test_where_two_people_are_to_speak_each_labels_the_same_data_row_for_themselves(visit, stock, project):
    stock.ask("PATCH", f"/projects/{project}", json={"overlap": 2})
    for name in ("ada@example.org", "grace@example.org"):
        stock.user(name)
        stock.member(project, name, "labeler")
        page = from_queue(visit(name), project)
        expect(page.get_by_role("heading", level=1)).to_have_text(KEY)
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_role("heading", level=1, name=KEY, exact=True)).to_have_count(0)
    labels = stock.ask("GET", f"/projects/{project}/labels")["items"]
    said = [(label["global_key"], label["author"]) for label in labels]
    assert sorted(said) == [(KEY, "ada@example.org"), (KEY, "grace@example.org")]


def test_a_reviewer_sends_work_back_and_then_approves_it(visit, stock, project):
    stock.ask("PATCH", f"/projects/{project}", json={"review": True})
    task = task_of(stock, project, KEY)
    work = Work(stock, project, task)
    work.accept(0)
    work.submit()
    stock.user("rob@example.org")
    stock.member(project, "rob@example.org", "reviewer")
    page = looked_up(visit("rob@example.org"), stock, project)
    page.get_by_role("button", name="Send back").click()
    page.get_by_label("What is to be changed").fill("the tail is missing")
    page.get_by_role("dialog").get_by_role("button", name="Send back").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert stock.ask("GET", f"/projects/{project}/tasks/{task}")["state"] == "rework"
    Work(stock, project, task).submit()
    page = looked_up(page, stock, project)
    # What comes next is one button, and not submitting what was submitted.
    expect(page.locator("button[class*=primary]")).to_have_text(["Approve"])
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    assert stock.ask("GET", f"/projects/{project}/tasks/{task}")["state"] == "done"


def test_a_labeler_is_not_asked_for_a_decision(visit, stock, project):
    stock.ask("PATCH", f"/projects/{project}", json={"review": True})
    stock.user("ada@example.org")
    stock.member(project, "ada@example.org", "labeler")
    page = from_queue(visit("ada@example.org"), project)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(OTHER)
    page = looked_up(page, stock, project)
    expect(page.get_by_text("In review", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)


def test_people_talk_about_a_region_and_are_done_with_it(page, stock, project):
    looked_up(page, stock, project)
    tab(page, "Comments")
    page.get_by_role("textbox", name="Comment").fill("is this the right picture?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_text("Show 1 resolved")).to_be_visible()


def test_differences_are_gone_through_by_keys(page, stock, project):
    work = Work(stock, project, task_of(stock, project, KEY))
    work.accept(0, geometry=FIXED)
    looked_up(page, stock, project)
    page.locator("[role=application]").first.focus()
    page.keyboard.press("]")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("1 of 4")).to_be_visible()
    page.keyboard.press("]")
    expect(dialog.get_by_text("2 of 4")).to_be_visible()
    page.keyboard.press("[")
    page.keyboard.press("[")
    expect(dialog.get_by_text("4 of 4")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_an_older_version_is_gone_back_to(page, stock, project):
    task = task_of(stock, project, KEY)
    for number in (0, 1):
        work = Work(stock, project, task)
        work.accept(number)
        work.submit()
    looked_up(page, stock, project)
    drafted(page, 2)
    tab(page, "History")
    page.get_by_role("button", name="Go back to it: version 1").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Go back").click()
    drafted(page, 1)
