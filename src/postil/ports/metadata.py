"""Metadata fields of the catalog as they change, and the values many data rows have in them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from postil.ports.catalog import MetadataField, MetadataOption


class MetadataStore(Protocol):
    """Fields and values. `CatalogStore` lists and makes fields, and reads values with their data rows."""

    def get_field(self, uid: str) -> MetadataField | None: ...

    def update_field(self, field_id: int, name: str, options: Sequence[MetadataOption]) -> None:
        """Store name and options anew; values that name an option by its old name get the new one.

        Raises:
            ConflictError: Another field has the name.
        """
        ...

    def delete_field(self, field_id: int) -> None:
        """Forget a field and all values in it."""
        ...

    def values_of(self, field_id: int, data_row_ids: Sequence[int]) -> dict[int, Any]:
        """Return the values data rows have in a field; those without one are left out."""
        ...

    def set_values(self, values: Mapping[int, Mapping[int, Any]], at: int) -> None:
        """Store values by data row and field; other fields of the data rows stay."""
        ...

    def delete_values(self, fields: Mapping[int, Collection[int]], at: int) -> None:
        """Forget the values of fields by data row; what is not there is passed over."""
        ...
