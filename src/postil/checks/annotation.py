"""The rules over one annotation by itself.

Files of millions are made of plain boxes: named, in pixels, inside an image of known size. They are
recognised first, in one look at their fields, and cost half a microsecond. Everything else is judged
family by family.
"""

from collections.abc import Sequence

from postil.checks.classification import AnswerRules
from postil.checks.confidence import check_carrier, check_confidence
from postil.checks.facts import RowFacts
from postil.checks.feature import FeatureRules
from postil.checks.media import check_media, check_tool
from postil.checks.place import places_of
from postil.checks.quotation import quoting
from postil.checks.relation import check_relation
from postil.checks.report import Report, quoted
from postil.checks.shape import check_shape
from postil.checks.span import check_page, check_span
from postil.checks.suggestion import Suggester, listed
from postil.checks.track import check_track
from postil.model.annotation import Annotation, Geometry, PlainObject
from postil.model.geometry import Box, Shape
from postil.model.issue import Issue
from postil.model.label import SetKind
from postil.model.ontology import Feature, FeatureIndex
from postil.model.outline import Outline
from postil.model.track import Track

CLEAN: Sequence[Issue] = ()
"""The answer for every clean annotation: one shared empty tuple."""

_LABEL_STUDIO = "label_studio"
_WHOLE_LABELS = frozenset({_LABEL_STUDIO, "postil"})
"""Formats whose rows hold a person's complete label, relationships and all."""


