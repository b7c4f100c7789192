"""What hangs on a data row: assets, metadata and attachments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.ports.catalog import Attachment, CatalogRow, MetadataField, MetadataOption, NewRow
from postil.stores.sql import schema as t
from postil.stores.sql.columns import to_json
from postil.stores.sql.hot import HotStatements
from postil.stores.sql.records import chunked, record

_ASSET = Asset.__struct_fields__
_PLAIN_ASSET = tuple(name for name in _ASSET if name not in {"facts", "inline"})
_STORED_ASSET = (*_PLAIN_ASSET, "facts", "inline", "data_row_id", "no", "text_length")
_plain_asset = attrgetter(*_PLAIN_ASSET)


class RowContent:
    """Writes and reads the content of many data rows at once."""

    def __init__(self, connection: Connection, hot: HotStatements) -> None:
        self._connection = connection
        self._hot = hot

    def write(self, rows: Iterable[tuple[int, NewRow | CatalogRow]]) -> None:
        """Store what hangs on `(data row id, row)`; nothing of it may be stored yet."""
        pairs = list(rows)
        values = (asset for number, row in pairs for asset in _assets(number, row.assets))
        self._hot.append(t.asset, _STORED_ASSET, values)
        self._insert(t.metadata_value, self._metadata(pairs))
        self._insert(t.attachment, [values for pair in pairs for values in _attachments(*pair)])

    def _insert(self, table: Table, values: list[dict[str, Any]]) -> None:
        if values:
            self._connection.execute(insert(table), values)

    def replace(self, number: int, row: CatalogRow) -> None:
        """Store what hangs on one data row in place of what hung there."""
        for table in (t.asset, t.metadata_value, t.attachment):
            self._connection.execute(delete(table).where(table.c.data_row_id == number))
        self.write([(number, row)])

    def replace_assets(self, assets: Mapping[int, Sequence[Asset]]) -> None:
        """Store the assets of data rows, by id, in place of those they had."""
        for numbers in chunked(list(assets)):
            self._connection.execute(delete(t.asset).where(t.asset.c.data_row_id.in_(numbers)))
        values = (value for number, held in assets.items() for value in _assets(number, held))
        self._hot.append(t.asset, _STORED_ASSET, values)

    def _metadata(self, pairs: list[tuple[int, NewRow | CatalogRow]]) -> list[dict[str, Any]]:
        fields: dict[str, int] = {}
        if any(row.metadata for _, row in pairs):
            fields = {field.name: field.id for field in self.fields()}
        values = []
        for number, row in pairs:
            for name, value in row.metadata.items():
                if name not in fields:
                    is_number = isinstance(value, int | float) and not isinstance(value, bool)
                    fields[name] = self.create_field(name, "number" if is_number else "string", ()).id
                values.append({"data_row_id": number, "field_id": fields[name], "value": value})
        return values

    def fields(self) -> list[MetadataField]:
        """List the metadata fields of the catalog."""
        rows = self._connection.execute(select(t.metadata_field).order_by(t.metadata_field.c.id))
        return [record(MetadataField, row) for row in rows]

    def create_field(self, name: str, kind: str, options: Sequence[str]) -> MetadataField:
        """Store a metadata field; `options` are names."""
        made = [MetadataOption(uid=new_uid(), name=option) for option in options]
        values = {"uid": new_uid(), "name": name, "kind": kind, "options": made}
        statement = insert(t.metadata_field).values(values).returning(*t.metadata_field.c)
        return record(MetadataField, self._connection.execute(statement).one())

    def read_into(self, rows: Sequence[CatalogRow]) -> None:
        """Fill in the assets, metadata and attachments of rows that have none yet."""
        by_id = {row.id: row for row in rows}
        for ids in chunked(list(by_id)):
            self._read_assets(by_id, ids)
            self._read_metadata(by_id, ids)
            self._read_attachments(by_id, ids)

    def _read_assets(self, by_id: dict[int, CatalogRow], ids: Sequence[int]) -> None:
        asset = t.asset.c
        query = select(asset.data_row_id, *(asset[name] for name in _ASSET))
        query = query.where(asset.data_row_id.in_(ids)).order_by(asset.data_row_id, asset.no)
        for number, *values in self._connection.execute(query):
            by_id[number].assets.append(Asset(*values))

    def _read_metadata(self, by_id: dict[int, CatalogRow], ids: Sequence[int]) -> None:
        value, field = t.metadata_value.c, t.metadata_field.c
        query = (
            select(value.data_row_id, field.name, value.value)
            .join(t.metadata_field, field.id == value.field_id)
            .where(value.data_row_id.in_(ids))
            .order_by(value.data_row_id, value.field_id)
        )
        for number, name, found in self._connection.execute(query):
            by_id[number].metadata[name] = found

    def _read_attachments(self, by_id: dict[int, CatalogRow], ids: Sequence[int]) -> None:
        query = select(t.attachment).where(t.attachment.c.data_row_id.in_(ids)).order_by(t.attachment.c.id)
        for row in self._connection.execute(query):
            fields = {name: row._mapping[name] for name in Attachment.__struct_fields__}  # noqa: SLF001
            by_id[row.data_row_id].attachments.append(Attachment(**fields))


def _assets(number: int, assets: Sequence[Asset]) -> Iterator[tuple[Any, ...]]:
    for no, asset in enumerate(assets):
        facts, inline = to_json(asset.facts), to_json(asset.inline)
        yield (*_plain_asset(asset), facts, inline, number, no, asset.text_length)


def _attachments(number: int, row: NewRow | CatalogRow) -> Iterator[dict[str, Any]]:
    for attachment in row.attachments:
        yield {
            "uid": attachment.uid or new_uid(),
            "data_row_id": number,
            "type": attachment.type,
            "value": attachment.value,
            "name": attachment.name,
        }
