"""What the script about predictions says of the same street, every prediction half certain.

Slips of the script that are mended here: a comma after the confidence of the box with a question, and the
confidence that only one form of the mask with a text has.
"""

from typing import Any

import postil.types as lb_types
from postil.types.label import Annotation
from tests.seeds.pictures import SINGLE, SINGLE_WITH_TEXT, WHITE
from tests.seeds.street_annotations import CORNERS, LINE

SURE = {"confidence": 0.5}
OPTIONS = ("first_checklist_answer", "second_checklist_answer")


def python_predictions(key: str, web: str) -> list[lb_types.Label]:
    """Say it with objects."""
    sub_radio = _radio("sub_radio_question", "first_sub_radio_answer")
    sub_list = _checklist("sub_checklist_question", "first_sub_checklist_answer")
    text = lb_types.ClassificationAnnotation(
        name="sub_free_text", value=lb_types.Text(answer="free text answer")
    )
    mask = lb_types.Mask(mask=lb_types.MaskData(url=web + SINGLE), color=WHITE)
    # The script gives this one its confidence in the mask, the others in the annotation.
    with_text = lb_types.Mask(mask=lb_types.MaskData(url=web + SINGLE_WITH_TEXT), color=WHITE, confidence=0.5)
    annotations: list[Annotation] = [
        _radio("radio_question", "second_radio_answer"),
        _radio("nested_radio_question", "first_radio_answer", sub_radio),
        _checklist("checklist_question", *OPTIONS),
        _checklist("nested_checklist_question", OPTIONS[0], below=[sub_list]),
        _drawn("bounding_box", _rectangle(1690, 977, 1915, 1307)),
        _drawn("bbox_with_radio_subclass", _rectangle(541, 933, 871, 1124), sub_radio),
        _drawn("polyline", lb_types.Line(points=[lb_types.Point(x=x, y=y) for x, y in LINE])),
        _drawn("polygon", lb_types.Polygon(points=[lb_types.Point(x=x, y=y) for x, y in CORNERS])),
        _drawn("mask", mask),
        lb_types.ObjectAnnotation(name="mask_with_text_subclass", value=with_text, classifications=[text]),
        _drawn("point", lb_types.Point(x=1166.606, y=1441.768)),
        lb_types.ClassificationAnnotation(
            name="free_text", value=lb_types.Text(answer="sample text", confidence=0.5)
        ),
    ]
    return [lb_types.Label(data={"global_key": key}, annotations=annotations)]


def ndjson_predictions(key: str, web: str) -> list[dict[str, Any]]:
    """Say it with rows."""
    sub_radio = {"name": "sub_radio_question", "answer": {"name": "first_sub_radio_answer"} | SURE}
    sub_list = {"name": "sub_checklist_question", "answer": {"name": "first_sub_checklist_answer"} | SURE}
    nested = {"name": OPTIONS[0], "classifications": [sub_list]}
    rows: list[dict[str, Any]] = [
        {"name": "radio_question", "answer": {"name": "second_radio_answer"} | SURE},
        {"name": "checklist_question", "answer": [{"name": name} | SURE for name in OPTIONS]},
        {"name": "bounding_box", "bbox": {"top": 977, "left": 1690, "height": 330, "width": 225}} | SURE,
        {
            "name": "bbox_with_radio_subclass",
            "classifications": [sub_radio],
            "bbox": {"top": 933, "left": 541, "height": 191, "width": 330},
        }
        | SURE,
        {"name": "polygon", "polygon": [{"x": x, "y": y} for x, y in [*CORNERS, CORNERS[0]]]} | SURE,
        {"name": "mask", "classifications": [], "mask": {"instanceURI": web + SINGLE, "colorRGB": WHITE}}
        | SURE,
        {
            "name": "mask_with_text_subclass",
            "mask": {"instanceURI": web + SINGLE_WITH_TEXT, "colorRGB": WHITE},
            "classifications": [{"name": "sub_free_text", "answer": "free text answer"}],
        }
        | SURE,
        {"name": "point", "classifications": [], "point": {"x": 1166.606, "y": 1441.768}} | SURE,
        {"name": "polyline", "classifications": [], "line": [{"x": x, "y": y} for x, y in LINE]} | SURE,
        {"name": "free_text", "answer": "sample text"} | SURE,
        {
            "name": "nested_radio_question",
            "answer": {"name": "first_radio_answer", "classifications": [sub_radio]} | SURE,
        },
        {"name": "nested_checklist_question", "answer": [nested | SURE]},
    ]
    return [row | {"dataRow": {"globalKey": key}} for row in rows]


def _radio(
    name: str, option: str, *below: lb_types.ClassificationAnnotation
) -> lb_types.ClassificationAnnotation:
    answer = lb_types.ClassificationAnswer(name=option, confidence=0.5, classifications=list(below))
    return lb_types.ClassificationAnnotation(name=name, value=lb_types.Radio(answer=answer))


def _checklist(
    name: str, *options: str, below: list[lb_types.ClassificationAnnotation] | None = None
) -> lb_types.ClassificationAnnotation:
    answers = [
        lb_types.ClassificationAnswer(name=option, confidence=0.5, classifications=below or [])
        for option in options
    ]
    return lb_types.ClassificationAnnotation(name=name, value=lb_types.Checklist(answer=answers))


def _rectangle(left: int, top: int, right: int, bottom: int) -> lb_types.Rectangle:
    return lb_types.Rectangle(start=lb_types.Point(x=left, y=top), end=lb_types.Point(x=right, y=bottom))


def _drawn(
    name: str,
    value: lb_types.Rectangle | lb_types.Polygon | lb_types.Line | lb_types.Point | lb_types.Mask,
    *below: lb_types.ClassificationAnnotation,
) -> lb_types.ObjectAnnotation:
    return lb_types.ObjectAnnotation(name=name, value=value, confidence=0.5, classifications=list(below))
