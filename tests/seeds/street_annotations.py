"""What the script about image annotations says of a street: as Python objects, and as rows by hand."""

import base64
import uuid
from typing import Any

import postil as lb
import postil.types as lb_types
from postil.types.label import Annotation
from tests.seeds.pictures import COLORS, COMPOSITE, SINGLE, SINGLE_WITH_TEXT, WHITE, WITH_TEXT, content

LINE = [
    *(
        (2534.353, 249.471),
        (2429.492, 182.092),
        (2294.322, 221.962),
        (2224.491, 180.463),
        (2136.123, 204.716),
    ),
    *((1712.247, 173.949), (1703.838, 84.438), (1579.772, 82.61), (1583.442, 167.552), (1478.869, 164.903)),
    *((1418.941, 318.149), (1243.128, 400.815), (1022.067, 319.007), (892.367, 379.216), (670.273, 364.408)),
    *((613.114, 288.16), (377.559, 238.251), (368.087, 185.064), (246.557, 167.286), (236.648, 285.61)),
    (90.929, 326.412),
]
CORNERS = [
    *((1489.581, 183.934), (2278.306, 256.885), (2428.197, 200.437), (2560.0, 335.419), (2557.386, 503.165)),
    *(
        (2320.596, 503.103),
        (2156.083, 628.943),
        (2161.111, 785.519),
        (2002.115, 894.647),
        (1838.456, 877.874),
    ),
    *((1436.53, 874.636), (1411.403, 758.579), (1353.853, 751.74), (1345.264, 453.461), (1426.011, 421.129)),
]
ABSENT_OPTION = "third_checklist_answer"
CHECKED = ["first_checklist_answer", "second_checklist_answer", ABSENT_OPTION]


def ontology(*, is_for_predictions: bool = False) -> dict[str, Any]:
    """Build the ontology, which lacks the third option of the checklist; predictions have no relationship."""
    kind = lb.Classification.Type

    def ask(
        of: lb.Classification.Type,
        name: str,
        *options: lb.Option,
    ) -> lb.Classification:
        return lb.Classification(class_type=of, name=name, options=list(options))

    sub_radio = ask(kind.RADIO, "sub_radio_question", lb.Option("first_sub_radio_answer"))
    sub_checklist = ask(kind.CHECKLIST, "sub_checklist_question", lb.Option("first_sub_checklist_answer"))
    two = [lb.Option(value="first_radio_answer"), lb.Option(value="second_radio_answer")]
    link = [] if is_for_predictions else [lb.Tool(tool=lb.Tool.Type.RELATIONSHIP, name="relationship")]
    builder = lb.OntologyBuilder(
        classifications=[
            ask(kind.RADIO, "radio_question", *two),
            ask(kind.CHECKLIST, "checklist_question", *map(lb.Option, CHECKED[:2])),
            ask(kind.TEXT, "free_text"),
            ask(kind.RADIO, "nested_radio_question", lb.Option("first_radio_answer", options=[sub_radio])),
            ask(
                kind.CHECKLIST,
                "nested_checklist_question",
                lb.Option("first_checklist_answer", options=[sub_checklist]),
            ),
        ],
        tools=[
            lb.Tool(tool=lb.Tool.Type.BBOX, name="bounding_box"),
            lb.Tool(tool=lb.Tool.Type.BBOX, name="bbox_with_radio_subclass", classifications=[sub_radio]),
            lb.Tool(tool=lb.Tool.Type.POLYGON, name="polygon"),
            lb.Tool(tool=lb.Tool.Type.RASTER_SEGMENTATION, name="mask"),
            lb.Tool(
                tool=lb.Tool.Type.RASTER_SEGMENTATION,
                name="mask_with_text_subclass",
                classifications=[ask(kind.TEXT, "sub_free_text")],
            ),
            lb.Tool(tool=lb.Tool.Type.POINT, name="point"),
            lb.Tool(tool=lb.Tool.Type.LINE, name="polyline"),
            *link,
        ],
    )
    return builder.asdict()


def python_payload(key: str, web: str) -> list[lb_types.Label]:
    """Say it with objects; the masks of the composite by its address."""
    source, target = _box(2096, 1264, 2240, 1689), _box(2272, 1346, 2416, 1704)
    link = lb_types.Relationship(source=source, target=target, type=lb_types.Relationship.Type.UNIDIRECTIONAL)
    composite = lb_types.MaskData(url=web + COMPOSITE)
    annotations: list[Annotation] = [
        _answer("radio_question", "first_radio_answer"),
        _answer("nested_radio_question", "first_radio_answer", _sub_radio()),
        _checked("checklist_question", *CHECKED),
        lb_types.ClassificationAnnotation(
            name="nested_checklist_question",
            value=lb_types.Checklist(
                answer=[
                    lb_types.ClassificationAnswer(
                        name="first_checklist_answer",
                        classifications=[_checked("sub_checklist_question", "first_sub_checklist_answer")],
                    )
                ]
            ),
        ),
        lb_types.ClassificationAnnotation(name="free_text", value=lb_types.Text(answer="sample text")),
        _box(1690, 977, 1915, 1307),
        _box(541, 933, 871, 1124, name="bbox_with_radio_subclass", questions=[_sub_radio()]),
        lb_types.ObjectAnnotation(name="polygon", value=lb_types.Polygon(points=_points(CORNERS))),
        _mask(lb_types.MaskData(url=web + SINGLE), WHITE, has_text=False),
        _mask(lb_types.MaskData(url=web + SINGLE_WITH_TEXT), WHITE, has_text=True),
        lb_types.ObjectAnnotation(name="point", value=lb_types.Point(x=1166.606, y=1441.768)),
        lb_types.ObjectAnnotation(name="polyline", value=lb_types.Line(points=_points(LINE))),
        source,
        target,
        lb_types.RelationshipAnnotation(name="relationship", value=link),
        *(_mask(composite, color, has_text=color in WITH_TEXT) for color in COLORS),
    ]
    return [lb_types.Label(data={"global_key": key}, annotations=annotations)]


