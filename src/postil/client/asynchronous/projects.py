"""Projects, for a program with an event loop."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from postil.client.asynchronous.bridge import unwrapped
from postil.client.asynchronous.collection import AsyncCollection
from postil.client.asynchronous.data_rows import AsyncDataRow
from postil.client.asynchronous.exports import AsyncExport
from postil.client.asynchronous.resource import AsyncResource
from postil.client.batches import Batch
from postil.client.data_rows import DataRow
from postil.client.media_type import MediaType
from postil.client.ontologies import Ontology
from postil.client.projects import Project


class AsyncProject(AsyncResource[Project]):
    """See `postil.Project`, whose attributes it has. Batches and ontologies are plain: they never wait."""

    name: str
    description: str
    media_type: MediaType
    created_at: datetime

    async def ontology(self) -> Ontology | None:
        """See `Project.ontology`."""
        return await self._bridge.call(self.plain.ontology)

    async def is_empty_ontology(self) -> bool:
        """See `Project.is_empty_ontology`."""
        return await self._bridge.call(lambda: self.plain.is_empty_ontology)

    async def connect_ontology(self, ontology: Ontology) -> None:
        """See `Project.connect_ontology`."""
        await self._bridge.call(self.plain.connect_ontology, ontology)

    async def setup_editor(self, ontology: Ontology) -> None:
        """See `Project.setup_editor`."""
        await self._bridge.call(self.plain.setup_editor, ontology)

    async def create_batch(
        self,
        name: str,
        data_rows: Iterable[AsyncDataRow | DataRow | str] | None = None,
        priority: int = 5,
        consensus_settings: Mapping[str, Any] | None = None,
        *,
        global_keys: Iterable[str] | None = None,
    ) -> Batch:
        """See `Project.create_batch`."""
        rows = None if data_rows is None else [unwrapped(row) for row in data_rows]
        return await self._bridge.call(
            self.plain.create_batch, name, rows, priority, consensus_settings, global_keys=global_keys
        )

    async def create_batches(
        self,
        name_prefix: str,
        data_rows: Iterable[AsyncDataRow | DataRow | str] | None = None,
        global_keys: Iterable[str] | None = None,
        priority: int = 5,
    ) -> list[Batch]:
        """See `Project.create_batches`."""
        rows = None if data_rows is None else [unwrapped(row) for row in data_rows]
        return await self._bridge.call(self.plain.create_batches, name_prefix, rows, global_keys, priority)

    async def create_batches_from_dataset(
        self, name_prefix: str, dataset_id: str, priority: int = 5
    ) -> list[Batch]:
        """See `Project.create_batches_from_dataset`."""
        return await self._bridge.call(
            self.plain.create_batches_from_dataset, name_prefix, dataset_id, priority
        )

    def batches(self) -> AsyncCollection[Batch]:
        """See `Project.batches`."""
        return AsyncCollection(self._bridge.iterate(self.plain.batches))

    async def task_counts(self) -> dict[str, int]:
        """See `Project.task_counts`."""
        return await self._bridge.call(self.plain.task_counts)

    def export(
        self,
        params: Mapping[str, Any] | None = None,
        filters: Mapping[str, Any] | None = None,
        *,
        format: str = "labelbox_export",  # noqa: A002 - what everybody calls it
    ) -> AsyncExport:
        """See `Project.export`; nothing is asked of the server before it is read."""
        return AsyncExport(self._bridge, self.plain.export(params, filters, format=format))

    async def update(self, *, name: str | None = None, description: str | None = None) -> None:
        """See `Project.update`."""
        await self._bridge.call(self.plain.update, name=name, description=description)

    async def delete(self) -> None:
        """See `Project.delete`."""
        await self._bridge.call(self.plain.delete)
