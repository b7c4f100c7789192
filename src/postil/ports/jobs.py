"""Import jobs as stored: one row that moves its own cursor in the transaction that writes the data."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol

import msgspec

from postil.model.issue import Issue
from postil.model.label import SetKind
from postil.ports.recipes import RecipePin

if TYPE_CHECKING:
    from postil.ports.diffs import Diff

JobState = Literal["queued", "running", "staged", "finished", "failed", "cancelled"]
Policy = Literal["rows", "atomic"]
Stage = Literal["partition", "write", "settle", "publish", "done"]
Action = Literal["publish", "undo", "redo"]
OnEdited = Literal["refuse", "version"]


class Counts(msgspec.Struct, kw_only=True, omit_defaults=False):
    """Every row read is in exactly one of accepted, updated, unchanged and rejected.

    `accepted` counts rows that are new. `annotations` counts annotations in the accepted, updated and
    unchanged rows; `warnings` counts issues that failed nothing; `removed` counts annotations that the rows
    of a replacing job take the place of without repeating their keys.
    """

    read: int = 0
    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    annotations: int = 0
    warnings: int = 0
    removed: int = 0

    @property
    def accounted(self) -> int:
        """Return how many rows have an outcome: as many as were read, at every moment of a job's life."""
        return self.accepted + self.updated + self.unchanged + self.rejected


class JobSettings(msgspec.Struct, kw_only=True):
    """How an import is to be done; fixed when the job is made.

    `is_strict` turns bounds warnings into errors; `trust_units` accepts a file that fits another unit
    better; `create_rows` lets formats that bring their own assets make data rows in `dataset_id`.
    `replace` makes the rows of the job all that its set says about their data rows. `on_edited` says what
    becomes of ground truth for a label that a person has edited: refused, or added to it as a version.
    `source_url` is the address its source was fetched from.
    `is_dry_run` stops the job before it is published; a person commits it then: `committed_by`, the one
    thing here that is told later. `recipe` maps the names of the source.
    """

    policy: Policy = "rows"
    is_strict: bool = False
    trust_units: bool = False
    create_rows: bool = False
    dataset_id: int | None = None
    batch_id: int | None = None
    replace: bool = False
    on_edited: OnEdited = "refuse"
    is_dry_run: bool = False
    recipe: RecipePin | None = None
    committed_by: int | None = None
    source_url: str = ""


