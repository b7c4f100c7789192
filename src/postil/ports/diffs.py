"""What an import changes in what readers see, as kept with a staged job and as told about any."""

from typing import Any, Literal

import msgspec

from postil.model.annotation import Annotation, Kind
from postil.ports.jobs import Counts

DiffOutcome = Literal["created", "updated", "unchanged", "removed"]


class ComponentChange(msgspec.Struct, kw_only=True, gc=False):
    """One component of an annotation that differs; `at` is a JSON pointer into it. Long values are cut."""

    at: str
    old: Any = None
    new: Any = None


class DiffExample(msgspec.Struct, kw_only=True):
    """One annotation that changes. `more` counts the components that differ and are not listed."""

    outcome: DiffOutcome
    data_row: str
    key: str
    changes: list[ComponentChange] = []
    more: int = 0


class DiffCounts(msgspec.Struct, kw_only=True, omit_defaults=False):
    """Annotations by outcome; copies within the job count once. `removed` ones are replaced by none."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


class FeatureDiff(msgspec.Struct, kw_only=True):
    """What changes of one feature. `rejected` counts source rows; `name` is None where they named none.

    `labels` are those of a Label Studio control.
    """

    name: str | None
    kind: Kind | None = None
    labels: list[str] = []
    feature_id: int | None = None
    counts: DiffCounts = msgspec.field(default_factory=DiffCounts)
    rejected: int = 0
    examples: list[DiffExample] = []


class Overwrite(msgspec.Struct, kw_only=True):
    """How many annotations of an earlier import are updated or removed."""

    job_uid: str
    job_name: str
    annotations: int


class Diff(msgspec.Struct, kw_only=True):
    """What a job changes, all told: against the state after change `as_of`, with the row counts of then."""

    as_of: int
    rows: Counts
    counts: DiffCounts = msgspec.field(default_factory=DiffCounts)
    data_rows: int = 0
    features: list[FeatureDiff] = []
    overwrites: list[Overwrite] = []


class RowDiff(msgspec.Struct, kw_only=True):
    """What a job changes on one data row."""

    data_row_id: int
    data_row_uid: str
    global_key: str | None
    counts: DiffCounts


class AnnotationDiff(msgspec.Struct, kw_only=True):
    """What a job changes of one annotation: its value before and after, whichever there is."""

    outcome: DiffOutcome
    no: int
    key: str
    old: Annotation | None
    new: Annotation | None
