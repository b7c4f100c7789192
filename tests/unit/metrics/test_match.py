"""Which annotations are about the same thing, and what is made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.metrics.match import match
from postil.model.annotation import Annotation, Origin, Relation
from postil.model.answer import Answer, Classification
from postil.model.geometry import Box
from postil.model.span import MarkupSpan, TextSpan
from postil.model.target import Target


def car(key, left=0, width=10, feature="car", **more):
    return Annotation(key, feature, geometry=Box(left, 0, width, 10), **more)


def weather(key, answer, **more):
    said = Classification("weather", "radio", [Answer(answer)])
    return Annotation(key, "weather", kind="classification", classifications=[said], **more)


def near(key, source, target):
    return Annotation(key, "near", kind="relationship", relation=Relation(target, source))


def told(left, right, **more):
    return [(one.left, one.right, one.verdict) for one in match(left, right, **more)]


def test_what_covers_the_same_agrees():
    [pair] = match([car("a")], [car("b")])
    assert (pair.left, pair.right, pair.iou, pair.verdict) == ("a", "b", 1, "agreed")


def test_what_covers_enough_was_changed():
    [pair] = match([car("a")], [car("b", width=8)])
    assert (pair.iou, pair.verdict) == (0.8, "changed")


def test_what_covers_too_little_is_missing_and_added():
    assert told([car("a")], [car("b", left=6)]) == [("a", None, "missing"), (None, "b", "added")]


def test_how_much_is_enough_can_be_said():
    assert told([car("a")], [car("b", left=6)], matching=0.2) == [("a", "b", "changed")]


def test_what_lies_in_one_place_and_is_called_otherwise_has_a_wrong_label():
    assert told([car("a")], [car("b", feature="bus")]) == [("a", "b", "wrong_label")]


def test_the_same_feature_comes_before_a_better_place():
    found = told([car("a")], [car("b", feature="bus"), car("c", width=8)])
    assert found == [("a", "c", "changed"), (None, "b", "added")]


def test_the_best_pair_is_made_first():
    left, right = [car("a", width=8), car("b")], [car("c")]
    assert told(left, right) == [("a", None, "missing"), ("b", "c", "agreed")]


def test_what_was_made_from_a_pre_label_belongs_to_it_wherever_it_is_now():
    moved = car("other", left=500, origin=Origin(1, 2, "offer"))
    assert told([car("offer")], [moved]) == [("offer", "other", "changed")]


def test_another_answer_below_a_shape_is_a_change():
    red, blue = ([Classification("colour", "radio", [Answer(name)])] for name in ("red", "blue"))
    assert told([car("a", classifications=red)], [car("b", classifications=blue)]) == [("a", "b", "changed")]


def test_answers_to_one_question_are_compared():
    assert told([weather("a", "sun")], [weather("b", "sun")]) == [("a", "b", "agreed")]
    [pair] = match([weather("a", "sun")], [weather("b", "rain")])
    assert (pair.verdict, pair.iou) == ("changed", None)


def test_confidence_does_not_make_a_difference():
    assert told([car("a", confidence=0.2)], [car("b")]) == [("a", "b", "agreed")]


def test_what_lies_on_another_page_is_another_thing():
    pages = [car("a", target=Target(page=1))], [car("b", target=Target(page=2))]
    assert [verdict for _, _, verdict in told(*pages)] == ["missing", "added"]
    assert [
        verdict for _, _, verdict in told([weather("a", "sun", target=Target(page=1))], [weather("b", "sun")])
    ] == [
        "missing",
        "added",
    ]


def test_relationships_belong_together_when_their_ends_do():
    left = [car("a"), car("b", left=100), near("r", "a", "b")]
    right = [car("c"), car("d", left=100), near("s", "c", "d"), near("t", "d", "c")]
    assert told(left, right)[2:] == [("r", "s", "agreed"), (None, "t", "added")]


def test_stretches_of_text_are_matched():
    left, right = (
        Annotation("a", "name", geometry=TextSpan(0, 10)),
        Annotation("b", "name", geometry=TextSpan(2, 10)),
    )
    [pair] = match([left], [right])
    assert (pair.iou, pair.verdict) == (0.8, "changed")


def test_stretches_that_cannot_be_measured_are_matched_when_they_are_equal():
    spans = [
        Annotation(key, "name", geometry=MarkupSpan("/p", 0, "/p", end)) for key, end in (("a", 3), ("b", 4))
    ]
    same = [Annotation("c", "name", geometry=MarkupSpan("/p", 0, "/p", 4))]
    assert told(spans, same) == [("a", None, "missing"), ("b", "c", "agreed")]


@pytest.mark.parametrize(("left", "right"), [([], []), ([car("a")], []), ([], [car("a")])])
def test_nothing_is_matched_with_nothing(left, right):
    assert len(match(left, right)) == len(left) + len(right)


drawn = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(["car", "bus"])), max_size=12
).map(lambda all_: [car(f"k{no}", *one[:2], feature=one[2]) for no, one in enumerate(all_)])


@given(drawn, drawn)
def test_every_annotation_is_in_exactly_one_pair(left, right):
    right = [
        car(f"r{no}", one.geometry.left, one.geometry.width, one.feature) for no, one in enumerate(right)
    ]
    pairs = match(left, right)
    assert [one.left for one in pairs if one.left] == [one.key for one in left]
    assert sorted(one.right for one in pairs if one.right) == sorted(one.key for one in right)


@given(drawn)
def test_everything_agrees_with_itself(annotations):
    assert {one.verdict for one in match(annotations, annotations)} <= {"agreed"}
