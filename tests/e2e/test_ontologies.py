"""Ontologies in a browser: made of a template, edited by keyboard, saved without overwriting others."""

import re

from playwright.sync_api import expect


def test_an_ontology_is_made_from_a_template_with_changes_by_keyboard(page, stock):
    page.goto("/ontologies/new?template=boxes")
    row = page.get_by_role("row", name=re.compile("^car, Box"))
    row.click()
    page.keyboard.press("Alt+ArrowDown")
    page.get_by_label("Name", exact=True).fill("automobile")
    page.get_by_label("Name of the ontology").fill("Streets")
    expect(page.get_by_role("region", name="Preview")).to_contain_text("automobile")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("/ontologies/[0-9a-f-]{36}$"))
    [made] = stock.ask("GET", "/ontologies")["items"]
    assert [(one["name"], one["kind"]) for one in made["features"]] == [
        ("person", "box"), ("automobile", "box"), ("traffic light", "box"), ("time of day", "radio"),
    ]  # fmt: skip
    assert [one["name"] for one in made["features"][1]["children"][0]["children"]] == ["yes", "no"]


def test_what_the_server_would_refuse_is_told_at_the_field_and_cannot_be_saved(page, stock):
    uid = stock.ontology()
    page.goto(f"/ontologies/{uid}")
    page.get_by_role("row", name=re.compile("^person")).click()
    page.get_by_label("Name", exact=True).fill("car")
    expect(page.get_by_role("form")).to_contain_text("is the name of two siblings")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    page.get_by_role("button", name="Undo").click()
    page.get_by_label("Hotkey").fill("p")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved as version 2")).to_be_visible()


def test_a_version_somebody_else_saved_is_not_overwritten_unasked(page, stock, watch_of):
    watch_of(page).allow("status of 412")
    uid = stock.ontology()
    page.goto(f"/ontologies/{uid}")
    page.get_by_role("row", name=re.compile("^car")).click()
    page.get_by_label("Title").fill("Motor car")
    theirs = stock.ask("GET", f"/ontologies/{uid}")
    body = {"name": theirs["name"], "features": [*theirs["features"], {"name": "bus", "kind": "box"}]}
    stock.ask("PUT", f"/ontologies/{uid}", json=body)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Somebody has saved it meanwhile")).to_be_visible()
    assert stock.ask("GET", f"/ontologies/{uid}")["version"] == 2
    page.get_by_role("button", name="Take theirs").click()
    expect(page.get_by_role("row", name=re.compile("^bus"))).to_be_visible()


def test_trying_a_template_makes_a_project_with_pre_labels_at_once(page, stock):
    page.goto("/ontologies")
    card = page.get_by_role("listitem").filter(has_text="Entities and relations")
    card.get_by_role("button", name="Try it").click()
    expect(page).to_have_url(re.compile("/projects/[0-9a-f-]{36}/"), timeout=20_000)
    [project] = stock.ask("GET", "/projects")["items"]
    [row] = stock.ask("GET", f"/projects/{project['id']}/data-rows")["items"]
    # Ten names, two relations and one answer.
    assert row["pre_labels"] == 13


def test_a_project_is_made_of_what_was_decided_in_four_steps(page, stock):
    stock.dataset()
    page.goto("/projects/new")
    page.get_by_label("Name", exact=True).fill("Crossings")
    page.get_by_role("button", name="Next: Ontology").click()
    page.get_by_role("radio", name="From a template").click()
    page.get_by_role("button", name="Use as a start").first.click()
    page.get_by_label("Name of the ontology").fill("For crossings")
    page.get_by_role("button", name="Next: Data rows").click()
    page.get_by_role("gridcell", name="coffee.png").click()
    page.get_by_role("gridcell", name="rocket.jpg").click()
    page.get_by_role("button", name="Next: Batch").click()
    assert stock.ask("GET", "/projects")["items"] == stock.ask("GET", "/ontologies")["items"] == []
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_text("2 selected")).to_be_visible()
    page.get_by_role("button", name="Next: Batch").click()
    page.get_by_role("radio", name="1 high").click()
    page.get_by_role("button", name="Create project").click()
    expect(page).to_have_url(re.compile("/projects/[0-9a-f-]{36}"))
    [project] = stock.ask("GET", "/projects")["items"]
    [ontology] = stock.ask("GET", "/ontologies")["items"]
    [batch] = stock.ask("GET", f"/projects/{project['id']}/batches")["items"]
    assert (project["name"], project["ontology"], ontology["name"]) == (
        "Crossings",
        ontology["id"],
        "For crossings",
    )
    assert (batch["row_count"], batch["priority"]) == (2, 1)


def test_a_name_that_is_taken_leads_back_to_the_step_and_makes_nothing(page, stock, watch_of):
    watch_of(page).allow("status of 409")
    stock.ontology("Street objects")
    page.goto("/projects/new")
    page.get_by_label("Name", exact=True).fill("Crossings")
    page.get_by_role("button", name="Next: Ontology").click()
    page.get_by_role("radio", name="From a template").click()
    page.get_by_role("button", name="Use as a start").first.click()
    page.get_by_role("button", name="Next: Data rows").click()
    page.get_by_role("button", name="Next: Batch").click()
    page.get_by_role("button", name="Create project").click()
    expect(page.get_by_role("alert")).to_contain_text("exists")
    expect(page.get_by_role("button", name="2 Ontology")).to_have_attribute("aria-current", "step")
    assert stock.ask("GET", "/projects")["items"] == []
    page.get_by_label("Name of the ontology").fill("Street objects of spring")
    page.get_by_role("button", name="Batch").first.click()
    page.get_by_role("button", name="Create project").click()
    expect(page).to_have_url(re.compile("/projects/[0-9a-f-]{36}"))
