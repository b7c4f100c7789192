"""Labels of people and their versions as stored."""

from collections.abc import Collection, Sequence
from typing import Literal, Protocol

import msgspec

from postil.model.annotation import Annotation
from postil.model.decision import Rejection
from postil.ports.projects import TaskState


class StoredLabel(msgspec.Struct, kw_only=True):
    """One author's label on one data row. Without a version its content is the ground-truth fold.

    `marked_by` is who marked it a benchmark, or no longer one, by hand. A skipped label says that there is
    nothing to be said about the data row, and is no label in any export or count.
    """

    id: int
    uid: str
    project_id: int
    data_row_id: int
    author_id: int | None = None
    set_id: int | None = None
    head_version: int = 0
    is_benchmark: bool = False
    marked_by: int | None = None
    is_skipped: bool = False
    created_at: int = 0
    updated_at: int = 0
    deleted_at: int | None = None


class LabelVersion(msgspec.Struct, kw_only=True):
    """One version of a label; versions are only ever appended.

    A person submitted it, or the import `job_id` added it, or was undone or redone in it. Its features are
    those of a version of an ontology; `lead_time` is how long its author worked on it, in microseconds.
    `rejections` are the offered annotations that were decided against, in this version or before.
    """

    label_id: int
    no: int
    annotations: list[Annotation]
    author_id: int | None = None
    job_id: int | None = None
    ontology_id: int | None = None
    ontology_version: int | None = None
    is_skipped: bool = False
    lead_time: int = 0
    created_at: int = 0
    reason: str = ""
    rejections: list[Rejection] = []


class VersionSummary(msgspec.Struct, kw_only=True):
    """A version without its content; `counts` are numbers of annotations by kind.

    `decisions` count what was accepted, corrected and rejected of what was offered, and added.
    """

    label_id: int
    no: int
    author_id: int | None = None
    job_id: int | None = None
    is_skipped: bool = False
    lead_time: int = 0
    created_at: int = 0
    reason: str = ""
    counts: dict[str, int] = {}
    decisions: dict[str, int] = {}


class LabelFilter(msgspec.Struct, kw_only=True, frozen=True):
    """Which labels of a project; absent conditions allow all."""

    author_id: int | None = None
    is_benchmark: bool = False
    is_skipped: bool = False


class LabelOrder(msgspec.Struct, kw_only=True, frozen=True):
    """Which labels of a project a counted page is cut from, and in which order; skipped ones never."""

    author_id: int | None = None
    dataset_ids: tuple[int, ...] | None = None
    by: Literal["id", "created_at", "updated_at"] = "id"
    is_descending: bool = False


class Spoken(msgspec.Struct):
    """What is to be read in the place of a set's fold on a data row: a person has the last word there.

    None stands for nothing at all: the label is skipped, or a person has taken what the set says into theirs.
    """

    annotations: list[Annotation] | None
    ontology: tuple[int | None, int | None] = (None, None)


class LabelStore(Protocol):
    """Labels and their versions."""

    def ensure_imported(
        self, project_id: int, set_id: int, author_id: int | None, data_row_ids: Sequence[int], at: int
    ) -> None:
        """Make the labels an imported ground-truth set stands for; existing ones stay."""
        ...

    def set_benchmarks(self, set_id: int, data_row_ids: Sequence[int], marked: Collection[int]) -> None:
        """Make the labels that stand for a set on the data rows benchmarks where marked, and nowhere else.

        What a person has marked or unmarked stays, and is the only benchmark of its data row.
        """
        ...

    def benchmark_sets(self, project_id: int, data_row_ids: Sequence[int]) -> list[int]:
        """Return the sets for which a benchmark of the data rows stands."""
        ...

    def mark_benchmark(self, label: StoredLabel, is_benchmark: bool, by: int, at: int) -> None:
        """Mark a label, or take the mark away; marking takes it from the other labels of the data row."""
        ...

    def delete(self, label_ids: Sequence[int], at: int) -> None:
        """Delete labels that people have versioned; others only lose their benchmark mark.

        What those others say comes from imports: a job that `is_deletion` hides it.
        """
        ...

    def of_set(self, set_id: int, data_row_id: int) -> StoredLabel | None:
        """Return the label that stands for a set on a data row, also one that nobody sees."""
        ...

    def get(self, uid: str) -> StoredLabel | None:
        """Return a label; one that only stands for a set, while the set has a visible layer there."""
        ...

    def named(self, uids: Sequence[str]) -> dict[str, StoredLabel]:
        """Return by uid those labels that `get` finds."""
        ...

    def by_id(self, label_id: int) -> StoredLabel | None: ...

    def list_labels(
        self, project_id: int, asked: LabelFilter, *, after_id: int, limit: int
    ) -> tuple[list[StoredLabel], int | None]:
        """List labels by id, benchmarks by data row; return also where the next page begins, or None.

        `limit` of them are looked at: of some, other conditions or their imports may leave nothing to list.
        """
        ...

    def page(self, project_id: int, order: LabelOrder, *, skip: int, limit: int) -> list[StoredLabel]:
        """Return labels that are neither skipped nor on a deleted data row, behind so many others."""
        ...

    def count(self, project_id: int, *, most: int) -> int:
        """Count what `page` lists; of more than `most` about as many as the projections tell."""
        ...

    def on_row(self, data_row_id: int) -> list[StoredLabel]:
        """List the labels on a data row in all projects, oldest first, without skipped ones."""
        ...

    def count_skipped(
        self, project_id: int, *, batch_ids: Sequence[int] | None = None
    ) -> dict[TaskState, int]:
        """Count by state the tasks with a skipped label, all or those of some batches."""
        ...

    def spoken(self, set_ids: Sequence[int], data_row_ids: Sequence[int]) -> "dict[tuple[int, int], Spoken]":
        """Return by set and data row what people say in the place of the fold of bundle 0."""
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

    def sets_left(self, project_id: int, data_row_ids: Sequence[int]) -> list[tuple[int, int]]:
        """List sets of imported truth with a layer on the data rows that is shown, as `(set, data row)`."""
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

    def list_versions(self, label_id: int, *, before_no: int | None, limit: int) -> list[VersionSummary]:
        """List versions, newest first."""
        ...
