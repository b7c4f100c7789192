"""Data rows, as the client sees them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from postil.errors import NotFoundError
from postil.model.data_row import Asset
from postil.model.issue import Issue
from postil.sdk.annotations import SearchFilter
from postil.sdk.connection import API, Connection

KEYS_PER_REQUEST = 100
KEY_BYTES_PER_REQUEST = 4_000
"""Keys travel in the address of a request, which servers and proxies cut at about 8 kB."""

ROWS_PER_REQUEST = 1_000


class Attachment(msgspec.Struct, kw_only=True):
    """A file or text shown beside a data row."""

    type: str
    value: str
    name: str | None = None


class NewDataRow(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A data row to be made: content by `url` or `inline`, or none yet."""

    global_key: str | None = None
    external_id: str | None = None
    media_type: str = "image"
    url: str | None = None
    inline: Any = None
    metadata: dict[str, Any] = {}
    attachments: list[Attachment] = []


class DataRow(msgspec.Struct, kw_only=True):
    """A data row; `dataset` is an id."""

    id: str
    dataset: str = ""
    media_type: str = "image"
    global_key: str | None = None
    external_id: str | None = None
    assets: list[Asset] = []
    metadata: dict[str, Any] = {}
    attachments: list[Attachment] = []
    media_state: str = ""
    media_error: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


class ProjectRow(msgspec.Struct, kw_only=True):
    """A data row in a project; `labels` counts labels, `pre_labels` and `predictions` annotations."""

    data_row: DataRow
    task: int
    state: str
    priority: int
    labels: int
    pre_labels: int
    predictions: int


class RowOutcome(msgspec.Struct, kw_only=True):
    """What became of one new row: its id, or what is wrong with it."""

    index: int
    global_key: str | None = None
    id: str | None = None
    issues: list[Issue] = []


class _Outcomes(msgspec.Struct):
    outcomes: list[RowOutcome]


class DataRows:
    """Create and find data rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upload(
        self,
        dataset: str,
        file: Path,
        global_key: str | None = None,
        *,
        external_id: str | None = None,
        media_type: str = "image",
    ) -> DataRow:
        """Make a data row of a file; its size is known when this returns.

        Raises:
            UsageError: It cannot be made, for the first of the reasons.
        """
        path = f"{API}/datasets/{dataset}/uploads"
        query = {"global_key": global_key, "external_id": external_id, "media_type": media_type}
        return self._connection.upload(path, file, DataRow, query, once=True)

    def create(self, dataset: str, global_keys: Iterable[str]) -> Iterator[RowOutcome]:
        """Make data rows whose content is not there yet; yields one outcome per key, in order."""
        return self.make(dataset, (NewDataRow(global_key=key) for key in global_keys))

    def make(self, dataset: str, new: Iterable[NewDataRow], *, once: bool = False) -> Iterator[RowOutcome]:
        """Make data rows; yields one outcome per row, in order. `index` counts within one request.

        With `once`, a request that may have arrived is not sent again: the caller wants to know.
        """
        rows = iter(new)
        while part := list(islice(rows, ROWS_PER_REQUEST)):
            path = f"{API}/datasets/{dataset}/data-rows"
            yield from self._connection.send("POST", path, _Outcomes, {"rows": part}, once=once).outcomes

    def get(self, uid: str) -> DataRow:
        """Return the data row of an id.

        Raises:
            NotFoundError: There is none.
        """
        return self._connection.get(f"{API}/data-rows/{uid}", DataRow)

    def update(
        self,
        uid: str,
        *,
        global_key: str | None = None,
        metadata: dict[str, Any] | None = None,
        attachments: Sequence[Attachment] | None = None,
    ) -> DataRow:
        """Change what is given; metadata and attachments are replaced whole.

        Raises:
            ConflictError: The global key belongs to another data row (DUP003).
        """
        body = {"global_key": global_key, "metadata": metadata, "attachments": attachments}
        return self._connection.send("PATCH", f"{API}/data-rows/{uid}", DataRow, body)

    def delete(self, uid: str) -> None:
        """Delete a data row and free its global key."""
        self._connection.send("DELETE", f"{API}/data-rows/{uid}", type(None))

    def with_keys(self, global_keys: Sequence[str]) -> Iterator[DataRow]:
        """Yield the data rows that have one of the keys."""
        for part in parts_of(global_keys):
            yield from self._connection.pages(f"{API}/data-rows", DataRow, {"global_key": part})

    def list(
        self,
        dataset: str | None = None,
        *,
        global_key_prefix: str | None = None,
        media_state: str | None = None,
    ) -> Iterator[DataRow]:
        """Yield data rows of the catalog or of one dataset, oldest first."""
        query = {
            "dataset": dataset,
            "global_key_prefix": global_key_prefix,
            "media_state": media_state,
            "limit": 1_000,
        }
        return self._connection.pages(f"{API}/data-rows", DataRow, query)

    def find(self, project: str, wanted: SearchFilter | None = None) -> Iterator[ProjectRow]:
        """Yield data rows of a project that pass a filter, oldest first.

        Raises:
            UsageError: The project knows no such feature or option, or the score range is empty.
        """
        query = msgspec.structs.asdict(wanted or SearchFilter()) | {"limit": 500}
        return self._connection.pages(f"{API}/projects/{project}/data-rows", ProjectRow, query)

    def existing(self, global_keys: Sequence[str]) -> set[str]:
        """Return those of the keys that a data row has."""
        return {row.global_key for row in self.with_keys(global_keys) if row.global_key is not None}

    def exists(self, spelling: str) -> bool:
        """Tell whether a data row has this id."""
        try:
            self._connection.get(f"{API}/data-rows/{spelling}", DataRow)
        except NotFoundError:
            return False
        return True


def parts_of(keys: Sequence[str]) -> Iterator[list[str]]:
    """Cut keys into parts that fit into the address of a request."""
    part: list[str] = []
    size = 0
    for key in keys:
        length = len(key.encode()) * 3 + len("&global_key=")
        if part and (len(part) == KEYS_PER_REQUEST or size + length > KEY_BYTES_PER_REQUEST):
            yield part
            part, size = [], 0
        part.append(key)
        size += length
    if part:
        yield part
