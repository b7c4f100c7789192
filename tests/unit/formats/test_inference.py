import string
from difflib import SequenceMatcher
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.checks.annotation import Checker
from postil.checks.facts import RowFacts
from postil.checks.ontology import check_ontology
from postil.formats import inference as inference_module
from postil.formats.inference import MOST_STEPS, Inference
from postil.model.annotation import Annotation, PlainObject, Relation
from postil.model.answer import Answer, Classification
from postil.model.geometry import Box, Ellipse, Point, Polygon
from postil.model.ontology import Feature, FeatureIndex
from postil.model.track import Keyframe, Track, TrackSegment

BOX = Box(1, 2, 3, 4)


def infer(*annotations):
    inference = Inference()
    inference.add(annotations)
    return inference.finish("found")


def shape(name, geometry=BOX, **more):
    return Annotation(feature=name, geometry=geometry, **more)


def question(name, kind, *answers):
    return Annotation(
        feature=name, kind="classification", classifications=[Classification(name, kind, list(answers))]
    )


def tree(found):
    def show(feature):
        children = [show(child) for child in feature.children]
        return (feature.name, feature.kind, *children)

    return [show(feature) for feature in found.ontology.features]


def test_every_shape_has_its_tool():
    found = infer(
        shape("car"), shape("lane", Polygon([(0, 0), (1, 0), (1, 1)])), shape("wheel", Point(1, 1)),
        shape("pond", Ellipse(5, 5, 2, 2)),
    )  # fmt: skip
    assert tree(found) == [("car", "box"), ("lane", "polygon"), ("wheel", "point"), ("pond", "ellipse")]


def test_tools_come_before_questions_and_these_before_relationships_the_frequent_ones_first():
    relation = Annotation(feature="has", kind="relationship", relation=Relation("a", "b"))
    weather = question("weather", "radio", Answer("sunny"))
    found = infer(relation, weather, shape("bus"), shape("car"), shape("car"))
    assert [feature.name for feature in found.ontology.features] == ["car", "bus", "weather", "has"]
    assert found.counts == {"car": 2, "bus": 1, "weather": 1, "has": 1}


def test_options_are_those_that_were_chosen():
    found = infer(
        question("weather", "radio", Answer("sunny")), question("weather", "radio", Answer("rainy"))
    )
    assert tree(found) == [("weather", "radio", ("sunny", "option"), ("rainy", "option"))]


def test_questions_below_answers_and_shapes_are_kept_there():
    deep = Answer("yes", classifications=[Classification("why", "text", [Answer("rain")])])
    found = infer(shape("car", classifications=[Classification("wet", "radio", [deep])]))
    assert tree(found) == [("car", "box", ("wet", "radio", ("yes", "option", ("why", "text"))))]


def test_a_question_that_once_had_several_answers_is_a_checklist():
    one = question("flaws", "radio", Answer("dark"))
    several = question("flaws", "checklist", Answer("dark"), Answer("blurred"))
    assert tree(infer(one, one, several)) == [
        ("flaws", "checklist", ("dark", "option"), ("blurred", "option"))
    ]


def test_a_question_nobody_answered_cannot_be_offered():
    assert tree(infer(question("flaws", "checklist"))) == []


def test_labels_belong_to_the_control_that_carries_them():
    assert tree(infer(shape("label", labels=["Car"]), shape("label", labels=["Bus"]))) == [
        ("label", "box", ("Car", "label"), ("Bus", "label"))
    ]


def test_a_control_with_labels_that_drew_several_shapes_draws_any():
    found = infer(shape("label", labels=["Car"]), shape("label", Point(1, 1), labels=["Car"]))
    assert tree(found) == [("label", "region", ("Car", "label"))]


def test_a_name_used_for_two_shapes_is_the_more_frequent_one():
    found = infer(shape("car"), shape("car"), shape("car", Point(1, 1)))
    assert tree(found) == [("car", "box")]


def test_a_tool_and_a_question_may_share_a_name():
    found = infer(shape("color"), question("color", "text", Answer("red")))
    assert tree(found) == [("color", "box"), ("color", "text")]
    assert check_ontology(found.ontology) == []


def test_a_track_is_drawn_with_the_tool_of_its_keyframes():
    track = Track([TrackSegment([Keyframe(1, BOX)])])
    assert tree(infer(shape("car", track))) == [("car", "box")]


def test_a_feature_known_by_its_id_is_called_by_it_and_found_by_it():
    found = infer(
        Annotation(schema_id="ck1", geometry=BOX), Annotation(feature="bus", schema_id="ck2", geometry=BOX)
    )
    features = [(feature.name, feature.alias) for feature in found.ontology.features]
    assert features == [("ck1", "ck1"), ("bus", "ck2")]


