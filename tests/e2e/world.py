"""World: one installation with something of everything, for looking at."""

from dataclasses import dataclass

from tests.e2e.stock import Stock, box

LABELER = "grace@example.org"


@dataclass(frozen=True)
class World:
    """Ids of what there is. Whoever needs more makes it with `stock`, in the state that needs it."""

    stock: Stock
    dataset: str = ""
    ontology: str = ""
    project: str = ""
    imported: str = ""


def empty(stock: Stock) -> World:
    """Leave an installation as it is on the first day."""
    return World(stock)


def furnished(stock: Stock) -> World:
    """Make an installation that has been worked with: a project, pre-labels, some of them wrong, people."""
    dataset = stock.dataset()
    ontology = stock.ontology()
    project = stock.project(ontology=ontology)
    stock.batch(project)
    rows = [
        box("astronaut.png", 180, 20, 120, 160, confidence=0.94),
        box("astronaut.png", 20, 300, 90, 80, confidence=0.41),
        box("chelsea.png", 100, 40, 200, 180, confidence=0.88),
        box("coffee.png", 180, 80, 240, 250, confidence=0.67),
        {"dataRow": {"globalKey": "rocket.jpg"}, "name": "weather", "answer": {"name": "sunny"}},
        box("rocket.jpg", 300, 200, -40, 30),
        {**box("coffee.png", 1, 1, 10, 10), "name": "bike"},
    ]
    imported = stock.import_(project, rows)["id"]
    stock.user("ada@example.org", "Ada Lovelace", is_admin=True)
    stock.user(LABELER, "Grace Hopper")
    stock.member(project, LABELER, "labeler")
    stock.ask("POST", "/keys", json={"name": "training machine"})
    return World(stock, dataset, ontology, project, imported)