class Checker:
    """Judges annotations of one import against one version of an ontology."""

    def __init__(
        self, index: FeatureIndex, *, purpose: SetKind, is_strict: bool = False, format_name: str = ""
    ) -> None:
        """Make a checker.

        Args:
            index: The ontology.
            purpose: What the annotations are imported as.
            is_strict: What lies outside its asset, or is known by name only, is an error.
            format_name: The format of the source: pointers are in its spelling.
        """
        self.index = index
        self._purpose, self._is_strict = purpose, is_strict
        self._is_importing = format_name not in _WHOLE_LABELS
        self._is_lenient = is_lenient = format_name == _LABEL_STUDIO
        self._places = places_of(format_name)
        self._features = FeatureRules(index, self._places, is_strict=is_strict, is_flat=is_lenient)
        self._answers = AnswerRules(self._features, self._places, purpose=purpose, is_lenient=is_lenient)
        self._plain = self._plain_boxes()
        # Rows to import as ground truth have no confidence; a whole label may keep that of its prediction.
        self._is_vouched_for = purpose == "ground_truth" and self._is_importing
        self._most_sure = -1 if self._is_vouched_for else 1
        self._labels: dict[int, Suggester] = {}
        self._quoting = quoting(format_name)

    def _plain_boxes(self) -> dict[str, int | None]:
        """Return the ids of box tools below which nothing has to be answered."""
        tools = self.index.tools.values()
        return {
            tool.name: tool.id
            for tool in tools
            if tool.kind == "box"
            and not (self._purpose == "ground_truth" and any(child.is_required for child in tool.children))
        }

    def are_clean(
        self, plains: Sequence[PlainObject], facts: RowFacts, outline: Outline | None = None
    ) -> bool:
        """Say whether plain boxes of one data row are clean, and set their feature ids as far as they are.

        The rows of the millions come this way: one call for all of a data row. With an outline of the boxes
        none of them is looked at, unless it says that one may not be clean.
        """
        if outline is not None and self._fits(outline, facts):
            return self._are_known(plains)
        right, bottom = facts.plain_width, facts.plain_height
        most_sure, features = self._most_sure, self._plain
        # Every field is read once: it lies farther away than what is computed with it.
        for plain in plains:
            box = plain.geometry
            left, top, width, height = box.left, box.top, box.width, box.height
            if left < 0 or top < 0 or width <= 0 or height <= 0:
                return False
            if left + width > right or top + height > bottom:
                return False
            confidence = plain.confidence
            if confidence is not None and not 0 <= confidence <= most_sure:
                return False
            try:
                plain.feature_id = features[plain.feature]
            except KeyError:
                return False
        return True

    def _fits(self, outline: Outline, facts: RowFacts) -> bool:
        """Say whether all that is outlined lies inside, and is as sure of itself as it may be."""
        if outline.right > facts.plain_width or outline.bottom > facts.plain_height:
            return False
        scores = outline.scores
        return not scores or 0 <= min(scores) <= max(scores) <= self._most_sure

    def _are_known(self, plains: Sequence[PlainObject]) -> bool:
        """Set the feature ids, and say whether all features are known."""
        features = self._plain
        try:
            for plain in plains:
                plain.feature_id = features[plain.feature]
        except KeyError:
            return False
        return True

    def check(self, annotation: Annotation, facts: RowFacts) -> Sequence[Issue]:
        """Return what is wrong with an annotation, and set its ids and kinds to those of the ontology.

        `where` of an issue holds only the pointer, relative to the source row.
        """
        box = annotation.geometry
        if type(box) is Box:
            left, top, width, height = box.left, box.top, box.width, box.height
            name = annotation.feature
            if (
                width > 0
                and height > 0
                and left >= 0
                and top >= 0
                and left + width <= facts.plain_width
                and top + height <= facts.plain_height
                and name in self._plain
                and box.unit == "px"
                and box.rotation is None
                and annotation.schema_id is None
                and not annotation.classifications
                and not annotation.labels
                and annotation.target is None
                and annotation.kind == "object"
            ):
                confidence = annotation.confidence
                if confidence is None or 0 <= confidence <= self._most_sure:
                    annotation.feature_id = self._plain[name]
                    return CLEAN
        return self._check(annotation, facts)

    def _check(self, annotation: Annotation, facts: RowFacts) -> Sequence[Issue]:
        report = Report()
        places = self._places
        target = annotation.target
        # Tasks show several assets: their media are known only where the row lists them.
        is_medium_known = bool(facts.assets) or not self._is_lenient
        facts = facts.of(target)
        feature = self._features.resolve(annotation, report)
        if feature is not None:
            annotation.feature_id = feature.id
        if target is not None and target.page is not None:
            check_page(target.page, places.page, report)
        check_confidence(annotation.confidence, places.confidence, report)
        check_carrier(
            annotation.confidence, annotation.geometry, places.confidence, report,
            is_vouched_for=self._is_vouched_for,
        )  # fmt: skip
        if annotation.kind == "classification":
            self._check_question(annotation, feature, report)
        elif annotation.kind == "relationship":
            self._check_relationship(annotation, facts, report)
        else:
            self._check_object(annotation, feature, facts, report, is_medium_known=is_medium_known)
        return report.issues or CLEAN

    def _check_question(self, annotation: Annotation, feature: Feature | None, report: Report) -> None:
        if feature is None:
            return
        for index, found in enumerate(annotation.classifications):
            pointer = self._places.question("", index, is_row=True)
            self._answers.check(found, feature, pointer, report)

    def _check_relationship(self, annotation: Annotation, facts: RowFacts, report: Report) -> None:
        if annotation.relation is not None:
            check_relation(
                annotation.relation, facts.media_type, self._places, report,
                purpose=self._purpose, is_importing=self._is_importing,
            )  # fmt: skip

    def _check_object(
        self,
        annotation: Annotation,
        feature: Feature | None,
        facts: RowFacts,
        report: Report,
        *,
        is_medium_known: bool,
    ) -> None:
        geometry = annotation.geometry
        if geometry is None and self._is_lenient:
            return
        if geometry is None:
            report.add("ROW007", "annotation has no shape", "give a shape", self._places.shape(None))
        elif not is_medium_known or check_media(geometry, facts.media_type, self._places, report):
            self._check_geometry(geometry, annotation, facts, report)
            if feature is not None:
                check_tool(
                    geometry, feature, self._places, report,
                    is_lenient=self._is_lenient, is_strict=self._is_strict,
                )  # fmt: skip
        if feature is None:
            return
        if annotation.labels:
            self._check_labels(annotation.labels, feature, report)
        self._answers.check_nested(annotation.classifications, feature, "", report)
        if isinstance(geometry, Track):
            self._check_moments(geometry, feature, report)

    def _check_geometry(
        self, geometry: Geometry, annotation: Annotation, facts: RowFacts, report: Report
    ) -> None:
        places, is_strict = self._places, self._is_strict
        if isinstance(geometry, Shape):
            check_shape(geometry, facts, places.shape(geometry), places, report, is_strict=is_strict)
        elif isinstance(geometry, Track):
            check_track(geometry, facts, places, report, is_strict=is_strict)
        else:
            check_span(geometry, facts, annotation.target, places, report, quoting=self._quoting)

    def _check_moments(self, track: Track, feature: Feature, report: Report) -> None:
        for number, segment in enumerate(track.segments):
            for index, keyframe in enumerate(segment.keyframes):
                if keyframe.classifications:
                    pointer = self._places.keyframe(number, index)
                    self._answers.check_nested(keyframe.classifications, feature, pointer, report)

    def _check_labels(self, labels: Sequence[str], feature: Feature, report: Report) -> None:
        """Labels are those of the control; a control without any borrows them from the one beside it."""
        known = self._labels.get(id(feature))
        if known is None:
            known = self._labels[id(feature)] = Suggester(self._label_names(feature))
        for index, label in enumerate(labels):
            if label not in known.names:
                otherwise = (
                    f"use one of {listed(known.names)}" if known.names else "the control has no labels"
                )
                report.add(
                    "ONT011", f"{quoted(label)} is not a label of {quoted(feature.name)}",
                    known.hint(label, otherwise), f"{self._places.labels}/{index}", got=label,
                )  # fmt: skip

    def _label_names(self, feature: Feature) -> list[str]:
        own = [child.name for child in feature.children if child.kind == "label"]
        return own or [
            child.name
            for tool in self.index.tools.values()
            for child in tool.children
            if child.kind == "label"
        ]
