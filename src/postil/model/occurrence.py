"""Occurrences: which features an annotation says something about, and how surely."""

from collections.abc import Iterable, Iterator

import msgspec

from postil.model.annotation import Annotation
from postil.model.answer import Answer, Classification
from postil.model.identity import read_id
from postil.model.number import Number
from postil.model.ontology import Feature, FeatureIndex, Ontology
from postil.model.track import Track

ANY = 0
"""Stands for every annotation, whatever its feature."""

NONE = -1
"""Stands for annotations that no feature of the ontology takes: unknown names, and none at all."""

SIXTEENTHS = 16
CERTAIN = 1
"""What an absent confidence reads as."""


def sixteenth(score: Number) -> int:
    """Return which sixteenth of 0 to 1 a score lies in, from 0; 1 itself lies in the last.

    A sixteenth begins with its lower end and ends before its upper one.
    """
    number = int(score * SIXTEENTHS)
    if 0 <= number < SIXTEENTHS:
        return number
    return 0 if number < 0 else SIXTEENTHS - 1


class OneFeature(msgspec.Struct, gc=False):
    """All that counts of an annotation which says something about one feature alone, as millions do.

    Its fields are those of the annotation.
    """

    feature_id: int
    key: str = ""
    confidence: Number | None = None


def _only_feature(annotation: Annotation) -> int | None:
    if annotation.classifications or annotation.labels or type(annotation.geometry) is Track:
        return None
    return annotation.feature_id


class Occurrences:
    """Finds the features of annotations in one ontology version, by id, by schema id or by name."""

    def __init__(self, ontology: Ontology | None) -> None:
        self._index = FeatureIndex(ontology or Ontology("", []))
        features = list(self._index.ontology.walk())
        self._by_id = {feature.id: feature for feature in features if feature.id is not None}
        self._labels = {feature.name: feature for feature in features if feature.kind == "label"}

    def of(self, annotation: Annotation | OneFeature) -> dict[int, Number]:
        """Map the id of every feature that occurs in an annotation to its score there.

        A score is the confidence of the answer or annotation; an answer without one has that of its question,
        a question that of what it is asked about, and what has none at all is certain. A feature that occurs
        more than once has its highest score. `ANY` always occurs. A path of options counts for every option
        on it.
        """
        own = annotation.confidence
        score = CERTAIN if own is None else own
        if isinstance(annotation, OneFeature):
            return {ANY: score, annotation.feature_id: score}
        feature_id = _only_feature(annotation)
        return self._walked(annotation, score) if feature_id is None else {ANY: score, feature_id: score}

    def _walked(self, annotation: Annotation, score: Number) -> dict[int, Number]:
        top = self._top(annotation)
        questions = annotation.classifications
        is_question = annotation.kind == "classification" and bool(questions)
        own = _surer(questions[0].confidence, score) if is_question else score
        found: dict[int, Number] = {ANY: score, NONE if top is None else _id(top): own}
        for name in annotation.labels:
            label = self._child(top, name) or self._labels.get(name)
            _note(found, label, score)
        if is_question:
            self._answers(questions[0], top, own, found)
            questions = questions[1:]
        self._questions(questions, top, score, found)
        for keyed in _keyed(annotation):
            self._questions(keyed, top, score, found)
        return found

    def _questions(
        self,
        questions: Iterable[Classification],
        parent: Feature | None,
        score: Number,
        found: dict[int, Number],
    ) -> None:
        for question in questions:
            feature = self._question(question, parent)
            own = _surer(question.confidence, score)
            _note(found, feature, own)
            self._answers(question, feature, own, found)

    def _answers(
        self, question: Classification, feature: Feature | None, score: Number, found: dict[int, Number]
    ) -> None:
        for answer in question.answers:
            own = _surer(answer.confidence, score)
            options = self._options(answer, feature)
            for option in options:
                _note(found, option, own)
            self._questions(answer.classifications, options[-1] if options else feature, own, found)

    def _top(self, annotation: Annotation) -> Feature | None:
        known = self._known(annotation.feature_id, annotation.schema_id)
        if known is not None or annotation.feature is None:
            return known
        index = self._index
        rooms = {
            "object": (index.tools,),
            "classification": (index.classifications, index.tools),
            "relationship": (index.relationships,),
        }[annotation.kind]
        return next((room[annotation.feature] for room in rooms if annotation.feature in room), None)

    def _question(self, question: Classification, parent: Feature | None) -> Feature | None:
        known = self._known(question.feature_id, question.schema_id)
        if known is not None or question.feature is None:
            return known
        # Sources that know no nesting answer top-level questions about an object.
        return self._child(parent, question.feature) or self._index.classifications.get(question.feature)

    def _options(self, answer: Answer, question: Feature | None) -> list[Feature]:
        known = self._known(answer.feature_id, answer.schema_id)
        steps = answer.value if isinstance(answer.value, list) else [answer.value]
        path: list[Feature] = []
        parent = question
        for step in steps:
            parent = self._child(parent, step) if isinstance(step, str) else None
            if parent is None:
                break
            path.append(parent)
        if known is not None and known not in path:
            path.append(known)
        return path

    def _known(self, feature_id: int | None, schema_id: str | None) -> Feature | None:
        if feature_id is not None:
            # An id outlives the version that lost its feature.
            return self._by_id.get(feature_id) or Feature("", "option", id=feature_id)
        if schema_id is None:
            return None
        known = self._index.by_schema
        return known.get(schema_id) or known.get(read_id(schema_id) or "")

    def _child(self, parent: Feature | None, name: str) -> Feature | None:
        if parent is None or parent.id not in self._by_id:
            return None
        return self._index.child(self._by_id[parent.id], name)


def _keyed(annotation: Annotation) -> Iterator[list[Classification]]:
    """Yield what is answered at the keyframes of a track."""
    if isinstance(annotation.geometry, Track):
        for segment in annotation.geometry.segments:
            for keyframe in segment.keyframes:
                yield keyframe.classifications


def _surer(own: Number | None, enclosing: Number) -> Number:
    return enclosing if own is None else own


def _id(feature: Feature) -> int:
    return NONE if feature.id is None else feature.id


def _note(found: dict[int, Number], feature: Feature | None, score: Number) -> None:
    if feature is not None and feature.id is not None:
        found[feature.id] = max(found.get(feature.id, score), score)
