"""Metadata fields: what can be said about every data row of the catalog."""

from typing import Annotated

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.page import Page
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import ADMIN, SIGNED_IN
from postil.model.metadata import MAX_NAME, MetadataKind
from postil.ports.catalog import MetadataField as StoredField
from postil.services.catalog.metadata import MAX_OPTIONS, RESERVED

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NAME)]


class MetadataOption(msgspec.Struct, kw_only=True):
    """One of the values an enum takes; data rows hold its name."""

    id: str
    name: str


class MetadataField(msgspec.Struct, kw_only=True):
    """A typed field of every data row. Reserved fields are in every catalog and stay as they are."""

    id: str
    name: str
    kind: MetadataKind
    is_reserved: bool
    options: list[MetadataOption]


class NewMetadataField(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A field to be made; `options` are the names of those of an enum."""

    name: Name
    kind: MetadataKind = "string"
    options: Annotated[list[Name], msgspec.Meta(max_length=MAX_OPTIONS)] = []


class OptionChange(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An option under its new name; without an id it is new."""

    name: Name
    id: str | None = None


class MetadataFieldChanges(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What to change; what is absent or null stays. `options` names every option there is, and new ones."""

    name: Name | None = None
    options: Annotated[list[OptionChange], msgspec.Meta(max_length=MAX_OPTIONS)] | None = None


def list_metadata_fields(call: Call[None, None]) -> Page[MetadataField]:
    """List the fields."""
    return Page(items=[_field(field) for field in call.services.metadata.list_fields()])


def create_metadata_field(call: Call[NewMetadataField, None]) -> MetadataField:
    """Make a field."""
    new = call.body
    return _field(call.services.metadata.create_field(new.name, new.kind, call.user, new.options))


def get_metadata_field(call: Call[None, None]) -> MetadataField:
    """Return a field."""
    return _field(call.services.metadata.get_field(call.uid))


def update_metadata_field(call: Call[MetadataFieldChanges, None]) -> MetadataField:
    """Change a field."""
    changes = call.body
    options = None if changes.options is None else [(one.id, one.name) for one in changes.options]
    changed = call.services.metadata.update_field(call.uid, call.user, name=changes.name, options=options)
    return _field(changed)


def delete_metadata_field(call: Call[None, None]) -> None:
    """Delete a field."""
    call.services.metadata.delete_field(call.uid, call.user)


def _field(stored: StoredField) -> MetadataField:
    return MetadataField(
        id=stored.uid,
        name=stored.name,
        kind=stored.kind,
        is_reserved=stored.name in RESERVED,
        options=[MetadataOption(id=option.uid, name=option.name) for option in stored.options],
    )


_PATH = f"{API}/metadata-fields"
_OPTION = {"id": "0190a000-0000-7000-8000-000000000061", "name": "rain"}
_FIELD = {
    "id": "0190a000-0000-7000-8000-000000000060",
    "name": "weather",
    "kind": "enum",
    "is_reserved": False,
    "options": [_OPTION],
}
_TAKEN = {409: "There is a field of this name."}

ROUTES = [
    Route(
        method="GET",
        path=_PATH,
        name="list_metadata_fields",
        summary="List the metadata fields of the catalog, in the order they were made",
        access=SIGNED_IN,
        handler=list_metadata_fields,
        response=Page[MetadataField],
        description="All are in one page. What a data row names first is made with it.",
        example=Example(response={"items": [_FIELD], "next": None}),
    ),
    Route(
        method="POST",
        path=_PATH,
        name="create_metadata_field",
        summary="Create a metadata field",
        access=SIGNED_IN,
        handler=create_metadata_field,
        request=NewMetadataField,
        response=MetadataField,
        status=201,
        errors=_TAKEN,
        example=Example({"name": "weather", "kind": "enum", "options": ["rain"]}, _FIELD),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/{{uid}}",
        name="get_metadata_field",
        summary="Get a metadata field",
        access=SIGNED_IN,
        handler=get_metadata_field,
        response=MetadataField,
        example=Example(response=_FIELD),
    ),
    Route(
        method="PATCH",
        path=f"{_PATH}/{{uid}}",
        name="update_metadata_field",
        summary="Rename a metadata field, or change its options",
        access=ADMIN,
        handler=update_metadata_field,
        request=MetadataFieldChanges,
        response=MetadataField,
        errors=_TAKEN,
        description="Values follow the new names of their options. The kind of a field does not change.",
        example=Example(
            {"name": "sky", "options": [_OPTION, {"name": "sun"}]},
            {
                **_FIELD,
                "name": "sky",
                "options": [_OPTION, {"id": "0190a000-0000-7000-8000-000000000062", "name": "sun"}],
            },
        ),
    ),
    Route(
        method="DELETE",
        path=f"{_PATH}/{{uid}}",
        name="delete_metadata_field",
        summary="Delete a metadata field, and the values all data rows have in it",
        access=ADMIN,
        handler=delete_metadata_field,
        status=204,
    ),
]
