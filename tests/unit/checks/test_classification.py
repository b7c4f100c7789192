import pytest

from postil.checks.annotation import Checker
from postil.checks.facts import RowFacts
from postil.model.annotation import Annotation
from postil.model.answer import Answer, Classification, Range
from postil.model.geometry import Box
from postil.model.ontology import Feature, FeatureIndex, Ontology

BOX = Box(10, 20, 30, 40)


def answered(name: str, kind, *answers: Answer, **fields) -> Annotation:
    found = Classification(name, kind, list(answers), **fields)
    return Annotation("k", name, kind="classification", classifications=[found])


def drawn(*nested: Classification) -> Annotation:
    return Annotation("k", "car", geometry=BOX, classifications=list(nested))


def found(issues):
    return [(issue.code, issue.got, issue.where.pointer) for issue in issues]


def test_an_answer_gets_the_ids_of_question_and_option(check):
    annotation = answered("weather", "radio", Answer("rainy"))
    assert check(annotation) == []
    [question] = annotation.classifications
    assert (question.feature_id, question.answers[0].feature_id) == (40, 42)


def test_an_unknown_option_is_reported_with_the_one_meant(check):
    [issue] = check(answered("weather", "radio", Answer("rayny")))
    assert (issue.code, issue.got, issue.where.pointer) == ("ONT005", "rayny", "/answer/name")
    assert issue.hint == 'did you mean "rainy"?'
    assert issue.expected == ["sunny", "rainy"]


def test_an_option_given_by_schema_id_is_found(check):
    annotation = drawn(Classification(None, "radio", [Answer("red")], schema_id="id-color"))
    assert check(annotation) == []
    assert annotation.classifications[0].feature_id == 11


def test_a_radio_written_as_a_list_of_one_is_a_radio(check):
    annotation = answered("weather", "checklist", Answer("sunny"))
    assert check(annotation) == []
    [question] = annotation.classifications
    assert (question.kind, question.spelled_as) == ("radio", "checklist")


def test_a_checklist_written_as_an_object_is_a_checklist(check):
    annotation = answered("flaws", "radio", Answer("dark"))
    assert check(annotation) == []
    [question] = annotation.classifications
    assert (question.kind, question.spelled_as) == ("checklist", "radio")


def test_checking_twice_keeps_how_the_answer_was_spelled(check):
    annotation = answered("weather", "checklist", Answer("sunny"))
    check(annotation)
    check(annotation)
    assert annotation.classifications[0].spelled_as == "checklist"


@pytest.mark.parametrize(("form", "severity"), [("labelbox", "error"), ("label_studio", "warning")])
def test_an_empty_list_of_answers_is_reported(check, form, severity):
    [issue] = check(answered("flaws", "checklist"), form=form)
    assert (issue.code, issue.severity) == ("CLS001", severity)


def test_an_option_given_twice_is_reported_at_the_second(check):
    issues = check(answered("flaws", "checklist", Answer("dark"), Answer("dark")))
    assert found(issues) == [("CLS002", "dark", "/answer/1")]


def test_an_option_may_hold_at_two_times(check):
    answers = [Answer("dark", ranges=[Range(1, 5)]), Answer("dark", ranges=[Range(9, 12)])]
    assert check(answered("flaws", "checklist", *answers), RowFacts("video")) == []


def test_an_option_may_not_hold_twice_at_one_time(check):
    answers = [Answer("dark", ranges=[Range(1, 9)]), Answer("dark", ranges=[Range(5, 12)])]
    issues = check(answered("flaws", "checklist", *answers), RowFacts("video"))
    assert [issue.code for issue in issues] == ["CLS002"]


def test_text_is_no_option(check):
    [issue] = check(answered("weather", "text", Answer("sunny")))
    assert (issue.code, issue.got, issue.expected) == ("CLS003", "sunny", "an option")


def test_an_option_is_no_text(check):
    [issue] = check(answered("note", "radio", Answer("sunny")))
    assert (issue.code, issue.expected) == ("CLS003", "text")


def test_a_radio_has_one_answer(check):
    issues = check(answered("weather", "checklist", Answer("sunny"), Answer("rainy")))
    assert found(issues) == [("CLS004", ["sunny", "rainy"], "/answer")]


def test_a_radio_may_change_over_time(check):
    answers = [Answer("sunny", ranges=[Range(1, 5)]), Answer("rainy", ranges=[Range(6, 9)])]
    assert check(answered("weather", "checklist", *answers), RowFacts("video")) == []


