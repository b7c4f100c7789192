"""Relationship rows, and back."""

from typing import Any

from postil.formats.labelbox.keys import spell_key
from postil.formats.labelbox.reading import Reading, quoted
from postil.formats.labelbox.wire import RelationshipRow
from postil.model.annotation import Annotation, Relation
from postil.model.identity import canonical_uuid

_TYPES = ("unidirectional", "bidirectional")


def read_relationship(row: RelationshipRow, reading: Reading) -> Relation | None:
    """Check what a relationship must have and name its ends in canonical spelling.

    Ends are looked up by the import, over all rows of a data row: a relationship comes before its ends.
    """
    _check(row, reading)
    target = _end(row.target, "target", reading)
    source = _end(row.source, "source", reading)
    if reading.has_errors or target is None:
        return None
    if row.type is None:
        reading.quirks["type"] = "absent"
    if row.readonly is False:
        reading.extra["/relationship/readonly"] = False
    direction = "bidirectional" if row.type == "bidirectional" else "unidirectional"
    return Relation(
        target,
        source,
        row.sourceOntologyName,
        direction,  # type: ignore[arg-type]
    )


def _check(row: RelationshipRow, reading: Reading) -> None:
    if row.source is None and row.sourceOntologyName is None:
        reading.report(
            "REL001", "relationship has no source", "give source, the uuid of an annotation of this data row",
            "/relationship/source",
        )  # fmt: skip
    elif row.source is not None and row.sourceOntologyName is not None:
        reading.report(
            "REL002", "relationship has both source and sourceOntologyName", "keep one of them",
            "/relationship/sourceOntologyName", got=row.sourceOntologyName,
        )  # fmt: skip
    if row.target is None:
        reading.report(
            "ROW010", "target is missing", "give the uuid of an annotation of this data row",
            "/relationship/target",
        )  # fmt: skip
    if row.type is not None and row.type not in _TYPES:
        reading.report(
            "REL003", f"relationship type is {quoted(row.type)}, must be unidirectional or bidirectional",
            "use one of these two", "/relationship/type", got=row.type, expected=list(_TYPES),
        )  # fmt: skip


def _end(spelling: str | None, name: str, reading: Reading) -> str | None:
    if spelling is None:
        return None
    key = canonical_uuid(spelling)
    if key is None:
        reading.report(
            "ROW012", f"{name} is {quoted(spelling)}, which is not a uuid",
            "give the uuid of an annotation of this data row", f"/relationship/{name}", got=spelling,
        )  # fmt: skip
    elif key != spelling:
        reading.quirks[name] = spelling
    return key


def spell_relationship(annotation: Annotation, quirks: dict[str, Any]) -> dict[str, Any] | None:
    """Return the relationship of a row; a reversed one is written with its ends exchanged."""
    relation = annotation.relation
    if relation is None:
        return None
    target, source = relation.target, relation.source
    if relation.direction == "reverse" and source is not None:
        target, source = source, target
    spelled: dict[str, Any] = {}
    if source is not None:
        spelled["source"] = _spell_end(source, quirks.get("source"))
    spelled["target"] = _spell_end(target, quirks.get("target"))
    if quirks.get("type") != "absent":
        spelled["type"] = "bidirectional" if relation.direction == "bidirectional" else "unidirectional"
    if relation.source_feature is not None:
        spelled["sourceOntologyName"] = relation.source_feature
    if annotation.readonly:
        spelled["readonly"] = True
    return spelled


def _spell_end(key: str, quirk: str | None) -> str:
    return quirk if quirk is not None and canonical_uuid(quirk) == key else spell_key(key)
