import pytest

from postil.formats.format import Written
from postil.formats.label_studio.adoption import adopt
from postil.formats.label_studio.surface import Surface
from postil.model.annotation import Annotation, Relation
from postil.model.answer import Answer, Classification, CustomMetric, Range
from postil.model.data_row import Asset, DataRow
from postil.model.geometry import Bitmap, Box, Mask, MaskSource, Polygon
from postil.model.issue import Loss
from postil.model.span import TokenSpan
from postil.model.track import Keyframe, Track, TrackSegment

SURFACE = Surface(Written(DataRow([Asset(url="/a.jpg", width=200, height=100)]), []))


def adopted(annotation):
    losses: list[Loss] = []
    found = adopt(annotation, SURFACE, losses.append)
    return found, [loss.code for loss in losses]


def shape(geometry, **more):
    return Annotation("k", "car", geometry=geometry, **more)


def question(*answers, kind="radio"):
    return Annotation(
        "k", "q", kind="classification", classifications=[Classification("q", kind, list(answers))]
    )


@pytest.mark.parametrize(
    "annotation",
    [
        shape(None),
        shape(TokenSpan([])),
        shape(Box(1, 2, 3, 4, unit="lnglat")),
        shape(Mask(source=MaskSource("composite_png", url="https://example.com/m.png"))),
        shape(Bitmap(1, 1, "0" * 64, "tiff")),
        shape(Track([TrackSegment([Keyframe(1, Polygon([(0, 0), (1, 1), (2, 0)]))])])),
        question(Answer("a"), kind="messages"),
        question(Answer("a", ranges=[Range(1, 2)]), Answer("b")),
        Annotation("k", "r", kind="relationship", relation=Relation("b", source_feature="a")),
    ],
)
def test_what_cannot_be_carried_is_left_out_and_reported(annotation):
    assert adopted(annotation) == (None, ["LOS003"])


@pytest.mark.parametrize(
    "annotation",
    [
        shape(Box(1, 2, 3, 4), metrics=[CustomMetric("m", 1)]),
        shape(Polygon([(0, 0), (9, 0), (9, 9)], holes=[[(1, 1), (2, 1), (2, 2)]])),
        question(Answer("a", classifications=[Classification("inner", "text", [Answer("b")])])),
        question(Answer("a", confidence=0.5)),
    ],
)
def test_what_is_lost_of_an_annotation_is_reported(annotation):
    found, losses = adopted(annotation)
    assert (found is None, losses) == (False, ["LOS002"])


def test_the_annotation_given_stays_as_it_was():
    annotation = shape(Box(20, 10, 30, 40), classifications=[Classification("q", "radio", [Answer("a")])])
    before = repr(annotation)
    adopted(annotation)
    assert repr(annotation) == before


def test_a_feature_known_only_by_its_schema_id_is_written_by_it():
    found, _ = adopted(Annotation("k", geometry=Box(1, 2, 3, 4), schema_id="ckabc"))
    assert found.labels == ["ckabc"]


def test_an_annotation_of_this_format_keeps_its_names():
    native = shape(Box(20, 10, 30, 40), ext={"label_studio": {}})
    found, losses = adopted(native)
    assert (found.feature, found.labels, losses) == ("car", [], [])
    assert found.geometry == Box(10.0, 10.0, 15.0, 40.0, 0, "percent")
