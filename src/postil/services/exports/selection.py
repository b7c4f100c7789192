"""Selections: the data rows and sets an export in a format of annotations is about."""

from collections.abc import Iterator, Sequence

import msgspec

from postil.errors import NotFoundError
from postil.formats.format import Written
from postil.model.data_row import DataRow
from postil.model.identity import spell_id
from postil.model.label import Bundle
from postil.model.number import Size
from postil.ports.bundles import AnnotationSet
from postil.ports.catalog import CatalogRow
from postil.ports.projects import Project
from postil.ports.store import Session, Store
from postil.services.exports.query import ExportQuery
from postil.services.labels.speaking import PeopleSay
from postil.services.projects.projects import project_of, used_dataset

PAGE = 200


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


def size_of(row: CatalogRow) -> Size | None:
    """Return the displayed size of a row's first asset, when known."""
    asset = row.assets[0] if row.assets else None
    if asset is None or asset.width is None or asset.height is None:
        return None
    return (asset.width, asset.height)


def _data_row(row: CatalogRow) -> DataRow:
    return DataRow(row.assets, row.global_key, row.external_id, row.data or {}, row.metadata, row.ext or {})
