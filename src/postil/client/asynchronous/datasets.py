"""Datasets, for a program with an event loop."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from postil.client.asynchronous.collection import AsyncCollection
from postil.client.asynchronous.data_rows import AsyncDataRow
from postil.client.asynchronous.resource import AsyncResource
from postil.client.creation import Task
from postil.client.datasets import Dataset
from postil.client.field import Comparison
from postil.client.row_spec import RowSpec
from postil.client.upsert import UpsertTask


class AsyncDataset(AsyncResource[Dataset]):
    """See `postil.Dataset`, whose attributes it has; `await dataset.row_count()` asks the server."""

    name: str
    description: str
    created_at: datetime | None

    async def row_count(self) -> int:
        """Return how many data rows it has now."""
        return await self._bridge.call(lambda: self.plain.row_count)

    async def create_data_rows(self, items: Iterable[RowSpec] | RowSpec) -> Task:
        """See `Dataset.create_data_rows`; the task is over, and its methods return at once."""
        return await self._bridge.call(self.plain.create_data_rows, items)

    async def upsert_data_rows(self, items: Iterable[Mapping[str, Any]]) -> UpsertTask:
        """See `Dataset.upsert_data_rows`."""
        return await self._bridge.call(self.plain.upsert_data_rows, items)

    async def create_data_row(self, item: RowSpec | None = None, /, **fields: Any) -> AsyncDataRow:
        """See `Dataset.create_data_row`."""
        made = await self._bridge.call(partial(self.plain.create_data_row, item, **fields))
        return AsyncDataRow(self._bridge, made)

    async def data_rows_for_external_id(self, external_id: str, limit: int = 10) -> list[AsyncDataRow]:
        """See `Dataset.data_rows_for_external_id`."""
        found = await self._bridge.call(self.plain.data_rows_for_external_id, external_id, limit)
        return [AsyncDataRow(self._bridge, one) for one in found]

    async def data_row_for_external_id(self, external_id: str) -> AsyncDataRow:
        """See `Dataset.data_row_for_external_id`."""
        found = await self._bridge.call(self.plain.data_row_for_external_id, external_id)
        return AsyncDataRow(self._bridge, found)

    def data_rows(self, *, where: Comparison | None = None) -> AsyncCollection[AsyncDataRow]:
        """See `Dataset.data_rows`."""
        return AsyncCollection.of(
            self._bridge, lambda: self.plain.data_rows(where=where), partial(AsyncDataRow, self._bridge)
        )

    async def update(self, *, name: str | None = None, description: str | None = None) -> None:
        """See `Dataset.update`."""
        await self._bridge.call(self.plain.update, name=name, description=description)

    async def delete(self) -> None:
        """See `Dataset.delete`."""
        await self._bridge.call(self.plain.delete)
