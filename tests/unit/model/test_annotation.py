"""A plain object is an annotation in fewer bytes."""

from hypothesis import given
from hypothesis import strategies as st

from postil.model.annotation import Annotation, PlainObject
from postil.model.geometry import Box
from postil.model.wire import decode_annotation, encode_annotation

NUMBERS = st.integers(0, 2**40) | st.floats(0, 1e9)
PLAINS = st.builds(
    PlainObject,
    key=st.text(),
    feature=st.text(),
    feature_id=st.none() | st.integers(1, 2**53),
    geometry=st.builds(Box, NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    confidence=st.none() | st.floats(0, 1),
    ext=st.none() | st.just({"labelbox": {"classifications": "absent"}}),
)


@given(PLAINS)
def test_a_plain_object_is_spelled_exactly_as_the_annotation_it_stands_for(plain: PlainObject) -> None:
    assert encode_annotation(plain) == encode_annotation(plain.whole())


@given(PLAINS)
def test_a_plain_object_reads_back_as_the_annotation_it_stands_for(plain: PlainObject) -> None:
    assert decode_annotation(encode_annotation(plain)) == plain.whole()


def test_changing_the_whole_annotation_leaves_what_plain_objects_share_alone() -> None:
    shared = {"labelbox": {"classifications": "absent"}}
    plain = PlainObject(feature="car", geometry=Box(1, 2, 3, 4), ext=shared)
    whole: Annotation = plain.whole()
    whole.ext["postil"] = {}
    assert list(shared) == ["labelbox"]
