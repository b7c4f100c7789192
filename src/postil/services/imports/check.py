"""Check: rows and what was found for them become layers, failures and warnings. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from postil.checks.annotation import Checker
from postil.checks.asset import check_declared_size
from postil.checks.bundle import Name, check_bundle
from postil.checks.confidence import check_score
from postil.checks.facts import RowFacts
from postil.formats.entry import Entry, Run
from postil.model.annotation import Annotation
from postil.model.annotation_type import BOX, add_types
from postil.model.data_row import Asset, DataRow
from postil.model.issue import Issue, Where
from postil.model.label import Bundle, SetKind
from postil.model.number import Size
from postil.model.ontology import FeatureIndex
from postil.ports.catalog import RowFinding
from postil.ports.jobs import Failure, Job
from postil.services.imports.layer import Layer
from postil.services.imports.membership import Membership, Suggest
from postil.services.imports.outcome import Values
from postil.services.imports.resolve import CONTENT_PREFIX, Findings
from postil.services.imports.rules import Uses
from postil.services.imports.tally import Tally

MANY = 5_000
METRIC = "labelbox_metric"
TOO_MANY = "ROW016"
UNSIZED = "ROW015"

Numbers = dict[tuple[int, int], Counter[Name]]
Layers = dict[tuple[int, int], Layer]
"""Layers by data row id and bundle no."""


class Judged(msgspec.Struct, gc=False):
    """What one block comes to: its layers, its failures by line, its issues counted.

    `bare` are accepted lines without an annotation: whether they bring a data row, and the bundles they name.
    `metrics` are the metric rows by line, with their bundle. `uses` counts the rules of a recipe that were
    used.
    """

    layers: Layers
    failures: dict[int, Failure]
    tally: Tally
    read: int = 0
    bare: dict[int, tuple[bool, list[tuple[int, int]]]] = {}
    metrics: dict[int, tuple[tuple[int, int], dict[str, Any]]] = {}
    uses: Uses = {}


class BlockCheck:
    """The check stage over one block."""

    def __init__(self, checker: Checker, job: Job, suggest: Suggest) -> None:
        self._checker = checker
        self._members = Membership(
            suggest, brings_rows=job.settings.create_rows, is_run=job.model_run_id is not None
        )
        self._purpose, self._source, self._format = job.purpose, job.source_name, job.format
        self._facts: dict[int, RowFacts] = {}
        self._found: list[Findings] = []
        # Of the few data rows with thousands of rows in a block: what is too many is not kept till the end.
        self._counted: Numbers = {}

    def judge(self, rows: Iterable[Entry | Run], found: Findings, judged: Judged) -> None:
        """Judge every row of a stretch by itself."""
        if not self._found or self._found[-1] is not found:
            self._found.append(found)
        touched: dict[tuple[int, int], Layer] = {}
        for row in rows:
            if isinstance(row, Run):
                self._run(row, found, judged, touched)
            else:
                self._entry(row, found, judged, touched)
        for layer in touched.values():
            layer.seal()

    def finish(self, judged: Judged, known: Values | None = None, *, is_last: bool = False) -> None:
        """Judge together the rows of each data row that need it, once the block has been read.

        Args:
            judged: What the block comes to.
            known: What readers saw there when the job began.
            is_last: The block is the whole source: nothing is left to the settle stage.
        """
        bundles = _BundleCheck(self._checker.index, self._source, self._format, self._found, self._counted)
        bundles.is_last = is_last
        for layer in list(judged.layers.values()):
            # A relationship's other end may come in a later block: the settle stage decides those layers.
            if (is_last or not layer.needs_settle) and (not layer.is_plain or len(layer.lines) > MANY):
                bundles.judge(layer, judged, (known or {}).get((layer.row.id, layer.no), {}))
            layer.needs_settle = layer.needs_settle and not is_last
        # What is known of data rows is kept for a block, not for a file: memory does not grow with the file.
        self._facts.clear()
        self._found.clear()

    def _run(self, run: Run, found: Findings, judged: Judged, touched: Layers) -> None:
        """Judge plain rows in bulk; where one is not clean, one by one."""
        row = found.get(run.reference)
        is_here = row is not None and row.task_id is not None and not row.is_deleted
        if (
            row is None
            or not is_here
            or row.id in found.edited
            or not self._checker.are_clean(run.annotations, self._facts_of(row), run.outline)
        ):
            for entry in run.entries():
                self._entry(entry, found, judged, touched)
            return
        judged.read += len(run.lines)
        layer = self._layer(judged, row, 0, touched)
        # What comes later, in this run or another, makes it wait for all of them to be looked at.
        layer.outline = None if layer.lines else run.outline
        layer.waiting += run.annotations
        layer.lines += run.lines
        layer.types[BOX] = layer.types.get(BOX, 0) + len(run.lines)

    def _layer(self, judged: Judged, row: RowFinding, no: int, touched: Layers) -> Layer:
        key = (row.id, no)
        layer = touched.get(key)
        if layer is None:
            layer = judged.layers.get(key)
            if layer is None:
                layer = judged.layers[key] = Layer(row, no, [], [])
            touched[key] = layer
        return layer

    def _facts_of(self, row: RowFinding) -> RowFacts:
        facts = self._facts.get(row.id)
        if facts is None:
            facts = self._facts[row.id] = RowFacts(
                media_type=row.media_type, size=row.size, text_length=row.text_length
            )
        return facts

    def _entry(self, entry: Entry, found: Findings, judged: Judged, touched: Layers) -> None:
        """Judge one source row: all of it passes, or none of it."""
        judged.read += 1
        row = found.get(entry.reference) if entry.reference is not None else None
        issues = list(entry.issues)
        if entry.reference is not None:
            issues += self._members.check(entry, entry.reference, row, found)
        accepted: list[tuple[int, Annotation]] = []
        if METRIC in entry.ext and self._purpose != "prediction":
            issues.append(_metric_row())
        if row is not None and not _has_errors(issues):
            facts = self._facts_of(row)
            if entry.data_row is not None:
                facts = _facts_of_assets(entry.data_row, facts)
                issues += _described(entry, entry.data_row, row, found.sizes.get(row.id, {}))
            issues += _left_out(entry, self._purpose)
            for no, annotation in _annotations(entry, self._purpose):
                issues += self._checker.check(annotation, facts)
                accepted.append((no, annotation))
        if issues:
            issues = self._located(entry, issues)
            judged.tally.add(issues)
        if _has_errors(issues):
            judged.failures[entry.line] = _failure(entry, issues)
        elif row is not None:
            self._accept(entry, row, accepted, judged, touched)
        else:
            # Left out by a recipe: it brings nothing, whatever data row it names.
            judged.bare[entry.line] = (False, [])

    def _accept(
        self,
        entry: Entry,
        row: RowFinding,
        accepted: list[tuple[int, Annotation]],
        judged: Judged,
        touched: Layers,
    ) -> None:
        for bundle in entry.bundles:
            if is_taken(bundle, self._purpose):
                layer = self._layer(judged, row, bundle.no, touched)
                layer.version, layer.score, layer.ext = bundle.version, bundle.score, bundle.ext or None
                layer.is_benchmark = layer.is_benchmark or bundle.is_benchmark
                layer.stated.append(entry.line)
        metric = entry.ext.get(METRIC)
        if metric is not None:
            layer = self._layer(judged, row, 0, touched)
            layer.metrics = layer.metrics | {metric_key(metric): metric}
            judged.metrics[entry.line] = (row.id, 0), metric
            layer.stated.append(entry.line)
        if not accepted:
            named = [(row.id, bundle.no) for bundle in entry.bundles if is_taken(bundle, self._purpose)]
            named += [(row.id, 0)] if metric is not None else []
            # A number counts as new until it has been compared with the one before.
            judged.bare[entry.line] = (row.task_id is None or metric is not None, named)
        for no, annotation in accepted:
            layer = self._layer(judged, row, no, touched)
            layer.is_plain = layer.is_plain and annotation.kind == "object"
            layer.needs_settle = layer.needs_settle or annotation.kind == "relationship"
            layer.waiting.append(annotation)
            layer.lines.append(entry.line)
            add_types(annotation, layer.types)
        if entry.is_benchmark:
            self._benchmark(entry, self._layer(judged, row, 0, touched), judged)

    def _benchmark(self, entry: Entry, layer: Layer, judged: Judged) -> None:
        if self._purpose == "ground_truth":
            layer.is_benchmark = True
            return
        issue = Issue(
            "ROW013",
            "the benchmark flag means nothing on a pre-label and was ignored",
            "import as ground truth to mark a benchmark",
            severity="warning",
        )
        judged.tally.add(self._located(entry, [issue]))

    def _located(self, entry: Entry, issues: Iterable[Issue]) -> list[Issue]:
        reference = entry.reference
        # A hash of the content says nothing to a person; line and source do.
        row = reference.value if reference is not None and reference.by != "content" else None
        feature = _feature_of(entry)
        located: list[Issue] = []
        is_unsized = False
        for issue in issues:
            if issue.code == UNSIZED:
                # Once per row, whatever else is in its block: what is counted must not depend on borders.
                if is_unsized:
                    continue
                is_unsized = True
            where = issue.where
            issue.where = Where(
                self._source or where.source,
                where.line or entry.line,
                where.data_row or row,
                where.annotation or entry.spelled_key,
                where.pointer,
                feature,
            )
            located.append(issue)
        return located


class _BundleCheck:
    """The rules over all rows of one bundle in a block."""

    def __init__(
        self, index: FeatureIndex, source: str, format_name: str, found: list[Findings], counted: Numbers
    ) -> None:
        self._index, self._source, self._format, self._found = index, source, format_name, found
        self._counted, self.is_last = counted, False
        self._siblings: dict[int, list[Layer]] = {}
        self._spelled: dict[int, str] = {}

    def judge(self, layer: Layer, judged: Judged, known: dict[str, Annotation]) -> None:
        rows = list(zip(layer.lines, layer.open(), strict=True))
        counted = self._counted.setdefault((layer.row.id, layer.no), Counter()) if len(rows) > MANY else None
        findings = check_bundle(rows, self._index, known=known, format_name=self._format, counted=counted)
        # Earlier lines of other blocks may decide otherwise, except that too many are too many.
        decided = [finding for finding in findings if self.is_last or finding[1].code == TOO_MANY]
        layer.needs_settle = layer.needs_settle or len(decided) < len(findings)
        failed: set[int] = set()
        for line, issue in decided:
            where, name = issue.where, self._name_of(layer)
            issue.where = Where(self._source, line, name, where.annotation, where.pointer, where.feature)
            judged.tally.add([issue])
            if issue.severity == "error":
                failed.add(line)
                failure = judged.failures.setdefault(
                    line, Failure(line=line, key=where.annotation, data_row=name)
                )
                failure.issues.append(issue)
        if failed:
            for sibling in self._siblings_of(layer, judged):
                sibling.drop(failed)

    def _siblings_of(self, layer: Layer, judged: Judged) -> list[Layer]:
        """Return the layers about one data row: a source row fails in all of them or in none."""
        if not self._siblings:
            for one in judged.layers.values():
                self._siblings.setdefault(one.row.id, []).append(one)
        return self._siblings[layer.row.id]

    def _name_of(self, layer: Layer) -> str | None:
        """Return how the source spelled the data row; a key made from its content is no name."""
        if not self._spelled:
            for found in self._found:
                self._spelled |= {row.id: value for value, row in found.by_global_key.items()}
                self._spelled |= {row.id: value for value, row in found.by_id.items()}
        name = self._spelled.get(layer.row.id)
        return None if name is None or name.startswith(CONTENT_PREFIX) else name


def _annotations(entry: Entry, purpose: SetKind) -> Iterator[tuple[int, Annotation]]:
    for annotation in entry.annotations:
        yield 0, annotation
    for bundle in entry.bundles:
        if is_taken(bundle, purpose):
            for annotation in bundle.annotations:
                yield bundle.no, annotation


def _facts_of_assets(described: DataRow, facts: RowFacts) -> RowFacts:
    """Tell the assets of a row that has several apart."""
    if len(described.assets) < 2:
        return facts
    assets = {
        asset.name: RowFacts(asset.media_type, _size(asset), asset.text_length) for asset in described.assets
    }
    return RowFacts(facts.media_type, facts.size, facts.text_length, assets=assets)


def _described(entry: Entry, described: DataRow, row: RowFinding, sizes: dict[str, Size]) -> list[Issue]:
    """Compare what a row says of its own data row and bundles with what can be true.

    Assets of one data row are told apart by name; that of a data row with one asset has any name.
    """
    issues = [check_score(bundle.score) for bundle in entry.bundles if bundle.score is not None]
    for no, asset in enumerate(described.assets):
        declared, known = _size(asset), sizes.get(asset.name, row.size if no == 0 else None)
        if declared is not None and known is not None:
            issues.append(check_declared_size(declared, known))
    return [issue for issue in issues if issue is not None]


def _size(asset: Asset) -> Size | None:
    return None if asset.width is None or asset.height is None else (asset.width, asset.height)


def _left_out(entry: Entry, purpose: SetKind) -> list[Issue]:
    left = [bundle for bundle in entry.bundles if not is_taken(bundle, purpose)]
    if not left:
        return []
    count = sum(len(bundle.annotations) for bundle in left)
    if not count:
        return []
    other = left[0].kind
    return [
        Issue(
            "ROW020",
            f"{count} annotations of this row are {other}; this import takes {purpose} and left them out",
            f"import the file once more as {other}",
            severity="warning",
            got=count,
        )
    ]


def is_taken(bundle: Bundle, purpose: SetKind) -> bool:
    """Tell whether an import takes a bundle; what formats call predictions may go to either place."""
    return bundle.kind == purpose or (bundle.kind == "pre_label" and purpose == "prediction")


def metric_key(metric: dict[str, Any]) -> str:
    """Return what makes two metric rows of a data row the same metric: a later one replaces an earlier."""
    return "/".join(str(metric.get(name, "")) for name in ("featureName", "metricName", "aggregation"))


def _metric_row() -> Issue:
    return Issue(
        "ROW021",
        "a metric row says something about a model run, not about this project",
        "import metric rows into a model run, and leave them out here",
        where=Where(pointer="/metricValue"),
    )


def _feature_of(entry: Entry) -> str | None:
    """Return what the row calls its feature; a row of several annotations has that of the first."""
    annotations = entry.annotations or [one for bundle in entry.bundles for one in bundle.annotations[:1]]
    return (annotations[0].feature or annotations[0].schema_id) if annotations else None


def _has_errors(issues: Iterable[Issue]) -> bool:
    return any(issue.severity == "error" for issue in issues)


def _failure(entry: Entry, issues: list[Issue]) -> Failure:
    row = entry.reference.value if entry.reference is not None else None
    return Failure(line=entry.line, key=entry.spelled_key, data_row=row, issues=issues)
