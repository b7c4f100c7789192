"""Metadata fields, as the client sees them."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from postil.errors import NotFoundError
from postil.model.metadata import MetadataKind
from postil.sdk.connection import API, Connection

_PATH = f"{API}/metadata-fields"


class MetadataOption(msgspec.Struct, kw_only=True):
    """One of the values an enum takes; data rows hold its name."""

    id: str
    name: str


class MetadataField(msgspec.Struct, kw_only=True):
    """A typed field of every data row. Reserved fields are in every catalog and stay as they are."""

    id: str
    name: str
    kind: MetadataKind
    is_reserved: bool = False
    options: list[MetadataOption] = []


class _Fields(msgspec.Struct):
    items: list[MetadataField]


class MetadataFields:
    """Make, find, change and delete metadata fields; changing and deleting takes an administrator."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, name: str, kind: MetadataKind = "string", options: Sequence[str] = ()) -> MetadataField:
        """Make a field; `options` are the names of those of an enum.

        Raises:
            ConflictError: There is one of that name.
        """
        body = {"name": name, "kind": kind, "options": list(options)}
        return self._connection.send("POST", _PATH, MetadataField, body)

    def list(self) -> Sequence[MetadataField]:
        """Return every field of the catalog, in the order they were made."""
        return self._connection.get(_PATH, _Fields).items

    def named(self, name: str) -> MetadataField:
        """Return the field of a name or id.

        Raises:
            NotFoundError: There is none.
        """
        for field in self.list():
            if name in (field.name, field.id):
                return field
        raise NotFoundError(f"there is no metadata field {name!r}", hint="create it, or list those there are")

    def update(
        self, field: MetadataField, *, name: str | None = None, options: Mapping[str, str] | None = None
    ) -> MetadataField:
        """Rename a field, or its options: `{"old name": "new name"}`; what it does not have is a new option.

        Values of data rows follow.
        """
        body: dict[str, Any] = {"name": name}
        if options is not None:
            known = {option.name: option for option in field.options}
            kept = [{"id": one.id, "name": options.get(one.name, one.name)} for one in field.options]
            body["options"] = kept + [{"name": new} for old, new in options.items() if old not in known]
        return self._connection.send("PATCH", f"{_PATH}/{field.id}", MetadataField, body)

    def delete(self, uid: str) -> None:
        """Delete a field, and the values all data rows have in it."""
        self._connection.send("DELETE", f"{_PATH}/{uid}", type(None))
