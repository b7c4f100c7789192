"""Texts: stretches in UTF-16 become code points, and quotations are compared, where the text is at hand.

Only rows that need the text ask for it; plain stretches in code points are compared with its length alone.
"""

from collections.abc import Iterable, Iterator, Sequence

from postil.checks.place import places_of
from postil.checks.quotation import check_quotation, quoting
from postil.checks.report import Report
from postil.checks.text_place import check_places
from postil.formats.entry import Entry, Run
from postil.model.annotation import Annotation
from postil.model.data_row import Asset
from postil.model.span import TextSpan
from postil.model.text import in_codepoints
from postil.ports.blobs import Blobs
from postil.ports.store import Session
from postil.services.catalog.texts import Texts, asset_of
from postil.services.imports.resolve import Findings

PAGE = 50
"""Data rows whose texts are looked up together."""

Asking = list[tuple[Entry, list[Annotation]]]


class RowTexts:
    """The texts behind the rows of one import."""

    def __init__(self, blobs: Blobs | None, format_name: str) -> None:
        self._texts, self._places = Texts(blobs), places_of(format_name)
        self._severity = quoting(format_name)

    def settle(self, session: Session, rows: Iterable[Entry | Run], found: Findings) -> None:
        """Count every stretch of these rows in code points, and note what is not true of the text."""
        page: Asking = []
        for row in rows:
            if isinstance(row, Run):
                continue
            asking = [annotation for annotation in _annotations(row) if _asks(annotation)]
            if asking:
                page.append((row, asking))
            if len(page) >= PAGE:
                self._settle(session, page, found)
                page = []
        if page:
            self._settle(session, page, found)

    def _settle(self, session: Session, page: Asking, found: Findings) -> None:
        stored = _stored(session, [entry for entry, _ in page], found)
        for entry, annotations in page:
            described = entry.data_row.assets if entry.data_row is not None else []
            row = found.get(entry.reference) if entry.reference is not None else None
            assets = stored.get(row.id, []) if row is not None else []
            for annotation in annotations:
                # A source that brings its text has counted in that one.
                own = self._texts.of(described, annotation.target)
                text = own if own is not None else self._texts.of(assets, annotation.target)
                if text is not None:
                    self._judge(entry, annotation, text)

    def _judge(self, entry: Entry, annotation: Annotation, text: str) -> None:
        span = annotation.geometry
        if isinstance(span, TextSpan):
            report = Report()
            check_places(span, text, self._places, report, severity=self._severity)
            check_quotation(span, text, self._places, report, severity=self._severity)
            entry.issues = [*entry.issues, *report.issues]
            annotation.geometry = in_codepoints(span, text)


def _stored(session: Session, entries: Sequence[Entry], found: Findings) -> dict[int, list[Asset]]:
    """Return the assets of the catalog for rows that do not bring the text themselves."""
    ids: dict[int, None] = {}
    for entry in entries:
        row = found.get(entry.reference) if entry.reference is not None else None
        if row is not None and not _brings_text(entry):
            ids[row.id] = None
    return {row.id: row.assets for row in session.catalog.rows_by_id(list(ids))} if ids else {}


def _brings_text(entry: Entry) -> bool:
    asset = asset_of(entry.data_row.assets, None) if entry.data_row is not None else None
    return asset is not None and isinstance(asset.inline, str)


def _annotations(entry: Entry) -> Iterator[Annotation]:
    yield from entry.annotations
    for bundle in entry.bundles:
        yield from bundle.annotations


def _asks(annotation: Annotation) -> bool:
    span = annotation.geometry
    if type(span) is not TextSpan or (span.text is None and span.unit == "codepoint"):
        return False
    return annotation.target is None or annotation.target.message is None
