"""The store: short transactions over the aggregates."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from postil.ports.access import AccessStore
from postil.ports.attachments import AttachmentStore
from postil.ports.bundles import BundleStore
from postil.ports.catalog import CatalogStore
from postil.ports.comments import CommentStore
from postil.ports.drafts import DraftStore
from postil.ports.exports import ExportStore
from postil.ports.following import FollowingStore
from postil.ports.idempotency import IdempotencyStore
from postil.ports.jobs import JobStore
from postil.ports.labels import LabelStore
from postil.ports.members import MemberStore
from postil.ports.metadata import MetadataStore
from postil.ports.models import ModelStore
from postil.ports.ontologies import OntologyStore
from postil.ports.operations import OperationStore
from postil.ports.presence import PresenceStore
from postil.ports.projections import ProjectionStore
from postil.ports.projects import ProjectStore
from postil.ports.queue import QueueStore
from postil.ports.recipes import RecipeStore
from postil.ports.shelf import ShelfStore
from postil.ports.uploads import UploadStore
from postil.ports.usage import UsageStore
from postil.ports.webhooks import WebhookStore


class Activity(msgspec.Struct, kw_only=True):
    """One line of what happened, written in the transaction that made it happen; the store gives `id`.

    `project_id` is set where it happened in one project.
    """

    at: int
    user_id: int | None
    action: str
    object_kind: str
    object_uid: str
    project_id: int | None = None
    detail: dict[str, object] = {}
    id: int = 0


class Session(Protocol):
    """One transaction. Every aggregate sees and writes the same state."""

    @property
    def access(self) -> AccessStore: ...

    @property
    def members(self) -> MemberStore: ...

    @property
    def catalog(self) -> CatalogStore: ...

    @property
    def metadata(self) -> MetadataStore: ...

    @property
    def attachments(self) -> AttachmentStore: ...

    @property
    def ontologies(self) -> OntologyStore: ...

    @property
    def shelf(self) -> ShelfStore: ...

    @property
    def projects(self) -> ProjectStore: ...

    @property
    def jobs(self) -> JobStore: ...

    @property
    def uploads(self) -> UploadStore: ...

    @property
    def bundles(self) -> BundleStore: ...

    @property
    def labels(self) -> LabelStore: ...

    @property
    def drafts(self) -> DraftStore: ...

    @property
    def comments(self) -> CommentStore: ...

    @property
    def queue(self) -> QueueStore: ...

    @property
    def presence(self) -> PresenceStore: ...

    @property
    def models(self) -> ModelStore: ...

    @property
    def usage(self) -> UsageStore: ...

    @property
    def recipes(self) -> RecipeStore: ...

    @property
    def projections(self) -> ProjectionStore: ...

    @property
    def following(self) -> FollowingStore: ...

    @property
    def idempotency(self) -> IdempotencyStore: ...

    @property
    def operations(self) -> OperationStore: ...

    @property
    def webhooks(self) -> WebhookStore: ...

    @property
    def exports(self) -> ExportStore: ...

    def record(self, activity: Activity) -> None:
        """Add an activity entry."""
        ...

    def record_all(self, activities: Sequence[Activity]) -> None:
        """Add activity entries in this order, together."""
        ...

    def activities(
        self, *, before_id: int | None, limit: int, project_id: int | None = None
    ) -> list[Activity]:
        """List entries, newest first, all or those of a project."""
        ...

    def activities_after(self, after_id: int, *, limit: int) -> list[Activity]:
        """List entries behind one, oldest first: in the order they were committed, with none left out."""
        ...

    def alias(self, kind: str, text: str) -> int | None:
        """Return what a foreign id of that kind stands for."""
        ...

    def set_alias(self, kind: str, text: str, object_id: int) -> None: ...


class Store(Protocol):
    """A database. `write` waits its turn among writers; `read` never blocks a writer.

    `layers_at_once` is how many layers to write before asking `is_awaited`.
    """

    layers_at_once: int

    def read(self) -> AbstractContextManager[Session]:
        """Open a consistent view for a short time; exports page instead of holding it."""
        ...

    def write(self) -> AbstractContextManager[Session]:
        """Open a write transaction: committed on leaving, rolled back on any exception.

        Raises:
            RetryableStoreError: The database stayed busy; nothing was written.
        """
        ...

    def is_awaited(self) -> bool:
        """Tell whether somebody waits for the turn to write while this one has it; it may always say no."""
        ...

    def close(self) -> None:
        """Release every connection."""
        ...
