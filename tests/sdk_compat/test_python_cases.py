"""The same 69 mistakes made with Python types: refused where they are made, as an import refuses them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import postil.types as t
from postil.errors import AnnotationError
from tests.sdk_compat.test_client_cases import CASES

POINT = t.Point
SQUARE = (POINT(0, 0), POINT(1, 1))


def rectangle(left: Any = 0, top: Any = 0, right: Any = 10, bottom: Any = 10) -> t.Rectangle:
    return t.Rectangle(start=POINT(left, top), end=POINT(right, bottom))


def box(value: Any = None, **more: Any) -> t.ObjectAnnotation:
    return t.ObjectAnnotation(name="b", value=value or rectangle(), **more)


def frame(**more: Any) -> t.VideoObjectAnnotation:
    given: dict[str, Any] = {"name": "b", "frame": 1, "keyframe": True, "value": rectangle()}
    return t.VideoObjectAnnotation(**(given | more))


def label(*annotations: Any) -> t.Label:
    return t.Label(data={"global_key": "gk"}, annotations=list(annotations))


def rows(*annotations: Any) -> list[dict[str, Any]]:
    return list(t.to_ndjson([label(*annotations)]))


def question(answer: str = "x") -> t.ClassificationAnnotation:
    return t.ClassificationAnnotation(name="q", value=t.Text(answer=answer))


def ranked(*orders: int) -> t.MessageRankingTask:
    messages = [
        t.OrderedMessageInfo(message_id=str(order), model_config_name="m", order=order) for order in orders
    ]
    return t.MessageRankingTask(parent_message_id="p", ranked_messages=messages)


def prompt(text: str) -> t.PromptClassificationAnnotation:
    return t.PromptClassificationAnnotation(name="request", value=t.PromptText(answer=text))


def timed(start: Any, end: Any) -> t.TemporalClassificationText:
    return t.TemporalClassificationText(name="note", value=[(start, end, "hello")])


def picture(color: Any, **source: Any) -> t.Mask:
    return t.Mask(mask=t.MaskData(**(source or {"im_bytes": b"-"})), color=color)


def tiles(*corners: t.Point) -> t.TiledBounds:
    return t.TiledBounds(epsg=t.EPSG.EPSG4326, bounds=list(corners))


Make = Callable[[], Any]

REFUSED: dict[str, Make] = {
    "polygon 2 points": lambda: t.Polygon(points=list(SQUARE)),
    "line 1 point": lambda: t.Line(points=[POINT(0, 0)]),
    "mask colour 300": lambda: picture((300, 0, 0)),
    "mask colour 2-tuple": lambda: picture((3, 0)),
    "mask no source": t.MaskData,
    "mask int colour on url": lambda: picture(1, url="https://e.test/m.png"),
    "confidence 1.5": lambda: box(confidence=1.5),
    "confidence -0.1": lambda: box(confidence=-0.1),
    "confidence string": lambda: box(confidence="0.5"),
    "entity start>end": lambda: t.TextEntity(start=5, end=4),
    "entity negative": lambda: t.TextEntity(start=-5, end=5),
    "doc entity page 0": lambda: t.DocumentTextSelection(token_ids=["t"], group_id="g", page=0),
    "doc bbox page -1": lambda: t.DocumentRectangle(
        start=POINT(0, 0), end=POINT(1, 1), page=-1, unit=t.RectangleUnit.POINTS),
    "no name no schema": lambda: t.ObjectAnnotation(value=rectangle()),
    "data: none": lambda: t.Label(data={}),
    "data: two keys": lambda: t.Label(data={"uid": "x", "global_key": "y"}),
    "data: external_id only": lambda: t.Label(data={"external_id": "x"}),
    "relationship no source": lambda: t.Relationship(target=box()),
    "relationship both": lambda: t.Relationship(source=box(), source_ontology_name="car", target=box()),
    "relationship classification source on image": lambda: t.Relationship(source=question(), target=box()),
    "ranking order 1,3": lambda: ranked(1, 3),
    "two prompts in a label": lambda: label(prompt("Draw a car"), prompt("Draw a house")),
    "video polygon": lambda: frame(value=t.Polygon(points=[*SQUARE, POINT(0, 1)])),
    "video mask as VideoObjectAnnotation": lambda: frame(value=picture(1)),
    "video partial segment_index": lambda: rows(frame(segment_index=0), frame(frame=2)),
    "video decreasing segment_index": lambda: rows(frame(segment_index=1), frame(frame=2, segment_index=0)),
    "video no keyframe at all": lambda: rows(frame(keyframe=False)),
    "video negative frame": lambda: frame(frame=-1),
    "temporal start>end": lambda: timed(5, 1),
    "temporal float ms": lambda: timed(1.5, 5),
    "mask frame neither": lambda: t.MaskFrame(index=1),
    "mask frame bad uri": lambda: t.MaskFrame(index=1, instance_uri="x.png"),
    "mask instance no name": lambda: t.MaskInstance(color_rgb=(1, 2, 3)),
    "scalar reserved name": lambda: t.ScalarMetric(value=0.5, metric_name="IOU "),
    "scalar 1 confidence": lambda: t.ScalarMetric(value={0.1: 1}, metric_name="a"),
    "scalar 16 confidences": lambda: t.ScalarMetric(value={n / 20: 1 for n in range(16)}, metric_name="a"),
    "scalar conf key 1.2": lambda: t.ScalarMetric(value={0.1: 1, 1.2: 1}, metric_name="a"),
    "confusion negative": lambda: t.ConfusionMatrixMetric(value=(1, -1, 0, 0), metric_name="a"),
    "confusion 3-tuple": lambda: t.ConfusionMatrixMetric(value=(1, 1, 0), metric_name="a"),  # type: ignore[arg-type]
    "confusion no name": lambda: t.ConfusionMatrixMetric(value=(1, 1, 0, 0)),
    "label annotations not list": lambda: t.Label(data={"global_key": "g"}, annotations=question()),  # type: ignore[arg-type]
    "5001 of one name on one row": lambda: label(*[box() for _ in range(5001)]),
    "tiled bounds equal": lambda: tiles(POINT(1, 1), POINT(1, 2)),
    "tiled lat 95": lambda: tiles(POINT(1, 95), POINT(2, 2)),
    "tile url": lambda: t.TileLayer(url="https://e.test/a.png"),
    "rectangle zero size": lambda: rectangle(1.0, 1.0, 1.0, 1.0),
    "rectangle NaN": lambda: rectangle(left=float("nan")),
}  # fmt: skip

# Where the thing made in Python is a part of the row, or the argument has another name.
ELSEWHERE: dict[str, str] = {
    "label annotations not list": "/annotations",
    "rectangle NaN": "/point/x",
}

ACCEPTED: dict[str, Make] = {
    "mask 2d array given directly": lambda: t.MaskData(arr=np.array([[0, 1], [1, 0]], np.uint8)),
    "mask float": lambda: t.MaskData.from_2D_arr(np.array([[0.0, 1.0], [1.0, 0.0]])),
    "mask int64": lambda: t.MaskData.from_2D_arr(np.array([[0, 1], [1, 0]])),
    "entity start==end": lambda: t.TextEntity(start=5, end=5),
    # The code of an unknown schema id needs the ontology: the server has it.
    "schema id 3 chars": lambda: t.ObjectAnnotation(feature_schema_id="abc", value=rectangle()),
    # Kept with a warning by the server, so it is written.
    "video object confidence": lambda: rows(frame(confidence=0.5)),
    "video object custom_metrics": lambda: rows(frame(custom_metrics=[{"name": "m", "value": 0.5}])),
    "temporal with data row id": lambda: list(
        t.to_ndjson([t.Label(data={"uid": "x"}, annotations=[timed(1, 5)])])),
    "scalar negative": lambda: t.ScalarMetric(value=-1.0, metric_name="a"),
    "5000 of one name on one row": lambda: label(*[box() for _ in range(5000)]),
    "bbox negative coords": lambda: rectangle(-5, -5, 1, 1),
}  # fmt: skip

# Mistakes of rows, payloads and ontologies, which no annotation type can be made with.
NOT_OF_TYPES = {
    "label dict annotation", "payload not a list", "payload empty", "row without dataRow", "dataRow both",
    "dataRow empty", "5001 by schemaId only (no name)", "ontology radio no options",
    "ontology duplicate tool", "ontology duplicate option", "ontology two prompts",
}  # fmt: skip


def test_every_case_is_here():
    assert {*REFUSED, *ACCEPTED, *NOT_OF_TYPES} == set(CASES)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_mistake_is_refused_with_the_code_and_the_place_of_the_server(name):
    with pytest.raises(AnnotationError) as caught:
        REFUSED[name]()
    case = CASES[name]
    expected = (case.code or "ROW016", ELSEWHERE.get(name, case.pointer or "/name"))
    assert (caught.value.code, caught.value.path) == expected


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_every_refusal_says_how_to_fix_it(name):
    with pytest.raises(ValueError, match=" - ") as caught:
        REFUSED[name]()
    assert isinstance(caught.value, AnnotationError)
    assert caught.value.hint


@pytest.mark.parametrize("name", sorted(ACCEPTED))
def test_what_is_no_mistake_is_taken(name):
    assert ACCEPTED[name]() is not None


def test_rows_among_annotations_are_refused():
    with pytest.raises(AnnotationError, match="annotations hold a dict"):
        label({"name": "weather", "answer": {"name": "sunny"}})
