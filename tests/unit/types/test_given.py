import pytest

from postil.errors import AnnotationError
from postil.types import ObjectAnnotation, Polygon
from tests.unit.types.make import box, loose, rectangle, rows

MAKERS = {
    "colors": lambda: loose.MaskInstance(color_rgb=5, name="a"),
    "selections": lambda: loose.DocumentEntity(text_selections="x"),
    "token ids": lambda: loose.DocumentTextSelection(token_ids="abc", group_id="g", page=1),
    "texts in time": lambda: loose.TemporalClassificationText(name="t", value=[(1, 2)]),
    "answers in time": lambda: loose.TemporalClassificationQuestion(name="t", value=["x"]),
    "stretches": lambda: loose.TemporalClassificationAnswer(name="a", frames=[5]),
    "messages": lambda: loose.MessageMultiSelectionTask(parent_message_id="p", selected_messages=["x"]),
    "a link": lambda: loose.RelationshipAnnotation(name="r", value="x"),
    "a prompt": lambda: loose.PromptClassificationAnnotation(name="p", value="x"),
    "a judgement": lambda: loose.MessageEvaluationTaskAnnotation(name="p", value="x"),
    "frames": lambda: loose.VideoMaskAnnotation(frames=["x"], instances=[]),
    "points": lambda: loose.Polygon(points=5),
    "a point": lambda: loose.Polygon(points=[1, 2, 3]),
    "questions": lambda: box(classifications=["x"]),
    "measures": lambda: box(custom_metrics=[5]),
    "a message": lambda: loose.ConversationEntity(start=0, end=1, message_id=4),
    "labels": lambda: list(loose.to_ndjson([box()])),
}


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_parts_of_another_kind_are_refused_where_they_are_given(name):
    with pytest.raises(AnnotationError) as caught:
        MAKERS[name]()
    assert caught.value.code == "ROW010"


def test_parts_may_be_mappings_of_their_arguments():
    answer = {"name": "sunny", "confidence": 0.5}
    question = loose.ClassificationAnnotation(name="weather", value=loose.Radio(answer=answer))
    (row,) = rows(question)
    assert row["answer"] == answer


def test_annotations_of_a_program_derived_from_ours_are_written():
    class Car(ObjectAnnotation, kw_only=True):
        pass

    (row,) = rows(Car(name="car", value=rectangle()))
    assert row["bbox"] == {"top": 0, "left": 0, "height": 10, "width": 10}


def test_one_label_needs_no_list():
    label = loose.Label(data={"global_key": "gk"}, annotations=[box()])
    assert list(loose.to_ndjson(label)) == list(loose.to_ndjson([label]))


def test_a_ring_is_not_the_programs_list():
    given = [loose.Point(0, 0), loose.Point(1, 0), loose.Point(1, 1)]
    Polygon(points=given).points.clear()
    assert len(given) == 3
