"""Whole jobs whose recipe creates features: ids before, the ontology only when published."""

import pytest

from postil.model.annotation import Annotation
from postil.model.ontology import Feature, Ontology
from postil.model.recipe import Recipe, Rule
from postil.services.projects.recipes import Recipes
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source, weather

CREATING = Recipe(
    {
        "Bus": Rule(to="bus", create="box"),
        "weather": Rule(children={"Snow": Rule(to="snow", create="option")}),
    }
)
ROWS = [box(1, name="Bus"), weather(2, "Snow", "two"), box(3, name="car")]


@pytest.fixture
def creating(studio: Studio) -> Studio:
    Recipes(studio.store, studio.shop.clock).save(studio.project.uid, "creating", CREATING, studio.actor)
    return studio


def ontology(studio: Studio) -> Ontology:
    with studio.store.read() as session:
        found = session.ontologies.by_id(studio.project.ontology_id or 0)
    assert found is not None
    return found


def ids(studio: Studio) -> dict[str, int | None]:
    return {feature.name: feature.id for feature in ontology(studio).walk()}


def feature_ids(annotations: list[Annotation]) -> list[int | None]:
    return [annotation.feature_id for annotation in annotations]


def test_a_published_import_adds_what_its_recipe_creates(creating: Studio) -> None:
    before = ids(creating)
    job = creating.run(ROWS, recipe="creating")
    assert (job.counts.accepted, job.counts.rejected) == (3, 0)
    after = ids(creating)
    assert after.keys() - before.keys() == {"bus", "snow"}
    assert before.items() <= after.items()
    assert ontology(creating).version == 2


def test_annotations_hold_the_ids_the_new_features_got(creating: Studio) -> None:
    creating.run(ROWS, recipe="creating")
    after = ids(creating)
    assert feature_ids(creating.seen("one")) == [after["bus"], after["car"]]
    (answered,) = creating.seen("two")
    assert answered.classifications[0].answers[0].feature_id == after["snow"]


def test_the_version_has_one_activity_entry_that_names_the_import(creating: Studio) -> None:
    job = creating.run(ROWS, recipe="creating")
    with creating.store.read() as session:
        found = [one for one in session.activities(before_id=None, limit=9) if one.object_kind == "ontology"]
    assert [(one.action, one.detail) for one in found] == [
        ("update", {"version": 2, "created": ["snow", "bus"], "import": job.uid})
    ]


@pytest.mark.parametrize("policy", ["atomic"])
def test_an_import_that_is_not_published_adds_nothing(creating: Studio, policy: str) -> None:
    job = creating.run([*ROWS, box(4, name="nobody")], recipe="creating", settings={"policy": policy})
    assert job.state == "failed"
    assert (ontology(creating).version, "bus" in ids(creating)) == (1, False)


def test_a_second_import_makes_no_second_version(creating: Studio) -> None:
    creating.run(ROWS, recipe="creating")
    creating.run([box(9, name="Bus")], recipe="creating")
    assert ontology(creating).version == 2


def test_an_ontology_changed_while_the_import_waits_gets_the_features_as_well(creating: Studio) -> None:
    job = creating.receive(source(ROWS), format="labelbox", recipe="creating")
    with creating.store.write() as session:
        changed = ontology(creating)
        changed.features.append(Feature("tram", "box"))
        session.ontologies.update(changed, 2)
    assert creating.imports.start(job).counts.accepted == 3
    after = ids(creating)
    assert {"tram", "bus", "snow"} <= after.keys()
    assert feature_ids(creating.seen("one")) == [after["bus"], after["car"]]
    assert ontology(creating).version == 3


def test_a_feature_that_no_longer_fits_is_left_out(creating: Studio) -> None:
    job = creating.receive(source(ROWS), format="labelbox", recipe="creating")
    with creating.store.write() as session:
        changed = ontology(creating)
        changed.features.append(Feature("bus", "polygon"))
        session.ontologies.update(changed, 2)
    assert creating.imports.start(job).state == "finished"
    assert [one.kind for one in ontology(creating).features if one.name == "bus"] == ["polygon"]


def test_a_recipe_that_creates_nothing_new_leaves_the_ontology(studio: Studio) -> None:
    recipe = Recipe({"Car": Rule(to="car", create="box")})
    Recipes(studio.store, studio.shop.clock).save(studio.project.uid, "plain", recipe, studio.actor)
    studio.run([box(1, name="Car")], recipe="plain")
    assert ontology(studio).version == 1
