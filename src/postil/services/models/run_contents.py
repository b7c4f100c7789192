"""Run contents: what a model run predicts about its data rows, and the labels it keeps beside that.

A caller gets the data rows of the run they may know of, and labels where they have a role in the project the
label is from. No transaction is held while pages go out.
"""

from collections.abc import Iterator, Sequence

from postil.formats.format import Written
from postil.formats.labelbox.metric_rows import METRIC
from postil.formats.registry import get_format
from postil.model.annotation import Annotation
from postil.model.data_row import DataRow
from postil.model.identity import spell_id
from postil.model.label import Bundle
from postil.model.number import Size
from postil.ports.access import User
from postil.ports.blobs import Blobs
from postil.ports.catalog import CatalogRow
from postil.ports.models import ModelRun, RunRow
from postil.ports.store import Session, Store
from postil.services.models.model_access import seen_run
from postil.services.visibility import seen_rows

PAGE = 200


class RunContents:
    """Reads runs out."""

    def __init__(self, store: Store, blobs: Blobs) -> None:
        self._store, self._blobs = store, blobs

    def export(self, uid: str, actor: User, *, format_name: str = "postil") -> Iterator[bytes]:
        """Yield a run piece by piece: predictions as such, labels as ground truth.

        Raises:
            NotFoundError: No such run or format, or no run the actor may know of.
        """
        fmt = get_format(format_name)
        with self._store.read() as session:
            run = seen_run(session, uid, actor)
        return fmt.write(self.written(run, actor), self._blobs.read, lambda _: None)

    def written(
        self, run: ModelRun, actor: User, row_ids: Sequence[int] | None = None, *, has_labels: bool = True
    ) -> Iterator[Written]:
        """Yield what is said about the data rows of a run, or about some of them, by data row."""
        for rows in self._pages(run, row_ids):
            with self._store.read() as session:
                seen = seen_rows(session, [row.data_row_id for row in rows], actor)
                page = {row.data_row_id: row for row in rows if row.data_row_id in seen}
                found = list(_written(session, run, page, actor, has_labels=has_labels))
            yield from found

    def _pages(self, run: ModelRun, row_ids: Sequence[int] | None) -> Iterator[list[RunRow]]:
        if row_ids is not None:
            wanted = sorted(set(row_ids))
            for first in range(0, len(wanted), PAGE):
                with self._store.read() as session:
                    rows = session.models.rows_of(run.id, wanted[first : first + PAGE])
                yield list(rows.values())
            return
        after: int | None = 0
        while after is not None:
            with self._store.read() as session:
                page = session.models.run_rows(run.id, after_row=after, limit=PAGE)
            yield page
            after = page[-1].data_row_id if len(page) == PAGE else None


def _written(
    session: Session, run: ModelRun, page: dict[int, RunRow], actor: User, *, has_labels: bool
) -> Iterator[Written]:
    row_ids = list(page)
    bundles = predictions_on(session, run, row_ids)
    labels = labels_on(session, run, page, actor) if has_labels else {}
    for row in session.catalog.rows_by_id(row_ids):
        said = list(bundles.get(row.id, []))
        if row.id in labels:
            said.append(Bundle(labels[row.id], "ground_truth"))
        yield Written(_described(row), said, _size(row), spell_id(row.uid))


def predictions_on(session: Session, run: ModelRun, row_ids: Sequence[int]) -> dict[int, list[Bundle]]:
    """Return what a run predicts about data rows; metric rows are in `ext` as their format has them."""
    found: dict[int, list[Bundle]] = {}
    annotation_set = session.bundles.find_set("prediction", model_run_id=run.id)
    if annotation_set is None:
        return found
    values = session.bundles.fold(annotation_set.id, row_ids)
    for stored in session.bundles.bundles([annotation_set.id], row_ids):
        value = values.get((stored.data_row_id, stored.no), [])
        if not value and not stored.metrics:
            # An empty layer is what taking the data row out of the run has left.
            continue
        metrics = {METRIC: list(stored.metrics.values())} if stored.metrics else {}
        bundle = Bundle(
            value, "prediction", stored.no, stored.version, stored.score, ext=stored.ext | metrics
        )
        found.setdefault(stored.data_row_id, []).append(bundle)
    return found


def labels_on(
    session: Session, run: ModelRun, page: dict[int, RunRow], actor: User
) -> dict[int, list[Annotation]]:
    """Return what the labels a run keeps say, by data row, as far as it is the actor's business."""
    found: dict[int, list[Annotation]] = {}
    kept = session.models.kept_labels(run.id, list(page))
    known: dict[int, bool] = {}
    for row_id, row in page.items():
        label = session.labels.by_id(row.label_id) if row.label_id is not None else None
        if label is None:
            continue
        if label.project_id not in known:
            role = session.access.role(label.project_id, actor.id)
            known[label.project_id] = actor.is_admin or role is not None
        if not known[label.project_id]:
            continue
        version = session.labels.version(label.id, row.label_version) if row.label_version else None
        found[row_id] = version.annotations if version is not None else kept.get(row_id, [])
    return found


def _described(row: CatalogRow) -> DataRow:
    return DataRow(row.assets, row.global_key, row.external_id, row.data or {}, row.metadata, row.ext or {})


def _size(row: CatalogRow) -> Size | None:
    asset = row.assets[0] if row.assets else None
    if asset is None or asset.width is None or asset.height is None:
        return None
    return (asset.width, asset.height)
