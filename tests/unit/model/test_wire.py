"""The stored spelling of annotations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import StoreError
from postil.model.annotation import Annotation
from postil.model.answer import Answer, Classification
from postil.model.geometry import Box, Point, Polygon
from postil.model.occurrence import Occurrences, OneFeature
from postil.model.track import Keyframe, Track, TrackSegment
from postil.model.wire import (
    decode_annotation,
    decode_annotations,
    decode_features,
    decode_keys,
    encode_annotation,
    encode_annotations,
)
from postil.testing.strategies.annotations import annotations
from postil.testing.strategies.answers import confidences
from postil.testing.strategies.shapes import shapes
from postil.testing.strategies.values import json_objects, keys, names


def test_whole_numbers_stay_whole_and_fractions_stay_fractions() -> None:
    document = encode_annotations([Annotation(key="k", geometry=Box(977, 1690.0, 330, 225.5))])
    assert b'"left":977,"top":1690.0,"width":330,"height":225.5' in document


def test_what_is_absent_is_not_stored() -> None:
    assert encode_annotation(Annotation(key="k", feature="car")) == b'{"key":"k","feature":"car"}'


def test_a_document_reads_back_as_what_was_written() -> None:
    track = Track([TrackSegment([Keyframe(1, Point(1, 2)), Keyframe(9, Box(1, 2, 3, 4))], until="end")])
    annotations = [
        Annotation(key="a", geometry=Polygon([(0, 0), (1.5, 0), (0, 2)], holes=[[(1, 1), (2, 1), (1, 2)]])),
        Annotation(key="b", geometry=track, confidence=0, ext={"labelbox": {"closed": False}}),
    ]
    assert decode_annotations(encode_annotations(annotations)) == annotations


@pytest.mark.parametrize("document", [b"", b"{}", b'[{"geometry":{"type":"hypercube"}}]', b'[{"key":1}]'])
def test_a_document_of_another_kind_is_an_error_and_never_half_read(document: bytes) -> None:
    with pytest.raises(StoreError):
        decode_annotations(document)


def test_one_annotation_reads_back_alone() -> None:
    annotation = Annotation(key="k", confidence=0.0)
    assert decode_annotation(encode_annotation(annotation)) == annotation


def test_keys_are_read_in_order_also_those_that_are_empty_and_so_left_out() -> None:
    document = encode_annotations([Annotation(key="b"), Annotation(feature="car"), Annotation(key="a")])
    assert decode_keys(document) == ["b", "", "a"]


def test_keys_of_what_is_no_document_are_refused() -> None:
    with pytest.raises(StoreError):
        decode_keys(b"[1]")


PLAIN = st.builds(
    Annotation,
    key=keys(),
    feature=names(),
    feature_id=st.integers(1, 99),
    geometry=shapes(),
    confidence=confidences(),
    ext=json_objects(),
)


@given(st.lists(PLAIN, max_size=3) | st.lists(annotations(), max_size=3))
def test_what_is_said_of_features_does_not_depend_on_how_much_is_read(said: list[Annotation]) -> None:
    found = decode_features(encode_annotations(said))
    assert [one.key for one in found] == [one.key for one in said]
    finder = Occurrences(None)
    assert [finder.of(one) for one in found] == [finder.of(one) for one in said]


def test_of_a_plain_annotation_only_its_key_its_feature_and_its_score_are_read() -> None:
    said = Annotation(key="k", feature="car", feature_id=3, geometry=Box(1, 2, 3, 4), confidence=0.5)
    assert decode_features(encode_annotations([said])) == [OneFeature(3, "k", 0.5)]


@pytest.mark.parametrize(
    "more",
    [
        Annotation(feature_id=3, labels=["sedan"]),
        Annotation(feature_id=3, classifications=[Classification("colour", "radio", [Answer("red")])]),
        Annotation(feature_id=3, geometry=Track([TrackSegment([Keyframe(1, Point(1, 2))], until="end")])),
        Annotation(feature="car"),
    ],
)
def test_what_may_say_something_about_several_or_unknown_features_is_read_whole(more: Annotation) -> None:
    assert decode_features(encode_annotations([more])) == [more]


def test_features_of_what_is_no_document_are_refused() -> None:
    with pytest.raises(StoreError):
        decode_features(b'[{"feature_id":3,"key":1}]')
