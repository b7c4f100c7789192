"""Datasets as objects."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from postil.client.collection import Collection
from postil.client.creation import Task, create_rows
from postil.client.data_rows import DataRow
from postil.client.progress import is_watched, progress
from postil.client.resource import Resource
from postil.client.row_spec import RowSpec, read_spec
from postil.errors import UsageError
from postil.sdk.client import Client as Connected
from postil.sdk.datasets import Dataset as Stored


class Dataset(Resource):
    """A named set of data rows.

    Attributes:
        uid: The id.
        name: What people call it; need not be unique.
        description: Any text.
        created_at: When it was made, UTC.
    """

    def __init__(self, connected: Connected, stored: Stored) -> None:
        super().__init__(connected)
        self._take(stored)

    @property
    def row_count(self) -> int:
        """Return how many data rows it has now; asks the server."""
        return self._connected.datasets.get(self.uid).row_count

    def create_data_rows(self, items: Iterable[RowSpec] | RowSpec) -> Task:
        """Make data rows; those that cannot be made keep no other out.

        Args:
            items: Mappings with `row_data` (a URL, the path of a local file, or the content itself),
                `global_key`, `external_id`, `media_type`, `metadata` and `attachments`, all optional; or
                paths of files.

        Returns:
            The task, with `errors` and `failed_data_rows`.

        Raises:
            UsageError: A row is spelled wrong (ROW009, ROW010); nothing was made.
            ServerError: The server could not be reached.
        """
        given = [items] if isinstance(items, str | Path | Mapping) else list(items)
        if not given:
            raise UsageError("there are no data rows to make", hint='give [{"row_data": "https://…"}]')
        # Read twice, so that a mistake is found before anything is made, and few rows are in memory as read.
        for number, item in enumerate(given, 1):
            read_spec(item, number)
        return self._make(given)

    def create_data_row(self, item: RowSpec | None = None, /, **fields: Any) -> DataRow:
        """Make one data row and return it; `fields` are those of `create_data_rows`.

        Raises:
            UsageError: It cannot be made; DUP003 when the global key exists.
        """
        task = self._make([fields if item is None else item])
        if task.issues:
            first = task.issues[0]
            raise UsageError(first.message, code=first.code, hint=first.hint)
        return DataRow(self._connected, self._connected.data_rows.get(task.created_data_rows[0]["id"]))

    def data_rows(self) -> Collection[DataRow]:
        """Return its data rows, oldest first."""
        return Collection(DataRow(self._connected, row) for row in self._connected.data_rows.list(self.uid))

    def update(self, *, name: str | None = None, description: str | None = None) -> None:
        """Change what is given."""
        self._take(self._connected.datasets.update(self.uid, name=name, description=description))

    def delete(self) -> None:
        """Delete it and its data rows; their global keys become free."""
        self._connected.datasets.delete(self.uid)

    def _make(self, items: Sequence[RowSpec]) -> Task:
        specs = (read_spec(item, number) for number, item in enumerate(items, 1))
        with progress("making data rows", len(items), is_shown=is_watched()) as advance:
            return create_rows(self._connected, self.uid, specs, advance)

    def _take(self, stored: Stored) -> None:
        self.uid = stored.id
        self.name: str = stored.name
        self.description: str = stored.description
        self.created_at: datetime | None = stored.created_at