def ndjson_payload(key: str, web: str) -> list[dict[str, Any]]:
    """Say it with rows: rings closed, the one sub-answer not in a list, the composite as its bytes."""
    source, target = str(uuid.uuid4()), str(uuid.uuid4())
    sub_radio = {"name": "sub_radio_question", "answer": {"name": "first_sub_radio_answer"}}
    sub_checklist = {"name": "sub_checklist_question", "answer": {"name": "first_sub_checklist_answer"}}
    text = {"name": "sub_free_text", "answer": "free text answer"}
    composite = base64.b64encode(content(COMPOSITE)).decode()
    rows: list[dict[str, Any]] = [
        {"name": "radio_question", "answer": {"name": "first_radio_answer"}},
        {
            "name": "nested_radio_question",
            "answer": {"name": "first_radio_answer", "classifications": [sub_radio]},
        },
        {
            "name": "nested_checklist_question",
            "answer": [{"name": "first_checklist_answer", "classifications": [sub_checklist]}],
        },
        {"name": "checklist_question", "answer": [{"name": name} for name in CHECKED]},
        {"name": "free_text", "answer": "sample text"},
        {"name": "bounding_box", "bbox": {"top": 977, "left": 1690, "height": 330, "width": 225}},
        {
            "name": "bbox_with_radio_subclass",
            "classifications": [sub_radio],
            "bbox": {"top": 933, "left": 541, "height": 191, "width": 330},
        },
        {"name": "polygon", "polygon": _spelled([*CORNERS, CORNERS[0]])},
        {"name": "mask", "classifications": [], "mask": {"instanceURI": web + SINGLE, "colorRGB": WHITE}},
        {
            "name": "mask_with_text_subclass",
            "mask": {"instanceURI": web + SINGLE_WITH_TEXT, "colorRGB": WHITE},
            "classifications": [text],
        },
        {"name": "point", "classifications": [], "point": {"x": 1166.606, "y": 1441.768}},
        {"name": "polyline", "classifications": [], "line": _spelled(LINE)},
        {
            "uuid": source,
            "name": "bounding_box",
            "bbox": {"top": 1264.0, "left": 2096.0, "height": 425.0, "width": 144.0},
        },
        {
            "uuid": target,
            "name": "bounding_box",
            "bbox": {"top": 1346.0, "left": 2272.0, "height": 358.0, "width": 144.0},
        },
        {
            "name": "relationship",
            "relationship": {"source": source, "target": target, "type": "unidirectional"},
        },
    ]
    for color in COLORS:
        has_text = color in WITH_TEXT
        rows.append(
            {
                "name": "mask_with_text_subclass" if has_text else "mask",
                "mask": {"imBytes": composite, "colorRGB": color},
                "classifications": [text] if has_text else [],
            }
        )
    return [row | {"dataRow": {"globalKey": key}} for row in rows]


def _points(pairs: list[tuple[float, float]]) -> list[lb_types.Point]:
    return [lb_types.Point(x=x, y=y) for x, y in pairs]


def _spelled(pairs: list[tuple[float, float]]) -> list[dict[str, float]]:
    return [{"x": x, "y": y} for x, y in pairs]


def _answer(
    name: str, option: str, *below: lb_types.ClassificationAnnotation
) -> lb_types.ClassificationAnnotation:
    answer = lb_types.ClassificationAnswer(name=option, classifications=list(below))
    return lb_types.ClassificationAnnotation(name=name, value=lb_types.Radio(answer=answer))


def _sub_radio() -> lb_types.ClassificationAnnotation:
    return _answer("sub_radio_question", "first_sub_radio_answer")


def _checked(name: str, *options: str) -> lb_types.ClassificationAnnotation:
    answers = [lb_types.ClassificationAnswer(name=option) for option in options]
    return lb_types.ClassificationAnnotation(name=name, value=lb_types.Checklist(answer=answers))


def _box(
    left: float,
    top: float,
    right: float,
    bottom: float,
    name: str = "bounding_box",
    questions: list[lb_types.ClassificationAnnotation] | None = None,
) -> lb_types.ObjectAnnotation:
    corners = lb_types.Rectangle(start=lb_types.Point(x=left, y=top), end=lb_types.Point(x=right, y=bottom))
    return lb_types.ObjectAnnotation(name=name, value=corners, classifications=questions or [])


def _mask(
    data: lb_types.MaskData, color: tuple[int, int, int], *, has_text: bool
) -> lb_types.ObjectAnnotation:
    text = lb_types.ClassificationAnnotation(
        name="sub_free_text", value=lb_types.Text(answer="free text answer")
    )
    return lb_types.ObjectAnnotation(
        name="mask_with_text_subclass" if has_text else "mask",
        value=lb_types.Mask(mask=data, color=color),
        classifications=[text] if has_text else [],
    )
