"""Signing out at a browser that several people use."""

import pytest
from playwright.sync_api import expect

from tests.e2e.test_editor import FEATURES, KEY, draw_box, opened, saved

OTHER = "coffee.png"
ADA, GRACE = "ada@example.org", "grace@example.org"


@pytest.fixture
def project(stock):
    """A project with two photographs, which two people label."""
    stock.dataset(pictures=[KEY, OTHER])
    made = stock.project(ontology=stock.ontology(features=FEATURES))
    stock.batch(made, [KEY, OTHER])
    for email in (ADA, GRACE):
        stock.user(email)
        stock.member(made, email, "labeler")
    return made


def signed_out(page):
    page.goto("/")
    page.get_by_role("button", name="your settings").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()


def test_who_signs_out_has_to_come_in_again(page, watch_of):
    watch_of(page).allow("status of 401")
    signed_out(page)
    page.goto("/projects")
    expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
    assert page.context.cookies() == []


def test_unsent_work_waits_for_whose_it_is(visit, server, project, watch_of):
    page = visit(ADA)
    watch_of(page).allow("ERR_FAILED", "status of 401")
    context = page.context
    opened(page, project)
    shown = page.get_by_role("heading", level=1).inner_text()
    context.route("**/api/v1/drafts/*", lambda route: route.abort())
    draw_box(page, away=100)
    expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    expect(page.get_by_text("1 change is kept in this browser")).to_be_visible()
    page.close()
    page = context.new_page()
    signed_out(page)
    context.unroute_all()
    page.goto(server.sign_in_link(GRACE))
    opened(page, project)
    expect(page.get_by_role("tab", name="Regions")).to_have_text("Regions 0")
    signed_out(page)
    page.goto(server.sign_in_link(ADA))
    page.goto(f"/projects/{project}/label")
    expect(page.get_by_role("heading", level=1)).to_have_text(shown)
    expect(page.get_by_role("row", name="animal")).to_have_count(1)
    saved(page)
