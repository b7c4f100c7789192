"""What kinds of annotations there are to count: the tool that drew it, the question that was answered."""

from collections.abc import Iterable, Iterator
from typing import Final

from postil.model.annotation import Annotation, Geometry
from postil.model.answer import Classification
from postil.model.geometry import (
    Bitmap,
    Box,
    CenterBox,
    CornerBox,
    Ellipse,
    Mask,
    Path,
    Point,
    Polygon,
    Polyline,
)
from postil.model.ontology import FeatureKind
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange, TokenSpan
from postil.model.track import Track

BOX: Final = "box"
RELATIONSHIP = "relationship"
SHAPELESS = "other"
"""An object without a shape of its own, such as the choice of a message."""

TOOLS: dict[type, FeatureKind] = {
    Box: BOX,
    CornerBox: BOX,
    CenterBox: BOX,
    Polygon: "polygon",
    Polyline: "polyline",
    Path: "path",
    Point: "point",
    Ellipse: "ellipse",
    Mask: "mask",
    Bitmap: "mask",
    TextSpan: "text_entity",
    MarkupSpan: "text_entity",
    ParagraphSpan: "text_entity",
    TokenSpan: "text_entity",
    TimeRange: "time_range",
    SeriesRange: "series_range",
}
"""The tool that draws each type of shape."""


def add_types(annotation: Annotation, totals: dict[str, int]) -> None:
    """Add what an annotation counts as: itself, and every question answered on it at any depth.

    A question counts one however many options were chosen, and in a video however many frames answer it.
    """
    if annotation.kind == "object":
        geometry = annotation.geometry
        _raise(totals, TOOLS.get(type(geometry)) or _type_of(geometry))
        if isinstance(geometry, Track):
            found = {path: kind for question in _moments(geometry) for path, kind in _answered([question])}
            found |= dict(_answered(annotation.classifications))
            for kind in found.values():
                _raise(totals, kind)
            return
    elif annotation.kind == "relationship":
        _raise(totals, RELATIONSHIP)
    if annotation.classifications:
        for _, kind in _answered(annotation.classifications):
            _raise(totals, kind)


def merge_types(totals: dict[str, int], change: dict[str, int], sign: int = 1) -> None:
    """Add `change` to `totals` in place, or with sign -1 take it away."""
    for kind, n in change.items():
        totals[kind] = totals.get(kind, 0) + sign * n


def _raise(totals: dict[str, int], kind: str) -> None:
    totals[kind] = totals.get(kind, 0) + 1


def _type_of(geometry: Geometry | None) -> str:
    """Name a track after what moves."""
    if isinstance(geometry, Track):
        shapes = (keyframe.shape for segment in geometry.segments for keyframe in segment.keyframes)
        first = next(shapes, None)
        return TOOLS.get(type(first), SHAPELESS)
    return SHAPELESS


def _moments(track: Track) -> Iterator[Classification]:
    for segment in track.segments:
        for keyframe in segment.keyframes:
            yield from keyframe.classifications


def _answered(
    questions: Iterable[Classification], above: tuple[object, ...] = ()
) -> Iterator[tuple[tuple[object, ...], str]]:
    """Yield place and kind of every question with an answer, those below an answer too."""
    for question in questions:
        path = (*above, question.feature_id or question.schema_id or question.feature)
        if question.answers:
            yield path, question.kind
        for answer in question.answers:
            option = answer.feature_id or answer.schema_id or str(answer.value)
            yield from _answered(answer.classifications, (*path, option))
