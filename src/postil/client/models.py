"""Models as objects."""

from collections.abc import Mapping
from typing import Any

from postil.client.collection import Collection
from postil.client.field import Field
from postil.client.model_runs import ModelRun
from postil.client.resource import Resource
from postil.sdk.client import Client as Connected
from postil.sdk.models import Model as Stored


class Model(Resource):
    """A thing that predicts what an ontology names.

    Attributes:
        uid: The id.
        name: What people call it; need not be unique.
        ontology_id: The ontology predictions are checked against.
    """

    name = Field[str]()

    def __init__(self, connected: Connected, stored: Stored) -> None:
        super().__init__(connected)
        self.uid, self.name, self.ontology_id = stored.id, stored.name, stored.ontology

    def create_model_run(self, name: str, config: Mapping[str, Any] | None = None) -> ModelRun:
        """Make a run, with a configuration to remember it by.

        `run = model.create_model_run("iteration 1", {"learning_rate": 0.001})`

        Raises:
            ConflictError: The model has a run of this name.
        """
        made = self._connected.model_runs.create(self.uid, name, dict(config or {}))
        return ModelRun(self._connected, made)

    def model_runs(self) -> Collection[ModelRun]:
        """Return the runs, oldest first.

        `names = [run.name for run in model.model_runs()]`
        """
        found = self._connected.model_runs.list(self.uid)
        return Collection(ModelRun(self._connected, one) for one in found)

    def delete(self) -> None:
        """Delete the model and its runs; data rows and labels stay.

        `model.delete()`
        """
        self._connected.models.delete(self.uid)
