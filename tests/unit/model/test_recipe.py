from hypothesis import given
from hypothesis import strategies as st

from postil.model.recipe import Recipe, Rule, place_of, pointer_of


def test_rules_are_walked_with_their_places_parents_first() -> None:
    recipe = Recipe({"a": Rule(to="b", children={"c": Rule(ignore=True)}), "d": Rule(create="box")})
    assert [place for place, _ in recipe.walk()] == [("a",), ("a", "c"), ("d",)]


def test_a_rule_that_only_holds_others_does_nothing_by_itself() -> None:
    assert not Rule(children={"a": Rule(to="b")}).acts
    assert all(rule.acts for rule in (Rule(to="b"), Rule(ignore=True), Rule(create="box")))


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_a_pointer_leads_back_to_its_place(names: list[str]) -> None:
    assert place_of(pointer_of(tuple(names))) == tuple(names)


def test_a_pointer_goes_down_through_children() -> None:
    assert pointer_of(("a/b", "c~d")) == "/features/a~1b/children/c~0d"
