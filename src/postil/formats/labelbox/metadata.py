"""Metadata as Labelbox spells it: fields and options by schema id, the answer to an enum in two entries."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from postil.errors import UsageError
from postil.model.identity import spell_id
from postil.model.metadata import MetadataKind

Json = dict[str, Any]

KINDS: dict[MetadataKind, str] = {
    "string": "CustomMetadataString",
    "number": "CustomMetadataNumber",
    "datetime": "CustomMetadataDateTime",
    "enum": "CustomMetadataEnum",
    "embedding": "CustomMetadataEmbedding",
}
OPTION_KIND = "CustomMetadataEnumOption"

RESERVED_IDS: dict[tuple[str, ...], str] = {
    ("tag",): "cko8s9r5v0001h2dk9elqdidh",
    ("captureDateTime",): "cko8sdzv70006h2dk8jg64zvb",
    ("split",): "cko8sbczn0002h2dkdaxb5kal",
    ("split", "train"): "cko8sbscr0003h2dk04w86hof",
    ("split", "valid"): "cko8sc2yr0004h2dk69aj5x63",
    ("split", "test"): "cko8scbz70005h2dkastwhgqt",
}
"""Ids that are the same in every installation, since programs have them written down: of a field, or of an
option of it."""


class OptionSchema(msgspec.Struct, frozen=True):
    """An option of an enum, with the id clients know."""

    id: str
    name: str
    uid: str


class FieldSchema(msgspec.Struct, frozen=True):
    """A field, with the id clients know."""

    id: str
    name: str
    uid: str
    kind: MetadataKind
    options: tuple[OptionSchema, ...] = ()

    @property
    def is_reserved(self) -> bool:
        """Tell whether the field is in every installation."""
        return (self.name,) in RESERVED_IDS


def field_schema(
    uid: str, name: str, kind: MetadataKind, options: Iterable[tuple[str, str]] = ()
) -> FieldSchema:
    """Describe a field; options are pairs of uid and name."""
    found = tuple(
        OptionSchema(RESERVED_IDS.get((name, option)) or spell_id(option_uid), option, option_uid)
        for option_uid, option in options
    )
    return FieldSchema(RESERVED_IDS.get((name,)) or spell_id(uid), name, uid, kind, found)


class MetadataSchemas:
    """Every field of the catalog, by id and by name."""

    def __init__(self, fields: Sequence[FieldSchema]) -> None:
        self.fields = list(fields)
        self.by_name = {field.name: field for field in fields}
        self.by_id = {field.id: field for field in fields}
        self.by_option = {option.id: (field, option) for field in fields for option in field.options}

    def read(self, entries: Iterable[Mapping[str, Any]]) -> Json:
        """Return values by name of their field, an enum's as the name of its option; they are not checked.

        Raises:
            UsageError: A field is unknown or has two answers, or an enum has none.
        """
        values: Json = {}
        open_enums: dict[str, str] = {}
        seen: set[str] = set()
        for entry in entries:
            spelled = str(entry.get("schemaId") or entry.get("schema_id") or entry.get("name") or "")
            if spelled in seen:
                raise _twice(spelled)
            seen.add(spelled)
            self._read_entry(spelled, entry.get("value"), values, open_enums)
        for name, spelled in open_enums.items():
            if name not in values:
                raise UsageError(f"metadata {name!r} ({spelled}) names no option")
        return values

    def _read_entry(self, spelled: str, value: Any, values: Json, open_enums: dict[str, str]) -> None:
        if spelled in self.by_option:
            field, option = self.by_option[spelled]
            if field.name in values:
                raise _twice(field.id)
            values[field.name] = option.name
            return
        found = self.by_id.get(spelled) or self.by_name.get(spelled)
        if found is None:
            raise UsageError(f"there is no metadata field {spelled[:80]!r}")
        if found.kind == "enum" and value in ({}, None):
            open_enums[found.name] = spelled
            return
        if found.name in values:
            raise _twice(found.id)
        named = self.by_option.get(value) if isinstance(value, str) else None
        values[found.name] = named[1].name if named is not None and named[0] is found else value

    def write(self, values: Mapping[str, Any]) -> list[Json]:
        """Spell values as `{schemaId, value}`; an enum is two entries, the second is its option."""
        entries: list[Json] = []
        for name, value in values.items():
            if (field := self.by_name.get(name)) is None:
                continue
            if field.kind != "enum":
                entries.append({"schemaId": field.id, "value": value})
                continue
            chosen = [option.id for option in field.options if option.name == value]
            entries += [{"schemaId": one, "value": {}} for one in (field.id, *chosen)]
        return entries

    def write_named(self, values: Mapping[str, Any]) -> list[Json]:
        """Spell values as `{schemaId, name, value, kind}`, one entry each; of an enum the option's name."""
        return [
            {"schemaId": field.id, "name": name, "value": value, "kind": KINDS[field.kind]}
            for name, value in values.items()
            if (field := self.by_name.get(name)) is not None
        ]


def _twice(spelled: str) -> UsageError:
    return UsageError(f"A schemaId can only be specified once per DataRow : [{spelled}]")
