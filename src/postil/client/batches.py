"""Batches as objects."""

from datetime import datetime

from postil.client.resource import Resource
from postil.sdk.batches import Batch as Stored
from postil.sdk.batches import BatchOutcome
from postil.sdk.client import Client as Connected


class Batch(Resource):
    """A named group of data rows that was sent to a project.

    Attributes:
        uid: The id.
        name: Unique in the project.
        priority: 1 high to 5 low.
        size: Data rows that came into the project with it.
        present: Rows the project had already, which stay in the batch they came with; as they were spelled.
        missing: Names no data row has, as they were spelled.
        created_at: When it was made, UTC.
    """

    def __init__(self, connected: Connected, stored: Stored, outcome: BatchOutcome | None = None) -> None:
        super().__init__(connected)
        self.uid = stored.id
        self.name: str = stored.name
        self.priority: int = stored.priority
        self.size: int = stored.row_count
        self.present: list[str] = outcome.present if outcome else []
        self.missing: list[str] = outcome.missing if outcome else []
        self.created_at: datetime | None = stored.created_at

    @property
    def failed_data_row_ids(self) -> list[str]:
        """Return what could not be sent: see `missing`."""
        return self.missing

    def __repr__(self) -> str:
        """Show the name, and where the data rows are."""
        told = [f"{self.size} new"]
        told += [f"{len(self.present)} in the project already"] if self.present else []
        told += [f"{len(self.missing)} that do not exist"] if self.missing else []
        return f"<Batch {self.name!r} {self.uid}: data rows {', '.join(told)}>"
