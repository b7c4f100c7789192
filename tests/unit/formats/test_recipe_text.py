from hypothesis import given
from hypothesis import strategies as st

from postil.formats.recipe_document import read_recipe
from postil.formats.recipe_text import write_recipe
from postil.model.recipe import Recipe, Rule
from postil.testing.strategies.recipes import recipes

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(recipes(NAMES))
def test_what_is_written_reads_back_to_the_same(recipe: Recipe) -> None:
    assert read_recipe(write_recipe(recipe).encode()) == (recipe, [])


def test_a_recipe_is_written_as_a_person_would() -> None:
    red = Rule(to="red")
    colour = Rule(to="colour", children={"Dark Red": red})
    rules = {"Car": Rule(to="car"), "Van": Rule(children={"Color": colour}), "tree": Rule(ignore=True)}
    assert write_recipe(Recipe(rules)).splitlines() == [
        "[features]",
        'Car = "car"',
        "tree = { ignore = true }",
        "",
        "[features.Van.children.Color]",
        'to = "colour"',
        "",
        "[features.Van.children.Color.children]",
        '"Dark Red" = "red"',
    ]


def test_what_is_undecided_is_a_comment_that_becomes_a_rule_without_its_mark() -> None:
    recipe = Recipe({"Car": Rule(to="car")})
    text = write_recipe(
        recipe, {("street lamp",): Rule(create="box"), ("car", "colour", "lilac"): Rule(create="option")}
    )
    assert text.splitlines() == [
        "[features]",
        'Car = "car"',
        '# "street lamp" = { create = "box" }  # or { ignore = true }, or "NAME"',
        "",
        "[features.car.children.colour.children]",
        '# lilac = { create = "option" }  # or { ignore = true }, or "NAME"',
    ]
    below = {"colour": Rule(children={"lilac": Rule(create="option")})}
    rules = {"street lamp": Rule(create="box"), "car": Rule(children=below)}
    assert read_recipe(text.replace("# ", "", 1).replace("\n# ", "\n").encode()) == (
        Recipe({**recipe.features, **rules}),
        [],
    )


def test_tables_without_rules_of_their_own_are_left_out() -> None:
    text = write_recipe(Recipe({"tag": Rule(children={"Car": Rule(feature="car")})}))
    assert text == '[features.tag.children]\nCar = { feature = "car" }\n'
    assert write_recipe(Recipe()) == "[features]\n"


def test_a_label_to_be_decided_about_may_stand_for_a_feature() -> None:
    text = write_recipe(Recipe(), {("tag", "Bird"): Rule(feature="Bird", create="box")})
    assert text.splitlines()[1:] == [
        '# Bird = { feature = "Bird", create = "box" }  # or { ignore = true }, or { feature = "NAME" }'
    ]
