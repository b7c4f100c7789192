import pytest

from postil.errors import AnnotationError
from postil.types import (
    MessageEvaluationTaskAnnotation,
    MessageRankingTask,
    MessageSingleSelectionTask,
    OrderedMessageInfo,
    from_ndjson,
    to_ndjson,
)
from tests.unit.types.make import label, rows

CHOSEN = MessageSingleSelectionTask(message_id="m1", model_config_name="A", parent_message_id="p")


def ranking(*orders):
    messages = [
        OrderedMessageInfo(message_id=str(order), model_config_name="A", order=order) for order in orders
    ]
    return MessageRankingTask(parent_message_id="p", ranked_messages=messages)


def test_messages_may_be_listed_in_any_order():
    assert [one.order for one in ranking(2, 1).ranked_messages] == [2, 1]


@pytest.mark.parametrize("orders", [(0, 1), (1, 1), (2,), (1, 2, 4)])
def test_ranks_count_from_one_without_gaps(orders):
    with pytest.raises(AnnotationError) as caught:
        ranking(*orders)
    assert caught.value.code == "CNF006"


def test_a_judgement_of_a_model_has_its_confidence():
    given = MessageEvaluationTaskAnnotation(name="best", value=CHOSEN, confidence=0)
    (row,) = rows(given)
    assert row["confidence"] == 0
    (again,) = from_ndjson(to_ndjson(label(given)))
    assert next(to_ndjson(again)) == row


def test_a_judgement_names_its_feature():
    with pytest.raises(AnnotationError) as caught:
        MessageEvaluationTaskAnnotation(value=CHOSEN)
    assert caught.value.code == "ROW006"
