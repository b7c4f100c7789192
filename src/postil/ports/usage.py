"""What was brought in, by day and type, as stored: counters of each job, read while its layers are shown."""

from collections.abc import Mapping
from typing import Protocol

import msgspec

from postil.model.label import SetKind


class UsageLine(msgspec.Struct, kw_only=True):
    """How many annotations of one type were published on one day; `day` counts from 1970-01-01, UTC."""

    day: int
    kind: SetKind
    annotation_type: str
    n: int


class UsageStore(Protocol):
    """The counters of jobs, and their sums over published jobs."""

    def add(self, job_id: int, change: Mapping[str, int]) -> None:
        """Add to the counters of a job by annotation type; entries may be negative."""
        ...

    def of_job(self, job_id: int) -> dict[str, int]:
        """Return the counters of a job by annotation type, whether it is published or not."""
        ...

    def lines(
        self, *, first_day: int, last_day: int, project_id: int | None, member_id: int | None
    ) -> list[UsageLine]:
        """Sum over jobs that are published and not undone, by day, kind and type in this order.

        Both days are inclusive. With `project_id` only that project counts, with `member_id` only the
        projects in which that user has a role.
        """
        ...
