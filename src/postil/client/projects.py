"""Projects as objects."""

import warnings
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from postil.client.batches import Batch
from postil.client.collection import Collection
from postil.client.data_rows import DataRow
from postil.client.exports import Export, order_of
from postil.client.field import Field
from postil.client.media_type import MediaType
from postil.client.ontologies import Ontology
from postil.client.resource import Resource
from postil.errors import UnsupportedError, UsageError
from postil.sdk.client import Client as Connected
from postil.sdk.projects import Project as Stored


class Project(Resource):
    """A labeling effort: data rows that came in batches, and one ontology.

    Attributes:
        uid: The id.
        name: What people call it; need not be unique.
        description: Any text.
        media_type: What kind of media it is about.
        created_at: When it was made, UTC.
    """

    name = Field[str]()
    description = Field[str]()
    media_type = Field[MediaType]()
    created_at = Field[datetime]()

    def __init__(self, connected: Connected, stored: Stored) -> None:
        super().__init__(connected)
        self._take(stored)

    def ontology(self) -> Ontology | None:
        """Return the ontology that is connected, None when there is none yet.

        `tools = project.ontology().tools()`
        """
        uid = self._connected.projects.by_id(self.uid).ontology
        return None if uid is None else Ontology(self._connected, self._connected.ontologies.get(uid))

    def connect_ontology(self, ontology: Ontology) -> None:
        """Judge annotations by this ontology from now on.

        `project.connect_ontology(ontology)`

        Raises:
            UsageError: The ontology is for another kind of media.
        """
        if ontology.media_type is not self.media_type:
            raise UsageError(
                f"ontology {ontology.name!r} is for {ontology.media_type.value}, "
                f"project {self.name!r} for {self.media_type.value}",
                hint="create the ontology with the media type of the project",
            )
        self._take(self._connected.projects.set_ontology(self._stored, ontology.uid))

    def setup_editor(self, ontology: Ontology) -> None:
        """Connect an ontology; another name of `connect_ontology`.

        `project.setup_editor(ontology)`
        """
        self.connect_ontology(ontology)

    def create_batch(
        self,
        name: str,
        data_rows: Iterable[DataRow | str] | None = None,
        priority: int = 5,
        consensus_settings: Mapping[str, Any] | None = None,
        *,
        global_keys: Iterable[str] | None = None,
    ) -> Batch:
        """Send data rows to the project.

        `batch = project.create_batch("week 1", global_keys=["north.png"], priority=1)`

        Args:
            name: Unique in the project.
            data_rows: Data rows, or their ids.
            priority: 1 high to 5 low.
            consensus_settings: Not supported yet.
            global_keys: Data rows by their global keys.

        Returns:
            The batch; what could not be sent is in its `missing`, with a warning.

        Raises:
            UsageError: None of the data rows exists (ROW003), none is named, or the priority is none.
            ConflictError: The project has a batch of this name.
        """
        if consensus_settings:
            raise UnsupportedError("consensus is not supported yet", hint="leave consensus_settings out")
        outcome = self._connected.batches.create(
            self.uid,
            name,
            global_keys=_listed(global_keys),
            data_rows=[row.uid if isinstance(row, DataRow) else row for row in data_rows or ()],
            priority=priority,
        )
        if outcome.missing:
            some = ", ".join(repr(one) for one in outcome.missing[:3])
            warnings.warn(
                f"{len(outcome.missing)} data rows of batch {name!r} do not exist and were not sent: {some}",
                stacklevel=2,
            )
        return Batch(self._connected, outcome.batch, outcome)

    def create_batches(
        self,
        name_prefix: str,
        data_rows: Iterable[DataRow | str] | None = None,
        global_keys: Iterable[str] | None = None,
        priority: int = 5,
    ) -> list[Batch]:
        """Send any number of data rows, in batches called `name_prefix 1` and so on; see `create_batch`.

        `batches = project.create_batches("week", global_keys=keys)`
        """
        rows, keys = list(data_rows or ()), _listed(global_keys)
        parts: list[tuple[list[DataRow | str], list[str]]] = [
            *((rows[at : at + _MOST], []) for at in range(0, len(rows), _MOST)),
            *(([], keys[at : at + _MOST]) for at in range(0, len(keys), _MOST)),
        ]
        return [
            self.create_batch(f"{name_prefix} {number}", found, priority, global_keys=named)
            for number, (found, named) in enumerate(parts, 1)
        ]

    def create_batches_from_dataset(
        self, name_prefix: str, dataset_id: str, priority: int = 5
    ) -> list[Batch]:
        """Send all data rows of a dataset; see `create_batches`.

        `batches = project.create_batches_from_dataset("week", dataset.uid)`
        """
        rows = [row.id for row in self._connected.data_rows.list(dataset_id)]
        return self.create_batches(name_prefix, rows, priority=priority)

    @property
    def is_empty_ontology(self) -> bool:
        """Tell whether no ontology, or one without features, is connected; asks the server."""
        ontology = self.ontology()
        return ontology is None or not (ontology.tools() or ontology.classifications())

    def batches(self) -> Collection[Batch]:
        """Return its batches, oldest first.

        `sizes = {batch.name: batch.size for batch in project.batches()}`
        """
        return Collection(Batch(self._connected, one) for one in self._connected.batches.list(self.uid))

    def task_counts(self) -> dict[str, int]:
        """Return how many data rows are in each state, such as `to_label`.

        `left = project.task_counts()["to_label"]`
        """
        return self._connected.projects.by_id(self.uid).task_counts

    def export(
        self,
        params: Mapping[str, Any] | None = None,
        filters: Mapping[str, Any] | None = None,
        *,
        format: str = "labelbox_export",  # noqa: A002 - what everybody calls it
    ) -> Export:
        """Return what the project holds, to be streamed.

        `for row in project.export(filters={"purposes": ["ground_truth"]}): print(row["data_row"]["id"])`

        Args:
            params: What other programs ask to be included; everything there is, is.
            filters: `global_keys`, `batch_ids` or `dataset_ids` (one each of the last two), `purposes`.
            format: `labelbox_export` (labels by data row), `labelbox`, `postil` or `label_studio`.

        Raises:
            UsageError: There is no such filter or format.
        """
        return Export(self._connected, self.uid, order_of(format, filters or {}, params or {}))

    def update(self, *, name: str | None = None, description: str | None = None) -> None:
        """Change what is given.

        `project.update(description="all of May")`
        """
        self._take(self._connected.projects.update(self.uid, name=name, description=description))

    def delete(self) -> None:
        """Delete it; its data rows stay in the catalog.

        `project.delete()`
        """
        self._connected.projects.delete(self.uid)

    def _take(self, stored: Stored) -> None:
        self._stored = stored
        self.uid = stored.id
        self.name = stored.name
        self.description = stored.description
        self.media_type = MediaType.of(stored.media_type)
        self.created_at = stored.created_at


_MOST = 50_000
"""Data rows of a batch that fit into one request, however they are named."""


def _listed(keys: Iterable[str] | None) -> list[str]:
    if isinstance(keys, str):
        raise UsageError(f"global_keys is the text {keys!r}, must be a list", hint=f"write [{keys!r}]")
    return list(keys or ())
