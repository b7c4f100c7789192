import pytest

from postil.errors import AnnotationError
from postil.types import (
    Checklist,
    ClassificationAnswer,
    TemporalClassificationAnswer,
    TemporalClassificationQuestion,
    TemporalClassificationText,
    Text,
    VideoClassificationAnnotation,
)
from tests.unit.types.make import answer, rows


def checked(frame, *names):
    value = Checklist(answer=[ClassificationAnswer(name=name) for name in names])
    return VideoClassificationAnnotation(name="seen", frame=frame, segment_index=0, value=value)


def text(frame, said, **more):
    return VideoClassificationAnnotation(name="said", frame=frame, value=Text(answer=said, **more))


def times(*stretches):
    return [{"start": start, "end": end} for start, end in stretches]


def test_an_answer_that_stays_is_written_once_with_its_frames_beside_it():
    (row,) = rows(*(answer(number, "sunny") for number in (1, 2, 3, 7)))
    assert (row["frames"], row["answer"]) == (times((1, 3), (7, 7)), {"name": "sunny"})


def test_an_answer_holds_until_the_next_one_of_its_segment():
    given = [answer(9, "sunny", segment_index=0), answer(12, "rain", segment_index=0)]
    (row,) = rows(*given, answer(15, "rain", segment_index=0))
    assert row["answer"] == [
        {"name": "sunny", "frames": times((9, 11))}, {"name": "rain", "frames": times((12, 15))}
    ]  # fmt: skip


def test_an_answer_that_comes_back_is_one_answer_with_two_stretches():
    (row,) = rows(*(answer(n, name) for n, name in ((1, "sunny"), (2, "rain"), (3, "sunny"))))
    assert row["answer"][0] == {"name": "sunny", "frames": times((1, 1), (3, 3))}


def test_options_of_a_checklist_have_times_of_their_own():
    (row,) = rows(checked(1, "car"), checked(5, "car", "dog"), checked(9, "dog"))
    assert row["answer"] == [
        {"name": "car", "frames": times((1, 4), (5, 8))},
        {"name": "dog", "frames": times((5, 8), (9, 9))},
    ]


def test_texts_are_written_with_their_frames():
    (row,) = rows(text(1, "hello"), text(2, "hello"), text(8, "bye", confidence=0))
    assert row["answer"] == [
        {"value": "hello", "frames": times((1, 2))},
        {"value": "bye", "confidence": 0, "frames": times((8, 8))},
    ]


def option(name, *frames, nested=None):
    return TemporalClassificationAnswer(name=name, frames=list(frames), classifications=nested)


def asked(name, *options, nested=None):
    return TemporalClassificationQuestion(name=name, value=list(options), classifications=nested)


def test_questions_below_texts_go_to_the_text_in_whose_time_they_lie():
    tone = TemporalClassificationText(name="tone", value=[(2, 5, "calm"), (21, 25, "loud")])
    said = TemporalClassificationText(
        name="said", value=[(0, 10, "um"), (20, 30, "ok")], classifications=[tone]
    )
    (row,) = rows(said)
    nested = [one["classifications"][0]["answer"] for one in row["answer"]]
    assert nested == [
        [{"value": "calm", "frames": times((2, 5))}], [{"value": "loud", "frames": times((21, 25))}]
    ]  # fmt: skip


def test_a_question_in_no_answers_time_is_refused():
    tone = asked("tone", option("calm", (50, 60)))
    with pytest.raises(AnnotationError, match="50 to 60"):
        rows(asked("speaker", option("user", (0, 10)), nested=[tone]))


def test_a_confidence_by_stretch_is_kept():
    given = TemporalClassificationAnswer(name="user", frames=[(0, 1)], confidence=0)
    (row,) = rows(asked("speaker", given))
    assert row["answer"] == [{"name": "user", "frames": times((0, 1)), "confidence": 0}]


def test_questions_without_an_answer_make_no_row():
    assert rows(asked("speaker"), asked("tone", option("calm"))) == []
