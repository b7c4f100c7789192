"""Metadata: what kinds of values a field of the catalog takes."""

import math
from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal

MetadataKind = Literal["string", "number", "datetime", "enum", "embedding"]

EMBEDDING_LENGTH = 128
"""Numbers an embedding has."""

MAX_NAME = 100
"""Characters the name of a field or option may have."""


def value_problem(kind: MetadataKind, value: Any, options: Collection[str] = ()) -> str | None:
    """Say why a field of this kind does not take a value; None when it does.

    An enum takes the name of one of its options, a datetime a text as in ISO 8601.
    """
    if kind == "string":
        return None if isinstance(value, str) else f"{value!r:.60} is no text"
    if kind == "number":
        return None if _is_number(value) else f"{value!r:.60} is no finite number"
    if kind == "datetime":
        return None if _is_instant(value) else f"{value!r:.60} is no time as in 2024-01-31T09:30:00Z"
    if kind == "enum":
        return None if value in options else f"{value!r:.60} is none of the options {sorted(options)!r:.200}"
    is_embedding = isinstance(value, list) and len(value) == EMBEDDING_LENGTH and all(map(_is_number, value))
    return None if is_embedding else f"an embedding is a list of {EMBEDDING_LENGTH} numbers"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_instant(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value) is not None
    except ValueError:
        return False
