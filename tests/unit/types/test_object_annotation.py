import uuid

import pytest

from postil.errors import AnnotationError
from postil.types import ObjectAnnotation
from tests.unit.types.make import box, rectangle, rows

SPELLINGS = [
    "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
    "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
    "a0eebc999c0b4ef8bb6d6bb9bd380a11",
    "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_uuid_of_a_program_is_written_as_spelled(spelling):
    (row,) = rows(box(extra={"uuid": spelling}))
    assert row["uuid"] == spelling


def test_a_uuid_may_be_the_object_of_the_standard_library():
    (row,) = rows(box(extra={"uuid": uuid.UUID(SPELLINGS[0])}))
    assert row["uuid"] == SPELLINGS[0]


def test_a_uuid_that_is_none_is_refused():
    with pytest.raises(AnnotationError) as caught:
        box(extra={"uuid": "not-a-uuid"})
    assert (caught.value.code, caught.value.path) == ("ROW012", "/uuid")


def test_everything_else_in_extra_stays_with_the_program():
    (row,) = rows(box(extra={"note": "mine"}))
    assert set(row) == {"uuid", "dataRow", "name", "classifications", "bbox"}


def test_a_schema_id_is_enough():
    (row,) = rows(ObjectAnnotation(feature_schema_id="ckrazcueb16og0z6609jj7y3y", value=rectangle()))
    assert (row.get("name"), row["schemaId"]) == (None, "ckrazcueb16og0z6609jj7y3y")


@pytest.mark.parametrize("more", [{"name": None}, {"name": 5}, {"name": None, "feature_schema_id": 5}])
def test_what_names_no_feature_is_refused(more):
    with pytest.raises(AnnotationError) as caught:
        box(**more)
    assert caught.value.path in {"/name", "/schemaId"}


@pytest.mark.parametrize("value", ["bbox", 5, {"start": [0, 0]}])
def test_what_is_no_shape_is_refused(value):
    with pytest.raises(AnnotationError, match="must be a shape"):
        box(value)


@pytest.mark.parametrize("confidence", [1.0001, -0.0001, float("nan"), "0.5", True])
def test_what_is_no_confidence_is_refused(confidence):
    with pytest.raises(AnnotationError) as caught:
        box(confidence=confidence)
    assert caught.value.path == "/confidence"


@pytest.mark.parametrize("confidence", [0, 0.0, 1, 1.0])
def test_both_ends_are_confidences(confidence):
    (row,) = rows(box(confidence=confidence))
    assert row["confidence"] == confidence
