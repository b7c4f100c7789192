"""An annotation counts as itself and as every question answered on it."""

import pytest

from postil.model.annotation import Annotation, Geometry, Relation
from postil.model.annotation_type import add_types, merge_types
from postil.model.answer import Answer, Classification, Range
from postil.model.geometry import Bitmap, Box, CornerBox, Ellipse, Mask, Point, Polygon, Polyline
from postil.model.span import TextSpan
from postil.model.track import Keyframe, Track, TrackSegment

BOX = Box(1, 2, 3, 4)


def types(annotation: Annotation) -> dict[str, int]:
    totals: dict[str, int] = {}
    add_types(annotation, totals)
    return totals


def radio(name: str, option: str, *below: Classification) -> Classification:
    return Classification(name, "radio", [Answer(option, classifications=list(below))])


@pytest.mark.parametrize(
    ("geometry", "name"),
    [
        (BOX, "box"),
        (CornerBox(1, 2, 3, 4), "box"),
        (Polygon([(0, 0), (1, 0), (1, 1)]), "polygon"),
        (Polyline([(0, 0), (1, 1)]), "polyline"),
        (Point(1, 2), "point"),
        (Ellipse(5, 5, 1, 2), "ellipse"),
        (Mask(2, 2, "04"), "mask"),
        (Bitmap(2, 2, "ab", "png"), "mask"),
        (TextSpan(0, 4), "text_entity"),
        (None, "other"),
    ],
)
def test_an_object_counts_one_of_its_shape(geometry: Geometry | None, name: str):
    assert types(Annotation(geometry=geometry)) == {name: 1}


def test_a_box_with_an_answered_radio_counts_two():
    assert types(Annotation(geometry=BOX, classifications=[radio("colour", "red")])) == {"box": 1, "radio": 1}


def test_questions_below_an_answer_count_at_any_depth():
    deep = radio("colour", "red", radio("shade", "dark", Classification("why", "text", [Answer("rust")])))
    assert types(Annotation(geometry=BOX, classifications=[deep])) == {"box": 1, "radio": 2, "text": 1}


def test_a_question_without_an_answer_does_not_count():
    open_question = Classification("colour", "radio", [])
    assert types(Annotation(geometry=BOX, classifications=[open_question])) == {"box": 1}


def test_a_checklist_counts_one_however_many_options_it_has():
    flaws = Classification("flaws", "checklist", [Answer("dark"), Answer("blurred"), Answer("cut")])
    assert types(Annotation(kind="classification", classifications=[flaws])) == {"checklist": 1}


def test_a_classification_of_a_data_row_counts_one_and_what_is_below_it():
    weather = radio("weather", "rain", radio("how much", "a lot"))
    assert types(Annotation(kind="classification", classifications=[weather])) == {"radio": 2}


def test_a_relationship_counts_one():
    assert types(Annotation(kind="relationship", relation=Relation("b", "a"))) == {"relationship": 1}


def test_a_moving_box_counts_one_however_many_frames_it_has():
    frames = [Keyframe(number, BOX) for number in range(1, 9)]
    assert types(Annotation(geometry=Track([TrackSegment(frames)]))) == {"box": 1}


def test_a_question_answered_in_many_frames_counts_one():
    frames = [Keyframe(n, BOX, [radio("colour", "red")]) for n in range(1, 9)]
    track = Annotation(geometry=Track([TrackSegment(frames)]), classifications=[radio("parked", "yes")])
    assert types(track) == {"box": 1, "radio": 2}


def test_an_answer_for_several_times_counts_one():
    weather = Classification("weather", "radio", [Answer("rain", ranges=[Range(1, 5), Range(9, 12)])])
    assert types(Annotation(kind="classification", classifications=[weather])) == {"radio": 1}


def test_counts_are_added_and_taken_away():
    totals = {"box": 2}
    merge_types(totals, {"box": 1, "radio": 4})
    merge_types(totals, {"box": 3}, -1)
    assert totals == {"box": 0, "radio": 4}
