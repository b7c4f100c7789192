"""Metadata schemas: the fields of the catalog by the ids the official package knows."""

from typing import Any

import msgspec

from postil.errors import ConflictError, NotFoundError, UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.formats.labelbox.metadata import KINDS, OPTION_KIND, FieldSchema, MetadataSchemas
from postil.ports.catalog import MetadataField
from postil.services.catalog.metadata import schemas_of


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
    try:
        stored = _create(call, given) if given.id is None else _update(call, given, given.id)
    except ConflictError as error:
        # Programs that make a field when it is not there look for a malformed request.
        raise UsageError(error.message) from None
    return _schema_json(schemas_of([stored]).fields[0])


def _create(call: Call, given: Schema) -> MetadataField:
    kind = next((ours for ours, name in KINDS.items() if name == given.kind), None)
    if kind is None:
        known = ", ".join(KINDS.values())
        raise UsageError(f"{given.kind[:80]!r} is no kind of metadata", hint=f"use one of {known}")
    options = [option.name for option in given.options or []]
    return call.services.metadata.create_field(given.name, kind, call.user, options)


def _update(call: Call, given: Schema, spelled: str) -> MetadataField:
    field = _field(call, spelled)
    known = {option.id: option.uid for option in field.options}
    options = None
    if given.options is not None:
        options = [(None if one.id is None else known.get(one.id, one.id), one.name) for one in given.options]
    return call.services.metadata.update_field(field.uid, call.user, name=given.name, options=options)


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
