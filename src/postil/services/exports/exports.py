"""Exports: everything a project holds, streamed in any format, a page of data rows at a time.

No transaction is held while bytes go out. The pages follow the order in which data rows came into the
project, so rows added meanwhile come at the end or not at all, and none comes twice.
"""

from collections.abc import Iterator

from postil.errors import UsageError
from postil.formats.format import Format, Written
from postil.formats.registry import FORMATS, get_format
from postil.ports.blobs import Blobs
from postil.ports.store import Store
from postil.services.catalog.texts import Texts
from postil.services.exports.query import EXPORT_ROWS, ExportQuery, LossReport
from postil.services.exports.row_export import RowExport
from postil.services.exports.selection import Selection
from postil.services.exports.sources import SourcesAt


class Exports:
    """Streams projects out."""

    def __init__(self, store: Store, blobs: Blobs, sources: SourcesAt) -> None:
        self._store, self._blobs, self._sources = store, blobs, sources

    def rows(self, query: ExportQuery, losses: LossReport | None = None) -> Iterator[bytes]:
        """Yield the export piece by piece.

        Raises:
            UsageError: No such format.
            NotFoundError: No such project, or the project has no such batch or data rows of such a dataset.
        """
        report = losses if losses is not None else LossReport()
        with self._store.read() as session:
            selection = Selection.of(session, query)
        if query.format == EXPORT_ROWS:
            order = query.order()
            return RowExport(self._store, order, None, self._sources(order.url), report.add).lines()
        fmt = export_format(query.format)
        return fmt.write(self._written(selection), self._blobs.read, report.add)

    def _written(self, selection: "Selection") -> Iterator[Written]:
        texts = Texts(self._blobs)
        for ids in selection.pages(self._store):
            with self._store.read() as session:
                page = list(selection.written(session, ids))
            for written in page:
                written.text = texts.of(written.data_row.assets)
                yield written


def export_format(name: str) -> Format:
    """Return a format that can be written.

    Raises:
        UsageError: No such format.
    """
    if name not in FORMATS:
        known = ", ".join([*FORMATS, EXPORT_ROWS])
        raise UsageError(f"{name!r} is not an export format", hint=f"use one of {known}")
    return get_format(name)
