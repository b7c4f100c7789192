from typing import Any

import pytest

from postil.model.answer import Range
from tests.unit.formats.labelbox.roundtrip import codes, only_issue, read_shape, written

A: dict[str, Any] = {"name": "a"}
B: dict[str, Any] = {"name": "b"}
FRAMES = [{"start": 7, "end": 13}, {"start": 18, "end": 19}]
BOX = {"top": 1, "left": 2, "height": 3, "width": 4}


def question(**fields):
    entry = read_shape(**fields)
    assert entry.issues == []
    (found,) = entry.annotations[0].classifications
    return found


def values(**fields):
    return [answer.value for answer in question(**fields).answers]


@pytest.mark.parametrize(
    ("reply", "kind", "expected"),
    [
        (A, "radio", ["a"]),
        ([A, B], "checklist", ["a", "b"]),
        ([A], "checklist", ["a"]),
        ([], "checklist", []),
        ("free", "text", ["free"]),
        ([{"value": "x", "frames": FRAMES}], "text", ["x"]),
        ({"value": "x"}, "text", ["x"]),
    ],
)
def test_the_kind_is_guessed_from_the_json_shape(reply, kind, expected):
    assert (question(answer=reply).kind, values(answer=reply)) == (kind, expected)


OVER_TIME = [{"value": "x", "frames": FRAMES}, {"value": "y"}]
REPLIES = [A, [A, B], [A], [], "free", [{"value": "x"}], {"value": "x"}, OVER_TIME, {"schemaId": "s"}]


@pytest.mark.parametrize("reply", REPLIES)
@pytest.mark.parametrize("key", ["answer", "answers"])
@pytest.mark.parametrize("beside", [{}, {"frames": FRAMES}])
def test_every_shape_of_a_reply_is_written_as_it_came(reply, key, beside):
    entry = read_shape(**{key: reply}, **beside)
    assert written([entry]) == [{"dataRow": {"globalKey": "gk-1"}, "name": "thing", key: reply} | beside]


def test_answers_means_the_same_as_answer():
    assert values(answers=[A, B]) == values(answer=[A, B])


def test_answer_beside_answers_is_an_error():
    assert codes(read_shape(answer=A, answers=[A])) == ["ROW008"]


def test_frames_beside_the_answer_and_inside_it_mean_the_same():
    expected = [Range(7, 13), Range(18, 19)]
    assert question(answer=A, frames=FRAMES).answers[0].ranges == expected
    assert question(answer=A | {"frames": FRAMES}).answers[0].ranges == expected


def test_frames_inside_answers_may_differ():
    found = question(answer=[A | {"frames": FRAMES}, B | {"frames": FRAMES[:1]}])
    assert [len(answer.ranges) for answer in found.answers] == [2, 1]


def test_a_radio_that_the_checks_found_behind_a_list_is_written_as_the_list():
    entry = read_shape(answer=[A])
    classification = entry.annotations[0].classifications[0]
    classification.kind, classification.spelled_as = "radio", "checklist"
    assert written([entry])[0]["answer"] == [A]


def test_a_checklist_that_the_checks_found_behind_an_object_is_written_as_the_object():
    entry = read_shape(answer=A)
    classification = entry.annotations[0].classifications[0]
    classification.kind, classification.spelled_as = "checklist", "radio"
    assert written([entry])[0]["answer"] == A


def test_questions_nest_to_any_depth():
    reply = A
    for _ in range(10):
        reply = {"name": "deeper", "classifications": [{"name": "q", "answer": reply}]}
    found, depth = question(answer=reply), 0
    while found.answers[0].classifications:
        found, depth = found.answers[0].classifications[0], depth + 1
    assert (depth, found.answers[0].value) == (10, "a")


def test_questions_nested_deeper_than_64_levels_of_json_are_refused():
    reply = A
    for _ in range(30):
        reply = {"name": "deeper", "classifications": [{"name": "q", "answer": reply}]}
    assert codes(read_shape(answer=reply)) == ["SRC007"]


def test_questions_beside_a_text_belong_to_the_text():
    nested = [{"name": "q", "answer": A}]
    found = question(answer="x", classifications=nested)
    assert found.answers[0].classifications[0].answers[0].value == "a"
    entry = read_shape(answer="x", classifications=nested)
    assert written([entry])[0]["classifications"] == nested


def test_questions_beside_an_option_are_kept_with_a_warning():
    nested = [{"name": "q", "answer": A}]
    entry = read_shape(answer=A, classifications=nested)
    assert (only_issue(entry).code, only_issue(entry).severity) == ("ROW009", "warning")
    assert written([entry])[0]["classifications"] == nested


def test_confidence_and_metrics_stay_where_they_were():
    metrics = [{"name": "m", "value": 0.5}]
    reply = [A | {"confidence": 0.5, "customMetrics": metrics}, B | {"confidence": 1}]
    found = question(answer=reply)
    assert [answer.confidence for answer in found.answers] == [0.5, 1]
    entry = read_shape(answer="x", confidence=0.7, customMetrics=metrics)
    assert entry.annotations[0].confidence == 0.7
    assert entry.annotations[0].metrics[0].value == 0.5


def test_a_nested_text_keeps_confidence_and_metrics():
    nested = {"name": "q", "answer": "x", "confidence": 0.2, "customMetrics": [{"name": "m", "value": 1}]}
    entry = read_shape(bbox=BOX, classifications=[nested])
    assert entry.issues == []
    assert written([entry])[0]["classifications"] == [nested]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"answer": {}}, "/answer"),
        ({"answer": [A, {"confidence": 1}]}, "/answer/1"),
        ({"bbox": BOX, "classifications": [{"answer": A}]}, "/classifications/0"),
    ],
)
def test_what_names_no_feature_is_an_error(fields, pointer):
    issue = only_issue(read_shape(**fields))
    assert (issue.code, issue.where.pointer) == ("ROW006", pointer)


def test_a_nested_question_without_an_answer_is_an_error():
    issue = only_issue(read_shape(bbox=BOX, classifications=[{"name": "q"}]))
    assert (issue.code, issue.where.pointer) == ("ROW007", "/classifications/0")


def test_text_among_options_is_an_error():
    issue = only_issue(read_shape(answer=[A, {"value": "x"}]))
    assert (issue.code, issue.where.pointer) == ("CLS003", "/answer/1")


def test_a_schema_id_names_an_option_too():
    answer = question(answer={"schemaId": "ckrazcueb16og0z6609jj7y3y"}).answers[0]
    assert (answer.value, answer.schema_id) == (None, "ckrazcueb16og0z6609jj7y3y")
