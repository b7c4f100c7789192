"""Imports of predictions into model runs as objects."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self, Unpack

from postil.client.import_options import ImportOptions
from postil.client.import_payload import Payload, write_payload
from postil.client.imports import AnnotationImport
from postil.client.sending import send
from postil.errors import NotFoundError
from postil.sdk.client import Client as Connected
from postil.sdk.imports import Import, ImportOrder

if TYPE_CHECKING:
    from postil.client.client import Client


class MEAPredictionImport(AnnotationImport):
    """What a model predicts about the data rows of a run.

    Everything that takes the id of a project elsewhere takes that of a run here.

    Attributes:
        uid: The id.
        name: Unique in the run. The same rows under the same name again are the import that exists.
        parent_id: The id of the run.
    """

    purpose = "prediction"

    @property
    def model_run_id(self) -> str | None:
        """Return the id of the run."""
        return self.parent_id

    @classmethod
    def create_from_objects(
        cls,
        client: "Client",
        model_run_id: str,
        name: str,
        predictions: Payload,
        **options: Unpack[ImportOptions],
    ) -> Self:
        """Import labels of `postil.types`, rows as mappings, or both, as predictions.

        `job = lb.MEAPredictionImport.create_from_objects(client, run.uid, "detector 7", labels)`

        A small import is over when this returns. A confidence that is missing stays missing.

        Raises:
            UsageError: There is nothing to import, or something that is no annotation (ROW010).
            ConflictError: The run has an import of this name with other rows.
        """
        return cls._create(client, model_run_id, name, predictions, options)

    @classmethod
    def from_name(cls, client: "Client", project_id: str, name: str) -> Self:
        """Return the import of a name.

        `job = lb.MEAPredictionImport.from_name(client, run.uid, "May")`

        Raises:
            NotFoundError: The run has none.
        """
        for job in client.connected.model_runs.imports(project_id):
            if job.name == name:
                return cls(client.connected, job)
        raise NotFoundError(f"the run has no import {name!r}", hint="check the name")

    def _take(self, stored: Import) -> None:
        super()._take(stored)
        self.parent_id = stored.model_run


def add_predictions(
    connected: Connected, run_id: str, name: str, predictions: str | Path | Payload
) -> MEAPredictionImport:
    """Import labels, rows, or a file of rows into a run."""
    if isinstance(predictions, str | Path):
        path = Path(predictions)
        return MEAPredictionImport(connected, send(connected, run_id, path, _order(name, path.name)))
    with TemporaryDirectory(prefix="postil-") as folder:
        path = Path(folder, "rows.ndjson")
        write_payload(predictions, path)
        return MEAPredictionImport(connected, send(connected, run_id, path, _order(name, name)))


def _order(name: str, source_name: str) -> ImportOrder:
    purpose = MEAPredictionImport.purpose
    return ImportOrder(name=name, source_name=source_name, purpose=purpose, format="labelbox")
