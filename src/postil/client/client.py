"""Client: where a script begins."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from postil.client.batches import Batch
from postil.client.collection import Collection
from postil.client.data_rows import DataRow
from postil.client.datasets import Dataset
from postil.client.field import Comparison, narrowed
from postil.client.media_type import MediaType
from postil.client.model_runs import ModelRun
from postil.client.models import Model
from postil.client.ontologies import Ontology, create_ontology
from postil.client.projects import Project
from postil.errors import NotFoundError
from postil.model.identity import read_id
from postil.sdk.client import Client as Connected
from postil.sdk.location import locate


class Client:
    """One server's resources.

    May be used as a context manager; a script that ends needs not close it.

    Args:
        api_key: A key of the server; None takes `POSTIL_KEY`, or what the server of this machine left for
            its own user.
        endpoint: The address, such as `http://127.0.0.1:8600`; None takes `POSTIL_URL`, or the server of the
            data directory.
        folder: The data directory to look for a server; None takes `POSTIL_DATA`, or the user's own.
        transport: Replaces the network, for an application in the same process.
        sleep: Replaces `time.sleep`.

    `connected` is the same server without objects, for what they do not offer.

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
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        def find() -> Any:
            return locate(endpoint, api_key, None if folder is None else Path(folder))

        location = find()
        self.connected = Connected(location, transport, find if location.is_found else None, sleep)

    @property
    def endpoint(self) -> str:
        """Return where the server is."""
        return self.connected.url

    def create_dataset(self, name: str, description: str = "") -> Dataset:
        """Make an empty dataset; names need not be unique.

        `dataset = client.create_dataset("street scenes")`
        """
        return Dataset(self.connected, self.connected.datasets.create(name, description))

    def get_dataset(self, dataset_id: str) -> Dataset:
        """Return the dataset of an id.

        `dataset = client.get_dataset(dataset.uid)`

        Raises:
            NotFoundError: There is none.
        """
        return Dataset(self.connected, self.connected.datasets.get(_uid(dataset_id)))

    def get_datasets(
        self, where: Comparison | None = None, *, name: str | None = None
    ) -> Collection[Dataset]:
        """Return datasets, oldest first; those of one name, those that meet a condition, or all.

        `client.get_datasets(where=lb.Dataset.name == "street")`
        """
        found = (one for one in self.connected.datasets.list() if name in (None, one.name))
        return Collection(narrowed(Dataset, (Dataset(self.connected, one) for one in found), where))

    def get_data_row(self, data_row_id: str) -> DataRow:
        """Return the data row of an id.

        `row = client.get_data_row(task.created_data_rows[0]["id"])`

        Raises:
            NotFoundError: There is none.
        """
        return DataRow(self.connected, self.connected.data_rows.get(_uid(data_row_id)))

    def get_data_row_by_global_key(self, global_key: str) -> DataRow:
        """Return the data row of a global key.

        `row = client.get_data_row_by_global_key("north.png")`

        Raises:
            NotFoundError: There is none.
        """
        for row in self.connected.data_rows.with_keys([global_key]):
            return DataRow(self.connected, row)
        raise NotFoundError(f"no data row has the global key {global_key!r}", hint="check the spelling")

    def get_data_row_ids_for_global_keys(self, global_keys: Iterable[str]) -> dict[str, Any]:
        """Return the ids of data rows by their global keys.

        `client.get_data_row_ids_for_global_keys(["north.png", "south.png"])["results"]`

        Returns:
            `status`, `SUCCESS` or `PARTIAL SUCCESS`; `results`, ids in the order of the keys, `""` where
            there is none; `errors`, one entry for every key no data row has.
        """
        keys = list(global_keys)
        ids = {
            row.global_key: row.id for row in self.connected.data_rows.with_keys(list(dict.fromkeys(keys)))
        }
        missing = [key for key in keys if key not in ids]
        return {
            "status": "PARTIAL SUCCESS" if missing else "SUCCESS",
            "results": [ids.get(key, "") for key in keys],
            "errors": [{"global_key": key, "error": "Data Row not found"} for key in missing],
        }

    def create_ontology(
        self, name: str, normalized: Mapping[str, Any] | str, media_type: MediaType | str | None = None
    ) -> Ontology:
        """Store the features an `OntologyBuilder` made.

        `ontology = client.create_ontology("traffic", builder.asdict(), lb.MediaType.Image)`

        The ontology of this name is returned when it has exactly these features, so that a script can run
        again; with other features the new one is called `name (2)`.

        Raises:
            UsageError: A feature is wrong (ONT007 to ONT010).
        """
        return create_ontology(self.connected, name, normalized, MediaType.of(media_type))

    def get_ontology(self, ontology_id: str) -> Ontology:
        """Return the ontology of an id.

        `ontology = client.get_ontology(ontology.uid)`

        Raises:
            NotFoundError: There is none.
        """
        return Ontology(self.connected, self.connected.ontologies.get(_uid(ontology_id)))

    def get_ontologies(self, name_contains: str = "") -> Collection[Ontology]:
        """Return ontologies whose name has this text in it, in any case; oldest first.

        `names = [one.name for one in client.get_ontologies("traffic")]`
        """
        wanted = name_contains.lower()
        found = (one for one in self.connected.ontologies.list() if wanted in one.name.lower())
        return Collection(Ontology(self.connected, one) for one in found)

    def create_project(
        self, name: str, media_type: MediaType | str | None = None, description: str = ""
    ) -> Project:
        """Make a project; names need not be unique.

        `project = client.create_project("street", lb.MediaType.Image)`
        """
        kind = MediaType.of(media_type).value
        made = self.connected.projects.create(name, media_type=kind, description=description)
        return Project(self.connected, made)

    def get_project(self, project_id: str) -> Project:
        """Return the project of an id.

        `project = client.get_project(project.uid)`

        Raises:
            NotFoundError: There is none, or none you may see.
        """
        return Project(self.connected, self.connected.projects.by_id(_uid(project_id)))

    def get_projects(
        self, where: Comparison | None = None, *, name: str | None = None
    ) -> Collection[Project]:
        """Return projects, oldest first; those of one name, those that meet a condition, or all.

        `client.get_projects(where=(lb.Project.name == "street") & (lb.Project.created_at > monday))`
        """
        found = (one for one in self.connected.projects.list() if name in (None, one.name))
        return Collection(narrowed(Project, (Project(self.connected, one) for one in found), where))

    def create_model(self, name: str, ontology_id: str) -> Model:
        """Make a model that predicts the features of an ontology; names need not be unique.

        `model = client.create_model("detector", ontology.uid)`
        """
        return Model(self.connected, self.connected.models.create(name, _uid(ontology_id)))

    def get_model(self, model_id: str) -> Model:
        """Return the model of an id.

        `model = client.get_model(model.uid)`

        Raises:
            NotFoundError: There is none, or none you may know of.
        """
        return Model(self.connected, self.connected.models.get(_uid(model_id)))

    def get_models(self, where: Comparison | None = None, *, name: str | None = None) -> Collection[Model]:
        """Return models, oldest first; those of one name, those that meet a condition, or all.

        `client.get_models(where=lb.Model.name == "detector")`
        """
        found = self.connected.models.list(name)
        return Collection(narrowed(Model, (Model(self.connected, one) for one in found), where))

    def get_model_run(self, model_run_id: str) -> ModelRun:
        """Return the model run of an id.

        `run = client.get_model_run(run.uid)`

        Raises:
            NotFoundError: There is none, or none you may know of.
        """
        return ModelRun(self.connected, self.connected.model_runs.get(_uid(model_run_id)))

    def get_batch(self, project_id: str, batch_id: str) -> Batch:
        """Return a batch of a project.

        `batch = client.get_batch(project.uid, batch.uid)`

        Raises:
            NotFoundError: The project has no such batch, or there is no such project.
        """
        wanted = _uid(batch_id)
        for one in self.connected.batches.list(_uid(project_id)):
            if one.id == wanted:
                return Batch(self.connected, one)
        raise NotFoundError(f"the project has no batch {batch_id!r}", hint="project.batches() lists them")

    def close(self) -> None:
        """Give the sockets back.

        `client.close()`
        """
        self.connected.close()

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def __repr__(self) -> str:
        """Show where the server is."""
        return f"<Client of {self.endpoint}>"


def _uid(spelling: str) -> str:
    """Return an id in our spelling; exports for other programs have one of 25 characters."""
    return read_id(spelling) or spelling
