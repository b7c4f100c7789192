"""Labels of people and their versions as stored."""

from collections.abc import Collection, Sequence
from typing import Protocol

import msgspec

from postil.model.annotation import Annotation


class StoredLabel(msgspec.Struct, kw_only=True):
    """One author's label on one data row. Without a version its content is the ground-truth fold."""

    id: int
    uid: str
    project_id: int
    data_row_id: int
    author_id: int | None = None
    set_id: int | None = None
    head_version: int = 0
    is_benchmark: bool = False
    is_skipped: bool = False
    created_at: int = 0
    updated_at: int = 0


class LabelVersion(msgspec.Struct, kw_only=True):
    """One version of a label; versions are only ever appended.

    A person submitted it, or the import `job_id` added it, or was undone or redone in it.
    """

    label_id: int
    no: int
    annotations: list[Annotation]
    author_id: int | None = None
    job_id: int | None = None
    created_at: int = 0
    reason: str = ""


class LabelStore(Protocol):
    """Labels and their versions."""

    def ensure_imported(
        self, project_id: int, set_id: int, author_id: int | None, data_row_ids: Sequence[int], at: int
    ) -> None:
        """Make the labels an imported ground-truth set stands for; existing ones stay."""
        ...

    def set_benchmarks(self, set_id: int, data_row_ids: Sequence[int], marked: Collection[int]) -> None:
        """Make the labels that stand for a set on the data rows benchmarks where marked, and nowhere else."""
        ...

    def of_rows(self, project_id: int, data_row_ids: Sequence[int]) -> list[StoredLabel]: ...

    def versioned_rows(self, project_id: int, data_row_ids: Sequence[int]) -> set[int]:
        """Return the data rows whose label a person has versioned."""
        ...

    def versioned_of_job(self, project_id: int, job_id: int, *, limit: int) -> list[int]:
        """Return data rows, ascending, a job has annotations on and whose label a person has versioned."""
        ...

    def versioned_by(self, job_id: int, project_id: int, data_row_ids: Sequence[int]) -> list[StoredLabel]:
        """List the labels on data rows that a job has added a version to."""
        ...

    def foundation(self, label_id: int) -> tuple[int, list[int]]:
        """Return the newest version that no undoing can touch, and the shown jobs that added to it since.

        It is that of a person or of a sealed job, 0 without one; the jobs are in the order of the fold.
        """
        ...

    def append_version(self, version: LabelVersion) -> None:
        """Append; ConflictError unless `no` is the head plus one."""
        ...

    def version(self, label_id: int, no: int) -> LabelVersion | None: ...
