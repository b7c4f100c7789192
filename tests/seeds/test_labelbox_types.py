"""Seeds 002 and 004 in Python: what their snippets make is what their rows say."""

import base64
import io
import json
import random
from typing import Any

import numpy as np
import pytest
from PIL import Image

import postil.types as lb_types
from postil.formats.format import Block
from postil.formats.labelbox.rows import LABELBOX
from postil.masks import single
from postil.types import NDJsonConverter, from_ndjson, to_ndjson

DATA = {"global_key": "2560px-Kitano_Street_Kobe01s5s4110.jpeg"}
DATA_ROW = {"globalKey": DATA["global_key"]}
COLORS = [(73, 39, 85), (111, 87, 176), (23, 169, 254)]
LINE = [(2534.353, 249.471), (2429.492, 182.092), (2294.322, 221.962)]
RING = [(1489.581, 183.934), (2278.306, 256.885), (2428.197, 200.437), (2560.0, 335.419)]


def composite() -> bytes:
    picture = np.zeros((6, 8, 3), np.uint8)
    for row, color in enumerate(COLORS):
        picture[row * 2, 1:5] = color
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return buffer.getvalue()


def points(pairs: list[tuple[float, float]]) -> list[lb_types.Point]:
    return [lb_types.Point(x=x, y=y) for x, y in pairs]


def radio(name: str, answer: str, nested: Any = None, confidence: float | None = None) -> Any:
    option = lb_types.ClassificationAnswer(name=answer, confidence=confidence, classifications=nested)
    return lb_types.ClassificationAnnotation(name=name, value=lb_types.Radio(answer=option))


def checklist(name: str, *answers: str, nested: Any = None, confidence: float | None = None) -> Any:
    options = [
        lb_types.ClassificationAnswer(name=answer, confidence=confidence, classifications=nested)
        for answer in answers
    ]
    return lb_types.ClassificationAnnotation(name=name, value=lb_types.Checklist(answer=options))


def box(name: str, left: int, top: int, right: int, bottom: int, **more: Any) -> lb_types.ObjectAnnotation:
    value = lb_types.Rectangle(start=lb_types.Point(x=left, y=top), end=lb_types.Point(x=right, y=bottom))
    return lb_types.ObjectAnnotation(name=name, value=value, **more)


def annotations(confidence: float | None = None) -> list[Any]:
    """Return what seed 002 makes, or with a confidence what seed 004 makes."""
    sure: dict[str, Any] = {} if confidence is None else {"confidence": confidence}
    return [
        radio("radio_question", "second_radio_answer", None, confidence),
        radio("nested_radio_question", "first_radio_answer",
              [radio("sub_radio_question", "first_sub_radio_answer", None, confidence)], confidence),
        checklist("checklist_question", "first_checklist_answer", "second_checklist_answer", **sure),
        checklist("nested_checklist_question", "first_checklist_answer",
                  nested=[checklist("sub_checklist_question", "first_sub_checklist_answer", **sure)], **sure),
        lb_types.ClassificationAnnotation(
            name="free_text", value=lb_types.Text(answer="sample text", **sure)),
        box("bounding_box", 1690, 977, 1915, 1307, **sure),
        box("bbox_with_radio_subclass", 541, 933, 871, 1124, classifications=[
            radio("sub_radio_question", "first_sub_radio_answer", None, confidence)], **sure),
        lb_types.ObjectAnnotation(name="polygon", value=lb_types.Polygon(points=points(RING)), **sure),
        lb_types.ObjectAnnotation(name="polyline", value=lb_types.Line(points=points(LINE)), **sure),
        lb_types.ObjectAnnotation(name="point", value=lb_types.Point(x=1166.606, y=1441.768), **sure),
    ]  # fmt: skip


def rows(confidence: float | None = None) -> list[dict[str, Any]]:
    """Return the rows the seeds write for the same annotations."""
    sure: dict[str, Any] = {} if confidence is None else {"confidence": confidence}
    sub_radio = {"name": "sub_radio_question", "answer": {"name": "first_sub_radio_answer"} | sure}
    sub_list = {"name": "sub_checklist_question", "answer": {"name": "first_sub_checklist_answer"} | sure}
    options = [{"name": f"{number}_checklist_answer"} | sure for number in ("first", "second")]
    return [{"dataRow": DATA_ROW} | row for row in (
        {"name": "radio_question", "answer": {"name": "second_radio_answer"} | sure},
        {"name": "nested_radio_question",
         "answer": {"name": "first_radio_answer", "classifications": [sub_radio]} | sure},
        {"name": "checklist_question", "answer": options},
        {"name": "nested_checklist_question",
         "answer": [{"name": "first_checklist_answer", "classifications": [sub_list]} | sure]},
        {"name": "free_text", "answer": "sample text"} | sure,
        {"name": "bounding_box", "bbox": {"top": 977, "left": 1690, "height": 330, "width": 225}} | sure,
        {"name": "bbox_with_radio_subclass", "classifications": [sub_radio],
         "bbox": {"top": 933, "left": 541, "height": 191, "width": 330}} | sure,
        {"name": "polygon", "polygon": [{"x": x, "y": y} for x, y in [*RING, RING[0]]]} | sure,
        {"name": "polyline", "classifications": [], "line": [{"x": x, "y": y} for x, y in LINE]} | sure,
        {"name": "point", "classifications": [], "point": {"x": 1166.606, "y": 1441.768}} | sure,
    )]  # fmt: skip


