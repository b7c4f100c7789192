from postil.cli.recipe_text import MOST_LINES, suggestion_texts, uses_texts
from postil.sdk.imports import AppliedRecipe, RuleUse
from postil.sdk.recipes import KnownBy, Suggestion, UnknownName
from tests.unit.cli.drawn import drawn

TEXT = '[features]\nCar = "car"\n'


def used(*uses: RuleUse) -> list[str]:
    recipe = AppliedRecipe(id="1", name="detector", version=2, uses=list(uses))
    return [line.rstrip() for line in drawn(*uses_texts(recipe), width=80).splitlines()]


def suggested(text: str = TEXT, *, known: int = 0, names: tuple[str, ...] = ("Car", "bus")) -> list[str]:
    found = Suggestion(
        unknown=[UnknownName(place=[name], kind="box") for name in names],
        text=text,
        saved=[KnownBy(id="1", name="detector", version=2, known=known)] if known else [],
    )
    return drawn(*suggestion_texts(found, "my boxes.ndjson", "street"), width=80).splitlines()


def test_the_rules_that_were_used_are_listed_the_most_used_first():
    assert used(
        RuleUse(place=["tree"], to=None, count=12),
        RuleUse(place=["Car"], to="car", count=3118),
        RuleUse(place=["bus"], to="bus", count=2),
        RuleUse(place=["Car", "Color", "Red"], to="red", count=5),
    ) == [
        'names mapped by recipe "detector" (version 2)',
        "  3,118  Car → car",
        "     12  tree  left out",
        "      5  Car / Color / Red → red",
        "      2  bus",
    ]


def test_a_recipe_none_of_whose_names_came_says_so():
    assert used() == ['names mapped by recipe "detector" (version 2): no row has one of its names']


def test_of_many_rules_the_first_are_listed():
    uses = [RuleUse(place=[f"n{number}"], to="x", count=1) for number in range(MOST_LINES + 3)]
    assert used(*uses)[-1].strip() == "and 3 rules more"


def test_a_suggestion_can_be_copied_into_a_file_and_used():
    assert suggested() == [
        'The ontology has no "Car", "bus". A recipe says what is meant:',
        "",
        "  [features]",
        '  Car = "car"',
        "",
        "save it  postil map 'my boxes.ndjson' --project street --output 'my boxes.toml'",
        "use it   postil import 'my boxes.ndjson' --project street --map 'my boxes.toml'",
    ]


def test_a_saved_recipe_that_knows_every_name_is_all_that_is_offered():
    assert suggested(known=2) == [
        'The ontology has no "Car", "bus". A recipe says what is meant:',
        'recipe "detector" (version 2) knows 2 of 2 names',
        "use it   postil import 'my boxes.ndjson' --project street --map @detector",
    ]


def test_a_saved_recipe_that_knows_some_names_is_offered_beside_a_new_one():
    lines = suggested(known=1)
    assert lines[1] == 'recipe "detector" (version 2) knows 1 of 2 names'
    assert '  Car = "car"' in lines


def test_a_long_suggestion_is_cut():
    text = "[features]\n" + "".join(f'n{number} = "x"\n' for number in range(MOST_LINES))
    assert "  # and 1 lines more" in suggested(text)
