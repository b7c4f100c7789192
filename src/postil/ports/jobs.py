"""Import jobs as stored: one row that moves its own cursor in the transaction that writes the data."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, Protocol

import msgspec

from postil.model.issue import Issue
from postil.model.label import SetKind

JobState = Literal["queued", "running", "staged", "finished", "failed", "cancelled"]
Policy = Literal["rows", "atomic"]
Stage = Literal["partition", "write", "settle", "publish", "done"]


class Counts(msgspec.Struct, kw_only=True, omit_defaults=False):
    """Every row read is in exactly one of accepted, updated, unchanged and rejected.

    `accepted` counts rows that are new. `annotations` counts annotations in the accepted, updated and
    unchanged rows; `warnings` counts issues that failed nothing.
    """

    read: int = 0
    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    annotations: int = 0
    warnings: int = 0


class JobSettings(msgspec.Struct, kw_only=True):
    """How an import is to be done; fixed when the job is made.

    `is_strict` turns bounds warnings into errors; `trust_units` accepts a file that fits another unit
    better; `create_rows` lets formats that bring their own assets make data rows in `dataset_id`.
    """

    policy: Policy = "rows"
    is_strict: bool = False
    trust_units: bool = False
    create_rows: bool = False
    dataset_id: int | None = None
    batch_id: int | None = None


class Job(msgspec.Struct, kw_only=True):
    """One submission of many rows.

    `offset`, `line` and `chunk` are the cursor of the write stage, `settle_after` of the settle stage;
    `fence` rises with every lease, so a process that lost its lease cannot write. `published_no` orders
    the layers of the fold. `input_path` names the kept spool file, `input_sha256` its content.
    """

    id: int
    uid: str
    name: str
    purpose: SetKind
    format: str
    state: JobState
    settings: JobSettings
    project_id: int | None = None
    model_run_id: int | None = None
    set_id: int = 0
    ontology_id: int | None = None
    ontology_version: int | None = None
    source_name: str = ""
    input_path: str = ""
    input_sha256: str = ""
    input_size: int = 0
    stage: Stage = "write"
    offset: int = 0
    line: int = 1
    chunk: int = 0
    settle_after: int = 0
    fence: int = 0
    lease_owner: str | None = None
    lease_until: int = 0
    is_cancelled: bool = False
    published_no: int | None = None
    undone_at: int | None = None
    undo_no: int = 0
    counts: Counts = msgspec.field(default_factory=Counts)
    progress: dict[str, Any] = {}
    error: Issue | None = None
    created_by: int | None = None
    created_at: int = 0
    started_at: int | None = None
    finished_at: int | None = None


class Failure(msgspec.Struct, kw_only=True, gc=False):
    """One rejected source row: its line, the key and data row as spelled, and all its issues."""

    line: int
    key: str | None = None
    data_row: str | None = None
    issues: list[Issue] = []


class IssueGroup(msgspec.Struct, kw_only=True):
    """Identical issues of one job counted together, with the first as an example."""

    code: str
    severity: str
    count: int
    example: Issue


class Advance(msgspec.Struct, kw_only=True):
    """The step a transaction takes: the cursor before and after, and what the step counted."""

    job_id: int
    fence: int
    expected_offset: int
    offset: int
    line: int
    chunk: int
    counts: Counts
    progress: dict[str, Any]
    lease_until: int


class JobStore(Protocol):
    """Jobs, their failures and their grouped issues."""

    def create(self, job: Job) -> Job:
        """Store a job; ConflictError when (project or model run, name) is taken by another payload."""
        ...

    def get(self, uid: str) -> Job | None: ...

    def by_id(self, job_id: int) -> Job | None: ...

    def named(self, project_id: int, name: str) -> Job | None: ...

    def list_jobs(self, *, project_id: int | None, before_id: int | None, limit: int) -> list[Job]:
        """List jobs, newest first."""
        ...

    def unfinished(self) -> list[Job]: ...

    def unswept(self) -> list[Job]:
        """List jobs that ended and left layers or hidden data rows never published, or a sorted copy."""
        ...

    def lease(self, job_id: int, owner: str, now: int, until: int) -> Job | None:
        """Take or renew the lease and raise the fence; None while another owner's lease is running."""
        ...

    def advance(self, step: Advance) -> bool:
        """Move the cursor in the running transaction; False when fenced, moved or cancelled meanwhile."""
        ...

    def set_stage(self, job_id: int, fence: int, stage: Stage, settle_after: int) -> bool: ...

    def partition(self, job_id: int) -> str | None:
        """Return the spool name of the sorted copy that the job reads instead of its input, if it has one."""
        ...

    def set_partition(self, job_id: int, fence: int, path: str) -> bool:
        """Make the write stage read a sorted copy; False when fenced or cancelled meanwhile."""
        ...

    def forget_partition(self, job_id: int) -> None:
        """Note that the sorted copy of a job is gone."""
        ...

    def recount(self, job_id: int, fence: int, change: Counts) -> bool:
        """Add `change` (entries may be negative) to the job's counts."""
        ...

    def publish(self, job_id: int, fence: int, at: int) -> int:
        """Give the job the next `published_no` from a row-locked counter and finish it."""
        ...

    def set_undone(self, job_id: int, at: int | None) -> None:
        """Hide a published job's layers, or show them again with None; raises `undo_no` either way."""
        ...

    def stop(self, job_id: int, state: JobState, error: Issue | None, at: int) -> None:
        """End a job as failed, cancelled or staged and drop its lease."""
        ...

    def cancel(self, job_id: int) -> None:
        """Ask a running job to stop at its next step."""
        ...

    def add_failures(self, job_id: int, failures: Sequence[Failure]) -> None:
        """Keyed by (job, line): writing the same failure again replaces it."""
        ...

    def add_issue_groups(self, job_id: int, groups: Sequence[IssueGroup]) -> None:
        """Add counts to the groups of the job; of the examples, that on the first line stays."""
        ...

    def failures(self, job_id: int, *, after_line: int, limit: int) -> list[Failure]: ...

    def failed_lines(self, job_id: int) -> Iterator[int]: ...

    def issue_groups(self, job_id: int) -> list[IssueGroup]: ...
