"""Equal content under another key is told; anything that differs in meaning is not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.checks.duplicate import check_copies, may_have_copies, spot
from postil.model.annotation import Annotation, PlainObject, Relation
from postil.model.answer import Answer, Classification
from postil.model.geometry import Box, Mask, MaskSource, Polygon


def thing(key: str, **changes: Any) -> Annotation:
    fields: dict[str, Any] = {"feature": "car", "feature_id": 4, "geometry": Box(1, 2, 3, 4)}
    return Annotation(key=key, **fields | changes)


def colour(name: str, confidence: float | None = None) -> dict[str, Any]:
    answer = Answer(name, feature_id=len(name), confidence=confidence)
    return {"classifications": [Classification("colour", "radio", [answer], feature_id=9)]}


def codes(rows: list[Annotation], *known: Annotation) -> list[tuple[int, str]]:
    found = check_copies(list(enumerate(rows, 1)), {one.key: one for one in known})
    return [(line, issue.code) for line, issue in found]


def test_the_later_of_two_equal_rows_is_told_with_the_line_of_the_first():
    [(line, issue)] = check_copies([(7, thing("b")), (3, thing("a"))], {})
    assert (line, issue.code, issue.severity, issue.got) == (7, "DUP008", "warning", "a")
    assert "line 3" in issue.message


def test_a_row_that_is_published_under_another_key_is_told():
    [(line, issue)] = check_copies([(1, thing("fresh"))], {"old": thing("old")})
    assert (line, issue.code, issue.got) == (1, "DUP007", "old")


def test_the_same_key_is_no_other_one():
    assert codes([thing("a"), thing("a")]) == []
    assert codes([thing("a")], thing("a")) == []


def test_what_is_replaced_by_the_same_file_is_there_no_more():
    moved = thing("a", geometry=Box(9, 9, 3, 4))
    assert codes([moved, thing("b")], thing("a")) == []


def test_a_row_that_replaces_one_is_no_copy_of_another():
    assert codes([thing("a")], thing("a", geometry=Box(5, 5, 5, 5)), thing("b")) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"confidence": 0.5},
        {"geometry": Box(1.0, 2.0, 3.0, 4.0)},
        {"ext": {"labelbox": {"x": 1}}},
        {"feature": "Car"},
        {"group": "g"},
    ],
)
def test_confidence_and_spelling_do_not_matter(changes: dict[str, Any]):
    assert codes([thing("a"), thing("b", **changes)]) == [(2, "DUP008")]


@pytest.mark.parametrize(
    "changes",
    [
        {"feature_id": 5},
        {"geometry": Box(1, 2, 3, 5)},
        {"geometry": Polygon([(1, 2), (4, 2), (4, 6)])},
        {"labels": ["Car"]},
        {"kind": "classification"},
        colour("red"),
    ],
)
def test_another_meaning_is_no_copy(changes: dict[str, Any]):
    assert codes([thing("a"), thing("b", **changes)]) == []


def test_answers_must_be_equal_and_their_confidence_need_not():
    assert codes([thing("a", **colour("red")), thing("b", **colour("red", 0.3))]) == [(2, "DUP008")]
    assert codes([thing("a", **colour("red")), thing("b", **colour("green"))]) == []


def test_masks_are_equal_when_their_pixels_are():
    one = Mask(4, 4, "04", content="aa", source=MaskSource("png", sha256="11"))
    other = Mask(4, 4, "04", content="aa", source=MaskSource("composite_png", sha256="22"))
    assert codes([thing("a", geometry=one), thing("b", geometry=other)]) == [(2, "DUP008")]


def test_relationships_are_never_told():
    link = Annotation(kind="relationship", relation=Relation("x", "y"))
    assert codes([Annotation(key=key, kind="relationship", relation=link.relation) for key in "ab"]) == []


def test_each_copy_is_told_once():
    assert codes([thing("a"), thing("b"), thing("c")]) == [(2, "DUP008"), (3, "DUP008")]


def test_a_plain_object_begins_where_the_annotation_it_stands_for_does():
    plain = PlainObject(key="a", feature="car", geometry=Box(1, 2, 3, 4))
    assert spot(plain) == spot(plain.whole())


def test_a_box_of_a_reader_begins_where_one_of_ours_does():
    class OtherBox(Box):
        pass

    plain = PlainObject(key="a", feature="car", geometry=OtherBox(1, 2, 3, 4))
    assert spot(plain) == spot(thing("b"))
    assert may_have_copies([plain, thing("b")])


def test_boxes_with_one_left_edge_may_still_be_told_apart_at_once():
    assert not may_have_copies([thing("a"), thing("b", geometry=Box(1, 9, 3, 4))])
    assert not may_have_copies([thing("a"), thing("b", geometry=Polygon([(1, 2), (4, 2)]))])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8))
def test_no_copy_is_overlooked_at_first_sight(places: list[tuple[int, int]]):
    rows = [thing(f"k{number}", geometry=Box(*place, 3, 4)) for number, place in enumerate(places)]
    assert may_have_copies(rows) or not codes(rows)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=12))
def test_as_many_are_told_as_there_are_more_rows_than_different_ones(places: list[tuple[int, int]]):
    rows = [thing(f"k{number}", geometry=Box(*place, 3, 4)) for number, place in enumerate(places)]
    assert len(codes(rows)) == len(places) - len(set(places))


@given(st.lists(st.sampled_from("abc"), max_size=9), st.integers(0, 9))
def test_what_is_told_about_the_end_of_a_file_stays_true_of_the_whole(keys: list[str], cut: int):
    rows = list(enumerate(map(thing, keys), 1))
    told = {line: issue.message for line, issue in check_copies(rows[cut:], {})}
    whole = {line: issue.message for line, issue in check_copies(rows, {})}
    assert told.items() <= whole.items()


def test_the_nearest_row_of_another_key_is_named():
    found = check_copies(list(enumerate([thing("a"), thing("b"), thing("b"), thing("a")], 1)), {})
    assert [(line, issue.got) for line, issue in found] == [(2, "a"), (3, "a"), (4, "b")]
    assert "line 3" in found[-1][1].message
