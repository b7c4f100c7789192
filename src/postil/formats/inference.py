"""Infer the ontology a file was made with from the annotations in it.

Inference sees only what was used: an option nobody chose is not found. A name met once or nearly never that
resembles a frequent one is taken for a misspelling and reported apart, so that it is refused with a
suggestion instead of becoming a feature.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

import msgspec

from postil.formats.inferred_feature import InferredFeature, kind_of_answers, kind_of_geometry
from postil.model.annotation import Annotation, PlainObject
from postil.model.answer import Classification
from postil.model.geometry import Box
from postil.model.ontology import Feature, Ontology
from postil.model.track import Track

RARE_SHARE = 0.01
"""A name met once, or at most this often compared with the name it resembles, is rare."""

OFTEN = 5
"""A name is only taken for what others misspell when it was met at least this often."""

SIMILARITY = 0.85

LONGEST = 100
"""Characters of a name that may be a misspelling: comparing takes the square of it."""

MOST_STEPS = 1_000_000
"""Steps of looking for misspellings, about half a second: where there are more, names are identifiers."""

_STEPS_OF_COMPARING = 40
_LENGTHS = 1 - SIMILARITY
"""Names that resemble each other differ in length by no more than this part of both together."""

_DIGITS = re.compile(r"\d+")


class Inferred(msgspec.Struct, kw_only=True):
    """A proposed ontology.

    `counts` says how often each name was met at the top level; `misspelt` maps names that were left out to
    the name probably meant; `nameless` counts annotations that name no feature at all.
    """

    ontology: Ontology
    counts: dict[str, int]
    misspelt: dict[str, str]
    nameless: int = 0

    @property
    def seen(self) -> list[Feature]:
        """Return every feature that was met, those taken for misspelt ones as what they resemble."""
        kinds = {feature.name: feature.kind for feature in self.ontology.features}
        wrong = [Feature(name, kinds[near]) for name, near in self.misspelt.items() if near in kinds]
        return self.ontology.features + wrong


class Inference:
    """Collects features from annotations; `add` as many as there are, then `finish`."""

    def __init__(self) -> None:
        self._root = InferredFeature("")
        self._plain: Counter[tuple[str | None, str | None, type]] = Counter()
        self._nameless = 0

    def add(self, annotations: Iterable[Annotation | PlainObject]) -> None:
        """Take note of the features of some annotations."""
        plain = self._plain
        for annotation in annotations:
            # The shapes of the millions first: they have a name and nothing below it.
            if isinstance(annotation, PlainObject):
                plain[annotation.feature, None, Box] += 1
            elif _has_more(annotation):
                self._add(annotation)
            else:
                plain[annotation.feature, annotation.schema_id, type(annotation.geometry)] += 1

    def _add(self, annotation: Annotation) -> None:
        if annotation.kind == "classification":
            for classification in annotation.classifications:
                self._question(self._root, classification)
            return
        kind = "relationship" if annotation.kind == "relationship" else kind_of_geometry(annotation.geometry)
        if kind is None:
            return
        feature = self._root.child(annotation.feature, annotation.schema_id, kind)
        if feature is None:
            self._nameless += 1
            return
        for label in annotation.labels:
            feature.child(label, None, "label")
        for classification in annotation.classifications:
            self._question(feature, classification)

    def _question(self, parent: InferredFeature, classification: Classification) -> None:
        kind = kind_of_answers(classification)
        if kind is None:
            return
        question = parent.child(classification.feature, classification.schema_id, kind)
        if question is None:
            self._nameless += 1
            return
        for answer in classification.answers:
            below: InferredFeature | None = question
            if kind in ("radio", "checklist"):
                name = answer.value if isinstance(answer.value, str) else None
                below = question.child(name, answer.schema_id, "option")
            for nested in answer.classifications:
                if below is not None:
                    self._question(below, nested)

    def finish(self, name: str, media_type: str = "image") -> Inferred:
        """Return the proposal, most frequent features first within tools, questions and relationships."""
        for (feature, schema_id, geometry), count in self._plain.items():
            kind = kind_of_geometry(geometry)
            if kind is not None and self._root.child(feature, schema_id, kind, count) is None:
                self._nameless += count
        self._plain.clear()
        counts: Counter[str] = Counter()
        for found in self._root.children():
            counts[found.name] += found.count
        wrong = dict(_misspelt(counts))
        kept = [found for found in self._root.children() if found.name not in wrong and found.is_usable]
        kept.sort(key=lambda found: (found.room, -found.count))
        features = [found.feature() for found in kept]
        return Inferred(
            ontology=Ontology(name, features, media_type),
            counts=dict(counts),
            misspelt=wrong,
            nameless=self._nameless,
        )


def _has_more(annotation: Annotation) -> bool:
    is_deep = annotation.labels or annotation.classifications or isinstance(annotation.geometry, Track)
    return bool(is_deep) or annotation.kind != "object"


def _misspelt(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    # By the numbers in them, because names that differ in those are different things; most frequent first.
    frequent: dict[tuple[str, ...], list[str]] = {}
    for name, count in counts.most_common():
        if count >= OFTEN and len(name) <= LONGEST:
            frequent.setdefault(_numbers(name), []).append(name)
    left = MOST_STEPS
    for name, count in counts.items() if frequent else ():
        for other in frequent.get(_numbers(name), ()) if len(name) <= LONGEST else ():
            if count > max(1, counts[other] * RARE_SHARE):
                # Those behind it are less frequent still.
                break
            is_near = name != other and abs(len(name) - len(other)) <= _LENGTHS * (len(name) + len(other))
            left -= _STEPS_OF_COMPARING if is_near else 1
            if left < 0:
                return
            if is_near and _resembles(name, other):
                yield name, other
                break


def _numbers(name: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(name))


def _resembles(name: str, other: str) -> bool:
    """Tell whether two names with the same numbers in them are nearly one."""
    matcher = SequenceMatcher(None, name.casefold(), other.casefold(), autojunk=False)
    return matcher.quick_ratio() >= SIMILARITY and matcher.ratio() >= SIMILARITY
