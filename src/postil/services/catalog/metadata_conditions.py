"""Metadata conditions: which values of metadata a search asks for, as texts such as `weather=rain`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from postil.errors import UsageError
from postil.ports.catalog import MetadataField
from postil.ports.store import Session

MAX_CONDITIONS = 20
OPERATORS: tuple[Literal[">=", "<=", "="], ...] = (">=", "<=", "=")
_HINT = "write name=value, name>=value or name<=value"


class MetadataCondition(msgspec.Struct, frozen=True):
    """A field, how its value is compared, and with what; both bounds are inclusive."""

    field: MetadataField
    operator: Literal["=", ">=", "<="]
    value: Any

    def fits(self, found: Any) -> bool:
        """Tell whether the value of a data row passes; a value that cannot be compared does not."""
        own = _comparable(self.field.kind, found)
        if own is None:
            return False
        if self.operator == "=":
            return bool(own == self.value)
        return bool(own >= self.value if self.operator == ">=" else own <= self.value)


def read_conditions(session: Session, texts: Sequence[str]) -> list[MetadataCondition]:
    """Read conditions; the longest name of a field that fits is meant.

    Raises:
        UsageError: No such field, no operator behind it, or a value the field never has (ROW010).
    """
    if not texts:
        return []
    if len(texts) > MAX_CONDITIONS:
        raise UsageError(
            f"{len(texts)} conditions on metadata are given", hint=f"give {MAX_CONDITIONS} at most"
        )
    fields = sorted(session.catalog.metadata_fields(), key=lambda one: -len(one.name))
    return [_condition(text, fields) for text in texts]


def rows_meeting(session: Session, conditions: Sequence[MetadataCondition], row_ids: list[int]) -> list[int]:
    """Keep those of the data rows that meet all the conditions, in their order."""
    for condition in conditions:
        values = session.metadata.values_of(condition.field.id, row_ids)
        row_ids = [row for row in row_ids if row in values and condition.fits(values[row])]
    return row_ids


def _condition(text: str, fields: Sequence[MetadataField]) -> MetadataCondition:
    for field in fields:
        rest = text.removeprefix(field.name)
        if len(rest) == len(text):
            continue
        for operator in OPERATORS:
            if rest.startswith(operator):
                return _read(field, operator, rest.removeprefix(operator))
    raise UsageError(f"metadata condition {text[:80]!r} names no field", code="ROW010", hint=_HINT)


def _read(field: MetadataField, operator: Literal["=", ">=", "<="], text: str) -> MetadataCondition:
    if field.kind == "embedding":
        raise UsageError(
            f"metadata {field.name!r} is an embedding", code="ROW010", hint="choose another field"
        )
    given: Any = text
    if field.kind == "number":
        try:
            given = float(text)
        except ValueError:
            given = None
    value = _comparable(field.kind, given)
    if value is None:
        message = f"metadata {field.name!r}: {text[:60]!r} is no {field.kind}"
        raise UsageError(message, code="ROW010", hint=f"the field is of the kind {field.kind}")
    return MetadataCondition(field, operator, value)


def _comparable(kind: str, value: Any) -> Any:
    """Return what is compared: numbers, instants or texts; None for what is none of them."""
    if kind == "number":
        return value if isinstance(value, int | float) else None
    if not isinstance(value, str):
        return None
    if kind != "datetime":
        return value
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
