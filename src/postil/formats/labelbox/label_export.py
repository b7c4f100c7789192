"""The annotations of labels as an export spells them."""

import re
from collections.abc import Callable
from typing import Any

from postil.formats.labelbox.answers import text_of
from postil.formats.labelbox.approximations import Drawn, drawn
from postil.formats.labelbox.features import schema_id
from postil.formats.labelbox.spelling import Spelling
from postil.formats.labelbox.text_export import export_entity
from postil.model.annotation import Annotation, Geometry
from postil.model.answer import Answer, Classification, CustomMetric
from postil.model.geometry import Box, Mask, Point, Polygon
from postil.model.identity import hashed_id
from postil.model.issue import Loss
from postil.model.number import Number, Pair, Size
from postil.model.ontology import Feature, FeatureIndex
from postil.model.span import TextSpan

Json = dict[str, Any]
MaskUrl = Callable[[str, Annotation], tuple[str, tuple[int, int, int]]]
"""From a label's id and a mask annotation to the composite's URL and the colour of the mask in it."""

_NOT_WORD = re.compile(r"[^0-9a-z]+")


def feature_id(owner: str, key: str) -> str:
    """Return the id of an annotation of a label or bundle: 25 characters, the same for ever."""
    return hashed_id(f"{owner}\n{key}")


def machine_name(name: str, feature: Feature | None = None) -> str:
    """Return a name in the machine's spelling: `named-entity` becomes `named_entity`; prompts keep theirs."""
    if feature is not None and feature.kind == "prompt":
        return name
    return _NOT_WORD.sub("_", name.lower()).strip("_") or name


