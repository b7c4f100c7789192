"""Judge: the rules of an import over what a person draws, with the places of what is wrong."""

from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from postil.checks.annotation import Checker
from postil.checks.bundle import check_bundle
from postil.checks.classification import report_missing
from postil.checks.facts import RowFacts
from postil.checks.report import Report
from postil.errors import PostilError
from postil.masks.run_mask import RunMask
from postil.model.annotation import Annotation, Geometry
from postil.model.geometry import Mask
from postil.model.issue import Issue, Where
from postil.model.label import SetKind
from postil.model.number import Size
from postil.model.ontology import FeatureIndex, Ontology
from postil.model.span import TextSpan
from postil.model.text import in_codepoints
from postil.model.track import Track
from postil.ports.catalog import CatalogRow, RowFinding
from postil.ports.projects import Task
from postil.ports.store import Session
from postil.services.catalog.texts import Texts

REQUIRED = "CLS007"
"""A required question without an answer."""

NAMELESS = "ROW006"
"""An annotation that names no feature."""

MISDRAWN = "ONT003"
"""A shape of another kind than its tool draws."""

Placed = Mapping[str, tuple[str, Annotation]]
"""Annotations to be judged by key, each with a JSON pointer to it."""

Sources = Mapping[str, Annotation]
"""What was imported, by the key of what was made from it."""


class Judge:
    """Judges annotations of one data row against the newest version of the project's ontology."""

    def __init__(self, session: Session, task: Task, texts: Texts | None = None) -> None:
        self._texts = texts
        project = session.projects.by_id(task.project_id)
        ontology = session.ontologies.by_id(project.ontology_id or 0) if project is not None else None
        self._index = FeatureIndex(ontology or Ontology("", []))
        [self.row] = session.catalog.rows_by_id([task.data_row_id])
        found = session.catalog.find_rows("uid", [self.row.uid], task.project_id)
        self._facts = _facts(self.row, found[self.row.uid])

    @property
    def size(self) -> Size | None:
        """Return the displayed size of what is looked at, when known."""
        return self._facts.size

    @cached_property
    def text(self) -> str | None:
        """Return what the text says that is looked at, when it is at hand."""
        return self._texts.of(self.row.assets) if self._texts is not None else None

    def size_of(self, annotation: Annotation) -> Size | None:
        """Return the displayed size of what an annotation lies on."""
        return self._facts.of(annotation.target).size

    def judge(
        self, placed: Placed, others: Mapping[str, Annotation], purpose: SetKind, sources: Sources
    ) -> list[Issue]:
        """Return what is wrong with annotations, by themselves and beside others; sets their feature ids.

        As `draft`, what must be answered may still be missing, and a shape need not say yet what it shows; as
        `ground_truth`, they may not.
        """
        checker = Checker(self._index, purpose=purpose, format_name="postil")
        if any(isinstance(annotation.geometry, TextSpan) for _, annotation in placed.values()):
            self._facts.text = self.text
        issues: list[Issue] = []
        for key, (pointer, annotation) in placed.items():
            found = list(checker.check(annotation, self._facts))
            if purpose == "draft":
                _forgive_nameless(annotation, found)
            _forgive_imported(annotation, sources.get(key), found)
            issues += [_placed(one, key, pointer) for one in found]
        if any(issue.severity == "error" for issue in issues):
            return issues
        return [*issues, *self._between(placed, others)]

    def judge_submission(self, placed: Placed, others: Mapping[str, Annotation]) -> list[Issue]:
        """Return what is wrong with a label that a person submits; `placed` is what they have changed.

        What an import is only warned of, a person is not let through with: every required question about the
        data row, and about what they changed, has to be answered.
        """
        sources = {key: found for key, (_, one) in placed.items() if (found := imported(one)) is not None}
        issues = self.judge(placed, others, "ground_truth", sources)
        said = [*others.values(), *(annotation for _, annotation in placed.values())]
        answered = {one.feature for one in said if one.kind == "classification"}
        answered |= {feature for one in said if (feature := self._name(one)) is not None}
        report = Report()
        names = {name for name in answered if name is not None}
        report_missing(list(self._index.classifications.values()), names, "", report)
        issues += [_placed(issue, "", "/annotations") for issue in report.issues]
        for issue in issues:
            if issue.code == REQUIRED:
                issue.severity = "error"
        return issues

    def _name(self, annotation: Annotation) -> str | None:
        known = self._index.by_schema.get(annotation.schema_id or "")
        return known.name if known is not None and annotation.kind == "classification" else None

    def _between(self, placed: Placed, others: Mapping[str, Annotation]) -> Iterable[Issue]:
        lines = dict(enumerate(placed.items(), 1))
        rows = [(line, annotation) for line, (_, (_, annotation)) in lines.items()]
        for line, issue in check_bundle(rows, self._index, known=others):
            key, (pointer, _) = lines[line]
            if issue.code == "CLS005":
                issue.message = f"question {issue.got!r} is answered twice"
                issue.hint = "keep one answer per question, message and moment"
            yield _placed(issue, key, pointer)


