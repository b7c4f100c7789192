"""The rules over all rows of one data row in one job, decided by line number and never by arrival.

DUP001, DUP002, DUP004: one key twice. ROW016: too many of one feature. CLS005: one question twice.
REL004, REL005, REL008: the ends of relationships. Of rows that cannot stand together the later ones fail.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from postil.checks.feature import ANSWERABLE_TOOLS
from postil.checks.place import Places, places_of
from postil.checks.report import quoted
from postil.checks.track import are_apart
from postil.model.annotation import Annotation, Relation
from postil.model.answer import Answer, Classification
from postil.model.identity import canonical_uuid
from postil.model.issue import Issue, Severity, Where
from postil.model.ontology import Feature, FeatureIndex
from postil.model.span import TokenSpan
from postil.model.target import Target

MOST_PER_FEATURE = 5_000
"""Annotations of one feature on one data row in one job; the limit Labelbox documents."""

Row = tuple[int, Annotation]
Finding = tuple[int, Issue]
Name = tuple[object, ...]
"""What tells features apart."""

_Answered = dict[tuple[Name, Target | None], list[tuple[int | str, Classification]]]
"""Answers by question and place, each with its line, or with its key when it is published already."""


def check_bundle(
    rows: Sequence[Row],
    index: FeatureIndex,
    *,
    known: Mapping[str, Annotation] | None = None,
    format_name: str = "",
    counted: Counter[Name] | None = None,
) -> list[Finding]:
    """Return what is wrong between rows, as `(line, issue)` in order of lines.

    Args:
        rows: Line and annotation, every annotation checked by itself before. One line may bring several.
        index: The ontology.
        known: What is published on the data row already, by key: relationships may end there, and questions
            be answered.
        format_name: The format of the source: pointers are in its spelling.
        counted: How many of each feature came on earlier lines of the data row; these rows are added.
    """
    rules = _BundleRules(index, known or {}, places_of(format_name))
    rules.is_row_by_row = format_name != "label_studio"
    ordered = sorted(rows, key=lambda row: row[0])
    rules.check_keys(ordered)
    rules.check_numbers(ordered, counted)
    rules.check_questions(ordered)
    rules.check_relations(ordered)
    return sorted(rules.findings, key=lambda finding: finding[0])


class _BundleRules:
    """The rules of one call; `failed` lines no longer count for the rules that follow."""

    def __init__(self, index: FeatureIndex, known: Mapping[str, Annotation], places: Places) -> None:
        self.index, self.known, self.places = index, known, places
        self.findings: list[Finding] = []
        self.failed: set[int] = set()
        self.copies: set[tuple[int, str]] = set()
        self.is_row_by_row = True

    def report(
        self, row: Row, code: str, message: str, hint: str, pointer: str,
        *, got: object = None, expected: object = None,
    ) -> None:  # fmt: skip
        line, annotation = row
        severity: Severity = "info" if code == "DUP002" else "error"
        where = Where("", line, None, annotation.key or None, pointer, self._named(annotation))
        self.findings.append((line, Issue(code, message, hint, severity, got, expected, where)))
        if severity == "error":
            self.failed.add(line)

    def check_keys(self, rows: Sequence[Row]) -> None:
        """One key may come again only with the same content."""
        first: dict[str, Row] = {}
        for line, annotation in rows:
            key = annotation.key
            if not key:
                continue
            earlier = first.setdefault(key, (line, annotation))
            if earlier[1] is annotation:
                continue
            if _content(earlier[1]) == _content(annotation):
                self.copies.add((line, key))
                self.report(
                    (line, annotation), "DUP002", f"row is an exact copy of line {earlier[0]}",
                    "nothing to do: it was accepted and counts once", "", got=key,
                )  # fmt: skip
            else:
                code, noun = ("DUP001", "uuid") if canonical_uuid(key) else ("DUP004", "key")
                self.report(
                    (line, annotation), code,
                    f"{noun} {key} is used on line {earlier[0]} for another annotation of this data row",
                    f"give every annotation a {noun} of its own, or import the correction as a second file",
                    f"/{noun}", got=key,
                )  # fmt: skip

    def check_numbers(self, rows: Sequence[Row], counted: Counter[Name] | None) -> None:
        """No feature may have more annotations on one data row than people can look at."""
        if counted is None and len(rows) <= MOST_PER_FEATURE:
            return
        counts: Counter[Name] = Counter() if counted is None else counted
        for line, annotation in rows:
            if line in self.failed or (line, annotation.key) in self.copies:
                continue
            name = (*self.identity(annotation), tuple(annotation.labels))
            counts[name] += 1
            if counts[name] > MOST_PER_FEATURE:
                self.report(
                    (line, annotation), "ROW016",
                    f"data row has over {MOST_PER_FEATURE:,} annotations of {self._named(annotation)}",
                    "split the asset, or keep the most certain annotations", self.places.name,
                    got=counts[name], expected=MOST_PER_FEATURE,
                )  # fmt: skip

    def identity(self, annotation: Annotation) -> Name:
        """Tell features apart where they have no ids yet: files may be checked without a database."""
        if annotation.feature_id is not None:
            return (annotation.feature_id,)
        return (annotation.kind, self._named(annotation))

    def _named(self, annotation: Annotation) -> str | None:
        if annotation.feature is None and annotation.schema_id is not None:
            feature = self.index.by_schema.get(annotation.schema_id)
            return feature.name if feature is not None else annotation.schema_id
        return annotation.feature

    def check_questions(self, rows: Sequence[Row]) -> None:
        """A question has one answer per data row, message, page and moment."""
        questions = [row for row in rows if self._asks_once(row[1])]
        answered = self._answered_before({row.key for _, row in rows}) if questions else {}
        for line, annotation in questions:
            if line in self.failed:
                continue
            earlier = answered.setdefault((self.identity(annotation), annotation.target), [])
            for found in annotation.classifications:
                clash = next((at for at, other in earlier if at != line and not _agree(other, found)), None)
                if clash is not None:
                    self._report_second((line, annotation), clash)
                else:
                    earlier.append((line, found))

    def _answered_before(self, keys: set[str]) -> _Answered:
        """Return the answers that are published and stay: those under a key of these rows are replaced.

        A task of Label Studio brings all its answers anew, often under new ids: there the later one holds.
        """
        answered: _Answered = {}
        for key, annotation in self.known.items() if self.is_row_by_row else ():
            if key not in keys and self._asks_once(annotation):
                place = (self.identity(annotation), annotation.target)
                answered.setdefault(place, []).extend((key, found) for found in annotation.classifications)
        return answered

    def _asks_once(self, annotation: Annotation) -> bool:
        return annotation.kind == "classification" and self._is_single(annotation)

    def _report_second(self, row: Row, clash: int | str) -> None:
        name = quoted(self._named(row[1]))
        if isinstance(clash, int):
            message = f"question {name} is answered on line {clash} already"
            hint = "keep one row per question, message and moment"
        else:
            message = f"question {name} is answered by an earlier import already, under the key {clash}"
            hint = "give the row that key to replace the answer, undo that import, or import with `replace`"
        self.report(row, "CLS005", message, hint, self.places.name, got=row[1].feature)

    def _is_single(self, annotation: Annotation) -> bool:
        """Rows with one key are the matter of `check_keys`; labels of a timeline may overlap."""
        tool = self.index.tools.get(self._named(annotation) or "")
        is_timeline = tool is not None and tool.kind in ANSWERABLE_TOOLS and tool.kind != "message_choice"
        return not is_timeline or (annotation.feature or "") in self.index.classifications

    def check_relations(self, rows: Sequence[Row]) -> None:
        """Both ends exist, before or after, in this job or published before it."""
        relations = [row for row in rows if row[1].relation is not None and row[0] not in self.failed]
        if not relations:
            return
        ends = dict(self.known)
        ends |= {row.key: row for line, row in reversed(rows) if line not in self.failed and row.key}
        for line, annotation in relations:
            relation = annotation.relation
            if relation is not None and self._ends_exist(line, annotation, relation, ends):
                self._check_ends(line, annotation, relation, ends)

    def _ends_exist(
        self, line: int, annotation: Annotation, relation: Relation, ends: Mapping[str, Annotation]
    ) -> bool:
        are_found = True
        for name in ("source", "target"):
            key = getattr(relation, name)
            if key is not None and key not in ends:
                are_found = False
                self.report(
                    (line, annotation), "REL004", f"{name} {key} is no annotation of this data row",
                    "give the key of an annotation on the same data row that was accepted",
                    f"{self.places.relation}/{name}", got=key,
                )  # fmt: skip
        return are_found

    def _check_ends(
        self, line: int, annotation: Annotation, relation: Relation, ends: Mapping[str, Annotation]
    ) -> None:
        target = ends[relation.target]
        source = ends.get(relation.source or "")
        if source is not None and source.kind == "classification" and not self._is_document(target):
            self.report(
                (line, annotation), "REL008",
                "an answer cannot be the source of a relationship outside documents",
                "begin the relationship at an object", f"{self.places.relation}/source", got=relation.source,
            )  # fmt: skip
            return
        names = (relation.source_feature if source is None else self._named(source), self._named(target))
        feature = self._relationship(annotation)
        if feature is not None and not _allowed(feature, names, relation.direction):
            pairs = ", ".join(f"{first} -> {second}" for first, second in feature.constraints[:6])
            self.report(
                (line, annotation), "REL005",
                f"relationship {quoted(feature.name)} cannot join {quoted(names[0])} to {quoted(names[1])}",
                f"the ontology allows {pairs}", self.places.relation,
                got=list(names), expected=[list(pair) for pair in feature.constraints],
            )  # fmt: skip

    def _is_document(self, target: Annotation) -> bool:
        has_page = target.target is not None and target.target.page is not None
        is_document = has_page or isinstance(target.geometry, TokenSpan)
        return is_document or self.index.ontology.media_type == "document"

    def _relationship(self, annotation: Annotation) -> Feature | None:
        return self.index.relationships.get(self._named(annotation) or "")


def _content(annotation: Annotation) -> Annotation:
    """Leave out how a row was spelled: equal annotations may be written differently."""
    return msgspec.structs.replace(annotation, ext={}, feature_id=None)


def _agree(first: Classification, second: Classification) -> bool:
    """Say whether two rows may both answer a question: at other times, or about other options."""
    answers = [*first.answers, *second.answers]
    if not answers or not all(answer.ranges for answer in answers):
        return False
    if second.kind == "radio":
        return _are_apart(answers)
    by_value: dict[str, list[Answer]] = {}
    for answer in answers:
        by_value.setdefault(f"{answer.value!r} {answer.schema_id}", []).append(answer)
    return all(_are_apart(same) for same in by_value.values())


def _are_apart(answers: Sequence[Answer]) -> bool:
    return are_apart([stretch for answer in answers for stretch in answer.ranges])


def _allowed(feature: Feature, names: tuple[str | None, str | None], direction: str) -> bool:
    if not feature.constraints:
        return True
    turned = (names[1], names[0])
    if direction == "reverse":
        return turned in feature.constraints
    return names in feature.constraints or (direction == "bidirectional" and turned in feature.constraints)
