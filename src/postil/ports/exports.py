"""What exports read: a page of data rows at a time, in as few statements as there are tables."""

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from postil.model.annotation import Annotation
from postil.model.data_row import Asset
from postil.ports.catalog import Attachment, MetadataField
from postil.ports.labels import LabelVersion, StoredLabel
from postil.ports.models import Split
from postil.ports.projects import Task, TaskState


class ExportedFacts(msgspec.Struct, gc=False):
    """A visible data row as an export needs it; `asset` is its first one."""

    id: int
    uid: str
    dataset_id: int
    global_key: str | None
    external_id: str | None
    created_by: int | None
    created_at: int
    updated_at: int
    asset: Asset | None


class BatchName(msgspec.Struct, gc=False):
    """A batch without its size, which takes the longer the more tasks it has."""

    id: int
    uid: str
    name: str


class TakenContent(msgspec.Struct, gc=False):
    """A data row of a model run: its split, and the label the run has taken with what it said then."""

    data_row_id: int
    split: Split | None
    label_uid: str | None
    project_id: int | None
    annotations: list[Annotation]


class ExportStore(Protocol):
    """Reading for exports; every method takes a page of ids and answers in no more than that page takes."""

    def rows(self, row_ids: Sequence[int]) -> list[ExportedFacts]:
        """Return those of the data rows that are visible, in the order asked for."""
        ...

    def project_rows(
        self, project_id: int, *, state: TaskState | None, batch_id: int | None, after_task: int, limit: int
    ) -> list[tuple[int, int]]:
        """List tasks of a project as `(task, data row)` by task, of one state or batch when given."""
        ...

    def tasks(self, project_id: int, row_ids: Sequence[int]) -> dict[int, Task]:
        """Return the tasks of those data rows that are in the project, by data row."""
        ...

    def labels(self, project_id: int, row_ids: Sequence[int]) -> list[StoredLabel]:
        """List labels by data row and age, also those that stand for a set with nothing visible there."""
        ...

    def heads(self, label_ids: Sequence[int]) -> dict[int, LabelVersion]:
        """Return the newest versions of labels that have any, by label."""
        ...

    def taken(self, run_id: int, row_ids: Sequence[int]) -> dict[int, TakenContent]:
        """Return those of the data rows that are in a model run, by data row."""
        ...

    def prediction_sets(self, run_id: int) -> list[int]:
        """List the sets of what a model run has predicted."""
        ...

    def run_ids(self, row_ids: Sequence[int]) -> list[int]:
        """List the model runs any of the data rows is in; deleted ones too."""
        ...

    def batch_names(self, batch_ids: Sequence[int]) -> dict[int, BatchName]: ...

    def project_ids(self, row_ids: Sequence[int]) -> list[int]:
        """List the projects any of the data rows is in, that are not deleted."""
        ...

    def metadata(self, row_ids: Sequence[int]) -> dict[int, list[tuple[MetadataField, Any]]]:
        """Return metadata fields with their values, by data row; rows without any are left out."""
        ...

    def attachments(self, row_ids: Sequence[int]) -> dict[int, list[Attachment]]:
        """Return attachments by data row; rows without any are left out."""
        ...
