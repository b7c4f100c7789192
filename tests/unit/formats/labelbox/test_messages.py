import pytest

from tests.unit.formats.labelbox.roundtrip import codes, only_issue, read_shape, written

ONE, TWO = {"messageId": "m1", "modelConfigName": "A"}, {"messageId": "m2", "modelConfigName": "B"}


def task(form, **data):
    return {"format": f"message-{form}", "data": {"parentMessageId": "p"} | data}


TASKS = [
    task("single-selection", **ONE),
    task("multi-selection", selectedMessages=[ONE, TWO]),
    task("ranking", rankedMessages=[TWO | {"order": 2}, ONE | {"order": 1}]),
]


@pytest.mark.parametrize("evaluation", TASKS)
def test_an_evaluation_is_a_question_answered_with_messages(evaluation):
    entry = read_shape(messageEvaluationTask=evaluation)
    assert entry.issues == []
    (annotation,) = entry.annotations
    assert (annotation.kind, annotation.target.message) == ("classification", "p")
    assert annotation.classifications[0].kind == "messages"
    assert "m1" in [answer.value for answer in annotation.classifications[0].answers]
    assert written([entry])[0]["messageEvaluationTask"] == evaluation


@pytest.mark.parametrize("orders", [(1, 3), (1, 1), (0, 1), (2, 3)])
def test_ranks_are_consecutive_from_1(orders):
    first, second = orders
    ranked = [ONE | {"order": first}, TWO | {"order": second}]
    assert codes(read_shape(messageEvaluationTask=task("ranking", rankedMessages=ranked))) == ["CNF006"]


def test_an_unknown_format_is_refused():
    issue = only_issue(read_shape(messageEvaluationTask=task("choice")))
    assert (issue.code, issue.where.pointer) == ("ROW010", "/messageEvaluationTask/format")


def test_the_data_of_the_format_must_be_there():
    issue = only_issue(read_shape(messageEvaluationTask=task("ranking", **ONE)))
    assert (issue.code, issue.where.pointer) == ("ROW010", "/messageEvaluationTask/data/rankedMessages")


def test_data_of_another_format_is_kept_with_a_warning():
    evaluation = task("single-selection", **ONE, selectedMessages=[TWO])
    entry = read_shape(messageEvaluationTask=evaluation)
    assert (only_issue(entry).code, only_issue(entry).severity) == ("ROW009", "warning")
    assert written([entry])[0]["messageEvaluationTask"] == evaluation
