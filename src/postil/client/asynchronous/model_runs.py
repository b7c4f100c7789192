"""Models and their runs, for a program with an event loop."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from postil.client.asynchronous.collection import AsyncCollection
from postil.client.asynchronous.exports import AsyncExport
from postil.client.asynchronous.imports import AsyncAnnotationImport, AsyncMALPredictionImport
from postil.client.asynchronous.resource import AsyncResource
from postil.client.batches import Batch
from postil.client.import_options import ImportOptions
from postil.client.import_payload import Payload
from postil.client.model_runs import DataSplit, ModelRun, ModelRunDataRow
from postil.client.models import Model
from postil.client.predictions import MEAPredictionImport

if TYPE_CHECKING:
    from typing import Self

    from postil.client.asynchronous.client import AsyncClient


class AsyncMEAPredictionImport(AsyncAnnotationImport):
    """What a model predicts about the data rows of a run."""

    KIND = MEAPredictionImport

    @classmethod
    async def create_from_objects(
        cls,
        client: "AsyncClient",
        model_run_id: str,
        name: str,
        predictions: Payload,
        **options: Unpack[ImportOptions],
    ) -> "Self":
        """Import labels of `postil.types`, rows as mappings, or both; they are written in a thread."""
        make = cls.KIND.create_from_objects
        return await cls._made(client, make, model_run_id, name, predictions, **options)


class AsyncModelRun(AsyncResource[ModelRun]):
    """See `postil.ModelRun`, whose attributes it has; `await run.total_data_rows()` asks the server."""

    name: str
    model_id: str | None
    created_at: datetime

    async def total_data_rows(self) -> int:
        """Return how many data rows the run has now."""
        return await self._bridge.call(lambda: self.plain.total_data_rows)

    async def upsert_data_rows(
        self,
        data_row_ids: Iterable[str] | None = None,
        global_keys: Iterable[str] | None = None,
        timeout_seconds: float = 3600,
    ) -> bool:
        """See `ModelRun.upsert_data_rows`."""
        return await self._bridge.call(self.plain.upsert_data_rows, data_row_ids, global_keys)

    async def upsert_labels(
        self,
        label_ids: Iterable[str] | None = None,
        project_id: str | None = None,
        timeout_seconds: float = 3600,
    ) -> bool:
        """See `ModelRun.upsert_labels`."""
        return await self._bridge.call(self.plain.upsert_labels, label_ids, project_id)

    async def assign_data_rows_to_split(
        self,
        data_row_ids: Iterable[str] | None = None,
        split: DataSplit | str = DataSplit.UNASSIGNED,
        global_keys: Iterable[str] | None = None,
        timeout_seconds: float = 120,
    ) -> bool:
        """See `ModelRun.assign_data_rows_to_split`."""
        return await self._bridge.call(self.plain.assign_data_rows_to_split, data_row_ids, split, global_keys)

    def model_run_data_rows(self) -> AsyncCollection[ModelRunDataRow]:
        """See `ModelRun.model_run_data_rows`."""
        return AsyncCollection(self._bridge.iterate(self.plain.model_run_data_rows))

    async def delete_model_run_data_rows(self, data_row_ids: Iterable[str]) -> None:
        """See `ModelRun.delete_model_run_data_rows`."""
        await self._bridge.call(self.plain.delete_model_run_data_rows, data_row_ids)

    async def add_predictions(self, name: str, predictions: str | Path | Payload) -> AsyncMEAPredictionImport:
        """See `ModelRun.add_predictions`."""
        made = await self._bridge.call(self.plain.add_predictions, name, predictions)
        return AsyncMEAPredictionImport(self._bridge, made)

    async def send_predictions(
        self,
        project_id: str,
        name: str,
        data_row_ids: Iterable[str] | None = None,
        global_keys: Iterable[str] | None = None,
    ) -> AsyncMALPredictionImport:
        """See `ModelRun.send_predictions`."""
        made = await self._bridge.call(
            self.plain.send_predictions, project_id, name, data_row_ids, global_keys
        )
        return AsyncMALPredictionImport(self._bridge, made)

    async def upsert_predictions_and_send_to_project(
        self, name: str, predictions: str | Path | Payload, project_id: str, priority: int = 5
    ) -> tuple[AsyncMEAPredictionImport, Batch | None, AsyncMALPredictionImport | None]:
        """See `ModelRun.upsert_predictions_and_send_to_project`."""
        job, batch, sent = await self._bridge.call(
            self.plain.upsert_predictions_and_send_to_project, name, predictions, project_id, priority
        )
        made = AsyncMEAPredictionImport(self._bridge, job)
        return made, batch, None if sent is None else AsyncMALPredictionImport(self._bridge, sent)

    def export(
        self,
        task_name: str | None = None,
        params: Mapping[str, Any] | None = None,
        *,
        format: str = "postil",  # noqa: A002
    ) -> AsyncExport:
        """See `ModelRun.export`."""
        return AsyncExport(self._bridge, self.plain.export(format=format))

    async def get_config(self) -> dict[str, Any]:
        """See `ModelRun.get_config`."""
        return await self._bridge.call(self.plain.get_config)

    async def update_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """See `ModelRun.update_config`."""
        return await self._bridge.call(self.plain.update_config, config)

    async def reset_config(self) -> dict[str, Any]:
        """See `ModelRun.reset_config`."""
        return await self._bridge.call(self.plain.reset_config)

    async def delete(self) -> None:
        """See `ModelRun.delete`."""
        await self._bridge.call(self.plain.delete)


class AsyncModel(AsyncResource[Model]):
    """See `postil.Model`, whose attributes it has."""

    name: str
    ontology_id: str | None

    async def create_model_run(self, name: str, config: Mapping[str, Any] | None = None) -> AsyncModelRun:
        """See `Model.create_model_run`."""
        made = await self._bridge.call(self.plain.create_model_run, name, config)
        return AsyncModelRun(self._bridge, made)

    def model_runs(self) -> AsyncCollection[AsyncModelRun]:
        """See `Model.model_runs`."""
        return AsyncCollection.of(self._bridge, self.plain.model_runs, partial(AsyncModelRun, self._bridge))

    async def delete(self) -> None:
        """See `Model.delete`."""
        await self._bridge.call(self.plain.delete)
