"""What is on the data rows of a job before it is published: the facts its warnings are made of."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

BundleKey = tuple[int, int]
"""`(data row id, bundle no)` within one set."""


class BroughtKeys(msgspec.Struct, gc=False):
    """The keys a job brings for one bundle; `is_whole` says that it replaces all that was there."""

    keys: set[str]
    is_whole: bool = False


class HeldLabel(msgspec.Struct, kw_only=True):
    """A label on a data row; `n` annotations of a person's version, or those of the imported set `set_id`."""

    data_row_id: int
    set_id: int | None
    n: int = 0


class Holds(msgspec.Struct, frozen=True):
    """What there is at all: layers readers see in a set, labels of its project, tasks that are done."""

    layers: bool = False
    labels: bool = False
    done_tasks: bool = False


class PresenceStore(Protocol):
    """Look-ups a page of data rows at a time; `holds` tells cheaply that there is nothing to find."""

    def holds(self, set_id: int, project_id: int) -> Holds: ...

    def rows_of_job(self, job_id: int, *, after_row: int, limit: int) -> list[int]:
        """Return distinct data rows a job says something about, ascending."""
        ...

    def silent_rows(self, job_id: int, *, first_row: int, last_row: int) -> set[int]:
        """Return the data rows of a job about which it brings no annotation, both ends inclusive."""
        ...

    def job_names(self, published_nos: Sequence[int]) -> dict[int, str]:
        """Return what published jobs are called: `published_no` -> name."""
        ...

    def visible_keys(self, set_id: int, data_row_ids: Sequence[int]) -> dict[BundleKey, set[str]]:
        """Return the keys readers see in every bundle that has any."""
        ...

    def brought_keys(self, job_id: int, data_row_ids: Sequence[int]) -> dict[BundleKey, BroughtKeys]: ...

    def jobs_on(self, set_ids: Sequence[int], data_row_ids: Sequence[int]) -> dict[int, str]:
        """Return the published jobs with a visible layer there: `published_no` -> name."""
        ...

    def labels_on(self, project_id: int, data_row_ids: Sequence[int]) -> list[HeldLabel]:
        """List the labels on data rows; those that stand for an imported set while it is visible there."""
        ...

    def done_rows(self, project_id: int, data_row_ids: Sequence[int]) -> int:
        """Count the data rows whose task is done."""
        ...

    def rows_outside(self, project_id: int, job_id: int, data_row_ids: Sequence[int]) -> int:
        """Count the data rows that are no task of the project and were not brought by the job itself."""
        ...
