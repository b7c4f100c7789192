"""Models, as the client sees them."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.sdk.connection import API, Connection


class Model(msgspec.Struct, kw_only=True):
    """A thing that predicts what an ontology names; `ontology` is its id."""

    id: str
    name: str
    ontology: str | None = None
    created_by: str | None = None
    created_at: datetime


class Models:
    """Create and find models."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, name: str, ontology: str) -> Model:
        """Make a model of an ontology, named by its id."""
        return self._connection.send("POST", f"{API}/models", Model, {"name": name, "ontology": ontology})

    def get(self, uid: str) -> Model:
        """Return the model of an id.

        Raises:
            NotFoundError: There is none, or none you may know of.
        """
        return self._connection.get(f"{API}/models/{uid}", Model)

    def list(self, name: str | None = None) -> Iterator[Model]:
        """Yield models, oldest first, all or those of a name."""
        query = {"limit": 1000} | ({"name": name} if name is not None else {})
        return self._connection.pages(f"{API}/models", Model, query)

    def named(self, name: str) -> Model:
        """Return the model of that name or id.

        Raises:
            NotFoundError: There is none.
            UsageError: Several models have the name.
        """
        found = [model for model in self.list() if name in (model.name, model.id)]
        if len(found) > 1:
            raise UsageError(
                f"{len(found)} models are named {name!r}", hint="give the id of the one you mean"
            )
        if not found:
            raise NotFoundError(f"no model {name!r}", hint="`postil model list` lists the models")
        return found[0]

    def update(self, uid: str, name: str) -> Model:
        """Call a model otherwise."""
        return self._connection.send("PATCH", f"{API}/models/{uid}", Model, {"name": name})

    def delete(self, uid: str) -> None:
        """Delete a model and its runs."""
        self._connection.send("DELETE", f"{API}/models/{uid}", type(None))
