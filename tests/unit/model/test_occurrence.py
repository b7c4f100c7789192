"""Expected features and scores are those of annotations written by hand."""

import pytest

from postil.model.annotation import Annotation
from postil.model.answer import Answer, Classification
from postil.model.geometry import Box
from postil.model.identity import new_uid, spell_id
from postil.model.occurrence import ANY, NONE, Occurrences, sixteenth
from postil.model.ontology import Feature, Ontology
from postil.model.track import Keyframe, Track, TrackSegment

UID = new_uid()
ONTOLOGY = Ontology(
    "street",
    [
        Feature(
            "car",
            "box",
            [
                Feature(
                    "colour", "radio", [Feature("red", "option", id=3), Feature("blue", "option", id=4)], id=2
                ),
                Feature("sedan", "label", id=5),
            ],
            id=1,
            uid=UID,
        ),
        Feature(
            "place",
            "taxonomy",
            [Feature("asia", "option", [Feature("kobe", "option", id=12)], id=11)],
            id=10,
        ),
        Feature("near", "relationship", id=20),
        Feature("plate", "box", id=30),
    ],
)
FINDER = Occurrences(ONTOLOGY)


def colour(option: str, confidence: float | None = None) -> Classification:
    return Classification("colour", "radio", [Answer(option)], confidence=confidence)


@pytest.mark.parametrize(
    ("score", "number"),
    [(0, 0), (0.0624, 0), (0.0625, 1), (0.5, 8), (0.99, 15), (1, 15), (-0.5, 0), (7, 15)],
)
def test_a_sixteenth_begins_with_its_lower_end(score, number):
    assert sixteenth(score) == number


def test_an_id_is_enough():
    assert FINDER.of(Annotation(feature_id=1, confidence=0.25)) == {ANY: 0.25, 1: 0.25}


@pytest.mark.parametrize(
    "named", [{"feature": "car"}, {"schema_id": UID}, {"schema_id": spell_id(UID)}, {"feature_id": 1}]
)
def test_a_feature_is_found_by_name_schema_id_and_id(named):
    assert FINDER.of(Annotation(**named)) == {ANY: 1, 1: 1}


@pytest.mark.parametrize("name", ["lorry", None])
def test_what_no_feature_takes_is_counted_as_that(name):
    assert FINDER.of(Annotation(feature=name, confidence=0.5)) == {ANY: 0.5, NONE: 0.5}


def test_without_an_ontology_nothing_is_known():
    assert Occurrences(None).of(Annotation(feature="car")) == {ANY: 1, NONE: 1}


def test_an_id_no_version_knows_any_more_still_counts():
    assert FINDER.of(Annotation(feature_id=99)) == {ANY: 1, 99: 1}


def test_a_tool_does_not_answer_a_question_of_its_name():
    assert FINDER.of(Annotation(feature="place")) == {ANY: 1, NONE: 1}


def test_a_relationship_is_found_among_relationships():
    assert FINDER.of(Annotation(feature="near", kind="relationship")) == {ANY: 1, 20: 1}


def test_answers_below_an_object_occur_with_it():
    said = Annotation(feature="car", confidence=0.5, classifications=[colour("red")])
    assert FINDER.of(said) == {ANY: 0.5, 1: 0.5, 2: 0.5, 3: 0.5}


def test_an_answer_without_a_confidence_has_that_of_its_question():
    said = Annotation(feature="car", confidence=0.5, classifications=[colour("red", confidence=0.75)])
    assert FINDER.of(said)[3] == 0.75


def test_an_answer_keeps_its_own_confidence():
    answer = Answer("red", confidence=0.1)
    said = Annotation(feature="car", classifications=[Classification("colour", "radio", [answer])])
    assert FINDER.of(said) == {ANY: 1, 1: 1, 2: 1, 3: 0.1}


def test_an_option_that_is_not_offered_does_not_occur():
    said = Annotation(feature="car", classifications=[colour("pink")])
    assert FINDER.of(said) == {ANY: 1, 1: 1, 2: 1}


def test_a_path_counts_for_every_option_on_it():
    question = Classification("place", "taxonomy", [Answer(["asia", "kobe"], feature_id=12)])
    said = Annotation(feature="place", kind="classification", classifications=[question])
    assert FINDER.of(said) == {ANY: 1, 10: 1, 11: 1, 12: 1}


def test_a_question_about_the_whole_keeps_its_own_confidence():
    question = Classification("place", "taxonomy", [Answer(["asia"])], confidence=0.5)
    said = Annotation(feature="place", kind="classification", classifications=[question])
    assert FINDER.of(said) == {ANY: 1, 10: 0.5, 11: 0.5}


def test_labels_occur_beside_their_tool():
    said = Annotation(feature="car", labels=["sedan"], confidence=0.5)
    assert FINDER.of(said) == {ANY: 0.5, 1: 0.5, 5: 0.5}


def test_a_tool_without_labels_borrows_them():
    assert FINDER.of(Annotation(feature="plate", labels=["sedan"])) == {ANY: 1, 30: 1, 5: 1}


def test_a_region_without_labels_occurs_as_its_tool_only():
    assert FINDER.of(Annotation(feature="car", labels=[])) == {ANY: 1, 1: 1}


def test_of_several_answers_at_moments_of_a_track_the_surest_counts():
    shapes = [
        Keyframe(
            frame, Box(1, 2, 3, 4), [Classification("colour", "radio", [Answer("red", confidence=sure)])]
        )
        for frame, sure in ((1, 0.25), (2, 0.75), (3, 0.5))
    ]
    said = Annotation(feature="car", feature_id=1, geometry=Track([TrackSegment(shapes)]))
    assert FINDER.of(said) == {ANY: 1, 1: 1, 2: 1, 3: 0.75}
