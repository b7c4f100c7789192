"""Datasets as objects."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from postil.client.collection import Collection
from postil.client.creation import Task, create_rows
from postil.client.data_rows import DataRow
from postil.client.field import Comparison, Field, narrowed
from postil.client.progress import is_watched, progress
from postil.client.resource import Resource
from postil.client.row_spec import RowSpec, read_spec
from postil.client.upsert import UpsertTask, upsert_rows
from postil.errors import NotFoundError, UsageError
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

    name = Field[str]()
    description = Field[str]()
    created_at = Field[datetime | None]()

    def __init__(self, connected: Connected, stored: Stored) -> None:
        super().__init__(connected)
        self._take(stored)

    @property
    def row_count(self) -> int:
        """Return how many data rows it has now; asks the server."""
        return self._connected.datasets.get(self.uid).row_count

    def create_data_rows(self, items: Iterable[RowSpec] | RowSpec) -> Task:
        """Make data rows; those that cannot be made keep no other out.

        `task = dataset.create_data_rows([{"row_data": "https://…/a.png", "global_key": "a.png"}, "b.png"])`

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

    def upsert_data_rows(self, items: Iterable[Mapping[str, Any]]) -> UpsertTask:
        """Change data rows that exist, and make those that do not.

        `dataset.upsert_data_rows([{"key": lb.GlobalKey("a.png"), "metadata": {"weather": "rain"}}])`

        Args:
            items: As for `create_data_rows`; with a `key`, a UniqueId or GlobalKey, of what is to be changed:
                its `global_key`, `metadata` and `attachments`, the last two replaced whole.

        Returns:
            The task, with `updated_data_rows`, `errors` and `failed_data_rows`.

        Raises:
            UsageError: A row is spelled wrong (ROW009, ROW010); nothing was done.
        """
        given = list(items)
        with progress("upserting data rows", len(given), is_shown=is_watched()) as advance:
            return upsert_rows(self._connected, self.uid, given, advance)

    def data_rows_for_external_id(self, external_id: str, limit: int = 10) -> list[DataRow]:
        """Return at most `limit` of its data rows with an external id; goes through all of them.

        `rows = dataset.data_rows_for_external_id("camera 7", limit=100)`
        """
        return self.data_rows(where=DataRow.external_id == external_id).get_many(limit)

    def data_row_for_external_id(self, external_id: str) -> DataRow:
        """Return its data row with an external id.

        `row = dataset.data_row_for_external_id("camera 7, 12:00")`

        Raises:
            NotFoundError: There is none, or there are several.
        """
        found = self.data_rows_for_external_id(external_id, limit=2)
        if len(found) != 1:
            how_many = "several data rows have" if found else "no data row has"
            raise NotFoundError(
                f"{how_many} the external id {external_id!r}", hint="use the global key, which is unique"
            )
        return found[0]

    def create_data_row(self, item: RowSpec | None = None, /, **fields: Any) -> DataRow:
        """Make one data row and return it; `fields` are those of `create_data_rows`.

        `row = dataset.create_data_row(row_data="a.png", global_key="a.png", metadata={"weather": "rain"})`

        Raises:
            UsageError: It cannot be made; DUP003 when the global key exists.
        """
        task = self._make([fields if item is None else item])
        if task.issues:
            first = task.issues[0]
            raise UsageError(first.message, code=first.code, hint=first.hint)
        return DataRow(self._connected, self._connected.data_rows.get(task.created_data_rows[0]["id"]))

    def data_rows(self, *, where: Comparison | None = None) -> Collection[DataRow]:
        """Return its data rows, oldest first.

        `keys = [row.global_key for row in dataset.data_rows()]`

        Args:
            where: A condition, such as `DataRow.media_state != "ready"`.
        """
        found = (DataRow(self._connected, row) for row in self._connected.data_rows.list(self.uid))
        return Collection(narrowed(DataRow, found, where))

    def update(self, *, name: str | None = None, description: str | None = None) -> None:
        """Change what is given.

        `dataset.update(name="street scenes, May")`
        """
        self._take(self._connected.datasets.update(self.uid, name=name, description=description))

    def delete(self) -> None:
        """Delete it and its data rows; their global keys become free.

        `dataset.delete()`
        """
        self._connected.datasets.delete(self.uid)

    def _make(self, items: Sequence[RowSpec]) -> Task:
        specs = (read_spec(item, number) for number, item in enumerate(items, 1))
        with progress("making data rows", len(items), is_shown=is_watched()) as advance:
            return create_rows(self._connected, self.uid, specs, advance, Task())

    def _take(self, stored: Stored) -> None:
        self.uid = stored.id
        self.name = stored.name
        self.description = stored.description
        self.created_at = stored.created_at
