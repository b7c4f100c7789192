"""Projects, batches and tasks as stored."""

from collections.abc import Collection, Sequence
from typing import Any, Literal, Protocol

import msgspec

TaskState = Literal["to_label", "in_review", "rework", "done"]


class OfferSetting(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Which pre-labels are shown to who labels: the newest version, all, none, or those of one `version`.

    With `copied`, a draft that is begun from the queue holds them already; else they are beside it.
    """

    show: Literal["newest", "all", "none", "version"] = "newest"
    version: str | None = None
    copied: bool = True


class WorkChanges(msgspec.Struct, kw_only=True, frozen=True):
    """What changes about how people work in a project; what is None stays."""

    review: bool | None = None
    offers: OfferSetting | None = None
    overlap: int | None = None


class Project(msgspec.Struct, kw_only=True):
    """A labeling effort over batches of data rows with one ontology.

    With `review`, what people submit is looked at by a reviewer before it is done. `overlap` is how many
    people label each data row; each beginning without what the others said. `ext` holds by format what
    a foreign program said of the project that means nothing here; it is kept and changes nothing.
    `updated_at` is of the project itself, not of what is in it.
    """

    id: int
    uid: str
    name: str
    description: str = ""
    media_type: str = "image"
    ontology_id: int | None = None
    review: bool = False
    offers: OfferSetting = OfferSetting()
    overlap: int = 1
    version: int = 1
    created_by: int | None = None
    created_at: int = 0
    updated_at: int = 0
    ext: dict[str, Any] | None = None
    task_counts: dict[str, int] = {}


class Batch(msgspec.Struct, kw_only=True):
    """A named group of data rows sent to a project; `priority` 1 high to 5 low.

    `consensus` is what a foreign program asked for when it made the batch; it is kept and changes nothing.
    """

    id: int
    uid: str
    project_id: int
    name: str
    priority: int = 5
    consensus: dict[str, Any] | None = None
    created_by: int | None = None
    created_at: int = 0
    row_count: int = 0


class Task(msgspec.Struct, kw_only=True):
    """A data row's membership in a project."""

    id: int
    project_id: int
    data_row_id: int
    batch_id: int | None
    state: TaskState
    priority: int
    updated_at: int = 0
    assignee_id: int | None = None


class ProjectStore(Protocol):
    """Projects, batches and tasks."""

    def create(
        self,
        name: str,
        description: str,
        media_type: str,
        ontology_id: int | None,
        by: int | None,
        at: int,
        *,
        ext: dict[str, Any] | None = None,
    ) -> Project: ...

    def get(self, uid: str) -> Project | None: ...

    def find(self, uid: str) -> Project | None:
        """Return a project without its task counts, which take the longer the more tasks it has."""
        ...

    def by_id(self, project_id: int) -> Project | None: ...

    def by_ids(self, project_ids: Collection[int]) -> list[Project]:
        """Return projects in the order they were made, without their task counts."""
        ...

    def with_ontology(self, ontology_id: int) -> list[Project]:
        """Return the projects with an ontology in the order they were made, without their task counts."""
        ...

    def uid_of(self, project_id: int) -> str | None: ...

    def named(self, name: str) -> Project | None: ...

    def list_projects(self, *, after_id: int, limit: int, name: str | None = None) -> list[Project]: ...

    def update(
        self,
        project_id: int,
        *,
        name: str | None,
        description: str | None,
        ontology_id: int | None,
        work: WorkChanges | None = None,
        ext: dict[str, Any] | None = None,
        at: int,
    ) -> None: ...

    def last_activity(self, project_id: int) -> int:
        """Return when the project last changed, an import of it was published or undone, or its newest label.

        Raises:
            KeyError: No such project.
        """
        ...

    def delete(self, project_id: int, at: int) -> None: ...

    def create_batch(
        self,
        project_id: int,
        name: str,
        priority: int,
        by: int | None,
        at: int,
        *,
        brought_by: int | None = None,
    ) -> Batch:
        """Store a batch, `brought_by` an import job or by nobody.

        Raises:
            ConflictError: The project has one of that name.
        """
        ...

    def get_batch(self, uid: str) -> Batch | None: ...

    def update_batch(
        self, batch_id: int, *, priority: int | None = None, consensus: dict[str, Any] | None = None
    ) -> None:
        """Change what is not None; the tasks that are there keep their priority."""
        ...

    def delete_batch(self, batch_id: int, at: int) -> None:
        """Hide a batch for good; its name is free again."""
        ...

    def batch_named(self, project_id: int, name: str) -> Batch | None: ...

    def list_batches(
        self, project_id: int, *, after_id: int, limit: int, name: str | None = None
    ) -> list[Batch]: ...

    def add_tasks(
        self, batch: Batch, data_row_ids: Sequence[int], at: int, *, brought_by: int | None = None
    ) -> list[int]:
        """Add data rows; return those the project had already (they stay where they are)."""
        ...

    def remove_tasks(self, task_ids: Sequence[int], at: int) -> None:
        """Take data rows out of their project; whoever has such a task open loses it."""
        ...

    def count_tasks(self, project_id: int, *, batch_ids: Sequence[int] | None = None) -> dict[TaskState, int]:
        """Count tasks by state, all or those of some batches of the project."""
        ...

    def tasks_of(self, project_id: int, data_row_ids: Sequence[int]) -> dict[int, Task]: ...

    def tasks_on(self, data_row_id: int, *, limit: int) -> list[Task]:
        """Return the tasks a data row is in the projects that have it, oldest first."""
        ...

    def tasks_by_id(self, task_ids: Sequence[int]) -> list[Task]: ...

    def set_task_state(self, task_ids: Sequence[int], state: TaskState, at: int) -> None: ...

    def requeue_tasks(self, task_ids: Sequence[int]) -> None:
        """Have tasks labelled, whatever people made of them before, where no imported truth covers them.

        `FollowingStore.follow_states` brings that about, now and when truth is shown or hidden later.
        """
        ...

    def list_tasks(
        self, project_id: int, *, state: TaskState | None, batch_id: int | None, after_id: int, limit: int
    ) -> list[Task]: ...