class Job(msgspec.Struct, kw_only=True):
    """One submission of many rows.

    `offset`, `line` and `chunk` are the cursor of the write stage, `settle_after` of the settle stage;
    `fence` rises with every lease, so a process that lost its lease cannot write. `published_no` orders
    the layers of the fold. `seen_no` is the newest change the job saw when it began: against that state its
    rows were told apart into new, updated and unchanged. While rows that others have touched are settled
    again, `settle_no` is the change they are settled against, up to data row `settle_after`. `input_path`
    names the kept spool file, `input_sha256` its content. `progress` counts `bytes`, and under `recipe` how
    often each rule was used. `follow_after` is the last data row that a change of what readers see has been
    followed on, None when it was on all. A job with `sealed_at` can be neither undone nor redone any more;
    `compact_after` is how far its layers have been put together since, None when there is nothing to do.
    A job that `is_deletion` was sent by nobody: its empty layers hide what imports said about deleted labels.
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
    seen_no: int = 0
    settle_no: int = 0
    follow_after: int | None = None
    sealed_at: int | None = None
    compact_after: int | None = None
    is_deletion: bool = False

    @property
    def is_visible(self) -> bool:
        """Tell whether readers see its layers."""
        return self.published_no is not None and self.undone_at is None


class JobChange(msgspec.Struct, kw_only=True):
    """One change of what readers see: the layers of a job are shown, hidden, or shown again.

    `no` counts over all jobs, in the order of commits; a job's `published_no` is the `no` of its publication.
    """

    no: int
    job_id: int
    set_id: int
    action: Action
    at: int
    user_id: int | None = None


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

    def named_in_run(self, model_run_id: int, name: str) -> Job | None: ...

    def list_jobs(
        self,
        *,
        project_id: int | None,
        before_id: int | None,
        limit: int,
        state: JobState | None = None,
        purpose: SetKind | None = None,
        model_run_id: int | None = None,
    ) -> list[Job]:
        """List jobs, newest first, all or those of a state, purpose or model run."""
        ...

    def published_on(self, data_row_id: int, *, limit: int) -> list[Job]:
        """List the published jobs that say something about a data row, also undone ones, newest first."""
        ...

    def unfinished(self) -> list[Job]: ...

    def unswept(self) -> list[Job]:
        """List jobs that ended and left layers or hidden data rows never published, or a sorted copy."""
        ...

    def lease(self, job_id: int, owner: str, now: int, until: int) -> Job | None:
        """Take or renew the lease and raise the fence; None while another owner's lease is running."""
        ...

    def release(self, job_id: int, fence: int) -> None:
        """Give the lease back, if this fence still holds it; the job stays where it stands."""
        ...

    def rename(self, job_id: int, name: str) -> None:
        """Call a job otherwise; ConflictError when the name is taken."""
        ...

    def advance(self, step: Advance) -> bool:
        """Move the cursor in the running transaction; False when fenced, moved or cancelled meanwhile."""
        ...

    def set_stage(self, job_id: int, fence: int, stage: Stage, settle_after: int) -> bool: ...

    def keep_input(self, job_id: int, content: bytes) -> None:
        """Keep the source of a job that is small."""
        ...

    def input(self, job_id: int) -> bytes | None:
        """Return the source that was kept with a job."""
        ...

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

    def publish(self, job_id: int, fence: int, at: int, *, has_effects: bool = True) -> int:
        """Give the job the next `published_no` from a row-locked counter and finish it."""
        ...

    def set_undone(self, job_id: int, *, is_undone: bool, by: int | None, at: int) -> int:
        """Hide a published job's layers, or show them again; return the number of the change."""
        ...

    def set_followed(self, job_id: int, after_row: int | None) -> None:
        """Move `follow_after`."""
        ...

    def unfollowed(self) -> list[Job]:
        """List jobs with a change that has not been followed on all data rows."""
        ...

    def seal(self, before: int, at: int) -> int:
        """Seal the oldest published jobs that nobody changed since `before`; return how many.

        They are a prefix of the order of publication, and end before the state that a running or staged job
        compares with.
        """
        ...

    def sealed_no(self) -> int:
        """Return the newest change of a sealed job: states before it are not kept."""
        ...

    def uncompacted(self, *, limit: int) -> list[Job]:
        """List sealed jobs with layers still to be put together or dropped, published last first."""
        ...

    def set_compacted(self, job_id: int, after_row: int | None) -> None:
        """Move `compact_after`."""
        ...

    def later(self, job: Job, *, limit: int) -> list[Job]:
        """List visible jobs of the same set that were published after a job, newest first."""
        ...

    def lock_changes(self) -> int:
        """Return the number of the newest change; nobody makes another one before this transaction ends."""
        ...

    def see(self, job_id: int, fence: int, no: int) -> bool:
        """Note that the job's counts are those against the state after change `no`; False when fenced.

        Settling again, if that was under way, is over with it.
        """
        ...

    def resettle(self, job_id: int, fence: int, no: int, settle_after: int) -> bool:
        """Note up to which data row all is settled against the state after change `no`; False when fenced."""
        ...

    def has_other_format(self, set_id: int, name: str) -> bool:
        """Tell whether a job of another format than `name` was ever published in a set."""
        ...

    def newest_change(self) -> int:
        """Return the number of the newest change in this view; others may be making the next one."""
        ...

    def changes(self, *, set_id: int, after_no: int) -> list[JobChange]:
        """List what changed in a set after change `after_no`, oldest first."""
        ...

    def changes_of(self, job_id: int) -> list[JobChange]:
        """List when a job was published, undone and redone, oldest first."""
        ...

    def stop(self, job_id: int, state: JobState, error: Issue | None, at: int) -> None:
        """End a job as failed, cancelled or staged and drop its lease."""
        ...

    def commit(self, job_id: int, by: int | None = None) -> bool:
        """Queue a staged job for its publication, as the user `by` wants it.

        False when it is not staged, or was asked to stop.
        """
        ...

    def keep_diff(self, job_id: int, diff: "Diff") -> None:
        """Keep what a job changes; a diff kept before is replaced."""
        ...

    def diff(self, job_id: int) -> "Diff | None":
        """Return what was kept about what a job changes."""
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

    def replace_issue_groups(self, job_id: int, codes: Sequence[str], groups: Sequence[IssueGroup]) -> None:
        """Drop the groups of these codes and store others in their place."""
        ...

    def failures(self, job_id: int, *, after_line: int, limit: int) -> list[Failure]: ...

    def failed_lines(self, job_id: int) -> Iterator[int]: ...

    def issue_groups(self, job_id: int) -> list[IssueGroup]: ...
