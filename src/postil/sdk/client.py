"""Client: one server's resources over one connection."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

import httpx

from postil.sdk.annotations import Annotations
from postil.sdk.batches import Batches
from postil.sdk.connection import Connection
from postil.sdk.data_rows import DataRows
from postil.sdk.datasets import Datasets
from postil.sdk.drafts import Drafts
from postil.sdk.exports import Exports
from postil.sdk.imports import Imports
from postil.sdk.keys import Keys
from postil.sdk.labels import Labels
from postil.sdk.location import Location
from postil.sdk.members import Members
from postil.sdk.metadata_fields import MetadataFields
from postil.sdk.model_runs import ModelRuns
from postil.sdk.models import Models
from postil.sdk.ontologies import Ontologies
from postil.sdk.projects import Projects
from postil.sdk.recipes import Recipes
from postil.sdk.system import System
from postil.sdk.tasks import Tasks
from postil.sdk.uploads import Uploads
from postil.sdk.usage import Usage
from postil.sdk.users import Users
from postil.sdk.webhooks import Webhooks


class Client:
    """Hands out the resources of a server. Use it as a context manager; `Connection` tells the arguments."""

    def __init__(
        self,
        location: Location,
        transport: httpx.BaseTransport | None = None,
        again: Callable[[], Location] | None = None,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        connection = Connection(location, transport, again, sleep)
        self._connection = connection
        self.system = System(connection)
        self.users = Users(connection)
        self.keys = Keys(connection)
        self.members = Members(connection)
        self.datasets = Datasets(connection)
        self.data_rows = DataRows(connection)
        self.metadata_fields = MetadataFields(connection)
        self.ontologies = Ontologies(connection)
        self.projects = Projects(connection)
        self.models = Models(connection)
        self.model_runs = ModelRuns(connection)
        self.batches = Batches(connection)
        self.tasks = Tasks(connection)
        self.drafts = Drafts(connection)
        self.labels = Labels(connection)
        self.annotations = Annotations(connection)
        self.imports = Imports(connection)
        self.recipes = Recipes(connection)
        self.uploads = Uploads(connection)
        self.exports = Exports(connection)
        self.usage = Usage(connection)
        self.webhooks = Webhooks(connection)

    @property
    def url(self) -> str:
        """Return where the server is."""
        return self._connection.url

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Give the sockets back."""
        self._connection.close()