def test_a_radio_has_one_answer_at_a_time(check):
    answers = [Answer("sunny", ranges=[Range(1, 5)]), Answer("rainy", ranges=[Range(5, 9)])]
    issues = check(answered("weather", "checklist", *answers), RowFacts("video"))
    assert [issue.code for issue in issues] == ["CLS004"]


@pytest.mark.parametrize(("text", "length"), [("x", 1), ("x" * 11, 11)])
def test_a_text_must_be_as_long_as_the_ontology_says(check, text, length):
    assert found(check(answered("note", "text", Answer(text)))) == [("CLS006", length, "/answer")]


@pytest.mark.parametrize("text", ["xx", "x" * 10])
def test_the_limits_of_a_text_are_inclusive(check, text):
    assert check(answered("note", "text", Answer(text))) == []


@pytest.mark.parametrize(("value", "codes"), [(3, []), (3.5, []), ("3", []), ("many", ["CLS003"])])
def test_a_number_may_be_written_as_text(check, value, codes):
    kind = "text" if isinstance(value, str) else "rating"
    assert [issue.code for issue in check(answered("stars", kind, Answer(value)))] == codes


def test_a_path_of_options_is_followed_to_its_end(check):
    assert check(answered("place", "taxonomy", Answer(["Asia", "Kobe"]))) == []
    [issue] = check(answered("place", "taxonomy", Answer(["Asia", "Kyoto"])))
    assert (issue.code, issue.got, issue.expected) == ("ONT005", "Kyoto", ["Kobe"])


def test_a_range_that_ends_before_it_starts_is_reported(check):
    issues = check(answered("weather", "radio", Answer("sunny", ranges=[Range(5, 1)])), RowFacts("video"))
    assert found(issues) == [("VID009", [5, 1], "/answer/frames/0/start")]


def test_a_range_from_a_negative_frame_is_reported(check):
    issues = check(answered("weather", "radio", Answer("sunny", ranges=[Range(-1, 1)])), RowFacts("video"))
    assert found(issues) == [("VID001", -1, "/answer/frames/0/start")]


def test_nested_answers_are_checked_at_any_depth(check):
    shade = Classification("shade", "text", [Answer("dark")])
    color = Classification("color", "radio", [Answer("red", classifications=[shade])])
    assert check(drawn(color)) == []
    assert shade.feature_id == 12


def test_a_question_below_another_option_is_not_offered(check):
    shade = Classification("shade", "text", [Answer("dark")])
    color = Classification("color", "radio", [Answer("blue", classifications=[shade])])
    [issue] = check(drawn(color))
    assert (issue.code, issue.got) == ("ONT006", "shade")
    assert issue.where.pointer == "/classifications/0/answer/classifications/0/name"


def test_a_question_that_the_tool_does_not_ask_is_reported_with_the_one_meant(check):
    [issue] = check(drawn(Classification("colour", "radio", [Answer("red")])))
    assert (issue.code, issue.hint) == ("ONT006", 'did you mean "color"?')


def test_a_top_level_question_is_not_asked_of_an_object(check):
    weather = Classification("weather", "radio", [Answer("sunny")])
    assert [issue.code for issue in check(drawn(weather))] == ["ONT006"]


def test_label_studio_asks_any_question_of_a_region(check):
    weather = Classification("weather", "radio", [Answer("sunny")])
    assert check(drawn(weather), form="label_studio") == []


def test_a_nested_question_answered_twice_is_reported(check):
    colors = [Classification("color", "radio", [Answer(name)]) for name in ("red", "blue")]
    assert [issue.code for issue in check(drawn(*colors))] == ["CLS005"]


def test_a_nested_question_without_a_name_is_reported(check):
    assert [issue.code for issue in check(drawn(Classification(None, "radio", [Answer("red")])))] == [
        "ROW006"
    ]


def test_options_that_come_with_each_task_are_not_judged(check):
    index = FeatureIndex(Ontology("o", [Feature("dynamic", "radio", ext={"label_studio": {"value": "$c"}})]))
    checker = Checker(index, purpose="pre_label", format_name="label_studio")
    assert checker.check(answered("dynamic", "radio", Answer("anything")), RowFacts("image", (9, 9))) == ()


def test_the_alias_of_the_answer_key_is_part_of_the_pointer(check):
    annotation = answered("flaws", "checklist", Answer("dim"), ext={"labelbox": {"key": "answers"}})
    [issue] = check(annotation)
    assert issue.where.pointer == "/answers/0/name"
