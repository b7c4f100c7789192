"""Recipes over a real store: saved with every version, checked, suggested."""

import pytest

from postil.errors import AccessError, NotFoundError, UsageError
from postil.model.ontology import Feature, Ontology
from postil.model.recipe import Recipe, Rule
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.ports.projects import Project
from postil.services.projects.recipes import Recipes, pin_recipe
from postil.stores.sql.sqlite import SqliteStore

CARS = Recipe({"Car": Rule(to="car")})
BUSES = Recipe({"Bus": Rule(to="bus", create="box")})


@pytest.fixture
def recipes(store: SqliteStore, clock: SystemClock) -> Recipes:
    return Recipes(store, clock)


@pytest.fixture
def project(store: SqliteStore, actor: User) -> Project:
    with store.write() as session:
        features = [Feature("car", "box"), Feature("truck", "box")]
        ontology = session.ontologies.create(Ontology("street", features), 1)
        return session.projects.create("street", "", "image", ontology.id, actor.id, 1)


def test_saving_a_recipe_again_makes_a_version_and_keeps_the_first(
    recipes: Recipes, project: Project, actor: User
) -> None:
    first = recipes.save(project.uid, "detector", CARS, actor)
    second = recipes.save(project.uid, "detector", BUSES, actor)
    assert (first.version, second.version, second.uid) == (1, 2, first.uid)
    assert recipes.get(first.uid) == second
    assert recipes.get(first.uid, 1) == first
    assert [one.version for one in recipes.versions(first.uid)] == [2, 1]
    assert [one.version for one in recipes.list_recipes(project.uid)] == [2]
    assert (second.author_id, second.created_at >= first.created_at > 0) == (actor.id, True)


def test_saving_the_same_recipe_makes_no_version(recipes: Recipes, project: Project, actor: User) -> None:
    first = recipes.save(project.uid, "detector", CARS, actor)
    assert recipes.save(project.uid, "detector", Recipe({"Car": Rule(to="car")}), actor) == first


def test_every_version_has_an_activity_entry(
    recipes: Recipes, project: Project, actor: User, store: SqliteStore
) -> None:
    recipes.save(project.uid, "detector", CARS, actor)
    recipes.save(project.uid, "detector", CARS, actor)
    recipes.save(project.uid, "detector", BUSES, actor)
    with store.read() as session:
        found = session.activities(before_id=None, limit=9)
    told = [(one.action, one.detail) for one in found if one.object_kind == "recipe"]
    assert told == [
        ("update", {"name": "detector", "version": 2}),
        ("create", {"name": "detector", "version": 1}),
    ]


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_recipe_needs_a_name(recipes: Recipes, project: Project, actor: User, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be named"):
        recipes.save(project.uid, name, CARS, actor)


def test_a_recipe_that_leads_nowhere_is_not_saved(recipes: Recipes, project: Project, actor: User) -> None:
    with pytest.raises(UsageError, match=r"\"bus\" is no feature.*and 1 more") as caught:
        recipes.save(project.uid, "x", Recipe({"Bus": Rule(to="bus"), "Van": Rule(to="van")}), actor)
    assert caught.value.code == "ONT016"
    assert recipes.list_recipes(project.uid) == []


def test_a_project_without_an_ontology_takes_no_recipe(
    recipes: Recipes, store: SqliteStore, actor: User
) -> None:
    with store.write() as session:
        bare = session.projects.create("bare", "", "image", None, actor.id, 1)
    with pytest.raises(UsageError, match="has no ontology"):
        recipes.save(bare.uid, "x", CARS, actor)


def test_a_suggestion_names_what_is_unknown_and_the_saved_recipe_that_knows_most(
    recipes: Recipes, project: Project, actor: User
) -> None:
    recipes.save(project.uid, "one", CARS, actor)
    both = Recipe({"Car": Rule(to="car"), "lorry": Rule(to="truck")})
    recipes.save(project.uid, "both", both, actor)
    recipes.save(project.uid, "other", Recipe({"elsewhere": Rule(ignore=True)}), actor)
    seen = [Feature("Car", "box"), Feature("lorry", "box"), Feature("truck", "box")]
    found = recipes.suggest(project.uid, seen)
    assert [(one.place, one.near) for one in found.unknown] == [(["Car"], "car"), (["lorry"], None)]
    assert found.recipe == CARS
    assert [(one.saved.name, one.known) for one in found.saved] == [("both", 2), ("one", 1)]


def test_a_recipe_is_pinned_by_name_or_id_at_its_newest_version(
    recipes: Recipes, project: Project, actor: User, store: SqliteStore
) -> None:
    first = recipes.save(project.uid, "x", CARS, actor)
    second = recipes.save(project.uid, "x", Recipe({"Auto": Rule(to="car")}), actor)
    with store.read() as session:
        assert pin_recipe(session, project, "x", None, actor) == second.pin
        assert pin_recipe(session, project, first.uid, 1, actor) == first.pin
        with pytest.raises(NotFoundError, match="of version 3"):
            pin_recipe(session, project, "x", 3, actor)


def test_a_recipe_of_another_project_is_not_found(
    recipes: Recipes, project: Project, actor: User, store: SqliteStore
) -> None:
    saved = recipes.save(project.uid, "x", CARS, actor)
    with store.write() as session:
        other = session.projects.create("other", "", "image", project.ontology_id, actor.id, 1)
        with pytest.raises(NotFoundError):
            pin_recipe(session, other, saved.uid, None, actor)


def test_only_administrators_import_with_a_recipe_that_creates_features(
    recipes: Recipes, project: Project, actor: User, store: SqliteStore
) -> None:
    recipes.save(project.uid, "x", BUSES, actor)
    with store.write() as session:
        eve = session.access.create_user("eve@example.org", "Eve", False, 1)
        assert pin_recipe(session, project, "x", None, actor).version == 1
        with pytest.raises(AccessError, match="adds 'bus'"):
            pin_recipe(session, project, "x", None, eve)


def test_a_recipe_that_no_longer_fits_is_refused(
    recipes: Recipes, project: Project, actor: User, store: SqliteStore
) -> None:
    recipes.save(project.uid, "x", CARS, actor)
    with store.write() as session:
        session.ontologies.update(Ontology("street", [Feature("bus", "box")], id=project.ontology_id), 2)
        with pytest.raises(UsageError, match='"car" is no feature'):
            pin_recipe(session, project, "x", None, actor)