def _forgive_nameless(annotation: Annotation, issues: Iterable[Issue]) -> None:
    """Let a shape be drawn first and named later: it is a warning as long as it is in a draft."""
    if annotation.kind == "object" and annotation.feature is None and annotation.schema_id is None:
        for issue in issues:
            if issue.code == NAMELESS:
                issue.severity = "warning"


def _forgive_imported(annotation: Annotation, source: Annotation | None, issues: Iterable[Issue]) -> None:
    """Let a shape be of the kind it was imported as: formats that do not mind were only warned of it."""
    if source is None or source.feature != annotation.feature:
        return
    for issue in issues if type(source.geometry) is type(annotation.geometry) else ():
        if issue.code == MISDRAWN and issue.where.pointer == "/geometry":
            issue.severity = "warning"


def imported(annotation: Annotation) -> Annotation | None:
    """Return what an annotation was imported as; None when a person has drawn it."""
    if annotation.origin is None:
        return None
    offered = annotation.origin.offered
    return annotation if offered is None else msgspec.convert(offered, Annotation)


def settle_masks(put: Geometry | None, stored: Geometry | None) -> Geometry | None:
    """Fill in what follows from the runs of masks; an unchanged mask keeps where it came from.

    Raises:
        PostilError: MSK001 or MSK005, the runs are no mask.
    """
    if isinstance(put, Mask):
        return _settled(put, stored)
    if isinstance(put, Track):
        known = _shapes(stored)
        for segment in put.segments:
            for frame in segment.keyframes:
                if isinstance(frame.shape, Mask):
                    frame.shape = _settled(frame.shape, known.get(frame.frame))
    return put


def _shapes(stored: Geometry | None) -> dict[int, object]:
    if not isinstance(stored, Track):
        return {}
    return {frame.frame: frame.shape for segment in stored.segments for frame in segment.keyframes}


def _settled(put: Mask, stored: object) -> Mask:
    if isinstance(stored, Mask) and _runs(put) == _runs(stored):
        return stored
    runs = RunMask.from_counts(put.counts or "", put.height, put.width)
    return Mask(
        height=runs.height,
        width=runs.width,
        counts=runs.counts,
        area=runs.area,
        bbox=runs.bbox,
        content=runs.content,
    )


def _runs(mask: Mask) -> tuple[int, int, str | None]:
    return mask.height, mask.width, mask.counts


def mask_problem(error: PostilError, key: str, pointer: str) -> Issue:
    """Say what is wrong with the runs of a mask."""
    issue = Issue(error.code or "MSK005", error.message, error.hint)
    return _placed(issue, key, f"{pointer}/geometry")


def _placed(issue: Issue, key: str, pointer: str) -> Issue:
    feature = issue.where.feature
    issue.where = Where(annotation=key, pointer=pointer + issue.where.pointer, feature=feature)
    return issue


def settle_span(put: TextSpan, text: str | None) -> TextSpan:
    """Count a stretch of a known text in code points, however it was counted by who sent it."""
    return in_codepoints(put, text) if text is not None else put


def _facts(row: CatalogRow, found: RowFinding) -> RowFacts:
    assets = {}
    if len(row.assets) > 1:
        for asset in row.assets:
            is_sized = asset.width is not None and asset.height is not None
            size = (asset.width or 0, asset.height or 0) if is_sized else None
            assets[asset.name] = RowFacts(asset.media_type, size, asset.text_length)
    return RowFacts(found.media_type, found.size, found.text_length, assets=assets)
