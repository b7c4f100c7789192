"""Look-ups over a feature tree."""

from postil.model.identity import spell_id
from postil.model.ontology import Feature, FeatureIndex, Ontology

SUV = Feature("suv", "option")
BODY = Feature("body", "radio", [SUV])
CAR = Feature(
    "car", "box", [BODY], uid="01890000-0000-7000-8000-000000000001", alias="ckrazcueb16og0z6609jj7y3y"
)
NEAR = Feature("near", "relationship")
WEATHER = Feature("weather", "checklist", [Feature("rain", "option")])


def index() -> FeatureIndex:
    return FeatureIndex(Ontology("street", [CAR, NEAR, WEATHER]))


def test_tools_classifications_and_relationships_have_rooms_of_their_own() -> None:
    found = index()
    assert (list(found.tools), list(found.classifications), list(found.relationships)) == (
        ["car"],
        ["weather"],
        ["near"],
    )


def test_a_feature_is_found_by_both_spellings_of_our_id_and_by_the_foreign_one() -> None:
    found = index()
    assert found.by_schema["01890000-0000-7000-8000-000000000001"] is CAR
    assert found.by_schema[spell_id("01890000-0000-7000-8000-000000000001")] is CAR
    assert found.by_schema["ckrazcueb16og0z6609jj7y3y"] is CAR


def test_children_are_found_under_their_own_parent_only() -> None:
    found = index()
    assert found.child(CAR, "body") is BODY
    assert found.child(BODY, "suv") is SUV
    assert found.child(CAR, "suv") is None


def test_a_walk_meets_parents_before_children() -> None:
    names = [feature.name for feature in Ontology("street", [CAR, WEATHER]).walk()]
    assert names == ["car", "body", "suv", "weather", "rain"]
