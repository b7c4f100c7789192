"""Metadata: the values of data rows, many rows at a time."""

from collections.abc import Sequence
from typing import Any

import msgspec

from postil.errors import UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.metadata_schemas import schemas
from postil.model.identity import canonical_uuid, read_id, spell_id
from postil.ports.catalog import CatalogRow
from postil.services.catalog.metadata import demand_values

MOST_ROWS = 1_000
"""Data rows one request names; the package names 50."""

_KINDS = {"ID": "uid", "GKEY": "global_key"}


class Upsert(msgspec.Struct, kw_only=True, rename="camel"):
    """Values of one data row."""

    data_row_id: str | None = None
    global_key: str | None = None
    fields: list[Json]


class Identifier(msgspec.Struct, kw_only=True, rename="camel"):
    """One data row."""

    id: str
    id_type: str = "ID"


class Identifiers(msgspec.Struct, kw_only=True, rename="camel"):
    """Some data rows."""

    ids: list[str]
    id_type: str = "ID"


class Delete(msgspec.Struct, kw_only=True, rename="camel"):
    """Fields of one data row."""

    data_row_identifier: Identifier
    schema_ids: list[str]


class Asked(msgspec.Struct, kw_only=True, rename="camel"):
    """Whose values are asked for."""

    data_row_identifiers: Identifiers


def list_values(call: Call, _: Any, *, where: Json) -> list[Json]:
    """Answer the values of data rows; what is not there is left out."""
    asked = read(where, Asked, "where").data_row_identifiers
    _demand_few(asked.ids)
    rows = _rows(call, [(asked.id_type, one) for one in asked.ids])
    found = (rows.get((asked.id_type, one)) for one in asked.ids)
    return [_row_json(row, schemas(call).write(row.metadata)) for row in found if row is not None]


def upsert_values(call: Call, _: Any, *, data: Any) -> list[Json]:
    """Set values; answer those that could not be set."""
    upserts = read(data, list[Upsert])
    _demand_few(upserts)
    names = [_name(one) for one in upserts]
    rows = _rows(call, names)
    own = call.services.visibility.changeable(list(rows.values()), call.user)
    fields = {field.name: field for field in call.services.metadata.list_fields()}
    values: dict[int, Json] = {}
    failed = []
    for one, name in zip(upserts, names, strict=True):
        row = rows.get(name)
        try:
            if row is None or row.id not in own:
                raise UsageError("Data row does not exist" if row is None else "Access denied")
            found = schemas(call).read(one.fields)
            demand_values(fields, found)
            values[row.id] = values.get(row.id, {}) | found
        except UsageError as error:
            failed.append(_failure(call, one, error.message))
    call.services.metadata.set_values(values)
    return failed


def delete_values(call: Call, _: Any, *, dataRowIdentifiers: Any = None) -> list[Json]:  # noqa: N803
    """Delete values; answer those that were not there."""
    deletes = read(dataRowIdentifiers or [], list[Delete], "dataRowIdentifiers")
    _demand_few(deletes)
    names = [(one.data_row_identifier.id_type, one.data_row_identifier.id) for one in deletes]
    rows = _rows(call, names)
    own = call.services.visibility.changeable(list(rows.values()), call.user)
    doomed: dict[int, list[str]] = {}
    failed = []
    for one, name in zip(deletes, names, strict=True):
        row = rows.get(name)
        if row is None or row.id not in own:
            reason = "Data row does not exist" if row is None else "Access denied"
            failed.append(_missing(one.data_row_identifier.id, reason, one.schema_ids))
            continue
        found = {spelled: _field_name(call, spelled) for spelled in one.schema_ids}
        missing = [spelled for spelled, field in found.items() if field not in row.metadata]
        # A data row may be named more than once.
        doomed.setdefault(row.id, []).extend(one for one in found.values() if one and one in row.metadata)
        if missing:
            failed.append(_missing(spell_id(row.uid), "Schema did not exist", missing))
    call.services.metadata.delete_values([row for row in rows.values() if row.id in doomed], doomed)
    return failed


def _demand_few(asked: Sequence[object]) -> None:
    if len(asked) > MOST_ROWS:
        raise UsageError(f"{len(asked)} data rows are too many", hint=f"name {MOST_ROWS} at most at a time")


def _name(one: Upsert) -> tuple[str, str]:
    if one.data_row_id is not None:
        return "ID", one.data_row_id
    return "GKEY", one.global_key or ""


def _rows(call: Call, names: Sequence[tuple[str, str]]) -> dict[tuple[str, str], CatalogRow]:
    find = call.services.visibility.seen_rows
    found: dict[tuple[str, str], CatalogRow] = {}
    for kind, by in _KINDS.items():
        spelled = {name: _uid(name) if by == "uid" else name for known, name in names if known == kind}
        rows = find(by, list(dict.fromkeys(spelled.values())), call.user) if spelled else {}
        found |= {(kind, name): rows[asked] for name, asked in spelled.items() if asked in rows}
    return found


def _uid(spelled: str) -> str:
    return read_id(spelled) or canonical_uuid(spelled) or ""


def _field_name(call: Call, spelled: str) -> str | None:
    known = schemas(call)
    if spelled in known.by_option:
        return known.by_option[spelled][0].name
    return known.by_id[spelled].name if spelled in known.by_id else None


def _row_json(row: CatalogRow, fields: list[Json]) -> Json:
    return {"dataRowId": spell_id(row.uid), "globalKey": row.global_key, "error": None, "fields": fields}


def _failure(call: Call, one: Upsert, reason: str) -> Json:
    known = schemas(call)
    fields = [
        {"schemaId": entry.get("schemaId"), "value": entry.get("value")}
        for entry in one.fields
        if str(entry.get("schemaId")) in known.by_id or str(entry.get("schemaId")) in known.by_option
    ]
    return {"dataRowId": one.data_row_id, "globalKey": one.global_key, "error": reason, "fields": fields}


def _missing(row_id: str, reason: str, schema_ids: Sequence[str]) -> Json:
    fields = [{"schemaId": one, "value": None} for one in schema_ids]
    return {"dataRowId": row_id, "globalKey": None, "error": reason, "fields": fields}


FIELDS: Fields = {
    "Query.dataRowCustomMetadata": list_values,
    "Mutation.upsertDataRowCustomMetadata": upsert_values,
    "Mutation.deleteDataRowCustomMetadata": delete_values,
}
