"""Recipes against an ontology: targets that are there, targets that are made, targets nobody can find."""

import pytest

from postil.checks.recipe import added, creates, extend
from postil.model.ontology import Feature, Ontology
from postil.model.recipe import Recipe, Rule


def ontology() -> Ontology:
    colour = Feature("colour", "radio", [Feature("red", "option"), Feature("blue", "option")])
    label = Feature("label", "box", [Feature("Car", "label"), Feature("Van", "label")])
    features = [
        Feature("car", "box", [colour]),
        Feature("roof", "polygon"),
        label,
        Feature("shape", "ellipse"),
    ]
    return Ontology("street", features)


def codes(**rules: Rule) -> list[tuple[str, str]]:
    _, issues = extend(ontology(), Recipe(rules))
    return [(issue.code, issue.where.pointer) for issue in issues]


def test_targets_that_are_there_are_fine_at_any_depth() -> None:
    below = {"Color": Rule(to="colour", children={"Crimson": Rule(to="red")})}
    assert codes(Car=Rule(to="car", children=below), Auto=Rule(to="car"), tree=Rule(ignore=True)) == []


def test_a_target_nobody_has_is_named_with_the_one_meant() -> None:
    _, (issue,) = extend(ontology(), Recipe({"Car": Rule(to="carr")}))
    assert (issue.code, issue.message, issue.hint) == (
        "ONT016",
        '"carr" is no feature of this ontology',
        'did you mean "car"?',
    )


def test_an_option_nobody_has_is_named_with_its_question() -> None:
    rule = Rule(to="car", children={"colour": Rule(children={"Green": Rule(to="green")})})
    _, (issue,) = extend(ontology(), Recipe({"Car": rule}))
    assert issue.message == '"green" is no feature below "colour"'
    assert issue.where.pointer == "/features/Car/children/colour/children/Green"


def test_a_rule_for_what_is_below_a_name_needs_the_name() -> None:
    assert codes(Lorry=Rule(children={"colour": Rule(to="colour")})) == [("ONT016", "/features/Lorry")]


def test_labels_of_a_control_are_below_it() -> None:
    assert codes(label=Rule(children={"car": Rule(to="Car")})) == []


def test_a_control_without_labels_borrows_them() -> None:
    assert codes(shape=Rule(children={"car": Rule(to="Car")})) == []


def test_a_question_at_the_top_may_be_asked_about_a_region() -> None:
    tree = ontology()
    tree.features.append(Feature("weather", "radio", [Feature("rain", "option")]))
    rule = Rule(children={"weather": Rule(children={"Rain": Rule(to="rain")})})
    assert extend(tree, Recipe({"label": rule}))[1] == []


@pytest.mark.parametrize("names", [["a", "b"], ["a", "b", "c"]])
def test_names_mapped_in_a_circle_are_refused_once(names: list[str]) -> None:
    around = dict(zip(names, [*names[1:], names[0]], strict=True))
    tree = Ontology("x", [Feature(name, "box") for name in names])
    _, issues = extend(tree, Recipe({name: Rule(to=to) for name, to in around.items()}))
    assert [issue.code for issue in issues] == ["ONT015"]


def test_a_name_mapped_to_itself_is_no_circle() -> None:
    assert codes(car=Rule(to="car")) == []


def test_a_way_into_a_circle_is_not_part_of_it() -> None:
    tree = Ontology("x", [Feature(name, "box") for name in "ab"])
    rules = {"c": Rule(to="a"), "a": Rule(to="b"), "b": Rule(to="a")}
    _, (issue,) = extend(tree, Recipe(rules))
    assert issue.got == ["a", "b"]


def test_created_features_are_added_where_the_rule_stands() -> None:
    before = ontology()
    rules = {
        "Bus": Rule(to="bus", create="box"),
        "Car": Rule(to="car", children={"colour": Rule(children={"green": Rule(create="option")})}),
        "label": Rule(children={"Truck": Rule(create="label")}),
    }
    after, issues = extend(before, Recipe(rules))
    assert issues == []
    assert added(before, after) == ["green", "Truck", "bus"]
    assert before == ontology()


def test_what_is_there_already_is_not_created_again() -> None:
    before = ontology()
    after, issues = extend(before, Recipe({"Car": Rule(to="car", create="box")}))
    assert (issues, after, added(before, after)) == ([], before, [])


def test_two_names_may_create_one_feature() -> None:
    before = ontology()
    rule = Rule(to="bus", create="box")
    after, issues = extend(before, Recipe({"Bus": rule, "Coach": rule}))
    assert (issues, added(before, after)) == ([], ["bus"])


def test_a_question_is_created_with_its_options() -> None:
    before = ontology()
    options = {"yes": Rule(create="option"), "no": Rule(create="option")}
    after, issues = extend(before, Recipe({"parked": Rule(create="radio", children=options)}))
    assert (issues, added(before, after)) == ([], ["parked", "yes", "no"])


def test_a_question_without_options_is_refused_as_in_any_ontology() -> None:
    assert codes(parked=Rule(create="radio")) == [("ONT009", "/features/4/children")]


def test_a_name_of_another_kind_is_not_created_over() -> None:
    _, (issue,) = extend(ontology(), Recipe({"Roof": Rule(to="roof", create="box")}))
    assert issue.message == '"roof" cannot be created as box: it is a polygon'


@pytest.mark.parametrize(
    "rules",
    [
        {"red": Rule(create="option")},
        {"car": Rule(children={"x": Rule(create="option")})},
        {"roof": Rule(children={"x": Rule(create="box")})},
    ],
)
def test_nothing_is_created_where_it_cannot_stand(rules: dict[str, Rule]) -> None:
    assert [code for code, _ in codes(**rules)] == ["ONT016"]


def test_a_recipe_says_whether_it_creates_anything() -> None:
    assert creates(Recipe({"a": Rule(children={"b": Rule(create="option")})}))
    assert not creates(Recipe({"a": Rule(to="b")}))


def test_a_label_may_become_a_feature_and_its_control_need_not_be_there() -> None:
    labels = {"Car": Rule(feature="car"), "Tree": Rule(ignore=True)}
    assert codes(tag=Rule(children=labels)) == []
    assert codes(tag=Rule(children={**labels, "Van": Rule(to="van")})) == [("ONT016", "/features/tag")]


def test_a_feature_a_label_becomes_is_looked_for_at_the_top_and_may_be_created() -> None:
    assert codes(tag=Rule(children={"Car": Rule(feature="carr")})) == [
        ("ONT016", "/features/tag/children/Car")
    ]
    rule = Rule(children={"Bus": Rule(feature="bus", create="box")})
    after, issues = extend(ontology(), Recipe({"tag": rule}))
    assert (issues, added(ontology(), after)) == ([], ["bus"])


def test_a_feature_may_become_a_label_of_a_control() -> None:
    assert codes(car=Rule(to="label", label="Car")) == []
    assert codes(car=Rule(to="label", label="Bus")) == [("ONT016", "/features/car")]
    after, issues = extend(ontology(), Recipe({"Bus": Rule(to="label", label="Bus", create="label")}))
    assert (issues, added(ontology(), after)) == ([], ["Bus"])


def test_only_a_control_gets_a_label() -> None:
    tree = Ontology("x", [Feature("note", "text")])
    _, (issue,) = extend(tree, Recipe({"Bus": Rule(to="note", label="Bus", create="label")}))
    assert issue.message == 'a label cannot stand below "note"'
