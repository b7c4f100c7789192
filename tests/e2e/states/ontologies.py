"""Ontologies, templates to begin with, and the way to a new project."""

from playwright.sync_api import Page

from tests.e2e.state import State, clicking, failing, holding
from tests.e2e.states.catalog import NOBODYS, REFUSED
from tests.e2e.world import LABELER, World


def ontology(world: World) -> str:
    return f"/ontologies/{world.ontology}"


def chosen(name: str):
    def act(page: Page) -> None:
        page.get_by_role("row", name=name).first.click()
        page.get_by_role("form", name=f"Feature {name}").wait_for()

    return act


def twice_named(page: Page) -> None:
    chosen("person")(page)
    page.get_by_label("Name", exact=True).fill("car")
    page.get_by_text("is the name of two siblings").first.wait_for()


def as_json(page: Page) -> None:
    page.get_by_role("radio", name="JSON").click()


def read(page: Page) -> None:
    clicking("Read a document")(page)
    page.get_by_label("Or paste it").fill("<View><Choices name='q' toName='image'/></View>")
    clicking("Read")(page)
    page.get_by_text("is no object of the configuration").wait_for()


def at_step(*steps: str):
    def act(page: Page) -> None:
        page.get_by_label("Name", exact=True).fill("Crossings")
        for step in steps:
            if step == "Data rows":
                page.get_by_text("traffic", exact=True).click()
            clicking(f"Next: {step}")(page)
        page.wait_for_load_state("networkidle")

    return act


def from_template(page: Page) -> None:
    at_step("Ontology")(page)
    page.get_by_role("radio", name="From a template").click()


def new_one(page: Page) -> None:
    from_template(page)
    page.get_by_role("button", name="Use as a start").first.click()


STATES = [
    State("ontologies", "/ontologies"),
    State("ontologies-empty", "/ontologies", world="empty"),
    State("ontologies-loading", "/ontologies", answers={"**/api/v1/ontologies?*": holding}),
    State("ontologies-error", "/ontologies", answers={"**/api/v1/ontologies?*": failing}),
    State("ontology-new", "/ontologies/new"),
    State("ontology-new-empty", "/ontologies/new", act=clicking("Start empty")),
    State("ontology-new-read", "/ontologies/new", act=read),
    State("ontology-template", "/ontologies/new?template=entities", act=chosen("works for")),
    State("ontology", ontology),
    State("ontology-tool", ontology, act=chosen("car")),
    State("ontology-question", ontology, act=chosen("weather")),
    State("ontology-issue", ontology, act=twice_named),
    State("ontology-json", ontology, act=as_json),
    State("ontology-labeler", ontology, who=LABELER),
    State("ontology-missing", f"/ontologies/{NOBODYS}", answers=REFUSED),
    State("project-new", "/projects/new"),
    State("project-new-ontology", "/projects/new", act=at_step("Ontology")),
    State("project-new-template", "/projects/new", act=from_template),
    State("project-new-own", "/projects/new", act=new_one),
    State("project-new-rows", "/projects/new", act=at_step("Ontology", "Data rows")),
    State("project-new-batch", "/projects/new", act=at_step("Ontology", "Data rows", "Batch")),
]
