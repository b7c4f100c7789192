from postil.model.recipe import Rule
from postil.services.imports.rules import ReadyRules, add_uses


def rules() -> ReadyRules:
    below = {"Red": Rule(to="red")}
    return ReadyRules(
        (), {"Car": Rule(to="car", children=below), "tree": Rule(ignore=True), "ck1": Rule(to="x")}
    )


def test_a_rule_is_found_by_name_before_schema_id() -> None:
    ready = rules()
    found = ready.find("Car", "ck1")
    assert found is not None
    assert found.to == "car"
    assert ready.find(None, "ck1") is ready.find("unknown", "ck1") is not None
    assert ready.find("unknown", None) is None


def test_uses_are_taken_once_with_what_became_of_the_name() -> None:
    ready = rules()
    ready.by_name["Car"].children.by_name["Red"].count = 3
    ready.by_name["tree"].count = 2
    assert ready.take() == {"/features/Car/children/Red": ["red", 3], "/features/tree": [None, 2]}
    assert ready.take() == {}


def test_uses_add_up_and_leave_their_parts_alone() -> None:
    before = {"/features/a": ["b", 2]}
    assert add_uses(before, {"/features/a": ["b", 3], "/features/c": [None, 1]}) == {
        "/features/a": ["b", 5],
        "/features/c": [None, 1],
    }
    assert before == {"/features/a": ["b", 2]}
