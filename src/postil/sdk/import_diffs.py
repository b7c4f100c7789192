"""Diffs of imports, as the client sees them."""

from typing import Any

import msgspec

from postil.sdk.counts import Counts


class DiffCounts(msgspec.Struct, kw_only=True):
    """Annotations by outcome; `removed` ones are replaced by none."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


class ComponentChange(msgspec.Struct, kw_only=True):
    """One component that differs; `at` is a JSON pointer into the annotation. Long values are cut."""

    at: str
    old: Any = None
    new: Any = None


class DiffExample(msgspec.Struct, kw_only=True):
    """One annotation that changes; `more` counts components that differ and are not listed."""

    outcome: str
    data_row: str
    key: str
    changes: list[ComponentChange] = []
    more: int = 0


class FeatureChanges(msgspec.Struct, kw_only=True):
    """What changes of one feature; `rejected` counts source rows, those without a `name` named none."""

    name: str | None
    kind: str | None = None
    labels: list[str] = []
    counts: DiffCounts
    rejected: int = 0
    examples: list[DiffExample] = []


class OverwrittenImport(msgspec.Struct, kw_only=True):
    """How many annotations of an earlier import are updated or removed."""

    id: str
    name: str
    annotations: int


class ImportDiff(msgspec.Struct, kw_only=True):
    """What an import changes: `rows` counts source rows, `counts` annotations."""

    rows: Counts
    counts: DiffCounts
    data_rows: int
    features: list[FeatureChanges]
    overwrites: list[OverwrittenImport]


class DiffedDataRow(msgspec.Struct, kw_only=True):
    """What an import changes on one data row."""

    id: str
    global_key: str | None
    counts: DiffCounts


class AnnotationChange(msgspec.Struct, kw_only=True):
    """One annotation before and after."""

    outcome: str
    bundle: int
    key: str
    old: Any
    new: Any


class AnnotationChanges(msgspec.Struct, kw_only=True):
    """Everything an import says about one data row."""

    items: list[AnnotationChange]
