import numpy as np
import pytest

from postil.errors import AnnotationError
from postil.types import (
    Checklist,
    ClassificationAnnotation,
    ClassificationAnswer,
    CustomMetric,
    Radio,
    Text,
)
from tests.unit.types.make import choice, loose, rows

METRIC = {"name": "iou", "value": 0}


def question(value, **more):
    return ClassificationAnnotation(name="weather", value=value, **more)


def written(value, **more):
    (row,) = rows(question(value, **more))
    return {key: found for key, found in row.items() if key not in {"uuid", "dataRow"}}


def test_an_option_carries_its_confidence_and_measures():
    assert written(choice("sunny", confidence=0, custom_metrics=[METRIC]))["answer"] == {
        "name": "sunny", "confidence": 0, "customMetrics": [METRIC]
    }  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        Radio(answer=ClassificationAnswer(name="sunny"), confidence=0, custom_metrics=[METRIC]),
        Checklist(answer=[ClassificationAnswer(name="sunny")], confidence=0),
        Text(answer="sunny", confidence=0, custom_metrics=[METRIC]),
    ],
)
def test_a_value_carries_the_confidence_of_its_row(value):
    assert written(value)["confidence"] == 0


def test_the_confidence_of_the_annotation_goes_before_that_of_the_value():
    assert written(Text(answer="sunny", confidence=0.2), confidence=0.0)["confidence"] == 0


def test_measures_of_a_checklist_are_kept():
    value = Checklist(answer=[ClassificationAnswer(name="sunny")])
    assert written(value, custom_metrics=[CustomMetric(name="iou", value=0)])["customMetrics"] == [METRIC]


def test_an_option_may_be_named_by_its_schema_id():
    value = Radio(answer=ClassificationAnswer(feature_schema_id="ckrazcueb16og0z6609jj7y3y"))
    assert written(value)["answer"] == {"schemaId": "ckrazcueb16og0z6609jj7y3y"}


def test_questions_nest_to_any_depth():
    value = choice("leaf")
    for level in range(60):
        value = choice(f"a{level}", classifications=[question(value)])
    answer, depth = written(value)["answer"], 0
    while "classifications" in answer:
        answer, depth = answer["classifications"][0]["answer"], depth + 1
    assert (depth, answer) == (60, {"name": "leaf"})


def test_a_checklist_of_one_may_come_without_its_list():
    one = ClassificationAnswer(name="sunny")
    assert loose.Checklist(answer=one).answer == [one]


def test_an_option_twice_is_refused():
    with pytest.raises(AnnotationError) as caught:
        Checklist(answer=[ClassificationAnswer(name="sunny"), ClassificationAnswer(name="sunny")])
    assert (caught.value.code, caught.value.path) == ("CLS002", "/answer/1")


def test_an_empty_checklist_is_refused():
    with pytest.raises(AnnotationError) as caught:
        Checklist(answer=[])
    assert (caught.value.code, caught.value.path) == ("CLS001", "/answer")


def test_an_answer_without_a_name_is_refused():
    with pytest.raises(AnnotationError) as caught:
        ClassificationAnswer()
    assert caught.value.code == "ROW006"


def test_a_number_is_no_text():
    with pytest.raises(AnnotationError) as caught:
        loose.Text(answer=5)
    assert (caught.value.code, caught.value.path) == ("CLS003", "/answer")


@pytest.mark.parametrize("value", ["sunny", None, ClassificationAnswer(name="sunny")])
def test_what_is_no_reply_is_refused(value):
    with pytest.raises(AnnotationError, match="must be a Radio, Checklist or Text"):
        question(value)


def test_a_radio_with_a_list_is_refused():
    with pytest.raises(AnnotationError, match="a Checklist takes a list"):
        loose.Radio(answer=[ClassificationAnswer(name="sunny")])


def test_numbers_of_numpy_are_confidences_and_measures():
    value = choice(
        "sunny", confidence=np.float32(0.5), custom_metrics=[loose.CustomMetric(name="n", value=np.int64(2))]
    )
    assert written(value)["answer"] == {
        "name": "sunny", "confidence": 0.5, "customMetrics": [{"name": "n", "value": 2}]
    }  # fmt: skip


def test_a_measure_is_a_number():
    with pytest.raises(AnnotationError) as caught:
        loose.CustomMetric(name="iou", value="high")
    assert (caught.value.code, caught.value.path) == ("ROW010", "/customMetrics/0/value")


def test_what_is_given_is_not_changed():
    given = [dict(METRIC)]
    question(Text(answer="a"), custom_metrics=given)
    assert given == [METRIC]
