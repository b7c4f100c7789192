"""Annotations of other formats in Label Studio's terms, and what that costs.

A shape becomes a result of the control named after its kind (`box`, `polygon` …) whose label is the feature;
pixels become percent. What cannot be carried is reported: a field (LOS002), the annotation (LOS003), or for
want of the image's size (LOS004).
"""

from collections.abc import Callable
from typing import Any

import msgspec

from postil.errors import UsageError
from postil.formats.label_studio.answers import type_of
from postil.formats.label_studio.items import mark_of
from postil.formats.label_studio.reading import EXT
from postil.formats.label_studio.surface import Surface
from postil.model.annotation import Annotation, Geometry
from postil.model.answer import Answer, Classification
from postil.model.geometry import Bitmap, Box, Ellipse, Mask, Path, Point, Polygon
from postil.model.issue import Loss
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange
from postil.model.target import Target
from postil.model.track import Track

CONTROLS: dict[type, str] = {
    Box: "box",
    Polygon: "polygon",
    Path: "path",
    Point: "point",
    Ellipse: "ellipse",
    Mask: "mask",
    Bitmap: "mask",
    TextSpan: "text_entity",
    MarkupSpan: "text_entity",
    ParagraphSpan: "text_entity",
    TimeRange: "time_range",
    SeriesRange: "series_range",
    Track: "box",
}

Lose = Callable[[Loss], None]


def adopt(annotation: Annotation, surface: Surface, lose: Lose) -> Annotation | None:
    """Return the annotation as this format can write it, or None when it cannot; losses go to `lose`."""
    is_native = EXT in annotation.ext
    if is_native and "raw" in mark_of(annotation):
        return annotation
    geometry, target = annotation.geometry, annotation.target
    if geometry is not None:
        geometry = _geometry(annotation, geometry, surface, lose)
        if geometry is None:
            return None
    elif annotation.kind == "object":
        _refuse(annotation, "an annotation without geometry", lose)
        return None
    if target is None or not target.asset:
        page, item = (target.page, target.item) if target is not None else (None, None)
        target = Target(surface.asset, item, page)
    if is_native:
        return msgspec.structs.replace(annotation, geometry=geometry, target=target)
    return _foreign(msgspec.structs.replace(annotation, geometry=geometry, target=target), surface, lose)


def _geometry(annotation: Annotation, geometry: Geometry, surface: Surface, lose: Lose) -> Geometry | None:
    if surface.needs_size(geometry):
        _lose(lose, "LOS004", "the size of the image is unknown, so pixels cannot become percent", annotation)
        return None
    if isinstance(geometry, Polygon) and (geometry.holes or geometry.parts):
        _lose(lose, "LOS002", "holes and further parts of polygons are not carried", annotation)
    try:
        found = surface.convert(geometry)
    except UsageError as error:
        _refuse(annotation, error.message, lose)
        return None
    if found is None:
        _refuse(annotation, type(geometry).__name__, lose)
    return found


def _foreign(annotation: Annotation, surface: Surface, lose: Lose) -> Annotation | None:
    name = annotation.feature or annotation.schema_id or ""
    mark: dict[str, Any] = {}
    if annotation.metrics:
        _lose(lose, "LOS002", "custom metrics are not carried", annotation)
    if annotation.kind == "relationship":
        return _relationship(annotation, name, lose)
    carried = [_classification(item, annotation, lose) for item in annotation.classifications]
    classifications = [item for item in carried if item is not None]
    if annotation.kind == "classification" and not classifications:
        return None
    if annotation.kind == "object":
        if surface.size is not None and not isinstance(annotation.geometry, TextSpan | TimeRange):
            mark["size"] = [*surface.size, 0]
        if isinstance(annotation.geometry, Mask | Bitmap):
            mark["size"] = [annotation.geometry.width, annotation.geometry.height, 0]
        if isinstance(annotation.geometry, Polygon):
            mark["closed"] = True
        annotation.labels = annotation.labels or [name]
        annotation.feature = CONTROLS[type(annotation.geometry)]
    annotation.classifications = classifications
    annotation.ext = {EXT: mark}
    return annotation


def _relationship(annotation: Annotation, name: str, lose: Lose) -> Annotation | None:
    relation = annotation.relation
    if relation is None or relation.source is None:
        _refuse(annotation, "a relationship from a whole feature", lose)
        return None
    if not relation.labels and name:
        annotation.relation = msgspec.structs.replace(relation, labels=[name])
    if annotation.classifications:
        _lose(lose, "LOS002", "answers about a relationship are not carried", annotation)
    return annotation


def _classification(found: Classification, annotation: Annotation, lose: Lose) -> Classification | None:
    if any(answer.ranges != found.answers[0].ranges for answer in found.answers) or type_of(found) is None:
        _refuse(annotation, f"a classification of kind {found.kind}", lose)
        return None
    if any(answer.classifications for answer in found.answers):
        _lose(lose, "LOS002", "questions about an answer are not carried", annotation)
    if found.confidence is not None and annotation.confidence is None and annotation.kind != "object":
        annotation.confidence = found.confidence
    if any(answer.confidence is not None or answer.metrics for answer in found.answers):
        _lose(lose, "LOS002", "confidence and metrics of single answers are not carried", annotation)
    answers = [Answer(_value(answer), ranges=answer.ranges) for answer in found.answers]
    return Classification(found.feature or found.schema_id or "", found.kind, answers)


def _value(answer: Answer) -> Any:
    return answer.schema_id if answer.value is None else answer.value


def _refuse(annotation: Annotation, what: str, lose: Lose) -> None:
    _lose(lose, "LOS003", f"not carried: {what}", annotation)


def _lose(lose: Lose, code: str, message: str, annotation: Annotation) -> None:
    lose(Loss(code, message, example=annotation.key or annotation.feature))
