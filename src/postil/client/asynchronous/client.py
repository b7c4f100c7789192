"""Client: where a program with an event loop begins."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from postil.client.asynchronous.bridge import Bridge
from postil.client.asynchronous.collection import AsyncCollection
from postil.client.asynchronous.data_rows import AsyncDataRow
from postil.client.asynchronous.datasets import AsyncDataset
from postil.client.asynchronous.loop_transport import LoopTransport
from postil.client.asynchronous.model_runs import AsyncModel, AsyncModelRun
from postil.client.asynchronous.projects import AsyncProject
from postil.client.batches import Batch
from postil.client.client import Client
from postil.client.field import Comparison
from postil.client.media_type import MediaType
from postil.client.ontologies import Ontology
from postil.sdk.connection import is_loopback
from postil.sdk.location import locate


class AsyncClient:
    """One server's resources; use it as an asynchronous context manager, in one event loop.

    Requests are the event loop's, and end with the task that is cancelled. What surrounds them - reading
    files, writing rows - is done in threads, for at most 20 calls at a time.

    Args:
        api_key: As for `Client`.
        endpoint: As for `Client`.
        folder: As for `Client`.
        transport: Replaces the network, for an application in the same process.

    Raises:
        ServerError: No server is named, and none runs for the data directory.
        UsageError: The address is none.
    """

    def __init__(
        self,
        api_key: str | None = None,
        endpoint: str | None = None,
        *,
        folder: str | Path | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.bridge = Bridge()
        url = locate(endpoint, api_key, None if folder is None else Path(folder)).url
        # Which server it is may change while a data directory is followed: a proxy is of the network's.
        self._network = httpx.AsyncClient(transport=transport, trust_env=not is_loopback(url))
        self.plain = Client(
            api_key,
            endpoint,
            folder=folder,
            transport=LoopTransport(self.bridge, self._network),
            sleep=self.bridge.sleep,
        )

    @property
    def endpoint(self) -> str:
        """Return where the server is."""
        return self.plain.endpoint

    async def create_dataset(self, name: str, description: str = "") -> AsyncDataset:
        """See `Client.create_dataset`."""
        return AsyncDataset(self.bridge, await self.bridge.call(self.plain.create_dataset, name, description))

    async def get_dataset(self, dataset_id: str) -> AsyncDataset:
        """See `Client.get_dataset`."""
        return AsyncDataset(self.bridge, await self.bridge.call(self.plain.get_dataset, dataset_id))

    def get_datasets(
        self, where: Comparison | None = None, *, name: str | None = None
    ) -> AsyncCollection[AsyncDataset]:
        """See `Client.get_datasets`."""
        found = partial(self.plain.get_datasets, where, name=name)
        return AsyncCollection.of(self.bridge, found, partial(AsyncDataset, self.bridge))

    async def get_data_row(self, data_row_id: str) -> AsyncDataRow:
        """See `Client.get_data_row`."""
        return AsyncDataRow(self.bridge, await self.bridge.call(self.plain.get_data_row, data_row_id))

    async def get_data_row_by_global_key(self, global_key: str) -> AsyncDataRow:
        """See `Client.get_data_row_by_global_key`."""
        found = await self.bridge.call(self.plain.get_data_row_by_global_key, global_key)
        return AsyncDataRow(self.bridge, found)

    async def get_data_row_ids_for_global_keys(self, global_keys: Iterable[str]) -> dict[str, Any]:
        """See `Client.get_data_row_ids_for_global_keys`."""
        return await self.bridge.call(self.plain.get_data_row_ids_for_global_keys, global_keys)

    async def create_ontology(
        self, name: str, normalized: Mapping[str, Any] | str, media_type: MediaType | str | None = None
    ) -> Ontology:
        """See `Client.create_ontology`."""
        return await self.bridge.call(self.plain.create_ontology, name, normalized, media_type)

    async def get_ontology(self, ontology_id: str) -> Ontology:
        """See `Client.get_ontology`."""
        return await self.bridge.call(self.plain.get_ontology, ontology_id)

    def get_ontologies(self, name_contains: str = "") -> AsyncCollection[Ontology]:
        """See `Client.get_ontologies`."""
        found = partial(self.plain.get_ontologies, name_contains)
        return AsyncCollection(self.bridge.iterate(found))

    async def create_project(
        self, name: str, media_type: MediaType | str | None = None, description: str = ""
    ) -> AsyncProject:
        """See `Client.create_project`."""
        made = await self.bridge.call(self.plain.create_project, name, media_type, description)
        return AsyncProject(self.bridge, made)

    async def get_project(self, project_id: str) -> AsyncProject:
        """See `Client.get_project`."""
        return AsyncProject(self.bridge, await self.bridge.call(self.plain.get_project, project_id))

    def get_projects(
        self, where: Comparison | None = None, *, name: str | None = None
    ) -> AsyncCollection[AsyncProject]:
        """See `Client.get_projects`."""
        found = partial(self.plain.get_projects, where, name=name)
        return AsyncCollection.of(self.bridge, found, partial(AsyncProject, self.bridge))

    async def create_model(self, name: str, ontology_id: str) -> AsyncModel:
        """See `Client.create_model`."""
        return AsyncModel(self.bridge, await self.bridge.call(self.plain.create_model, name, ontology_id))

    async def get_model(self, model_id: str) -> AsyncModel:
        """See `Client.get_model`."""
        return AsyncModel(self.bridge, await self.bridge.call(self.plain.get_model, model_id))

    def get_models(
        self, where: Comparison | None = None, *, name: str | None = None
    ) -> AsyncCollection[AsyncModel]:
        """See `Client.get_models`."""
        found = partial(self.plain.get_models, where, name=name)
        return AsyncCollection.of(self.bridge, found, partial(AsyncModel, self.bridge))

    async def get_model_run(self, model_run_id: str) -> AsyncModelRun:
        """See `Client.get_model_run`."""
        return AsyncModelRun(self.bridge, await self.bridge.call(self.plain.get_model_run, model_run_id))

    async def get_batch(self, project_id: str, batch_id: str) -> Batch:
        """See `Client.get_batch`."""
        return await self.bridge.call(self.plain.get_batch, project_id, batch_id)

    async def close(self) -> None:
        """Give the sockets back."""
        self.plain.close()
        await self._network.aclose()

    async def __aenter__(self) -> Self:
        """Return the client."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        await self.close()

    def __repr__(self) -> str:
        """Show where the server is."""
        return f"<AsyncClient of {self.endpoint}>"
