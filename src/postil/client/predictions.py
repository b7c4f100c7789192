"""Imports of predictions into model runs as objects."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self, Unpack

from postil.client.import_options import ImportOptions
from postil.client.import_payload import Payload, write_payload
from postil.client.imports import AnnotationImport
from postil.client.progress import is_watched, progress
from postil.errors import NotFoundError, UnsupportedError
from postil.sdk.client import Client as Connected
from postil.sdk.imports import Import, ImportOrder
from postil.sdk.patience import patiently

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
    def create_from_url(
        cls, client: "Client", project_id: str, name: str, url: str, **options: Unpack[ImportOptions]
    ) -> Self:
        """Refuse: predictions are sent, not fetched.

        `job = lb.MEAPredictionImport.create_from_file(client, run.uid, "May", "may.ndjson")`

        `lb.MEAPredictionImport.create_from_url(client, run.uid, "May", "https://…/may.ndjson")` raises.

        Raises:
            UnsupportedError: Always.
        """
        raise UnsupportedError(
            "predictions are not fetched from an address", hint="get the file, and use create_from_file"
        )

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

    @classmethod
    def _send(
        cls,
        client: "Client",
        project_id: str,
        name: str,
        path: Path,
        source_name: str,
        options: ImportOptions,
    ) -> Self:
        order = ImportOrder(name=name, source_name=source_name, format="labelbox", **options)
        return cls(client.connected, send_predictions(client.connected, project_id, path, order))

    def _take(self, stored: Import) -> None:
        super()._take(stored)
        self.parent_id = stored.model_run


def add_predictions(
    connected: Connected, run_id: str, name: str, predictions: str | Path | Payload
) -> MEAPredictionImport:
    """Import labels, rows, or a file of rows into a run."""
    if isinstance(predictions, str | Path):
        path = Path(predictions)
        order = ImportOrder(name=name, source_name=path.name, format="labelbox")
        return MEAPredictionImport(connected, send_predictions(connected, run_id, path, order))
    order = ImportOrder(name=name, source_name=name, format="labelbox")
    with TemporaryDirectory(prefix="postil-") as folder:
        path = Path(folder, "rows.ndjson")
        write_payload(predictions, path)
        return MEAPredictionImport(connected, send_predictions(connected, run_id, path, order))


def send_predictions(connected: Connected, run_id: str, path: Path, order: ImportOrder) -> Import:
    """Send a file into a run; a server that is away is waited for, up to two minutes."""
    size = path.stat().st_size
    with progress(f"sending {order.name}", size, is_shown=is_watched()) as advance:
        return patiently(
            connected.uploads.connection,
            lambda: connected.model_runs.create_import(run_id, path, order, advance),
        )
