import pytest

from postil.formats.recipe_document import convert_recipe, read_recipe
from postil.model.recipe import MAX_RULES, Recipe, Rule, pointer_of

COLOUR = Rule(to="colour", children={"Red": Rule(to="red")})
EXPECTED = Recipe(
    {
        "Car": Rule(to="car"),
        "person.sitting": Rule(ignore=True),
        "bus": Rule(create="box"),
        "Van": Rule(to="car", children={"Color": COLOUR}),
    }
)
TOML = """
# Names of the detector.
[features]
"Car" = "car"
"person.sitting" = {ignore = true}
bus = {create = "box"}

[features.Van]
to = "car"
[features.Van.children.Color]
to = "colour"
children.Red = "red"
"""
JSON = """{"features": {"Car": "car", "person.sitting": {"ignore": true}, "bus": {"create": "box"},
"Van": {"to": "car", "children": {"Color": {"to": "colour", "children": {"Red": "red"}}}}}}"""


@pytest.mark.parametrize("text", [TOML, JSON, "\ufeff" + TOML])
def test_toml_and_json_say_the_same(text: str) -> None:
    assert read_recipe(text.encode()) == (EXPECTED, [])


@pytest.mark.parametrize("text", ["", "[features]\n", "{}", "# nothing\n"])
def test_a_recipe_may_be_empty(text: str) -> None:
    assert read_recipe(text.encode()) == (Recipe(), [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[features]\na = {too = "b"}', 'the rule for "a" has an unknown key "too"'),
        ("[features]\na = 3", 'the rule for "a" is 3, must be a name or a table'),
        ("[features]\na = {to = 3}", 'the rule for "a" says to = 3'),
        ('[features]\na = {create = "lasso"}', "the rule for \"a\" creates 'lasso', which is no kind"),
        (
            '[features]\na = {ignore = true, to = "b"}',
            'the rule for "a" ignores it and says something else as well',
        ),
        ('[features]\na = {feature = "b"}', 'the rule for "a" makes a feature of what is no label'),
        ('[features.x.children]\na = {feature = "b", to = "c"}', 'the rule for "a" makes a feature of'),
        ('[features]\na = {label = "b"}', 'the rule for "a" gives a label without its control'),
        ('[feature]\na = "b"', 'the recipe has an unknown key "feature"'),
        ("[features]\na", "the recipe is no TOML: expected '='"),
        ('{"features": [1]}', "features is [1], must be a table of rules"),
        ("[features.a]\nchildren = 4", 'the children of "a" are 4, must be a table of rules'),
        ('{"features": ', "the recipe is no JSON"),
        ('{"features": {"a": ' * 2_000, "the recipe is no JSON"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, message: str) -> None:
    _, (issue,) = read_recipe(text.encode())
    assert (issue.code, issue.message[: len(message)]) == ("ONT013", message)


def test_features_and_labels_can_become_one_another() -> None:
    text = '[features]\nCar = {to = "tag", label = "car"}\n[features.tag.children]\nVan = {feature = "van"}\n'
    assert read_recipe(text.encode()) == (
        Recipe({"Car": Rule(to="tag", label="car"), "tag": Rule(children={"Van": Rule(feature="van")})}),
        [],
    )


def test_text_that_is_not_utf_8_is_refused() -> None:
    _, (issue,) = read_recipe('"Käfer" = "car"'.encode("cp1252"))
    assert issue.message == "the recipe is not UTF-8: invalid continuation byte at byte 2"


@pytest.mark.parametrize(
    "text",
    [
        '[features]\nCar = "car"\nCar = "van"\n',
        '{"features": {"Car": "car", "Car": "van"}}',
        '[features.Car]\nto = "car"\n[features.Car]\nto = "van"\n',
        '[features]\nCar = "car"\nCar.to = "van"\n',
    ],
)
def test_a_name_mapped_twice_is_refused(text: str) -> None:
    _, (issue,) = read_recipe(text.encode())
    assert issue.code == "ONT014"


def test_an_issue_points_at_its_rule() -> None:
    _, (issue,) = read_recipe(b'[features."a/b".children."c~d"]\nx = 1\n')
    assert issue.where.pointer == "/features/a~1b/children/c~0d" == pointer_of(("a/b", "c~d"))


def test_too_many_rules_are_refused() -> None:
    _, (issue,) = convert_recipe({"features": {f"n{number}": "x" for number in range(MAX_RULES + 1)}})
    assert issue.message == "the recipe has 4,001 rules, may have 4,000"


def test_rules_below_rules_have_an_end() -> None:
    rule: object = "x"
    for _ in range(40):
        rule = {"children": {"a": rule}}
    _, (issue,) = convert_recipe({"features": {"a": rule}})
    assert issue.code == "ONT013"
