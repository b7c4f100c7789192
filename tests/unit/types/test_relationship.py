import copy

import pytest

from postil.errors import AnnotationError
from postil.types import Relationship, RelationshipAnnotation
from tests.unit.types.make import box, label, loose, rectangle, rows

UUID = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"


def link(source, target, **more):
    return RelationshipAnnotation(name="has", value=Relationship(source=source, target=target, **more))


def test_ends_may_come_after_the_link():
    source, target = box(), box(rectangle(1, 1, 2, 2))
    first, second, third = rows(link(source, target), source, target)
    assert first["relationship"]["source"] == second["uuid"]
    assert first["relationship"]["target"] == third["uuid"]


def test_equal_objects_are_different_ends():
    source, target = box(), box()
    *_, row = rows(source, target, link(source, target))
    assert row["relationship"]["source"] != row["relationship"]["target"]


def test_ends_are_found_in_a_copy_of_a_label():
    source, target = box(), box(rectangle(1, 1, 2, 2))
    given = label(source, target, link(source, target))
    from_elsewhere = label(*copy.deepcopy(given.annotations[:2]), given.annotations[2])
    assert rows(*from_elsewhere.annotations) == rows(*given.annotations)


def test_the_uuid_of_an_end_may_be_that_of_an_earlier_import():
    *_, row = rows(box(), link(box(extra={"uuid": UUID}), box()))
    assert row["relationship"]["source"] == UUID


def test_an_end_that_is_nowhere_is_refused():
    with pytest.raises(AnnotationError) as caught:
        rows(box(), link(box(), box(rectangle(1, 1, 2, 2))))
    assert (caught.value.code, caught.value.path) == ("REL004", "/relationship/target")


def test_a_direction_may_be_given_by_its_name():
    assert (
        loose.Relationship(source=box(), target=box(), type="bidirectional").type
        is Relationship.Type.BIDIRECTIONAL
    )


def test_an_unknown_direction_is_refused():
    with pytest.raises(AnnotationError) as caught:
        loose.Relationship(source=box(), target=box(), type="sideways")
    assert (caught.value.code, caught.value.got) == ("REL003", "sideways")


def test_a_link_to_itself_is_refused():
    end = box()
    with pytest.raises(AnnotationError) as caught:
        Relationship(source=end, target=end)
    assert caught.value.code == "REL007"


def test_a_whole_feature_is_a_source_in_documents_only():
    with pytest.raises(AnnotationError) as caught:
        Relationship(source_ontology_name="car", target=box())
    assert caught.value.code == "REL008"


def test_a_link_of_a_model_has_its_confidence():
    source, target = box(), box(rectangle(1, 1, 2, 2))
    value = Relationship(source=source, target=target)
    *_, row = rows(source, target, RelationshipAnnotation(name="has", value=value, confidence=0))
    assert row["confidence"] == 0
