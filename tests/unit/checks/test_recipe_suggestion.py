"""What names most likely mean: case, separators, plurals and slips, never across kinds."""

import pytest

from postil.checks.recipe_suggestion import Unknown, suggest_recipe, unknown_names
from postil.model.ontology import Feature, FeatureKind, Ontology
from postil.model.recipe import Recipe, Rule

COLOUR = Feature("colour", "radio", [Feature("dark red", "option"), Feature("blue", "option")])
STREET = Ontology(
    "street",
    [
        Feature("traffic_light", "box", [COLOUR]),
        Feature("car", "box"),
        Feature("roof", "polygon"),
        Feature("weather", "checklist", [Feature("rain", "option")]),
        Feature("label", "region", [Feature("Airplane", "label")]),
    ],
)


def to(meant: str, kind: FeatureKind, *place: str) -> Unknown:
    return Unknown(place=list(place), kind=kind, near=meant, rule=Rule(to=meant))


def near(name: str, kind: FeatureKind = "box") -> str | None:
    (found,) = unknown_names([Feature(name, kind)], STREET)
    return found.near


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Car", "car"),
        ("cars", "car"),
        ("TrafficLight", "traffic_light"),
        ("traffic-light", "traffic_light"),
        ("Traffik Lights", "traffic_light"),
        ("giraffe", None),
    ],
)
def test_a_name_is_known_again_in_another_spelling(name: str, meant: str | None) -> None:
    assert near(name) == meant


def test_a_near_name_of_another_kind_is_not_meant() -> None:
    assert near("Roof") is None
    assert near("Roof", "polygon") == "roof"


def test_a_question_with_one_answer_may_be_one_that_takes_several() -> None:
    assert near("Weather", "radio") == "weather"


def test_names_the_ontology_has_are_not_told() -> None:
    assert unknown_names([Feature("car", "box"), Feature("label", "box")], STREET) == []


def test_what_is_below_an_unknown_name_is_looked_for_below_the_one_meant() -> None:
    options = [Feature("Dark-Red", "option"), Feature("blue", "option")]
    seen = [Feature("Traffic Light", "box", [Feature("colour", "radio", options)])]
    assert unknown_names(seen, STREET) == [
        to("traffic_light", "box", "Traffic Light"),
        to("dark red", "option", "Traffic Light", "colour", "Dark-Red"),
    ]


def test_labels_are_looked_for_in_their_control() -> None:
    seen = [Feature("label", "box", [Feature("airplanes", "label")])]
    assert unknown_names(seen, STREET) == [to("Airplane", "label", "label", "airplanes")]


def test_a_question_about_a_region_may_be_one_at_the_top() -> None:
    seen = [Feature("label", "box", [Feature("weather", "radio", [Feature("Rain", "option")])])]
    assert unknown_names(seen, STREET) == [to("rain", "option", "label", "weather", "Rain")]


@pytest.mark.parametrize(
    ("options", "meant"), [(["Rain"], "weather"), (["rain", "snow"], None), (["rain", "snow", "RAIN"], None)]
)
def test_a_question_is_known_again_by_its_options(options: list[str], meant: str | None) -> None:
    seen = [Feature("sky?", "radio", [Feature(option, "option") for option in options])]
    assert unknown_names(seen, STREET)[0].near == meant


def test_a_control_is_known_again_by_its_labels() -> None:
    found = unknown_names([Feature("tag", "box", [Feature("airplane", "label")])], STREET)
    assert [(one.place, one.near) for one in found] == [(["tag"], "label"), (["tag", "airplane"], "Airplane")]


def test_the_recipe_has_the_rules_for_what_is_near() -> None:
    unknown = [
        to("car", "box", "Car"),
        Unknown(place=["giraffe"], kind="box"),
        to("colour", "radio", "Car", "Colour"),
        to("red", "option", "car", "colour", "Red"),
    ]
    below = {"Red": Rule(to="red")}
    assert suggest_recipe(unknown) == Recipe(
        {
            "Car": Rule(to="car", children={"Colour": Rule(to="colour")}),
            "car": Rule(children={"colour": Rule(children=below)}),
        }
    )


def test_labels_may_be_features_of_the_ontology() -> None:
    labels = [Feature("Car", "label"), Feature("giraffe", "label")]
    found = unknown_names([Feature("tag", "box", labels)], STREET)
    assert found == [
        Unknown(place=["tag", "Car"], kind="box", near="car", rule=Rule(feature="car")),
        Unknown(place=["tag", "giraffe"], kind="box"),
    ]
    assert found[1].otherwise == Rule(feature="giraffe", create="box")
    assert suggest_recipe(found) == Recipe({"tag": Rule(children={"Car": Rule(feature="car")})})


def test_a_feature_may_be_a_label_of_the_ontology() -> None:
    (found,) = unknown_names([Feature("airplanes", "ellipse")], STREET)
    assert (found.near, found.rule) == ("label / Airplane", Rule(to="label", label="Airplane"))
    assert Unknown(place=["x"], kind="box").otherwise == Rule(create="box")
