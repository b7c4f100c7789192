"""Rejoining: annotations that left in one format and come back in another are known again (formats.rejoin).

Only a set that holds imports of other formats can have such annotations, so files of one format, again and
again, cost nothing here. Rows are rejoined before they are checked: what comes back is judged as what it was,
also where the other format names features in another way.
"""

from collections.abc import Iterable, Mapping

from postil.formats.entry import Entry, Run
from postil.formats.format import ContentOf, Format
from postil.formats.rejoin import Setting, rejoin
from postil.model.annotation import Annotation
from postil.model.data_row import DataRow
from postil.ports.catalog import CatalogRow, RowFinding
from postil.ports.jobs import Job
from postil.ports.store import Session
from postil.services.imports.outcome import BundleKey, visible
from postil.services.imports.resolve import Findings

Rows = list[Entry | Run]


class Rejoining:
    """What one job needs to know annotations again."""

    def __init__(self, job: Job, fmt: Format, content_of: ContentOf) -> None:
        self._job, self._format, self._content_of = job, fmt, content_of
        self._is_needed: bool | None = None

    def apply(self, session: Session, rows: Rows, found: Findings) -> Rows:
        """Return the rows with what is known in another spelling as what it is known as."""
        if not self._applies(session):
            return rows
        entries = [entry for row in rows for entry in (row.entries() if isinstance(row, Run) else [row])]
        held, findings = self._held(entries, found)
        values = visible(session, self._job.set_id, list(findings), as_of=self._job.seen_no)
        catalog = {row.id: row for row in session.catalog.rows_by_id([row_id for row_id, _ in values])}
        for (row_id, no), known in values.items():
            if (row_id, no) in held and row_id in catalog:
                setting = Setting(_described(catalog[row_id]), findings[row_id].size, self._content_of)
                self._rejoin(held[row_id, no], known, setting)
        return list(entries)

    def _applies(self, session: Session) -> bool:
        # Asked once: what is published meanwhile is no part of the state the job is counted against.
        if self._is_needed is None:
            self._is_needed = session.jobs.has_other_format(self._job.set_id, self._job.format)
        return self._is_needed

    def _held(
        self, entries: Iterable[Entry], found: Findings
    ) -> tuple[dict[BundleKey, list[list[Annotation]]], dict[int, RowFinding]]:
        """Return the lists of annotations about every bundle, and the data rows they are about."""
        held: dict[BundleKey, list[list[Annotation]]] = {}
        findings: dict[int, RowFinding] = {}
        for entry in entries:
            row = found.get(entry.reference) if entry.reference is not None else None
            if row is None:
                continue
            findings[row.id] = row
            if entry.annotations:
                held.setdefault((row.id, 0), []).append(entry.annotations)
            for bundle in entry.bundles:
                if bundle.kind == self._job.purpose:
                    held.setdefault((row.id, bundle.no), []).append(bundle.annotations)
        return held, findings

    def _rejoin(
        self, lists: list[list[Annotation]], known: Mapping[str, Annotation], setting: Setting
    ) -> None:
        incoming = [annotation for one in lists for annotation in one]
        if all(known.get(one.key) == one for one in incoming) or not _are_together(incoming):
            return
        found = rejoin(incoming, list(known.values()), self._format, setting)
        # Annotations belong to source rows one by one; a group that grew or shrank stays as it came.
        if len(found) == len(incoming):
            start = 0
            for one in lists:
                one[:] = found[start : start + len(one)]
                start += len(one)


def _described(row: CatalogRow) -> DataRow:
    return DataRow(row.assets, row.global_key, row.external_id, row.data or {}, row.metadata, row.ext or {})


def _are_together(annotations: list[Annotation]) -> bool:
    """Tell whether the annotations of every group follow each other, so that their order stays."""
    seen: set[str] = set()
    last: str | None = None
    for annotation in annotations:
        group = annotation.group
        if group is not None and group != last and group in seen:
            return False
        if group is not None:
            seen.add(group)
        last = group
    return True
