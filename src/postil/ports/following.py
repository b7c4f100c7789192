"""What follows from which layers readers see: what a job has made comes and goes with it.

Everything here is derived: a call brings what it is asked about in line with the layers that are visible in
the transaction at hand, and repeating it changes nothing.
"""

from collections.abc import Sequence
from typing import Protocol


class FollowingStore(Protocol):
    """Data rows, tasks, batches and queue states in line with the visible layers."""

    def rows_of_job(self, job_id: int, *, after_row: int, limit: int) -> list[int]:
        """List data rows a job says something about, has made or has put into its project, by id."""
        ...

    def present_rows(self, row_ids: Sequence[int]) -> set[int]:
        """Return which of the data rows are not deleted."""
        ...

    def follow_rows(self, row_ids: Sequence[int]) -> None:
        """Hide data rows that an undone job made and nothing else uses; show the others.

        A hidden row's global key is free for others; a row that is shown again takes it back if it still is.
        """
        ...

    def follow_tasks(self, project_id: int, row_ids: Sequence[int], at: int) -> None:
        """Take out tasks that an undone job made and nothing else uses; put the others back."""
        ...

    def follow_batches(self, project_id: int) -> None:
        """Hide batches that an undone job made and that are empty; show the others."""
        ...

    def cover_states(self, project_id: int, row_ids: Sequence[int], at: int) -> None:
        """Set the tasks with visible imported truth to done, and keep the state that people gave them."""
        ...

    def follow_states(self, project_id: int, row_ids: Sequence[int], at: int) -> None:
        """Give tasks whose imported truth is hidden now their own state back, or set them to done again."""
        ...

    def reopening(self, project_id: int, row_ids: Sequence[int], *, but: int) -> list[int]:
        """List the data rows whose tasks are not done without the truth of job `but`."""
        ...

    def edited_rows(self, job_id: int, project_id: int, *, after_row: int, limit: int) -> list[int]:
        """List data rows of a job with a label that a person has versioned in the project, by id."""
        ...

    def count_edited(self, job_id: int, project_id: int) -> int: ...

    def count_made(self, job_id: int) -> tuple[int, int]:
        """Count the data rows and the tasks a job made that go, or have gone, with its undoing."""
        ...

    def count_keyless(self, job_id: int) -> int:
        """Count the visible data rows a job made whose global key another data row has now."""
        ...
