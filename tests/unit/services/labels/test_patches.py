"""What patches make of annotations."""

import numpy as np
import pytest

from postil.errors import RefusedError
from postil.masks.run_mask import RunMask
from postil.model.annotation import Annotation, Relation
from postil.model.answer import Answer, Classification
from postil.model.geometry import Mask, Polygon
from postil.services.labels.patches import Put, Remove
from tests.unit.services.labels.conftest import car


def weather(key, answer):
    found = Classification("weather", "radio", [Answer(answer)])
    return Put(Annotation(key=key, feature="weather", kind="classification", classifications=[found]))


def near(key="n", source="a", target="b"):
    relation = Relation(target, source)
    return Put(Annotation(key=key, feature="near", kind="relationship", relation=relation))


def mask(counts="52203", height=3, width=4):
    return Put(Annotation(key="m", feature="mask", geometry=Mask(height, width, counts)))


def refused(desk, view, *patches):
    with pytest.raises(RefusedError) as caught:
        desk.patch(view, *patches)
    return [(issue.code, issue.where.pointer) for issue in caught.value.issues if issue.severity == "error"]


def test_annotations_keep_their_order_when_one_is_put_again(desk):
    view = desk.patch(desk.open(), car("a"), car("b"))
    assert [one.key for one in desk.patch(view, car("a", left=7)).draft.annotations] == ["a", "b"]


def test_the_last_word_about_a_key_holds(desk):
    view = desk.patch(desk.open(), car("a", left=1), Remove("a"), car("a", left=2), Remove("b"))
    assert [(one.key, one.geometry.left) for one in view.draft.annotations] == [("a", 2)]


def test_a_relationship_needs_both_ends(desk):
    assert refused(desk, desk.open(), car("a"), near()) == [
        ("REL004", "/patches/1/annotation/relation/target")
    ]


def test_an_end_goes_only_with_its_relationship(desk):
    view = desk.patch(desk.open(), car("a"), car("b"), near())
    assert refused(desk, view, Remove("b")) == [("REL004", "/patches/0")]
    assert [one.key for one in desk.patch(view, Remove("b"), Remove("n")).draft.annotations] == ["a"]


def test_a_question_is_answered_once(desk):
    view = desk.patch(desk.open(), weather("w", "rain"))
    assert refused(desk, view, weather("v", "sun")) == [("CLS005", "/patches/0/annotation/feature")]
    assert [one.key for one in desk.patch(view, weather("w", "sun")).draft.annotations] == ["w"]


def test_features_are_known_by_their_ids_from_the_ontology(desk):
    [found] = desk.patch(desk.open(), car()).draft.annotations
    with desk.store.read() as session:
        ontology = session.ontologies.by_id(desk.studio.project.ontology_id)
    assert found.feature_id == ontology.features[0].id


def test_what_follows_from_the_runs_of_a_mask_is_filled_in(desk):
    pixels = np.zeros((800, 1000), bool)
    pixels[10:12, 20:25] = True
    counts = RunMask.from_raster(pixels).counts
    [found] = desk.patch(desk.open(), mask(counts, 800, 1000)).draft.annotations
    assert (found.geometry.area, found.geometry.bbox) == (10, (20, 10, 5, 2))


def test_runs_that_are_no_mask_are_refused(desk):
    place = "/patches/0/annotation/geometry"
    assert ("MSK005", place) in refused(desk, desk.open(), mask("9", 800, 1000))


def test_where_an_annotation_is_from_is_not_the_clients_to_say(desk):
    put = car("a", ext={"labelbox": {"x": 1}})
    [found] = desk.patch(desk.open(), put).draft.annotations
    assert (found.ext, found.origin) == ({}, None)


def test_a_shape_of_a_kind_the_tool_does_not_draw_is_refused(desk):
    polygon = Put(Annotation(key="p", feature="car", geometry=Polygon([(1, 1), (9, 1), (9, 9)])))
    [(code, pointer)] = refused(desk, desk.open(), polygon)
    assert (code[:3], pointer) == ("ONT", "/patches/0/annotation/geometry")
