"""Batches, as the client sees them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from postil.sdk.connection import API, Connection


class Batch(msgspec.Struct, kw_only=True):
    """A named group of data rows of a project."""

    id: str
    name: str
    priority: int = 5
    row_count: int = 0
    created_at: datetime | None = None


class BatchOutcome(msgspec.Struct, kw_only=True):
    """A new batch, the rows the project had already, and the names no data row has."""

    batch: Batch
    present: list[str] = []
    missing: list[str] = []


class Batches:
    """Send data rows to projects."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(
        self,
        project: str,
        name: str,
        *,
        global_keys: Sequence[str] = (),
        data_rows: Sequence[str] = (),
        priority: int = 5,
    ) -> BatchOutcome:
        """Send data rows, named by global key or by id, to a project; priority 1 high to 5 low.

        Raises:
            UsageError: None of the data rows exists (ROW003), none is named, or there is no such priority.
            ConflictError: The project has a batch of this name.
        """
        body = {"name": name, "global_keys": global_keys, "data_rows": data_rows, "priority": priority}
        return self._connection.send("POST", f"{API}/projects/{project}/batches", BatchOutcome, body)

    def list(self, project: str) -> Iterator[Batch]:
        """Yield the batches of a project, oldest first."""
        return self._connection.pages(f"{API}/projects/{project}/batches", Batch, {"limit": 1000})
