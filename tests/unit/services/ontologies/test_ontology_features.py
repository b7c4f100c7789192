"""Single features of ontologies over a real store."""

import pytest

from postil.errors import NotFoundError, UsageError
from postil.formats.labelbox.features import schema_id
from postil.model.ontology import Feature, Ontology
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.services.ontologies.ontologies import Ontologies
from postil.services.ontologies.ontology_features import OntologyFeatures, Removal
from postil.services.ontologies.shelf import Shelf
from postil.stores.sql.sqlite import SqliteStore


class Tree:
    """An ontology of two tools, a relationship between them, and a question."""

    def __init__(self, store: SqliteStore, clock: SystemClock, actor: User) -> None:
        self.ontologies, self.features = Ontologies(store, clock), OntologyFeatures(store, clock)
        self.shelf, self.actor = Shelf(store, clock), actor
        near = Feature("near", "relationship", constraints=[("car", "bus"), ("bus", "bus")])
        question = Feature("weather", "radio", [Feature("rain", "option"), Feature("sun", "option")])
        made = self.ontologies.create(
            Ontology("street", [Feature("car", "box"), Feature("bus", "box"), near, question]), actor
        )
        self.uid = made.uid or ""

    @property
    def now(self) -> Ontology:
        return self.ontologies.get(self.uid)

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.now.features]

    def spelling(self, name: str) -> str:
        return next(schema_id(one) or "" for one in self.now.walk() if one.name == name)

    def remove(self, name: str) -> Removal:
        return self.features.remove(self.uid, self.spelling(name), self.actor)


@pytest.fixture
def tree(store: SqliteStore, clock: SystemClock, actor: User) -> Tree:
    return Tree(store, clock, actor)


def test_a_classification_is_put_among_the_classifications(tree: Tree) -> None:
    made = tree.shelf.create(Feature("note", "text"), tree.actor)
    tree.features.insert(tree.uid, schema_id(made) or "", 0, tree.actor)
    assert tree.names == ["car", "bus", "near", "note", "weather"]


def test_a_tool_that_is_there_moves(tree: Tree) -> None:
    tree.features.insert(tree.uid, tree.spelling("near"), 0, tree.actor)
    assert tree.names == ["near", "car", "bus", "weather"]


def test_relationships_forget_a_tool_that_is_taken_out(tree: Tree) -> None:
    assert tree.remove("car") == Removal(is_deleted=True)
    [near] = [one for one in tree.now.features if one.name == "near"]
    assert near.constraints == [("bus", "bus")]


def test_an_option_is_taken_out_while_another_is_left(tree: Tree) -> None:
    assert tree.remove("rain") == Removal(is_deleted=True)
    with pytest.raises(UsageError):
        tree.remove("sun")


def test_what_was_taken_out_comes_back_with_its_id(tree: Tree) -> None:
    before, spelling = tree.now.features[3], tree.spelling("weather")
    tree.remove("weather")
    assert tree.names == ["car", "bus", "near"]
    tree.features.restore(tree.uid, spelling, tree.actor)
    assert tree.now.features[3] == before
    tree.features.restore(tree.uid, spelling, tree.actor)
    assert tree.now.version == 3


def test_what_nothing_was_said_with_is_not_archived(tree: Tree) -> None:
    tree.remove("car")
    assert tree.features.archived(tree.now) == []


def test_what_an_ontology_never_had_is_missing(tree: Tree) -> None:
    for act in (tree.features.remove, tree.features.restore):
        with pytest.raises(NotFoundError):
            act(tree.uid, "c" + "0" * 24, tree.actor)
