import pytest

from postil.checks.ontology import MAX_FEATURES, check_ontology
from postil.model.ontology import Feature, Ontology
from tests.unit.checks.conftest import ontology


def found(*features):
    issues = check_ontology(Ontology("o", list(features)))
    return [(issue.code, issue.got, issue.where.pointer) for issue in issues]


def test_a_sound_ontology_has_no_issue():
    assert check_ontology(ontology()) == []


@pytest.mark.parametrize("name", ["", "  "])
def test_a_feature_needs_a_name(name):
    assert found(Feature(name, "box")) == [("ONT007", name, "/features/0/name")]


def test_two_tools_of_one_name_are_refused_whatever_they_draw():
    assert found(Feature("b", "box"), Feature("b", "polygon")) == [("ONT008", "b", "/features/1/name")]


def test_a_tool_a_question_and_a_relationship_may_share_a_name():
    assert found(Feature("b", "box"), Feature("b", "text"), Feature("b", "relationship")) == []


def test_options_of_one_question_need_names_of_their_own():
    twice = [Feature("a", "option"), Feature("a", "option")]
    assert found(Feature("q", "radio", twice)) == [("ONT008", "a", "/features/0/children/1/name")]


def test_options_of_two_questions_may_share_a_name():
    questions = [Feature(name, "radio", [Feature("a", "option")]) for name in ("p", "q")]
    assert found(*questions) == []


@pytest.mark.parametrize("kind", ["radio", "checklist"])
def test_a_question_that_offers_nothing_is_refused(kind):
    assert found(Feature("q", kind)) == [("ONT009", [], "/features/0/children")]


def test_a_question_below_an_option_is_looked_at_too():
    nested = Feature("a", "option", [Feature("r", "radio")])
    assert [code for code, _, _ in found(Feature("q", "radio", [nested]))] == ["ONT009"]


def test_two_prompts_are_refused():
    prompts = [Feature("p", "prompt"), Feature("q", "prompt")]
    assert found(*prompts) == [("ONT010", ["p", "q"], "/features")]


@pytest.mark.parametrize(("count", "codes"), [(MAX_FEATURES, []), (MAX_FEATURES + 1, ["ONT007"])])
def test_4000_features_are_the_most(count, codes):
    features = [Feature(f"f{number}", "box") for number in range(count)]
    assert [code for code, _, _ in found(*features)] == codes


def test_endless_nesting_is_refused():
    feature = Feature("q", "text")
    for number in range(100):
        feature = Feature(f"q{number}", "option", [feature])
    assert [code for code, _, _ in found(feature)] == ["ONT007"]


def test_the_longest_text_cannot_be_shorter_than_the_shortest():
    feature = Feature("q", "text", min_characters=9, max_characters=3)
    assert [code for code, _, _ in found(feature)] == ["ONT007"]
