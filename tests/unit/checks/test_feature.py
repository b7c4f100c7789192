import pytest

from postil.checks.annotation import Checker
from postil.model.annotation import Annotation
from postil.model.answer import Answer, Classification
from postil.model.geometry import Box, Polygon
from postil.model.identity import new_uid, spell_id
from postil.model.ontology import Feature, FeatureIndex, Ontology
from tests.unit.checks.conftest import IMAGE, ontology

BOX = Box(10, 20, 30, 40)


def test_an_unknown_name_is_reported_with_the_name_meant(check):
    [issue] = check(Annotation("k", "caar", geometry=BOX))
    assert (issue.code, issue.got, issue.where.pointer) == ("ONT001", "caar", "/name")
    assert issue.message == 'name "caar" is not a feature of this ontology'
    assert issue.hint == 'did you mean "car"?'


def test_an_unknown_name_without_a_near_one_lists_what_there_is(check):
    [issue] = check(Annotation("k", "elephant", geometry=BOX))
    assert issue.hint.startswith('use one of "any", "best", "car"')


def test_a_nested_question_asked_at_the_top_says_where_it_belongs(check):
    answered = Annotation(
        "k",
        "color",
        kind="classification",
        classifications=[Classification("color", "radio", [Answer("red")])],
    )
    [issue] = check(answered)
    assert (issue.code, issue.hint) == ("ONT001", 'the question exists below "car": answer it there')


def test_a_schema_id_alone_finds_the_feature(check):
    annotation = Annotation("k", schema_id="id-car", geometry=BOX)
    assert check(annotation) == []
    assert annotation.feature_id == 1


def test_our_own_id_is_found_in_both_spellings(index):
    uid = new_uid()
    checker = Checker(
        FeatureIndex(Ontology("o", [Feature("car", "box", id=1, uid=uid)])), purpose="pre_label"
    )
    for spelling in (uid, spell_id(uid)):
        assert checker.check(Annotation("k", schema_id=spelling, geometry=BOX), IMAGE) == ()


def test_an_unknown_schema_id_alone_is_an_error(check):
    [issue] = check(Annotation("k", schema_id="id-nobody", geometry=BOX))
    assert (issue.code, issue.severity, issue.where.pointer) == ("ONT002", "error", "/schemaId")


def test_an_unknown_schema_id_beside_a_known_name_is_a_warning(check):
    annotation = Annotation("k", "car", schema_id="id-nobody", geometry=BOX)
    [issue] = check(annotation)
    assert (issue.code, issue.severity) == ("ONT002", "warning")
    assert annotation.feature_id == 1


def test_an_unknown_schema_id_beside_a_known_name_is_an_error_where_strict(check):
    [issue] = check(Annotation("k", "car", schema_id="id-nobody", geometry=BOX), is_strict=True)
    assert (issue.code, issue.severity) == ("ONT002", "error")


def test_name_and_schema_id_of_one_feature_agree(check):
    assert check(Annotation("k", "car", schema_id="id-car", geometry=BOX)) == []


def test_name_and_schema_id_of_two_features_disagree(check):
    [issue] = check(Annotation("k", "car", schema_id="id-roof", geometry=BOX))
    assert (issue.code, issue.got, issue.expected) == ("ONT004", "id-roof", "car")


def test_a_name_nobody_has_disagrees_with_a_known_schema_id(check):
    [issue] = check(Annotation("k", "caar", schema_id="id-car", geometry=BOX))
    assert issue.code == "ONT004"


def test_the_schema_id_of_a_question_draws_nothing(check):
    [issue] = check(Annotation("k", schema_id="id-color", geometry=BOX))
    assert issue.code == "ONT003"


@pytest.mark.parametrize(("name", "kind"), [("weather", "object"), ("has", "object")])
def test_a_question_or_relationship_cannot_be_drawn(check, name, kind):
    [issue] = check(Annotation("k", name, kind=kind, geometry=BOX))
    assert (issue.code, issue.where.pointer) == ("ONT003", "/name")


def test_a_tool_cannot_be_answered(check):
    answered = Annotation(
        "k", "car", kind="classification", classifications=[Classification("car", "text", [Answer("yes")])]
    )
    [issue] = check(answered)
    assert issue.code == "ONT003"


def test_a_tool_that_draws_something_else_is_named(check):
    [issue] = check(Annotation("k", "roof", geometry=BOX))
    assert (issue.code, issue.got, issue.expected, issue.where.pointer) == (
        "ONT003",
        "bbox",
        "polygon",
        "/bbox",
    )


def test_an_object_without_name_and_id_is_reported(check):
    assert [issue.code for issue in check(Annotation("k", geometry=BOX))] == ["ROW006"]


def test_a_message_evaluation_is_answered_though_its_feature_is_a_tool(check):
    found = Classification("best", "messages", [Answer("m1")])
    assert check(Annotation("k", "best", kind="classification", classifications=[found])) == []


def test_one_name_may_be_a_tool_and_a_question():
    both = ontology()
    both.features.append(Feature("car", "text", id=99))
    annotation = Annotation(
        "k", "car", kind="classification", classifications=[Classification("car", "text", [Answer("fast")])]
    )
    checker = Checker(FeatureIndex(both), purpose="pre_label")
    assert checker.check(annotation, IMAGE) == ()
    assert annotation.feature_id == 99
    drawn = Annotation("k", "car", geometry=BOX)
    assert checker.check(drawn, IMAGE) == ()
    assert drawn.feature_id == 1


def test_a_polygon_of_its_tool_is_clean(check):
    annotation = Annotation("k", "roof", geometry=Polygon([(1, 1), (9, 1), (5, 9)]))
    assert check(annotation) == []
    assert annotation.feature_id == 2
