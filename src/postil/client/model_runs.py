"""Model runs as objects."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from enum import Enum
from pathlib import Path
from typing import Any

from postil.client.batches import Batch
from postil.client.collection import Collection
from postil.client.exports import Export
from postil.client.field import Field
from postil.client.import_payload import Payload
from postil.client.imports import MALPredictionImport
from postil.client.predictions import MEAPredictionImport, add_predictions
from postil.client.resource import Resource
from postil.sdk.client import Client as Connected
from postil.sdk.exports import ExportOrder
from postil.sdk.model_runs import ModelRun as Stored
from postil.sdk.model_runs import ModelRunRow


class DataSplit(Enum):
    """What a run uses a data row for."""

    TRAINING = "TRAINING"
    VALIDATION = "VALIDATION"
    TEST = "TEST"
    UNASSIGNED = "UNASSIGNED"


class ModelRunDataRow:
    """A data row of a run.

    Attributes:
        data_row_id: The id of the data row.
        global_key: Its global key.
        model_run_id: The run.
        data_split: What the run uses it for.
        label_id: The label the run keeps, None without one.
        label_version: The version of it the run keeps; 0 for one nobody had edited.
    """

    def __init__(self, run_id: str, stored: ModelRunRow) -> None:
        self.model_run_id, self.data_row_id, self.global_key = run_id, stored.data_row, stored.global_key
        self.data_split = DataSplit(stored.split.upper())
        self.label_id, self.label_version = stored.label, stored.label_version

    def __repr__(self) -> str:
        """Show which data row it is."""
        return f"<ModelRunDataRow {self.global_key or self.data_row_id} {self.data_split.value}>"


class RunExport(Export):
    """What a run predicts, and the labels it keeps, streamed while it is gone through."""

    def _open(self) -> AbstractContextManager[Iterator[bytes]]:
        return self._connected.model_runs.open_export(self._project, self._order.format)


class ModelRun(Resource):
    """One iteration of a model.

    Attributes:
        uid: The id.
        name: Unique in the model.
        model_id: The model.
        created_at: When it was made, UTC.
    """

    name = Field[str]()

    def __init__(self, connected: Connected, stored: Stored) -> None:
        super().__init__(connected)
        self.uid, self.name, self.model_id = stored.id, stored.name, stored.model
        self.created_at = stored.created_at

    def upsert_data_rows(
        self,
        data_row_ids: Iterable[str] | None = None,
        global_keys: Iterable[str] | None = None,
        timeout_seconds: float = 3600,
    ) -> bool:
        """Add data rows to the run; those it has stay as they are.

        `run.upsert_data_rows(global_keys=["north.png", "south.png"])`

        Returns:
            Whether every name named a data row.
        """
        ids, keys = list(data_row_ids or ()), list(global_keys or ())
        return not self._connected.model_runs.add_rows(self.uid, data_rows=ids, global_keys=keys).missing

    def upsert_labels(
        self,
        label_ids: Iterable[str] | None = None,
        project_id: str | None = None,
        timeout_seconds: float = 3600,
    ) -> bool:
        """Let the run keep labels as they are now, with their data rows: some, or all of a project.

        `run.upsert_labels(project_id=project.uid)`

        Returns:
            Whether every id named a label that is not skipped.
        """
        labels = list(label_ids or ())
        outcome = self._connected.model_runs.take_labels(self.uid, labels=labels, project=project_id)
        return not outcome.missing

    def assign_data_rows_to_split(
        self,
        data_row_ids: Iterable[str] | None = None,
        split: DataSplit | str = DataSplit.UNASSIGNED,
        global_keys: Iterable[str] | None = None,
        timeout_seconds: float = 120,
    ) -> bool:
        """Say what the run uses data rows for.

        `run.assign_data_rows_to_split(global_keys=["north.png"], split="TEST")`

        Returns:
            Whether the run has every data row.
        """
        outcome = self._connected.model_runs.set_split(
            self.uid,
            DataSplit(split).value.lower(),
            data_rows=list(data_row_ids or ()),
            global_keys=list(global_keys or ()),
        )
        return not outcome.missing

    def model_run_data_rows(self) -> Collection[ModelRunDataRow]:
        """Return the data rows of the run.

        `splits = {row.global_key: row.data_split for row in run.model_run_data_rows()}`
        """
        rows = self._connected.model_runs.rows(self.uid)
        return Collection(ModelRunDataRow(self.uid, row) for row in rows)

    @property
    def total_data_rows(self) -> int:
        """Return how many data rows the run has now; asks the server."""
        splits = self._connected.model_runs.get(self.uid).splits
        return splits.total if splits is not None else 0

    def delete_model_run_data_rows(self, data_row_ids: Iterable[str]) -> None:
        """Take data rows out of the run.

        `run.delete_model_run_data_rows([row.data_row_id])`
        """
        self._connected.model_runs.remove_rows(self.uid, data_rows=list(data_row_ids))

    def add_predictions(self, name: str, predictions: str | Path | Payload) -> MEAPredictionImport:
        """Import labels, rows, or a file of rows as what the model predicts.

        `job = run.add_predictions("detector 7", labels)`

        Names are checked against the model's ontology, and data rows have to be in the run; what does not
        fit is in the `errors` of the import.

        Raises:
            ConflictError: The run has an import of this name with other rows.
        """
        return add_predictions(self._connected, self.uid, name, predictions)

    def send_predictions(
        self,
        project_id: str,
        name: str,
        data_row_ids: Iterable[str] | None = None,
        global_keys: Iterable[str] | None = None,
    ) -> MALPredictionImport:
        """Make what the run predicts pre-labels of a project; without names, about all data rows it has.

        `job = run.send_predictions(project.uid, "detector 7")`

        Data rows have to be in the project, and names in its ontology; what does not fit is in the `errors`
        of the import. The same name again is the same import. Data rows that are named and are not in the
        run, or in the project, or of which the run predicts nothing, are in its `left_out`.
        """
        made = self._connected.model_runs.send(
            self.uid,
            project_id,
            name,
            data_rows=list(data_row_ids or ()),
            global_keys=list(global_keys or ()),
        )
        sent = MALPredictionImport(self._connected, made)
        sent.left_out = made.left_out.names
        return sent

    def upsert_predictions_and_send_to_project(
        self, name: str, predictions: str | Path | Payload, project_id: str, priority: int = 5
    ) -> tuple[MEAPredictionImport, Batch | None, MALPredictionImport | None]:
        """Import predictions, send their data rows to a project as a batch, and the predictions after them.

        `job, batch, sent = run.upsert_predictions_and_send_to_project("may", labels, project.uid)`

        Returns:
            The import into the run, the batch and the import into the project; None for what had nothing to
            be about.
        """
        job = self.add_predictions(name, predictions)
        good = (status for status in job.statuses if status["status"] == "SUCCESS")
        ids = list(dict.fromkeys(status["dataRow"]["id"] for status in good))
        if not ids:
            return job, None, None
        made = self._connected.batches.create(project_id, name, data_rows=ids, priority=priority)
        return job, Batch(self._connected, made.batch, made), self.send_predictions(project_id, name, ids)

    def export(
        self,
        task_name: str | None = None,
        params: Mapping[str, Any] | None = None,
        *,
        format: str = "postil",  # noqa: A002
    ) -> RunExport:
        """Export what the run predicts, and the labels it keeps, as a stream of rows.

        `rows = list(run.export(format="labelbox"))`

        Args:
            task_name: Ignored.
            params: Ignored: everything is included.
            format: `postil`, `labelbox` or `label_studio`.
        """
        return RunExport(self._connected, self.uid, ExportOrder(format=format))

    def get_config(self) -> dict[str, Any]:
        """Return the configuration; asks the server.

        `rate = run.get_config()["learning_rate"]`
        """
        return self._connected.model_runs.get(self.uid).config

    def update_config(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """Put another configuration in the place of the one before, and return it.

        `run.update_config({"learning_rate": 0.01})`
        """
        return self._connected.model_runs.update(self.uid, config=dict(config)).config

    def reset_config(self) -> dict[str, Any]:
        """Take the configuration away.

        `run.reset_config()`
        """
        return self._connected.model_runs.update(self.uid, config={}).config

    def delete(self) -> None:
        """Delete the run and what was predicted in it; data rows and labels stay.

        `run.delete()`
        """
        self._connected.model_runs.delete(self.uid)