class LabelExport:
    """Exports labels of one ontology, one after the other.

    Args:
        ontology: The features the labels are made of.
        mask_url: Where masks can be had.
        losses: Told of what an export cannot carry.
        has_scores: Whether confidence and custom metrics are part of it, as in predictions.
    """

    def __init__(
        self,
        ontology: FeatureIndex,
        mask_url: MaskUrl,
        losses: Callable[[Loss], None],
        *,
        has_scores: bool = False,
    ) -> None:
        self._ontology, self._mask_url, self._has_scores = ontology, mask_url, has_scores
        self._spelling = Spelling(_no_content, losses)
        self._label_id = ""
        # What is said of a feature does not change from label to label.
        self._heads: dict[tuple[str | None, int], Json] = {}

    def all(
        self, label_id: str, annotations: list[Annotation], size: Size | None = None, text: str | None = None
    ) -> Json:
        """Return the three lists of a label.

        Args:
            label_id: The label's id in this dialect.
            annotations: What it holds.
            size: The displayed size of the asset, None when unknown.
            text: The text the annotations lie in, where that is known.
        """
        self._label_id, self._spelling.size, self._spelling.text = label_id, size, text
        found: dict[str, list[Json]] = {"objects": [], "classifications": [], "relationships": []}
        for annotation in annotations:
            if annotation.kind == "object":
                exported = self._object(annotation)
                found["objects"] += [] if exported is None else [exported]
            elif annotation.kind == "relationship":
                found["relationships"] += self._relationship(annotation)
            elif annotation.classifications:
                classification = annotation.classifications[0]
                feature = self._feature(annotation, self._ontology.classifications)
                exported = self._classification(classification, feature, annotation.key)
                found["classifications"] += [] if exported is None else [exported]
        return found

    def _object(self, annotation: Annotation) -> Json | None:
        feature = self._feature(annotation, self._ontology.tools)
        shape = self._shape(annotation.geometry, annotation)
        if shape is None:
            return None
        exported = self._head(annotation.key, _name(annotation), feature)
        exported["annotation_kind"] = shape["kind"]
        exported["classifications"] = self._nested(annotation.classifications, feature, annotation.key)
        if self._has_scores:
            exported |= _scores(annotation.confidence, annotation.metrics)
        exported |= shape
        del exported["kind"]
        return exported

    def _shape(self, shape: Geometry | None, annotation: Annotation) -> Json | None:
        if type(shape) is Box and shape.unit == "px" and not shape.rotation:
            return _drawn(shape)  # what millions of annotations are: nothing of it has to be converted
        if isinstance(shape, Mask):
            url, color = self._mask_url(self._label_id, annotation)
            return {"kind": "ImageSegmentationMask", "composite_mask": {"url": url, "color_rgb": list(color)}}
        if isinstance(shape, TextSpan):
            return export_entity(shape, annotation, self._spelling)
        found = drawn(shape, annotation, self._spelling)
        return None if found is None else _drawn(found)

    def _relationship(self, annotation: Annotation) -> list[Json]:
        relation = annotation.relation
        if relation is None or relation.source is None:
            self._spelling.lose("LOS003", "relationship without a source annotation", annotation)
            return []
        ends = (relation.source, relation.target)
        source, target = reversed(ends) if relation.direction == "reverse" else ends
        kind = "bidirectional" if relation.direction == "bidirectional" else "unidirectional"
        feature = self._feature(annotation, self._ontology.relationships)
        head = self._head(annotation.key, _name(annotation) or "relationship", feature)
        head[f"{kind}_relationship"] = {
            "source": feature_id(self._label_id, source),
            "target": feature_id(self._label_id, target),
        }
        return [head]

    def _classification(
        self, classification: Classification, feature: Feature | None, key: str
    ) -> Json | None:
        head = self._head(key, classification.feature or (feature.name if feature else None), feature)
        answers = classification.answers
        if classification.kind in ("radio", "checklist"):
            exported = [self._answer(answer, feature, f"{key}/{at}") for at, answer in enumerate(answers)]
            if classification.kind == "checklist":
                return head | {"checklist_answers": exported}
            return head | {"radio_answer": exported[0]} if exported else None
        if classification.kind in ("text", "number", "rating", "datetime"):
            return (
                head | {"text_answer": self._text_answer(classification, feature, key)} if answers else None
            )
        message = f"{classification.kind} has no place in an export row"
        self._spelling.lose("LOS003", message, Annotation(key))
        return None

    def _nested(self, asked: list[Classification], parent: Feature | None, key: str) -> list[Json]:
        if not asked:
            return []
        exported = (
            self._classification(one, self._child(parent, one.feature), f"{key}/{at}")
            for at, one in enumerate(asked)
        )
        return [one for one in exported if one is not None]

    def _text_answer(self, classification: Classification, question: Feature | None, key: str) -> Json:
        answer = classification.answers[0]
        spelled: Json = {"content": text_of(answer)}
        if answer.classifications:
            spelled["classifications"] = self._nested(answer.classifications, question, f"{key}/0")
        if self._has_scores:
            confidence = answer.confidence if answer.confidence is not None else classification.confidence
            spelled |= _scores(confidence, answer.metrics)
        return spelled

    def _answer(self, answer: Answer, question: Feature | None, key: str) -> Json:
        option = self._child(question, answer.value if isinstance(answer.value, str) else None)
        if option is None and answer.schema_id is not None:
            option = self._ontology.by_schema.get(answer.schema_id)
        value = option.name if option else text_of(answer)
        spelled = {
            "feature_id": feature_id(self._label_id, key),
            "feature_schema_id": schema_id(option) if option else answer.schema_id,
            "name": option.title if option and option.title else value,
            "value": value,
            "classifications": self._nested(answer.classifications, option, key),
        }
        return spelled | _scores(answer.confidence, answer.metrics) if self._has_scores else spelled

    def _head(self, key: str, name: str | None, feature: Feature | None) -> Json:
        known = self._heads.get((name, id(feature)))
        if known is None:
            spoken = name or (feature.name if feature else "")
            known = self._heads[name, id(feature)] = {
                "feature_schema_id": schema_id(feature) if feature else None,
                "name": spoken,
                "value": machine_name(spoken, feature),
            }
        return {"feature_id": feature_id(self._label_id, key), **known}

    def _feature(self, annotation: Annotation, room: dict[str, Feature]) -> Feature | None:
        found = room.get(_name(annotation) or "")
        if found is None and annotation.schema_id is not None:
            found = self._ontology.by_schema.get(annotation.schema_id)
        return found

    def _child(self, parent: Feature | None, name: str | None) -> Feature | None:
        return None if parent is None or name is None else self._ontology.child(parent, name)


def _name(annotation: Annotation) -> str | None:
    if annotation.relation is not None and annotation.relation.labels:
        return annotation.relation.labels[0]
    return annotation.labels[0] if annotation.labels else annotation.feature


def _scores(confidence: Number | None, metrics: list[CustomMetric]) -> Json:
    """Return what a model says of itself; absent stays absent."""
    scores: Json = {} if confidence is None else {"confidence": confidence}
    if metrics:
        scores["custom_metrics"] = [{"name": metric.name, "value": metric.value} for metric in metrics]
    return scores


def _drawn(shape: Drawn) -> Json:
    if isinstance(shape, Box):
        return {"kind": "ImageBoundingBox", "bounding_box": _box(shape)}
    if isinstance(shape, Point):
        return {"kind": "ImagePoint", "point": _position((shape.x, shape.y))}
    if isinstance(shape, Polygon):
        ring = [*shape.points, *shape.points[:1]]
        return {"kind": "ImagePolygon", "polygon": [_position(point) for point in ring]}
    return {"kind": "ImagePolyline", "line": [_position(point) for point in shape.points]}


def _box(box: Box) -> Json:
    return {
        "top": float(box.top),
        "left": float(box.left),
        "height": float(box.height),
        "width": float(box.width),
    }


def _position(point: Pair) -> Json:
    return {"x": float(point[0]), "y": float(point[1])}


def _no_content(sha256: str) -> bytes:
    raise AssertionError(f"an export row holds no mask bytes ({sha256})")
