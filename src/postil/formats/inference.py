"""Infer the ontology a file was made with from the annotations in it.

Inference sees only what was used: an option nobody chose is not found. A rare name that is nearly a
frequent one is taken for a misspelling and reported apart, so that it is refused with a suggestion
instead of becoming a feature.
"""

from collections.abc import Iterable
from difflib import get_close_matches

import msgspec

from postil.model.annotation import Annotation
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
from postil.model.ontology import Feature, FeatureKind, Ontology
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange, TokenSpan
from postil.model.track import Track

MISSPELT_SHARE = 0.2
"""A name met at most this often, compared with the name it resembles, is taken for a misspelling."""

SIMILARITY = 0.85

_TOOLS: dict[type, FeatureKind] = {
    Box: "box",
    CornerBox: "box",
    CenterBox: "box",
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
_ANSWERS: dict[str, FeatureKind] = {
    "radio": "radio",
    "checklist": "checklist",
    "text": "text",
    "number": "number",
    "rating": "rating",
    "datetime": "datetime",
    "taxonomy": "taxonomy",
    "ranking": "ranking",
    "pairwise": "pairwise",
}


class Inferred(msgspec.Struct, kw_only=True):
    """A proposed ontology, how often each top-level feature was met, and the probable misspellings."""

    ontology: Ontology
    counts: dict[str, int]
    misspelt: dict[str, str]


class Inference:
    """Collects features from annotations; `add` as many as there are, then `finish`."""

    def __init__(self) -> None:
        self._features: dict[tuple[str, FeatureKind], Feature] = {}
        self._counts: dict[tuple[str, FeatureKind], int] = {}

    def add(self, annotations: Iterable[Annotation]) -> None:
        """Take note of the features of some annotations; those without a name or kind are passed over."""
        for annotation in annotations:
            kind = _kind(annotation)
            if annotation.feature is None or kind is None:
                continue
            key = (annotation.feature, kind)
            feature = self._features.get(key)
            if feature is None:
                feature = self._features[key] = Feature(annotation.feature, kind)
            self._counts[key] = self._counts.get(key, 0) + 1
            self._deepen(feature, annotation)

    def _deepen(self, feature: Feature, annotation: Annotation) -> None:
        if annotation.kind == "classification":
            for classification in annotation.classifications:
                _answers(feature, classification)
            return
        for label in annotation.labels:
            _child(feature, label, "label")
        for classification in annotation.classifications:
            _question(feature, classification)

    def finish(self, name: str, media_type: str = "image") -> Inferred:
        """Return the proposal, most frequent features first within tools, questions and relationships."""
        misspelt = self._misspelt()
        kept = [key for key in self._features if key[0] not in misspelt]
        kept.sort(key=lambda key: (_room(key[1]), -self._counts[key]))
        counts: dict[str, int] = {}
        for key in kept:
            counts[key[0]] = counts.get(key[0], 0) + self._counts[key]
        return Inferred(
            ontology=Ontology(name, [self._features[key] for key in kept], media_type),
            counts=counts,
            misspelt=misspelt,
        )

    def _misspelt(self) -> dict[str, str]:
        totals: dict[str, int] = {}
        for (name, _), count in self._counts.items():
            totals[name] = totals.get(name, 0) + count
        found = {}
        for name, count in totals.items():
            better = [other for other, often in totals.items() if count <= often * MISSPELT_SHARE]
            near = get_close_matches(name, better, 1, SIMILARITY)
            if near:
                found[name] = near[0]
        return found


def _kind(annotation: Annotation) -> FeatureKind | None:
    if annotation.kind == "relationship":
        return "relationship"
    if annotation.kind == "classification":
        first = annotation.classifications[0] if annotation.classifications else None
        return _ANSWERS.get(first.kind) if first is not None else None
    geometry = annotation.geometry
    if isinstance(geometry, Track):
        keyframes = [keyframe for segment in geometry.segments for keyframe in segment.keyframes]
        return _TOOLS.get(type(keyframes[0].shape)) if keyframes else None
    return _TOOLS.get(type(geometry))


def _room(kind: FeatureKind) -> int:
    if kind == "relationship":
        return 2
    return 1 if kind in _ANSWERS.values() else 0


def _question(parent: Feature, classification: Classification) -> None:
    kind = _ANSWERS.get(classification.kind)
    if classification.feature is not None and kind is not None:
        _answers(_child(parent, classification.feature, kind), classification)


def _answers(question: Feature, classification: Classification) -> None:
    for answer in classification.answers:
        if question.kind not in ("radio", "checklist"):
            for nested in answer.classifications:
                _question(question, nested)
        elif isinstance(answer.value, str):
            option = _child(question, answer.value, "option")
            for nested in answer.classifications:
                _question(option, nested)


def _child(parent: Feature, name: str, kind: FeatureKind) -> Feature:
    for child in parent.children:
        if child.name == name:
            return child
    child = Feature(name, kind)
    parent.children.append(child)
    return child