def test_what_names_no_feature_is_counted():
    assert infer(Annotation(geometry=BOX), Annotation(geometry=BOX)).nameless == 2


def test_plain_objects_count_like_annotations():
    plain = PlainObject(key="k", feature="car", geometry=BOX)
    assert infer(plain, plain, shape("car")).counts == {"car": 3}


def test_a_rare_name_that_is_nearly_a_frequent_one_is_left_out():
    found = infer(*[shape("floodlight")] * 6, shape("flodlight"))
    assert tree(found) == [("floodlight", "box")]
    assert found.misspelt == {"flodlight": "floodlight"}
    assert found.counts["flodlight"] == 1


def test_a_slip_of_the_shift_key_is_left_out():
    assert infer(*[shape("Car")] * 6, shape("car")).misspelt == {"car": "Car"}


def test_rare_names_of_their_own_stay():
    found = infer(*[shape("class_1")] * 50, shape("class_2"), shape("bus"))
    assert found.misspelt == {}


def test_a_name_used_several_times_is_meant():
    assert infer(*[shape("masked")] * 20, shape("unmasked"), shape("unmasked")).misspelt == {}


def test_a_slip_is_found_among_names_with_other_numbers_in_them():
    names = [f"lamp {number}" for number in range(300) for _ in range(5)]
    assert infer(*map(shape, names), shape("lampp 7")).misspelt == {"lampp 7": "lamp 7"}


def test_of_several_names_a_slip_resembles_the_most_frequent_is_meant():
    names = ["headlight"] * 6 + ["headlights"] * 7
    assert infer(*map(shape, names), shape("headlightt")).misspelt == {"headlightt": "headlights"}


def test_looking_for_slips_ends_where_there_are_too_many_names():
    # Every one of them could be a slip of every frequent one: comparing all pairs would take minutes.
    letters = string.ascii_lowercase
    often = ["frequent name " + "".join(pair) for pair in product(letters, letters)]
    rare = ["rare name here " + "".join(triple) for triple in product(letters, letters, letters)]
    counted = []

    class Counted(SequenceMatcher):
        def __init__(self, *args, **options):
            counted.append(1)
            super().__init__(*args, **options)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inference_module, "SequenceMatcher", Counted)
        found = infer(*[shape(name) for name in often for _ in range(5)], *map(shape, rare))
    assert len(found.counts) == len(often) + len(rare)
    assert 0 < len(counted) <= MOST_STEPS / 40


def test_in_a_small_file_nothing_is_taken_for_a_slip():
    assert infer(*[shape("floodlight")] * 4, shape("flodlight")).misspelt == {}


NAMES = st.sampled_from(["car", "bus", "lane", "q1", "q2"])
OPTIONS = st.sampled_from(["a", "b", "c"])
QUESTIONS = st.builds(
    lambda name, kind, values: Classification(name, kind, [Answer(value) for value in values]),
    NAMES,
    st.sampled_from(["radio", "checklist"]),
    st.lists(OPTIONS, min_size=1, max_size=1),
)
ANNOTATIONS = st.one_of(
    st.builds(
        shape, NAMES, st.sampled_from([BOX, Point(1, 1)]), classifications=st.lists(QUESTIONS, max_size=2)
    ),
    st.builds(lambda one: question(one.feature, one.kind, *one.answers), QUESTIONS),
)


@given(st.lists(ANNOTATIONS, max_size=12))
def test_an_inferred_ontology_can_be_used(annotations):
    assert check_ontology(infer(*annotations).ontology) == []


@given(st.lists(ANNOTATIONS, max_size=12))
def test_what_an_ontology_was_inferred_from_names_nothing_it_lacks(annotations):
    checker = Checker(FeatureIndex(infer(*annotations).ontology), purpose="pre_label", format_name="labelbox")
    codes = {issue.code for one in annotations for issue in checker.check(one, RowFacts(size=(9, 9)))}
    # One name for two shapes, and one question asked twice of one shape, are faults of the rows.
    assert codes <= {"ONT003", "CLS005"}


def test_an_inferred_tree_holds_plain_features():
    (feature,) = infer(shape("car")).ontology.features
    assert feature == Feature("car", "box")


def test_what_was_seen_includes_the_names_taken_for_misspelt():
    found = infer(*[shape("bicycle")] * 200, shape("bicycles"))
    assert [(feature.name, feature.kind) for feature in found.seen] == [
        ("bicycle", "box"),
        ("bicycles", "box"),
    ]
    assert [feature.name for feature in found.ontology.features] == ["bicycle"]
