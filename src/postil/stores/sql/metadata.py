"""Metadata: fields that change, and values of many data rows."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from postil.errors import ConflictError
from postil.ports.catalog import MetadataField, MetadataOption
from postil.stores.sql import schema as t
from postil.stores.sql.records import chunked, first_record
from postil.stores.sql.touched_rows import touch_rows

_field, _value = t.metadata_field.c, t.metadata_value.c
_DELETE = delete(t.metadata_value).where(
    _value.data_row_id == bindparam("row"), _value.field_id == bindparam("field")
)


class SqlMetadata:
    """`ports.metadata.MetadataStore`; every method acts in the transaction at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get_field(self, uid: str) -> MetadataField | None:
        """Return a field by its public id."""
        query = select(t.metadata_field).where(_field.uid == uid)
        return first_record(MetadataField, self._connection.execute(query).first())

    def update_field(self, field_id: int, name: str, options: Sequence[MetadataOption]) -> None:
        """Store name and options anew; values that name an option by its old name get the new one.

        Raises:
            ConflictError: Another field has the name.
        """
        before = self._connection.execute(select(_field.options).where(_field.id == field_id)).scalar_one()
        changed = update(t.metadata_field).where(_field.id == field_id)
        try:
            with self._connection.begin_nested():
                self._connection.execute(changed.values(name=name, options=list(options)))
        except IntegrityError as error:
            raise ConflictError(f"there is a metadata field {name!r} already", hint="use that one") from error
        self._rename(field_id, {option.uid: option.name for option in before}, options)

    def _rename(self, field_id: int, before: Mapping[str, str], options: Sequence[MetadataOption]) -> None:
        renamed = {
            before[option.uid]: option.name
            for option in options
            if option.uid in before and before[option.uid] != option.name
        }
        # By way of names nobody has, or two options that swap theirs would become one.
        for old in renamed:
            self._replace(field_id, old, f"\0{old}")
        for old, new in renamed.items():
            self._replace(field_id, f"\0{old}", new)

    def _replace(self, field_id: int, old: str, new: str) -> None:
        values = update(t.metadata_value).where(_value.field_id == field_id, _value.value == old)
        self._connection.execute(values.values(value=new))

    def delete_field(self, field_id: int) -> None:
        """Forget a field and all values in it."""
        self._connection.execute(delete(t.metadata_value).where(_value.field_id == field_id))
        self._connection.execute(delete(t.metadata_field).where(_field.id == field_id))

    def values_of(self, field_id: int, data_row_ids: Sequence[int]) -> dict[int, Any]:
        """Return the values data rows have in a field; those without one are left out."""
        found: dict[int, Any] = {}
        for ids in chunked(data_row_ids):
            query = select(_value.data_row_id, _value.value)
            query = query.where(_value.data_row_id.in_(ids), _value.field_id == field_id)
            found.update((row, value) for row, value in self._connection.execute(query))
        return found

    def set_values(self, values: Mapping[int, Mapping[int, Any]], at: int) -> None:
        """Store values by data row and field; other fields of the data rows stay."""
        self._forget({row: tuple(fields) for row, fields in values.items()})
        made = [
            {"data_row_id": row, "field_id": field, "value": value}
            for row, fields in values.items()
            for field, value in fields.items()
        ]
        if made:
            self._connection.execute(insert(t.metadata_value), made)
            touch_rows(self._connection, list(values), at)

    def delete_values(self, fields: Mapping[int, Collection[int]], at: int) -> None:
        """Forget the values of fields by data row; what is not there is passed over."""
        self._forget(fields)
        touch_rows(self._connection, list(fields), at)

    def _forget(self, fields: Mapping[int, Collection[int]]) -> None:
        pairs = [{"row": row, "field": field} for row, found in fields.items() for field in found]
        if pairs:
            self._connection.execute(_DELETE, pairs)
