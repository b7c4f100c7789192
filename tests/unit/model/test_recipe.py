from postil.model.recipe import Recipe, Rule


def test_rules_are_walked_with_their_places_parents_first() -> None:
    recipe = Recipe({"a": Rule(to="b", children={"c": Rule(ignore=True)}), "d": Rule(create="box")})
    assert [place for place, _ in recipe.walk()] == [("a",), ("a", "c"), ("d",)]


def test_a_rule_that_only_holds_others_does_nothing_by_itself() -> None:
    assert not Rule(children={"a": Rule(to="b")}).acts
    assert all(rule.acts for rule in (Rule(to="b"), Rule(ignore=True), Rule(create="box")))