def as_stored(found: list[dict[str, Any]]) -> list[Any]:
    """Return rows as an import reads them, without their keys and their spelling."""
    block = Block("".join(json.dumps(row) + "\n" for row in found).encode(), 1, 0)
    entries = list(LABELBOX.read(block))
    assert [issue for entry in entries for issue in entry.issues] == []
    stored = [annotation for entry in entries for annotation in entry.annotations]
    return [
        (one.feature, one.geometry, one.confidence, [answered(inner) for inner in one.classifications])
        for one in stored
    ]


def answered(question: Any) -> Any:
    """Return a question without whether one option stood in a list."""
    kind = "text" if question.kind == "text" else "options"
    replies = [
        (one.value, one.confidence, [answered(inner) for inner in one.classifications])
        for one in question.answers
    ]
    return question.feature, kind, question.confidence, replies


@pytest.mark.parametrize("confidence", [None, 0.5, 0.0])
def test_python_and_rows_are_stored_as_the_same_annotations(confidence):
    label = lb_types.Label(data=DATA, annotations=annotations(confidence))
    assert as_stored(list(to_ndjson([label]))) == as_stored(rows(confidence))


@pytest.mark.parametrize("confidence", [None, 0.5])
def test_python_and_rows_are_equal_as_types(confidence):
    written = [{key: row[key] for key in row if key != "uuid"} for row in rows(confidence)]
    nested = written[3]["answer"][0]["classifications"][0]
    nested["answer"] = [nested["answer"]]
    (read,) = from_ndjson(written)
    assert read == lb_types.Label(data=DATA, annotations=annotations(confidence))


def test_a_composite_mask_is_picked_by_color():
    content = composite()
    mask_data = lb_types.MaskData(im_bytes=content)
    masks = [
        lb_types.ObjectAnnotation(name="mask", value=lb_types.Mask(mask=mask_data, color=color))
        for color in COLORS
    ]
    found = [row["mask"]["png"] for row in to_ndjson([lb_types.Label(data=DATA, annotations=masks)])]
    expected = np.array(Image.open(io.BytesIO(content)))
    for text, color in zip(found, COLORS, strict=True):
        raster = single(base64.b64decode(text)).to_raster()
        assert (raster == (expected == color).all(axis=2)).all()


def test_a_mask_by_url_is_left_to_the_server():
    url = "https://storage.example.test/composite_mask.png"
    mask = lb_types.Mask(mask=lb_types.MaskData(url=url), color=COLORS[0])
    label = lb_types.Label(data=DATA, annotations=[lb_types.ObjectAnnotation(name="mask", value=mask)])
    (row,) = to_ndjson([label])
    assert row["mask"] == {"instanceURI": url, "colorRGB": [73, 39, 85]}


def test_the_confidence_of_a_mask_is_that_of_its_annotation():
    mask = lb_types.Mask(mask=lb_types.MaskData(im_bytes=composite()), confidence=0.5, color=COLORS[0])
    label = lb_types.Label(data=DATA, annotations=[lb_types.ObjectAnnotation(name="mask", value=mask)])
    (row,) = NDJsonConverter.serialize([label])
    assert row["confidence"] == 0.5


def test_a_relationship_names_the_rows_of_its_ends():
    source, target = box("bounding_box", 2096, 1264, 2240, 1689), box("bounding_box", 2272, 1346, 2416, 1704)
    value = lb_types.Relationship(
        source=source, target=target, type=lb_types.Relationship.Type.UNIDIRECTIONAL
    )
    link = lb_types.RelationshipAnnotation(name="relationship", value=value)
    label = lb_types.Label(data=DATA, annotations=[source, target, link])
    first, second, third = to_ndjson([label])
    assert third["relationship"] == {
        "source": first["uuid"], "target": second["uuid"], "type": "unidirectional"
    }  # fmt: skip


def test_a_benchmark_is_marked_on_every_row():
    label = lb_types.Label(data=DATA, annotations=annotations(), is_benchmark_reference=True)
    assert all(row["isBenchmarkReferenceLabel"] for row in to_ndjson([label]))


def test_the_order_of_rows_of_several_data_rows_does_not_matter():
    mixed = [row | {"dataRow": {"globalKey": key}} for key in "abc" for row in rows()]
    random.Random(7).shuffle(mixed)
    labels = list(from_ndjson(mixed))
    assert sorted((one.data.global_key, len(one.annotations)) for one in labels) == [
        ("a", 10), ("b", 10), ("c", 10)
    ]  # fmt: skip
