"""ONT001 to ONT004, ONT006 and ROW006: which feature of the ontology a name or schema id means."""

from collections.abc import Mapping

from postil.checks.place import Places
from postil.checks.report import Report, quoted
from postil.checks.suggestion import Suggester, listed
from postil.model.annotation import Annotation
from postil.model.answer import Classification
from postil.model.identity import read_id
from postil.model.ontology import CLASSIFICATION_KINDS, TOOL_KINDS, Feature, FeatureIndex

ANSWERABLE_TOOLS = frozenset({"message_choice", "time_range"})
"""Tools that are answered rather than drawn: message evaluations, and labels of a timeline."""

_NOUNS = {"object": "a shape", "classification": "an answer", "relationship": "a relationship"}


def describe(feature: Feature) -> str:
    """Name a feature and what it is, inside a message."""
    what = "question" if feature.kind in CLASSIFICATION_KINDS else "tool"
    what = feature.kind if feature.kind in ("relationship", "option", "label") else what
    extra = "" if what == feature.kind else f" ({feature.kind.replace('_', ' ')})"
    return f"{quoted(feature.name)} is a {what}{extra}"


class FeatureRules:
    """Resolves features of one ontology; every failure is reported and answered with None."""

    def __init__(self, index: FeatureIndex, places: Places, *, is_strict: bool, is_flat: bool) -> None:
        """Make the rules.

        Args:
            index: The ontology.
            places: Pointers in the spelling of the source.
            is_strict: An unknown schema id beside a known name is an error.
            is_flat: The source knows no nesting: any top-level question may be answered for an object.
        """
        self._index, self._places = index, places
        self._is_strict, self._is_flat = is_strict, is_flat
        self._parents: dict[str, str] = {}
        for feature in index.ontology.walk():
            for child in feature.children:
                if child.kind in CLASSIFICATION_KINDS:
                    self._parents.setdefault(child.name, feature.name)
        self._top = Suggester(index.names())
        self._below: dict[int, Suggester] = {}

    def resolve(self, annotation: Annotation, report: Report) -> Feature | None:
        """Return the top-level feature an annotation names; a relationship may name none."""
        name, schema_id = annotation.feature, annotation.schema_id
        if name is None and schema_id is None:
            if annotation.kind != "relationship":
                self._report_nameless("annotation", self._places.name, report)
            return None
        rooms = self._rooms(annotation.kind)
        by_name = self._named(rooms, name)
        if schema_id is not None:
            return self._by_schema(annotation, schema_id, by_name, report)
        if by_name is None and name is not None:
            self._report_unknown(name, annotation.kind, report)
        return by_name

    def _rooms(self, kind: str) -> tuple[Mapping[str, Feature], ...]:
        index = self._index
        if kind == "object":
            return (index.tools,)
        return (index.relationships,) if kind == "relationship" else (index.classifications, index.tools)

    def _named(self, rooms: tuple[Mapping[str, Feature], ...], name: str | None) -> Feature | None:
        for room in rooms:
            feature = room.get(name) if name is not None else None
            if feature is not None and self._is_in(feature, rooms):
                return feature
        return None

    def _is_in(self, feature: Feature, rooms: tuple[Mapping[str, Feature], ...]) -> bool:
        if len(rooms) > 1 and feature.kind in TOOL_KINDS and feature.kind not in ANSWERABLE_TOOLS:
            return False
        return any(room.get(feature.name) is feature for room in rooms)

    def _by_schema(
        self, annotation: Annotation, schema_id: str, by_name: Feature | None, report: Report
    ) -> Feature | None:
        name, places = annotation.feature, self._places
        found = self.find(schema_id)
        if found is None:
            return self._unknown_schema(schema_id, by_name, name, report)
        if name is not None and name != found.name:
            self._report_disagreement(name, schema_id, found, report)
            return None
        if not self._is_in(found, self._rooms(annotation.kind)):
            report.add(
                "ONT003",
                f"schemaId {quoted(schema_id)} is no match for {_NOUNS[annotation.kind]}: {describe(found)}",
                "give the schema id of a top-level feature of the right kind",
                places.schema_id, got=schema_id,
            )  # fmt: skip
            return None
        return found

    def find(self, schema_id: str) -> Feature | None:
        """Return the feature of a schema id: a foreign one, our uuid or its 25-character spelling."""
        known = self._index.by_schema
        found = known.get(schema_id)
        if found is None:
            uid = read_id(schema_id)
            found = known.get(uid) if uid is not None else None
        return found

    def _unknown_schema(
        self, schema_id: str, by_name: Feature | None, name: str | None, report: Report
    ) -> Feature | None:
        is_certain = by_name is None or self._is_strict
        message = f"schema id {quoted(schema_id)} is not part of this ontology"
        if by_name is not None:
            message += f"; the name {quoted(name)} is, and was used"
        report.add(
            "ONT002", message, "give the id of this project's ontology, or only the name",
            self._places.schema_id, got=schema_id, severity="error" if is_certain else "warning",
        )  # fmt: skip
        return None if self._is_strict else by_name

    def _report_disagreement(self, name: str, schema_id: str, found: Feature, report: Report) -> None:
        report.add(
            "ONT004",
            f"name {quoted(name)} and schema id {quoted(schema_id)} disagree: "
            f"the id is that of {quoted(found.name)}",
            "keep one of the two, or correct it", self._places.schema_id,
            got=schema_id, expected=name,
        )  # fmt: skip

    def _report_unknown(self, name: str, kind: str, report: Report) -> None:
        index = self._index
        for room in (index.tools, index.classifications, index.relationships):
            if name in room:
                feature = room[name]
                report.add(
                    "ONT003", f"{describe(feature)}, but the row gives {_NOUNS[kind]}",
                    "correct the name, or give what the feature takes",
                    self._places.name, got=name, expected=feature.kind,
                )  # fmt: skip
                return
        parent = self._parents.get(name)
        otherwise = f"use one of {listed(index.names())}" if index.names() else "the ontology is empty"
        if parent is not None:
            otherwise = f'the question exists below "{parent}": answer it there'
        report.add(
            "ONT001", f"name {quoted(name)} is not a feature of this ontology",
            otherwise if parent is not None else self._top.hint(name, otherwise),
            self._places.name, got=name,
        )  # fmt: skip

    def nested(self, parent: Feature, found: Classification, pointer: str, report: Report) -> Feature | None:
        """Return the question that a nested classification answers."""
        if found.feature is None and found.schema_id is None:
            self._report_nameless("nested question", f"{pointer}{self._places.name}", report)
            return None
        before = len(report.issues)
        feature = self.child(parent, found.feature, found.schema_id, pointer, report)
        if feature is None and len(report.issues) == before and self._is_flat:
            feature = self._index.classifications.get(found.feature or "")
        if feature is not None and feature.kind in CLASSIFICATION_KINDS:
            return feature
        if len(report.issues) == before:
            self._report_misplaced(parent, found, pointer, report)
        return None

    def child(
        self, parent: Feature, name: str | None, schema_id: str | None, pointer: str, report: Report
    ) -> Feature | None:
        """Return the child of a feature by name, schema id or both; None, mostly unreported, for no child."""
        by_name = self._index.child(parent, name) if name is not None else None
        if schema_id is None:
            return by_name
        found = self.find(schema_id)
        if found is None:
            return self._unknown_schema(schema_id, by_name, name, report)
        if name is not None and name != found.name:
            self._report_disagreement(name, schema_id, found, report)
            return None
        return found if self._index.child(parent, found.name) is found else None

    def suggester(self, parent: Feature) -> Suggester:
        """Return the suggester for the children of a feature."""
        found = self._below.get(id(parent))
        if found is None:
            found = self._below[id(parent)] = Suggester(child.name for child in parent.children)
        return found

    def _report_misplaced(self, parent: Feature, found: Classification, pointer: str, report: Report) -> None:
        spelled = found.feature if found.feature is not None else found.schema_id or ""
        offered = [child.name for child in parent.children if child.kind in CLASSIFICATION_KINDS]
        otherwise = f"use one of {listed(offered)}" if offered else "nothing is asked there: remove it"
        report.add(
            "ONT006", f"question {quoted(spelled)} is not offered below {quoted(parent.name)}",
            self.suggester(parent).hint(spelled, otherwise) if offered else otherwise,
            f"{pointer}{self._places.name}", got=spelled, expected=offered,
        )  # fmt: skip

    def _report_nameless(self, what: str, pointer: str, report: Report) -> None:
        report.add(
            "ROW006", f"{what} has neither name nor schemaId", "give the name of a feature, or its schema id",
            pointer,
        )  # fmt: skip
