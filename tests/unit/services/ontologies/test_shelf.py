"""Features by themselves, and in every ontology that has them, over a real store."""

from collections.abc import Callable

import msgspec
import pytest

from postil.errors import AccessError, NotFoundError, UsageError
from postil.formats.labelbox.features import schema_id
from postil.model.ontology import Feature, Ontology
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.services.ontologies.ontologies import Ontologies
from postil.services.ontologies.shelf import Shelf, copy_of
from postil.stores.sql.sqlite import SqliteStore


@pytest.fixture
def shelf(store: SqliteStore, clock: SystemClock) -> Shelf:
    return Shelf(store, clock)


@pytest.fixture
def ontologies(store: SqliteStore, clock: SystemClock) -> Ontologies:
    return Ontologies(store, clock)


@pytest.fixture
def bob(store: SqliteStore) -> User:
    with store.write() as session:
        return session.access.create_user("bob@example.org", "Bob", False, 1)


def named(name: str) -> Callable[[Feature], Feature]:
    return lambda old: msgspec.structs.replace(old, name=name)


def question(*options: str) -> Feature:
    return Feature("weather", "radio", [Feature(name, "option") for name in options])


def test_a_change_reaches_the_shelf_and_every_ontology(
    shelf: Shelf, ontologies: Ontologies, actor: User
) -> None:
    made = shelf.create(question("rain"), actor)
    stored = ontologies.create(Ontology("one", [copy_of(made)]), actor)
    shelf.update(schema_id(made) or "", lambda _: question("rain", "sun"), actor)
    changed = ontologies.get(stored.uid or "")
    found = shelf.find(schema_id(made) or "", actor)
    assert [schema_id(one) for one in changed.walk()] == [schema_id(one) for one in found.walk()]
    assert [one.name for one in changed.features[0].children] == ["rain", "sun"]
    # What stayed is what annotations name by its store id.
    assert changed.features[0].children[0].id == stored.features[0].children[0].id


def test_a_feature_that_is_in_ontologies_alone_is_found_and_changed_by_its_id(
    shelf: Shelf, ontologies: Ontologies, actor: User
) -> None:
    stored = ontologies.create(Ontology("one", [question("rain")]), actor)
    spelling = schema_id(stored.features[0]) or ""
    assert shelf.find(spelling, actor) == stored.features[0]
    shelf.update(spelling, named("sky"), actor)
    assert ontologies.get(stored.uid or "").features[0].name == "sky"
    assert ontologies.get(stored.uid or "").features[0].id == stored.features[0].id
    with pytest.raises(UsageError, match="used in ontologies"):
        shelf.delete(spelling, actor)


def test_a_change_that_breaks_an_ontology_changes_nothing(
    shelf: Shelf, ontologies: Ontologies, actor: User
) -> None:
    made = shelf.create(question("rain"), actor)
    ontologies.create(Ontology("one", [copy_of(made), Feature("sky", "text")]), actor)
    with pytest.raises(UsageError):
        shelf.update(schema_id(made) or "", named("sky"), actor)
    assert shelf.find(schema_id(made) or "", actor).name == "weather"


def test_who_is_no_administrator_changes_what_is_theirs_until_an_ontology_has_it(
    shelf: Shelf, ontologies: Ontologies, actor: User, bob: User
) -> None:
    made = shelf.create(question("rain"), bob)
    spelling = schema_id(made) or ""
    assert shelf.update(spelling, named("sky"), bob).name == "sky"
    ontologies.create(Ontology("one", [copy_of(made)]), actor)
    with pytest.raises(AccessError):
        shelf.update(spelling, named("air"), bob)


def test_the_features_of_others_are_missing(shelf: Shelf, actor: User, bob: User) -> None:
    made = schema_id(shelf.create(question("rain"), actor)) or ""
    assert list(shelf.list_features(bob)) == []
    assert shelf.list_unused(bob) == []
    for act in (
        lambda: shelf.find(made, bob),
        lambda: shelf.update(made, named("sky"), bob),
        lambda: shelf.delete(made, bob),
    ):
        with pytest.raises(NotFoundError):
            act()
    with pytest.raises(UsageError):
        shelf.list_unused(bob, after=made)


def test_a_feature_without_what_it_needs_is_refused(shelf: Shelf, actor: User) -> None:
    with pytest.raises(UsageError):
        shelf.create(question(), actor)
