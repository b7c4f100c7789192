"""Datasets and data rows as stored."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol

import msgspec

from postil.model.data_row import Asset, MediaType
from postil.model.metadata import MetadataKind
from postil.model.number import Size

MediaState = Literal["pending", "ready", "unreachable", "unreadable"]


class Dataset(msgspec.Struct, kw_only=True):
    """A named set of data rows. Instants are microseconds since 1970 UTC everywhere in the store."""

    id: int
    uid: str
    name: str
    description: str = ""
    version: int = 1
    created_by: int | None = None
    created_at: int = 0
    updated_at: int = 0
    row_count: int = 0


class Attachment(msgspec.Struct, kw_only=True):
    """A file or text shown beside a data row."""

    id: int = 0
    uid: str = ""
    type: str
    value: str
    name: str | None = None


class CatalogRow(msgspec.Struct, kw_only=True):
    """A data row as stored, with its assets in order."""

    id: int
    uid: str
    dataset_id: int
    media_type: MediaType
    assets: list[Asset]
    global_key: str | None = None
    external_id: str | None = None
    data: dict[str, Any] | None = None
    ext: dict[str, Any] | None = None
    metadata: dict[str, Any] = {}
    attachments: list[Attachment] = []
    media_state: MediaState = "pending"
    media_error: str | None = None
    created_by: int | None = None
    created_at: int = 0
    updated_at: int = 0
    edited_at: int | None = None

    @property
    def version(self) -> int:
        """Return what changes with every change people make, and with nothing else."""
        return self.edited_at or self.created_at


class NewRow(msgspec.Struct, kw_only=True):
    """A data row about to be stored; the store gives it `id`.

    `hidden_by` names the import job that brings it: until the job is published no list, count or other
    job sees the row.
    """

    uid: str
    media_type: MediaType
    assets: list[Asset]
    global_key: str | None = None
    external_id: str | None = None
    data: dict[str, Any] | None = None
    ext: dict[str, Any] | None = None
    metadata: dict[str, Any] = {}
    attachments: list[Attachment] = []
    media_state: MediaState = "pending"
    hidden_by: int | None = None


class MediaFinding(msgspec.Struct):
    """What looking at the media of a data row has shown: its assets as they are now known, and the state."""

    row_id: int
    assets: list[Asset]
    state: MediaState
    error: str | None = None


class RowFinding(msgspec.Struct, gc=False, frozen=True):
    """What an import needs to know of a data row it names; `task_id` is None outside the project.

    Where an import goes to a model run, it is None outside the run, and else 0.
    """

    id: int
    uid: str
    media_type: MediaType
    size: Size | None = None
    task_id: int | None = None
    text_length: int | None = None
    is_deleted: bool = False


class ExternalRow(msgspec.Struct, gc=False, frozen=True):
    """A data row by the id its owner has for it."""

    id: int
    uid: str
    external_id: str


class KeyedRow(msgspec.Struct, gc=False, frozen=True):
    """What a search by global key asks of a data row."""

    id: int
    global_key: str
    dataset_id: int
    media_state: MediaState
    media_type: MediaType


class MetadataOption(msgspec.Struct, kw_only=True):
    """One of the values an enum takes; data rows hold its name."""

    uid: str
    name: str


class MetadataField(msgspec.Struct, kw_only=True):
    """A named, typed metadata field of the whole catalog."""

    id: int
    uid: str
    name: str
    kind: MetadataKind
    options: list[MetadataOption] = []


class CatalogStore(Protocol):
    """Datasets, data rows, metadata and attachments."""

    def create_dataset(self, name: str, description: str, created_by: int | None, at: int) -> Dataset: ...

    def get_dataset(self, uid: str) -> Dataset | None: ...

    def find_dataset(self, uid: str) -> Dataset | None:
        """Return a dataset without its row count, which takes the longer the more rows it has."""
        ...

    def find_datasets(self, ids: Collection[int]) -> dict[int, Dataset]:
        """Return datasets by id, without their row counts."""
        ...

    def dataset_by_id(self, dataset_id: int) -> Dataset | None: ...

    def dataset_named(self, name: str) -> Dataset | None: ...

    def list_datasets(self, *, after_id: int, limit: int, name: str | None = None) -> list[Dataset]: ...

    def update_dataset(
        self, dataset_id: int, *, name: str | None, description: str | None, at: int
    ) -> None: ...

    def delete_dataset(self, dataset_id: int, at: int) -> None: ...

    def used_global_keys(self, keys: Sequence[str]) -> set[str]: ...

    def create_rows(
        self, dataset_id: int, rows: Sequence[NewRow], created_by: int | None, at: int
    ) -> list[int]: ...

    def get_row(self, uid: str) -> CatalogRow | None: ...

    def rows_by_id(self, ids: Sequence[int]) -> list[CatalogRow]: ...

    def list_rows(self, *, dataset_id: int | None, after_id: int, limit: int) -> list[CatalogRow]: ...

    def newest_rows(
        self, dataset_id: int, *, before_id: int | None, limit: int, external_id: str | None = None
    ) -> list[CatalogRow]:
        """List visible data rows of a dataset, newest first: those below an id, and of an external id."""
        ...

    def with_external_ids(
        self, external_ids: Sequence[str], *, after_id: int = 0, limit: int
    ) -> list[ExternalRow]:
        """Find visible data rows by external id, oldest first; several may have the same."""
        ...

    def update_row(self, row: CatalogRow, at: int) -> None: ...

    def set_global_keys(self, keys: Mapping[int, str | None], at: int) -> None:
        """Give data rows global keys by their ids, or take them away.

        Raises:
            ConflictError: `DUP003` a key is taken; nothing was written.
        """
        ...

    def update_media(self, findings: Sequence[MediaFinding], at: int) -> None: ...

    def delete_rows(self, ids: Sequence[int], at: int) -> None: ...

    def pending_media(self, *, after_id: int, limit: int) -> list[CatalogRow]: ...

    def find_rows(
        self, by: str, values: Sequence[str], project_id: int | None, job_id: int | None = None
    ) -> dict[str, RowFinding]:
        """Find data rows `by` "uid" or "global_key", one query per 900 values; deleted ones say so.

        Rows hidden by a job are found by that job only.
        """
        ...

    def next_rows(
        self, after_id: int, limit: int, project_id: int | None, job_id: int | None = None
    ) -> dict[str, RowFinding]:
        """Find up to `limit` data rows made after one, by global key, as `find_rows` would each of them.

        Only as many are looked at as there may be small gaps between: not all that were ever deleted.
        """
        ...

    def share_hidden(self, job_id: int, keys: Sequence[str]) -> None:
        """Let a job have the rows of these global keys that a staged job has hidden; `find_rows` finds them.

        Whichever job is published first shows them, and they go away with the last of them.
        """
        ...

    def reveal(self, job_id: int, at: int) -> list[int]:
        """Make the rows hidden by a job visible; return their ids."""
        ...

    def drop_hidden(self, job_id: int, *, limit: int) -> int:
        """Delete up to `limit` rows still hidden by a job that ended unpublished; return how many."""
        ...

    def purge_hidden(self, job_id: int, *, limit: int) -> int:
        """Delete up to `limit` rows an undone job hides and no other speaks about; return how many."""
        ...

    def near_global_keys(self, prefix: str, limit: int, project_id: int | None = None) -> list[str]:
        """List global keys with a prefix, for suggestions; of a project those among the first 200."""
        ...

    def key_of(self, row_id: int) -> str | None:
        """Return the global key of a data row, also of one that is deleted or hidden."""
        ...

    def keyed_rows(self, prefix: str, *, after_key: str, limit: int) -> list[KeyedRow]:
        """List visible data rows whose global key begins so and comes behind `after_key`, by key."""
        ...

    def metadata_fields(self) -> list[MetadataField]: ...

    def create_metadata_field(self, name: str, kind: str, options: Sequence[str]) -> MetadataField: ...

    def iterate_row_ids(self, *, dataset_id: int | None, project_id: int | None) -> Iterator[int]: ...
