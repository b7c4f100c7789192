"""Inspection: a whole file judged by the rules of an import, without a server and a database.

The stages are those of an import (`postil.services.imports`); only what they stand on is different: data
rows are assumed, masks by URL are not fetched, and what is published already is not known. Memory grows with
the file, by about 200 bytes a row.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from postil.checks.annotation import Checker
from postil.checks.unit_fit import UnitFit
from postil.cli.assumed import AssumedRows
from postil.cli.source import Source
from postil.errors import PostilError, UsageError
from postil.formats.entry import Entry, Run
from postil.formats.survey import Told
from postil.model.annotation import Annotation, PlainObject
from postil.model.geometry import Mask
from postil.model.issue import Issue
from postil.model.label import SetKind
from postil.model.ontology import FeatureIndex, Ontology
from postil.model.recipe import Recipe
from postil.ports.jobs import Failure, IssueGroup, Job, JobSettings
from postil.sdk.proposal import entries, recognise
from postil.services.imports.check import BlockCheck, Judged
from postil.services.imports.contents import decoded, mask_issue
from postil.services.imports.duplicates import note_copies
from postil.services.imports.mapping import Mapping
from postil.services.imports.tally import Tally

UNSIZED = "ROW015"
STRETCH = 4_096


class Inspected(msgspec.Struct, kw_only=True):
    """What a file comes to: rows read and refused, issues counted, and what could not be looked at."""

    read: int
    rejected: int
    warnings: int
    issues: list[IssueGroup]
    finding: Issue | None = None
    unsized_rows: int = 0
    masks_by_url: int = 0

    def told(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        values: dict[str, Any] = msgspec.to_builtins(self)
        return values


class Inspection:
    """Judges one file."""

    def __init__(
        self,
        source: Source,
        ontology: Ontology,
        rows: AssumedRows,
        *,
        purpose: SetKind,
        is_strict: bool,
        recipe: Recipe | None = None,
    ) -> None:
        self._source, self._ontology, self._rows = source, ontology, rows
        self._purpose, self._is_strict = purpose, is_strict
        self._recipe = recipe or Recipe()
        self._fit = UnitFit()
        self._by_url = 0
        self._failures: dict[int, Failure] = {}

    def run(self, format_name: str | None = None, told: Told | None = None) -> Inspected:
        """Read and judge every row.

        Raises:
            ImportRejected: The file is empty (SRC001) or of no known format (SRC009).
        """
        fmt = recognise(self._source.path, format_name)
        checker = Checker(
            FeatureIndex(self._ontology),
            purpose=self._purpose,
            is_strict=self._is_strict,
            format_name=fmt.name,
        )
        job = self._job(fmt.name)
        check = BlockCheck(checker, job, self._rows.suggest)
        judged = Judged({}, {}, Tally())
        mapping = Mapping(self._recipe, purpose=self._purpose, format_name=fmt.name)
        for stretch in mapping.over(_stretches(entries(self._source.path, fmt, told))):
            for row in stretch:
                self._prepare(row)
            check.judge(stretch, self._rows, judged)
        check.finish(judged, is_last=True)
        note_copies(None, job, judged, {}, lambda _: False)
        self._failures = judged.failures
        return self._outcome(judged)

    def write_failures(self, path: Path) -> None:
        """Write the refused rows of the last run as JSON, one on a line, each with all of its issues.

        Raises:
            UsageError: The file cannot be written.
        """
        try:
            with path.open("wb") as file:
                for line in sorted(self._failures):
                    file.write(msgspec.json.encode(self._failures[line]) + b"\n")
        except OSError as error:
            hint = "give --issues a file in a folder that exists"
            raise UsageError(f"{path} cannot be written: {error.strerror}", hint=hint) from error

    def _job(self, format_name: str) -> Job:
        return Job(
            id=0,
            uid="",
            name=self._source.name,
            purpose=self._purpose,
            format=format_name,
            state="running",
            settings=JobSettings(is_strict=self._is_strict),
            source_name=self._source.name,
        )

    def _prepare(self, row: Entry | Run) -> None:
        """Do what an import does before judging: know the data row, decode masks, weigh units."""
        if isinstance(row, Entry):
            if row.data_row is not None and row.reference is not None:
                self._rows.add(row.reference, row.data_row)
            for annotation in _annotations(row):
                if isinstance(annotation, Annotation) and isinstance(annotation.geometry, Mask):
                    self._decode(row, annotation, annotation.geometry)
        finding = self._rows.get(row.reference) if row.reference is not None else None
        if finding is not None and finding.size is not None:
            for annotation in _annotations(row):
                if annotation.geometry is not None:
                    self._fit.add(annotation.geometry, finding.size)

    def _decode(self, entry: Entry, annotation: Annotation, mask: Mask) -> None:
        source = mask.source
        if source is None or mask.counts is not None or source.encoding == "brush_rle":
            return
        content = entry.contents.get(source.sha256 or "")
        if content is None or source.sha256 is None:
            self._by_url += 1
            return
        try:
            annotation.geometry = decoded(content, source, source.sha256)
        except PostilError as error:
            entry.issues = [*entry.issues, mask_issue(error, source)]

    def _outcome(self, judged: Judged) -> Inspected:
        groups = [group for group in judged.tally.groups() if group.code != UNSIZED]
        return Inspected(
            read=judged.read,
            rejected=len(judged.failures),
            warnings=sum(group.count for group in groups if group.severity == "warning"),
            issues=groups,
            finding=self._fit.finding(),
            unsized_rows=self._rows.unsized,
            masks_by_url=self._by_url,
        )


def _stretches(rows: Iterable[Entry | Run]) -> Iterable[list[Entry | Run]]:
    stretch: list[Entry | Run] = []
    for row in rows:
        stretch.append(row)
        if len(stretch) == STRETCH:
            yield stretch
            stretch = []
    yield stretch


def _annotations(row: Entry | Run) -> Sequence[Annotation | PlainObject]:
    if isinstance(row, Run):
        return row.annotations
    return [*row.annotations, *(one for bundle in row.bundles for one in bundle.annotations)]
