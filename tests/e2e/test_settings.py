"""Keys, people and the look of the pages, changed by somebody at a browser."""

import re

import httpx
from playwright.sync_api import expect


def whoami(server, secret):
    proof = {"authorization": f"Bearer {secret}"}
    return httpx.get(server.url + "/api/v1/whoami", headers=proof).status_code


def make_key(page, name):
    """Make a key, and return the secret that is shown."""
    page.goto("/settings/keys")
    page.get_by_role("button", name="New key").click()
    page.get_by_label("Name").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Copy the key now")).to_be_visible()
    secret = page.locator("pre", has_text=re.compile("^pk_")).inner_text()
    page.get_by_role("button", name="Done").click()
    return secret


def test_a_key_that_was_made_works_and_is_shown_once(page, server):
    secret = make_key(page, "training machine")
    assert whoami(server, secret) == 200
    expect(page.get_by_role("rowheader", name="training machine")).to_be_visible()
    assert secret not in page.content()


def test_a_key_for_reading_is_refused_changes_and_its_use_is_told(page, server):
    page.goto("/settings/keys")
    page.get_by_role("button", name="New key").click()
    page.get_by_label("Name").fill("report")
    page.get_by_text("Only read", exact=True).click()
    page.get_by_role("button", name="Make key").click()
    secret = page.locator("pre", has_text=re.compile("^pk_")).inner_text()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("row", name="report")).to_contain_text("never")
    proof = {"authorization": f"Bearer {secret}"}
    refused = httpx.post(server.url + "/api/v1/datasets", json={"name": "x"}, headers=proof)
    assert (whoami(server, secret), refused.status_code) == (200, 403)
    page.reload()
    expect(page.get_by_role("row", name="report")).to_contain_text("just now")


def test_a_revoked_key_is_refused(page, server):
    secret = make_key(page, "training machine")
    page.get_by_role("button", name="Revoke training machine").click()
    page.get_by_role("button", name="Revoke key").click()
    expect(page.get_by_text("revoked", exact=True)).to_be_visible()
    assert whoami(server, secret) == 401


def test_who_was_invited_comes_in_by_the_link(page, visit, chromium, server):
    page.goto("/settings/people")
    page.get_by_role("button", name="Invite").click()
    page.get_by_label("Email address").fill("grace@example.org")
    page.get_by_label("Name").fill("Grace Hopper")
    page.get_by_role("button", name="Make link").click()
    link = page.locator("pre", has_text="?token=").inner_text()
    guest = chromium.new_context()
    try:
        window = guest.new_page()
        window.goto(link)
        expect(window.get_by_role("button", name="Grace Hopper")).to_be_visible()
    finally:
        guest.close()


def test_who_is_disabled_is_out_at_once(page, visit, stock, watch_of):
    stock.user("grace@example.org", "Grace Hopper")
    window = visit("grace@example.org")
    watch_of(window).allow("status of 401")
    page.goto("/settings/people")
    page.get_by_role("button", name="About Grace Hopper").click()
    page.get_by_role("menuitem", name="Disable").click()
    page.get_by_role("button", name="Disable", exact=True).click()
    expect(page.get_by_text("disabled", exact=True)).to_be_visible()
    window.goto("/settings/usage")
    expect(window.get_by_role("heading", name="You are not signed in")).to_be_visible()


def test_ordinary_users_are_not_shown_who_is_here(visit, stock):
    stock.user("grace@example.org", "Grace Hopper")
    window = visit("grace@example.org")
    window.goto("/settings/people")
    expect(window.get_by_text("Administrators see who is here")).to_be_visible()
    expect(window.get_by_role("link", name="People")).to_have_count(0)


def test_the_look_that_was_chosen_stays(page):
    page.goto("/")
    page.get_by_role("button", name="(your settings)").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", background)) < 60


def test_the_side_stays_folded(page):
    page.goto("/")
    page.get_by_role("button", name="Fold the side").click()
    page.reload()
    expect(page.get_by_role("button", name="Unfold the side")).to_be_visible()
    expect(page.get_by_role("link", name="Catalog", exact=True)).to_be_visible()
