"""Metadata schemas: the fields of the catalog by the ids the official package knows."""

from typing import Any

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.formats.labelbox.metadata import KINDS, OPTION_KIND, FieldSchema, MetadataSchemas
from postil.services.metadata import schemas_of


class Option(msgspec.Struct, kw_only=True):
    """An option of an enum; without an id it is new."""

    name: str
    id: str | None = None
    kind: str | None = None


class Schema(msgspec.Struct, kw_only=True):
    """A field; without an id it is new."""

    name: str
    kind: str
    id: str | None = None
    options: list[Option] | None = None


def list_schemas(call: Call, _: Any) -> list[Json]:
    """Answer every field of the catalog."""
    return [_schema_json(field) for field in schemas(call).fields]


def upsert_schema(call: Call, _: Any, *, data: Json) -> Json:
    """Make a field, or change the one of the id."""
    given = read(data, Schema)
    metadata, options = call.services.metadata, given.options or []
    if given.id is None:
        kind = next((ours for ours, name in KINDS.items() if name == given.kind), None)
        if kind is None:
            raise UsageError(
                f"{given.kind[:80]!r} is no kind of metadata", hint=f"use one of {list(KINDS.values())}"
            )
        made = metadata.create_field(given.name, kind, call.user, [option.name for option in options])
        return _schema_json(schemas_of([made]).fields[0])
    field = _field(call, given.id)
    known = {option.id: option.uid for option in field.options}
    pairs = [(None if one.id is None else known.get(one.id, one.id), one.name) for one in options]
    changed = metadata.update_field(
        field.uid, call.user, name=given.name, options=pairs if given.options is not None else None
    )
    return _schema_json(schemas_of([changed]).fields[0])


def delete_schema(call: Call, _: Any, *, schema: Json) -> Json:
    """Delete a field and all values in it."""
    call.services.metadata.delete_field(_field(call, schema["id"]).uid, call.user)
    return {"success": True}


def schemas(call: Call) -> MetadataSchemas:
    """Return the fields of the catalog, looked up once in a request."""
    if "schemas" not in call.memo:
        call.memo["schemas"] = schemas_of(call.services.metadata.list_fields())
    found: MetadataSchemas = call.memo["schemas"]
    return found


def _field(call: Call, spelled: str) -> FieldSchema:
    field = schemas(call).by_id.get(spelled)
    if field is None:
        raise NotFoundError(f"no metadata schema {spelled[:80]!r}")
    return field


def _schema_json(field: FieldSchema) -> Json:
    return {
        "id": field.id,
        "name": field.name,
        "kind": KINDS[field.kind],
        "reserved": field.is_reserved,
        "options": [
            {"id": one.id, "name": one.name, "kind": OPTION_KIND, "reserved": field.is_reserved}
            for one in field.options
        ],
    }


FIELDS: Fields = {
    "Query.customMetadataOntology": list_schemas,
    "Mutation.upsertCustomMetadataSchema": upsert_schema,
    "Mutation.deleteCustomMetadataSchema": delete_schema,
}
