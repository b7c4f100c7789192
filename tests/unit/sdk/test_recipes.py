import pytest

from postil.errors import NotFoundError, UsageError
from postil.formats.inference import Inferred
from postil.model.ontology import Feature, Ontology
from postil.model.recipe import Recipe, Rule
from postil.sdk.recipes import mapped

RULES = Recipe({"Car": Rule(to="car"), "tree": Rule(ignore=True), "cra": Rule(to="car")})


@pytest.fixture
def project(client, request):
    name = request.node.name
    ontology = client.ontologies.create(Ontology("x", [Feature("car", "box")]), name)
    return client.projects.create(name, ontology=ontology.id).id


def test_a_saved_recipe_is_found_by_name_with_its_rules(client, project):
    saved = client.recipes.save(project, "detector", RULES)
    assert client.recipes.named(project, "detector") == saved
    assert (saved.rules, saved.version) == (RULES, 1)
    assert client.recipes.save(project, "detector", RULES).version == 1


def test_a_recipe_nobody_saved_is_told_with_those_there_are(client, project):
    client.recipes.save(project, "detector", RULES)
    with pytest.raises(NotFoundError) as caught:
        client.recipes.named(project, "detectr")
    assert caught.value.hint == "there are @detector"


def test_a_recipe_that_leads_nowhere_is_refused_with_its_place(client, project):
    with pytest.raises(UsageError, match="at /features/Car") as caught:
        client.recipes.save(project, "detector", Recipe({"Car": Rule(to="carr")}))
    assert caught.value.code == "ONT016"


def test_names_are_suggested(client, project):
    found = client.recipes.suggest(
        project, [Feature("Car", "box", [Feature("c", "radio")]), Feature("car", "box")]
    )
    assert [(one.place, one.near) for one in found.unknown] == [(["Car"], "car"), (["Car", "c"], None)]


def test_what_was_inferred_gets_the_names_of_the_recipe():
    features = [Feature("Car", "box"), Feature("tree", "box"), Feature("bus", "box")]
    inferred = Inferred(
        ontology=Ontology("boxes", features),
        counts={"Car": 200, "tree": 4, "bus": 9, "cra": 1, "buz": 1},
        misspelt={"cra": "Car", "buz": "bus"},
        nameless=2,
    )
    found = mapped(inferred, RULES)
    assert [feature.name for feature in found.ontology.features] == ["car", "bus"]
    assert (found.counts, found.misspelt, found.nameless) == (
        {"car": 201, "bus": 9, "buz": 1}, {"buz": "bus"}, 2,
    )  # fmt: skip
    assert [feature.name for feature in inferred.ontology.features] == ["Car", "tree", "bus"]


def test_labels_that_stand_for_features_are_shown_as_those():
    labels = [Feature("Car", "label"), Feature("Bird", "label")]
    inferred = Inferred(
        ontology=Ontology("x", [Feature("tag", "box", labels)]), counts={"tag": 9}, misspelt={}
    )
    away = {"Car": Rule(feature="car"), "Bird": Rule(ignore=True)}
    found = mapped(inferred, Recipe({"tag": Rule(children=away)}))
    assert [(one.name, one.kind) for one in found.ontology.features] == [("car", "box")]
    assert mapped(inferred, Recipe({"tag": Rule(to="label")})).ontology.features[0].children == labels
