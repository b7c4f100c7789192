"""Labelbox export rows: gathering what one line of version 2 says about a page of data rows."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from postil.formats.labelbox.export import ExportedLabel, ExportedProject, ExportedRow, export_row
from postil.formats.labelbox.label_export import MaskUrl
from postil.model.annotation import Annotation
from postil.model.data_row import DataRow
from postil.model.identity import spell_id
from postil.model.issue import Loss
from postil.model.number import Size
from postil.model.ontology import FeatureIndex, Ontology
from postil.ports.catalog import CatalogRow
from postil.ports.labels import LabelVersion, StoredLabel
from postil.ports.projects import Batch, Project, Task
from postil.ports.store import Session
from postil.services.instant import MICROSECONDS, moment
from postil.services.texts import Texts

WORKFLOW_STATES = {"to_label": "TO_LABEL", "in_review": "IN_REVIEW", "rework": "IN_REWORK", "done": "DONE"}
_encode = msgspec.json.encode


class ExportPage:
    """Everything needed to spell export rows for one page, read in a few queries."""

    def __init__(
        self,
        session: Session,
        project: Project,
        rows: Sequence[CatalogRow],
        content_url: Callable[[str], str],
        texts: Texts,
    ) -> None:
        self._session, self._project, self._rows = session, project, rows
        self._content_url, self._texts = content_url, texts
        row_ids = [row.id for row in rows]
        self._tasks = session.projects.tasks_of(project.id, row_ids)
        self._datasets = session.catalog.find_datasets({row.dataset_id for row in rows})
        self._labels = session.labels.of_rows(project.id, row_ids)
        ontology = session.ontologies.by_id(project.ontology_id or 0)
        self._index = FeatureIndex(ontology or Ontology("", []))
        self._folds = {
            set_id: session.bundles.fold(set_id, row_ids)
            for set_id in {label.set_id for label in self._labels if label.set_id is not None}
        }
        self._batches = {batch.id: batch for batch in _batches(session, project)}

    def lines(self, mask_url: MaskUrl, losses: Callable[[Loss], None]) -> Iterator[bytes]:
        """Yield one JSON line per data row."""
        for row in self._rows:
            project = ExportedProject(
                id=spell_id(self._project.uid),
                name=self._project.name,
                labels=[self._label(label) for label in self._labels if label.data_row_id == row.id],
                ontology=self._index,
                details=self._details(self._tasks.get(row.id)),
            )
            yield _encode(export_row(self._row(row), [project], mask_url, losses)) + b"\n"

    def _row(self, row: CatalogRow) -> ExportedRow:
        dataset = self._datasets.get(row.dataset_id)
        return ExportedRow(
            id=spell_id(row.uid),
            data_row=DataRow(row.assets, row.global_key, row.external_id, row.data or {}, row.metadata),
            row_data=self._row_data(row),
            size=size_of(row),
            text=self._texts.of(row.assets),
            details={
                "dataset_id": spell_id(dataset.uid) if dataset else None,
                "dataset_name": dataset.name if dataset else None,
                "created_at": _iso(row.created_at),
                "updated_at": _iso(row.updated_at),
                "last_activity_at": _iso(row.updated_at),
                "created_by": self._email(row.created_by),
            },
            metadata_fields=[{"schema_name": name, "value": value} for name, value in row.metadata.items()],
            attachments=[{"type": one.type, "value": one.value} for one in row.attachments],
        )

    def _row_data(self, row: CatalogRow) -> str:
        asset = row.assets[0] if row.assets else None
        if asset is not None and asset.url is None and asset.sha256 is not None:
            return self._content_url(asset.sha256)
        return (asset.url or "") if asset is not None else ""

    def _label(self, label: StoredLabel) -> ExportedLabel:
        version = self._session.labels.version(label.id, label.head_version) if label.head_version else None
        return ExportedLabel(
            id=spell_id(label.uid),
            annotations=self._content(label, version),
            details={
                "created_at": _iso(label.created_at),
                "updated_at": _iso(label.updated_at),
                "created_by": self._email(label.author_id),
                "content_last_updated_at": _iso(label.updated_at),
                "reviews": [],
                "is_benchmark_reference": label.is_benchmark,
            },
            performance={
                "seconds_to_create": round(version.lead_time / MICROSECONDS) if version is not None else 0,
                "seconds_to_review": 0,
                "skipped": label.is_skipped,
            },
        )

    def _content(self, label: StoredLabel, version: LabelVersion | None) -> list[Annotation]:
        if label.is_skipped:
            return []
        if version is not None:
            return version.annotations
        return self._folds.get(label.set_id or 0, {}).get((label.data_row_id, 0), [])

    def _details(self, task: Task | None) -> dict[str, Any]:
        batch = self._batches.get(task.batch_id or 0) if task is not None else None
        return {
            "ontology_id": spell_id(self._index.ontology.uid) if self._index.ontology.uid else None,
            "batch_id": spell_id(batch.uid) if batch else None,
            "batch_name": batch.name if batch else None,
            "workflow_status": WORKFLOW_STATES[task.state] if task else None,
            "priority": task.priority if task else None,
            "workflow_history": [],
        }

    def _email(self, user_id: int | None) -> str | None:
        user = self._session.access.user(user_id) if user_id is not None else None
        return user.email if user is not None else None


def size_of(row: CatalogRow) -> Size | None:
    """Return the displayed size of a row's first asset, when known."""
    asset = row.assets[0] if row.assets else None
    if asset is None or asset.width is None or asset.height is None:
        return None
    return (asset.width, asset.height)


def _batches(session: Session, project: Project) -> Iterator[Batch]:
    after = 0
    while batches := session.projects.list_batches(project.id, after_id=after, limit=1_000):
        yield from batches
        after = batches[-1].id


def _iso(at: int) -> str:
    return moment(at).isoformat()
