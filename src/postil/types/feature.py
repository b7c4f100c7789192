"""What names an annotation's feature, and the uuid a program gave it."""

from typing import Any

from postil.model.identity import canonical_uuid
from postil.types.refusal import SOME_POINT, Row, judge

Extra = dict[str, Any]


def check_named(name: str | None, feature_schema_id: str | None, shape: Row) -> None:
    """Refuse what names no feature (ROW006); `shape` is any sound shape of its kind."""
    if name is None and isinstance(feature_schema_id, str):
        return
    row: Row = {"name": name, "schemaId": feature_schema_id}
    named = {key: value for key, value in row.items() if value is not None}
    judge({key: value for key, value in shape.items() if key != "name"} | named)


def check_uuid(extra: Extra) -> None:
    """Refuse an `extra["uuid"]` that is no uuid in any of the five spellings (ROW012)."""
    uuid = extra.get("uuid")
    if uuid is not None and canonical_uuid(str(uuid)) is None:
        judge(SOME_POINT | {"uuid": str(uuid)})


def uuid_of(extra: Extra | None) -> str | None:
    """Return the uuid a program gave, as spelled."""
    uuid = extra.get("uuid") if extra else None
    return None if uuid is None else str(uuid)


def spell_feature(name: str | None, feature_schema_id: str | None) -> Row:
    """Return the keys of a row that name its feature."""
    if feature_schema_id is None:
        return {"name": name}
    if name is None:
        return {"schemaId": feature_schema_id}
    return {"name": name, "schemaId": feature_schema_id}
