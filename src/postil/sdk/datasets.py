"""Datasets, as the client sees them."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from postil.errors import UsageError
from postil.sdk.connection import API, Connection


class Dataset(msgspec.Struct, kw_only=True):
    """A named set of data rows."""

    id: str
    name: str
    description: str = ""
    row_count: int = 0
    created_at: datetime | None = None


class Datasets:
    """Create and find datasets."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, name: str, description: str = "") -> Dataset:
        """Make an empty dataset."""
        body = {"name": name, "description": description}
        return self._connection.send("POST", f"{API}/datasets", Dataset, body)

    def get(self, uid: str) -> Dataset:
        """Return the dataset of an id.

        Raises:
            NotFoundError: There is none.
        """
        return self._connection.get(f"{API}/datasets/{uid}", Dataset)

    def update(self, uid: str, *, name: str | None = None, description: str | None = None) -> Dataset:
        """Change what is given."""
        body = {"name": name, "description": description}
        return self._connection.send("PATCH", f"{API}/datasets/{uid}", Dataset, body)

    def delete(self, uid: str) -> None:
        """Delete a dataset and its data rows; their global keys become free."""
        self._connection.send("DELETE", f"{API}/datasets/{uid}", type(None))

    def list(self) -> Iterator[Dataset]:
        """Yield datasets, oldest first."""
        return self._connection.pages(f"{API}/datasets", Dataset, {"limit": 1000})

    def named(self, name: str) -> Dataset | None:
        """Return the dataset of that name or id, or None.

        Raises:
            UsageError: Several datasets have the name.
        """
        found = [dataset for dataset in self.list() if name in (dataset.name, dataset.id)]
        if len(found) > 1:
            raise UsageError(
                f"{len(found)} datasets are named {name!r}", hint="give the id of the one you mean"
            )
        return found[0] if found else None
