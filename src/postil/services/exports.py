"""Exports: everything a project holds, streamed in any format, a page of data rows at a time.

No transaction is held while bytes go out. The pages follow the order in which data rows came into the
project, so rows added meanwhile come at the end or not at all, and none comes twice.
"""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.formats.format import Format, Written
from postil.formats.labelbox.label_export import MaskUrl
from postil.formats.registry import FORMATS, get_format
from postil.model.data_row import DataRow
from postil.model.identity import spell_id
from postil.model.issue import Loss
from postil.model.label import Bundle, SetKind
from postil.ports.blobs import Blobs
from postil.ports.bundles import AnnotationSet
from postil.ports.catalog import CatalogRow
from postil.ports.projects import Project
from postil.ports.store import Session, Store
from postil.services.export_rows import ExportPage, size_of
from postil.services.labels.speaking import PeopleSay
from postil.services.projects import project_of, used_dataset
from postil.services.texts import Texts

PAGE = 200
EXPORT_ROWS = "labelbox_export"


class ExportQuery(msgspec.Struct, kw_only=True):
    """What to export. Filters combine with "and"; absent ones allow all.

    `format` is a registered format, or `labelbox_export` for Labelbox export rows (version 2), which carry
    labels only. `created_after` and `created_before` are instants in microseconds, the first inclusive, the
    second exclusive, of the data row.
    """

    project_uid: str
    format: str = "postil"
    purposes: list[SetKind] = msgspec.field(default_factory=lambda: ["ground_truth", "pre_label"])
    dataset_uid: str | None = None
    batch_uid: str | None = None
    global_keys: list[str] = []
    created_after: int | None = None
    created_before: int | None = None


class LossReport:
    """What the target format could not carry, counted per kind."""

    def __init__(self) -> None:
        self._losses: dict[tuple[str, str], Loss] = {}

    def add(self, loss: Loss) -> None:
        """Count one loss."""
        known = self._losses.setdefault((loss.code, loss.message), loss)
        if known is not loss:
            known.count += loss.count

    def losses(self) -> list[Loss]:
        """Return what was lost, in the order first met; complete once the export has ended."""
        return list(self._losses.values())


class Exports:
    """Streams projects out."""

    def __init__(
        self, store: Store, blobs: Blobs, mask_url: MaskUrl, content_url: Callable[[str], str]
    ) -> None:
        self._store, self._blobs = store, blobs
        self._mask_url, self._content_url = mask_url, content_url

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
            return self._export_rows(selection, report)
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

    def _export_rows(self, selection: "Selection", report: LossReport) -> Iterator[bytes]:
        for ids in selection.pages(self._store):
            with self._store.read() as session:
                rows = [row for row in session.catalog.rows_by_id(ids) if selection.allows(row)]
                page = ExportPage(session, selection.project, rows, self._content_url, Texts(self._blobs))
                lines = list(page.lines(self._mask_url, report.add))
            yield from lines


class Selection(msgspec.Struct):
    """The rows and sets an export is about, decided when it begins."""

    project: Project
    sets: list[AnnotationSet]
    query: ExportQuery
    dataset_id: int | None = None
    batch_id: int | None = None
    global_keys: frozenset[str] = frozenset()

    @classmethod
    def of(cls, session: Session, query: ExportQuery) -> "Selection":
        """Look up what the query names.

        Raises:
            NotFoundError: The project has no such batch, or no data rows of such a dataset.
        """
        project = project_of(session, query.project_uid)
        sets = [found for found in session.bundles.sets_of(project.id) if found.kind in query.purposes]
        selection = cls(project, sets, query, global_keys=frozenset(query.global_keys))
        if query.dataset_uid:
            selection.dataset_id = used_dataset(session, project, query.dataset_uid).id
        if query.batch_uid:
            batch = session.projects.get_batch(query.batch_uid)
            if batch is None or batch.project_id != project.id:
                raise NotFoundError(
                    f"the project has no batch {query.batch_uid!r}", hint="list the batches of the project"
                )
            selection.batch_id = batch.id
        return selection

    def pages(self, store: Store) -> Iterator[list[int]]:
        """Yield data row ids in the order they came into the project, a page at a time."""
        after = 0
        while True:
            with store.read() as session:
                tasks = session.projects.list_tasks(
                    self.project.id, state=None, batch_id=self.batch_id, after_id=after, limit=PAGE
                )
            if not tasks:
                return
            after = tasks[-1].id
            yield [task.data_row_id for task in tasks]

    def written(self, session: Session, ids: Sequence[int]) -> Iterator[Written]:
        """Yield what the writers of formats need, for the rows of one page that pass the filters."""
        rows = [row for row in session.catalog.rows_by_id(ids) if self.allows(row)]
        bundles = self._bundles(session, [row.id for row in rows])
        for row in rows:
            yield Written(_data_row(row), bundles.get(row.id, []), size_of(row), spell_id(row.uid))

    def allows(self, row: CatalogRow) -> bool:
        """Tell whether a data row passes the filters."""
        query = self.query
        return (
            (self.dataset_id is None or row.dataset_id == self.dataset_id)
            and (not self.global_keys or row.global_key in self.global_keys)
            and (query.created_after is None or row.created_at >= query.created_after)
            and (query.created_before is None or row.created_at < query.created_before)
        )

    def _bundles(self, session: Session, row_ids: Sequence[int]) -> dict[int, list[Bundle]]:
        found: dict[int, list[Bundle]] = {}
        # A project has a set for everybody who has labelled in it: most say nothing about a page.
        said = set(session.projections.sets_on(row_ids))
        for annotation_set in (one for one in self.sets if one.id in said):
            values = session.bundles.fold(annotation_set.id, row_ids)
            people = PeopleSay(session, self.project, annotation_set, row_ids)
            for stored in session.bundles.bundles([annotation_set.id], row_ids):
                bundle = Bundle(
                    values.get((stored.data_row_id, stored.no), []),
                    annotation_set.kind,
                    stored.no,
                    stored.version,
                    stored.score,
                    stored.is_benchmark,
                    stored.ext,
                )
                if stored.no or people.correct(stored.data_row_id, bundle):
                    found.setdefault(stored.data_row_id, []).append(bundle)
            for row_id, bundle in people.others():
                found.setdefault(row_id, []).insert(0, bundle)
        return found


def export_format(name: str) -> Format:
    """Return a format that can be written.

    Raises:
        UsageError: No such format.
    """
    if name not in FORMATS:
        known = ", ".join([*FORMATS, EXPORT_ROWS])
        raise UsageError(f"{name!r} is not an export format", hint=f"use one of {known}")
    return get_format(name)


def _data_row(row: CatalogRow) -> DataRow:
    return DataRow(row.assets, row.global_key, row.external_id, row.data or {}, row.metadata, row.ext or {})
