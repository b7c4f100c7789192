"""The annotations of one image label as an export spells them."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from postil.formats.labelbox.answers import text_of
from postil.formats.labelbox.approximations import Drawn, drawn
from postil.formats.labelbox.features import schema_id
from postil.formats.labelbox.spelling import Spelling
from postil.formats.labelbox.text_export import export_entity
from postil.model.annotation import Annotation
from postil.model.answer import Answer, Classification
from postil.model.geometry import Box, Mask, Point, Polygon
from postil.model.issue import Loss
from postil.model.number import Pair, Size
from postil.model.ontology import Feature, FeatureIndex
from postil.model.span import TextSpan

Json = dict[str, Any]
MaskUrl = Callable[[str, Annotation], tuple[str, tuple[int, int, int]]]
"""From a label's id and a mask annotation to the composite's URL and the colour of the mask in it."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def feature_id(owner: str, key: str) -> str:
    """Return the id of an annotation of a label or bundle: 25 characters, the same for ever."""
    digest = hashlib.blake2b(f"{owner}\n{key}".encode("utf-8", "surrogatepass"), digest_size=15).digest()
    number = int.from_bytes(digest, "big")
    digits = []
    for _ in range(24):
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return "c" + "".join(reversed(digits))


def machine_name(name: str, feature: Feature | None = None) -> str:
    """Return a name in the machine's spelling: `named-entity` becomes `named_entity`; prompts keep theirs."""
    if feature is not None and feature.kind == "prompt":
        return name
    return _NOT_WORD.sub("_", name.lower()).strip("_") or name


class LabelExport:
    """Exports the annotations of one label."""

    def __init__(
        self,
        label_id: str,
        ontology: FeatureIndex,
        size: Size | None,
        mask_url: MaskUrl,
        losses: Callable[[Loss], None],
        text: str | None = None,
    ) -> None:
        self._label_id, self._ontology, self._mask_url = label_id, ontology, mask_url
        self._spelling = Spelling(_no_content, losses)
        self._spelling.size, self._spelling.text = size, text

    def all(self, annotations: list[Annotation]) -> Json:
        """Return the three lists of an image label."""
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
        shape = self._shape(annotation)
        if shape is None:
            return None
        head = self._head(annotation.key, _name(annotation), feature)
        head["annotation_kind"] = shape.pop("kind")
        nested = [
            self._classification(
                classification, self._child(feature, classification.feature), f"{annotation.key}/{at}"
            )
            for at, classification in enumerate(annotation.classifications)
        ]
        head["classifications"] = [exported for exported in nested if exported is not None]
        return head | shape

    def _shape(self, annotation: Annotation) -> Json | None:
        shape = annotation.geometry
        if isinstance(shape, Mask):
            url, color = self._mask_url(self._label_id, annotation)
            return {"kind": "ImageSegmentationMask", "composite_mask": {"url": url, "color_rgb": list(color)}}
        if isinstance(shape, TextSpan):
            return export_entity(shape, annotation, self._spelling)
        found = drawn(shape, annotation, self._spelling)
        return None if found is None else _shape(found)

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
            return head | {"text_answer": {"content": text_of(answers[0])}} if answers else None
        loss = Loss("LOS003", f"{classification.kind} has no place in an export row", example=key)
        self._spelling.lose(loss.code, loss.message, Annotation(key))
        return None

    def _answer(self, answer: Answer, question: Feature | None, key: str) -> Json:
        option = self._child(question, answer.value if isinstance(answer.value, str) else None)
        if option is None and answer.schema_id is not None:
            option = self._ontology.by_schema.get(answer.schema_id)
        value = option.name if option else text_of(answer)
        nested = [
            self._classification(classification, self._child(option, classification.feature), f"{key}/{at}")
            for at, classification in enumerate(answer.classifications)
        ]
        return {
            "feature_id": feature_id(self._label_id, key),
            "feature_schema_id": schema_id(option) if option else answer.schema_id,
            "name": option.title if option and option.title else value,
            "value": value,
            "classifications": [exported for exported in nested if exported is not None],
        }

    def _head(self, key: str, name: str | None, feature: Feature | None) -> Json:
        name = name or (feature.name if feature else "")
        return {
            "feature_id": feature_id(self._label_id, key),
            "feature_schema_id": schema_id(feature) if feature else None,
            "name": name,
            "value": machine_name(name, feature),
        }

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


def _shape(shape: Drawn) -> Json:
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
