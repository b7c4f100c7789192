"""Row key: how a script says which data row it means."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class UniqueId:
    """A data row by its id."""

    key: str


@dataclass(frozen=True)
class GlobalKey:
    """A data row by its global key."""

    key: str


RowKey = UniqueId | GlobalKey


@dataclass(frozen=True)
class DataRowMetadataField:
    """One field of a data row's metadata: its name (or the id of its schema elsewhere) and its value."""

    value: Any
    name: str | None = None
    schema_id: str | None = None
