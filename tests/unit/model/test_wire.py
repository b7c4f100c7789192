"""The stored spelling of annotations."""

import pytest

from postil.errors import StoreError
from postil.model.annotation import Annotation
from postil.model.geometry import Box, Point, Polygon
from postil.model.track import Keyframe, Track, TrackSegment
from postil.model.wire import (
    decode_annotation,
    decode_annotations,
    decode_keys,
    encode_annotation,
    encode_annotations,
    encode_key,
)


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


def test_keys_are_read_without_the_rest_and_stand_in_the_document_as_spelled() -> None:
    keys = ["a", "~1f.2", 'with "quotes" and ü']
    document = encode_annotations([Annotation(key=key, geometry=Box(1, 2, 3, 4)) for key in keys])
    assert decode_keys(document) == keys
    assert [encode_key(key) in document for key in [*keys, "b"]] == [True, True, True, False]


def test_keys_of_a_document_of_another_kind_are_an_error() -> None:
    with pytest.raises(StoreError):
        decode_keys(b"{}")
