"""Which results one annotation is spelled as: their types and control names, in order.

One region can be several results that share an id: its geometry, its labels, its answers. The usual
spellings need no note; any other order or choice of types is kept as `layout` in `ext`, a list of
`[type, control name]` or `[type, control name, number of labels]`.
"""

from typing import Any, NamedTuple

from postil.formats.label_studio.answers import ANSWER_READERS, type_of
from postil.formats.label_studio.shapes import IMAGE_READERS
from postil.formats.label_studio.spans import SPAN_READERS
from postil.model.annotation import Annotation
from postil.model.answer import Classification
from postil.model.geometry import Bitmap, Box, Ellipse, Mask, Path, Point, Polygon
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange
from postil.model.track import Track

READERS = {**IMAGE_READERS, **SPAN_READERS}

FAMILIES: dict[str, str] = {
    "hypertextlabels": "hypertext",
    "paragraphlabels": "paragraph",
    "timeserieslabels": "timeseries",
    "ocrlabels": "ocr",
    "videorectangle": "videorectangle",
}
for _shape in ("rectangle", "polygon", "ellipse", "keypoint", "brush", "bitmask", "vector", "videovector"):
    FAMILIES[_shape] = FAMILIES[f"{_shape}labels"] = _shape

_NAMES: dict[type, str] = {
    Box: "rectangle",
    Polygon: "polygon",
    Ellipse: "ellipse",
    Point: "keypoint",
    Mask: "brush",
    Bitmap: "bitmask",
    Path: "vector",
}
_FIXED: dict[type, str] = {
    TextSpan: "labels",
    TimeRange: "labels",
    MarkupSpan: "hypertextlabels",
    ParagraphSpan: "paragraphlabels",
    SeriesRange: "timeserieslabels",
}


class Part(NamedTuple):
    """One result of an annotation: `labels` and `answers` are what it carries beside the geometry.

    `slot` is its place in the layout, which patches count from.
    """

    slot: int
    type: str
    control: str
    labels: list[str]
    answers: Classification | None = None


def family_of(kind: str, value: dict[str, Any], item: dict[str, Any]) -> str | None:
    """Return the reader a result of type `kind` needs for its geometry; None when it has none."""
    if kind != "labels":
        return FAMILIES.get(kind)
    # A Labels control draws whatever the tag beside it draws: only the value tells.
    for key, family in (
        ("points", "polygon"), ("radiusX", "ellipse"), ("rle", "brush"), ("vertices", "vector"),
        ("sequence", "videorectangle"), ("height", "rectangle"), ("x", "keypoint"),
    ):  # fmt: skip
        if key in value:
            return family
    start = value.get("start")
    if start is None:
        return None
    if "startOffset" in value:
        return "hypertext" if isinstance(start, str) and start[:1] == "/" else "paragraph"
    is_sound = "channel" in value or "original_length" in item or isinstance(start, float)
    return "audio" if is_sound else "text"


def label_key(kind: str) -> str | None:
    """Return the key of a value that holds the labels, for a result of type `kind`."""
    if kind == "videorectangle":
        return "labels"
    return kind if kind.endswith("labels") and kind != "timelinelabels" else None


def usual_layout(annotation: Annotation) -> list[list[Any]]:
    """Return the layout an annotation has when nothing is noted."""
    layout: list[list[Any]] = []
    if annotation.kind == "object":
        layout.append([_usual_type(annotation), annotation.feature or ""])
    return layout + [[type_of(found) or "", found.feature or ""] for found in annotation.classifications]


def _usual_type(annotation: Annotation) -> str:
    geometry = annotation.geometry
    if isinstance(geometry, Track):
        is_path = any(isinstance(frame.shape, Path) for part in geometry.segments for frame in part.keyframes)
        return "videovector" + ("labels" if annotation.labels else "") if is_path else "videorectangle"
    fixed = _FIXED.get(type(geometry))
    if fixed is not None:
        return fixed
    return _NAMES.get(type(geometry), "") + ("labels" if annotation.labels else "")


def parts_of(annotation: Annotation, layout: list[list[Any]] | None) -> list[Part]:
    """Lay an annotation out, by its own layout where that still fits it."""
    if layout is None or not _fits(annotation, layout):
        layout = usual_layout(annotation)
    left = list(annotation.classifications)
    shares = _shares(layout, annotation.labels)
    parts: list[Part] = []
    for slot, (kind, control, *_) in enumerate(layout):
        if kind not in ANSWER_READERS:
            parts.append(Part(slot, kind, control, shares[slot]))
        elif found := _take(left, kind, control):
            parts.append(Part(slot, kind, control, [], found))
    for slot, item in enumerate(left, len(layout)):
        parts.append(Part(slot, type_of(item) or "", item.feature or "", [], item))
    return [part for part in parts if part.type]


def _fits(annotation: Annotation, layout: list[list[Any]]) -> bool:
    drawn = [entry[0] for entry in layout if entry[0] not in ANSWER_READERS]
    if annotation.kind != "object":
        return not drawn
    usual = FAMILIES.get(_usual_type(annotation), "span")
    alike = {usual, "ocr"} if usual == "rectangle" else {usual}
    families = {FAMILIES.get(kind, usual) for kind in drawn}
    can_label = not annotation.labels or any(label_key(kind) for kind in drawn)
    return bool(drawn) and families <= alike and can_label


def _shares(layout: list[list[Any]], labels: list[str]) -> dict[int, list[str]]:
    """Deal the labels out to the results that carry labels: as counted, or all to the first."""
    shares: dict[int, list[str]] = {slot: [] for slot in range(len(layout))}
    carriers = [slot for slot, entry in enumerate(layout) if label_key(entry[0])]
    counts = [layout[slot][2] for slot in carriers if len(layout[slot]) > 2]
    if len(counts) != len(carriers) or sum(counts) != len(labels):
        for slot in carriers[:1]:
            shares[slot] = labels
        return shares
    begin = 0
    for slot, count in zip(carriers, counts, strict=True):
        shares[slot] = labels[begin : begin + count]
        begin += count
    return shares


def _take(left: list[Classification], kind: str, control: str) -> Classification | None:
    for index, classification in enumerate(left):
        if classification.feature == control and type_of(classification) == kind:
            return left.pop(index)
    return None
