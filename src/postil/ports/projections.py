"""Projections: what is derived from the layers so that questions are answered without reading them.

`occurrence` says which features occur on which data rows and how surely, `task_summary` how much a task has.
Both follow the numbered changes (`ports.jobs.JobChange`) with a cursor of their own.
"""

from collections.abc import Collection, Sequence
from typing import Generic, Protocol, TypeVar

import msgspec

from postil.model.annotation import Annotation
from postil.model.data_row import MediaType
from postil.model.occurrence import OneFeature
from postil.ports.catalog import MediaState
from postil.ports.jobs import JobChange
from postil.ports.projects import TaskState

Content = TypeVar("Content", bound=Annotation | OneFeature)


class Progress(msgspec.Struct, frozen=True):
    """Where the projector stands.

    Every change up to `cursor` is projected, of the one behind it the data rows up to `row_after`. `steps`
    counts transactions: two projectors that read the same step cannot both take the next one. A `cursor` of
    `CLEARING` says that the projections are being emptied.
    """

    cursor: int = 0
    row_after: int = 0
    steps: int = 0


CLEARING = -1


class Occurrence(msgspec.Struct, gc=False):
    """How many annotations of a set on a data row have a feature, by the sixteenth of their score."""

    set_id: int
    feature_id: int
    data_row_id: int
    bins: list[int]


class OccurrenceTotal(msgspec.Struct, gc=False):
    """The sum over all data rows; `row_count` says over how many."""

    set_id: int
    feature_id: int
    row_count: int
    bins: list[int]


class Said(msgspec.Struct, Generic[Content], gc=False):
    """A visible annotation, or what counts of it, where it was said, and the import that said it last.

    What a person says has no import: `job_id` is 0, and `ontology` names a version their features are of.
    """

    set_id: int
    data_row_id: int
    no: int
    job_id: int
    annotation: Content
    ontology: tuple[int | None, int | None] = (None, None)


class TaskSummary(msgspec.Struct, gc=False):
    """How many labels a task has that are not skipped, and annotations as pre-labels and predictions."""

    label_count: int = 0
    pre_label_count: int = 0
    prediction_count: int = 0


class FeaturePlace(msgspec.Struct, gc=False):
    """A feature of any version of an ontology, and what it stands below."""

    id: int
    uid: str
    name: str
    kind: str
    parent_id: int | None = None
    alias: str | None = None


class RowFacts(msgspec.Struct, gc=False):
    """What filters ask of a visible data row."""

    id: int
    uid: str
    dataset_id: int
    media_state: MediaState
    media_type: MediaType
    global_key: str | None = None


class ProjectionStore(Protocol):
    """Moving projections forward, and asking them."""

    def progress(self) -> Progress: ...

    def next_changes(self, after_no: int, *, limit: int) -> list[JobChange]: ...

    def backlog(self, cursor: int, *, limit: int) -> int:
        """Count what the changes after `cursor` touch, and the dirty rows, at most `limit`.

        A change and a dirty row count one each, a layer one and one for each of its annotations.
        """
        ...

    def is_complete(self, set_ids: Sequence[int]) -> bool:
        """Tell whether every change of these sets is projected and no data row is dirty."""
        ...

    def dirty(self, data_row_ids: Sequence[int]) -> None:
        """Have the projector look at data rows again; part of the transaction that changes them."""
        ...

    def dirty_spoken(self) -> None:
        """Have the projector look at every data row with a label that a person has versioned."""
        ...

    def dirty_rows(self, *, limit: int) -> list[tuple[int, int]]:
        """List marks as `(mark, data row)`, oldest first."""
        ...

    def clean(self, marks: Sequence[int]) -> None: ...

    def sets_on(self, data_row_ids: Sequence[int]) -> list[int]:
        """Return the sets that have a bundle or a label on one of the data rows, or an occurrence."""
        ...

    def said(self, set_ids: Sequence[int], data_row_ids: Sequence[int]) -> list[Said[Annotation]]:
        """Return the visible annotations of visible data rows, by data row, set and no.

        What a person says about a data row stands in the place of what the set of their label says.
        """
        ...

    def said_of_features(
        self, set_ids: Sequence[int], data_row_ids: Sequence[int]
    ) -> list[Said[Annotation | OneFeature]]:
        """Return what `said` returns, without what counts for no feature where that spares reading it."""
        ...

    def move(self, before: Progress, cursor: int, row_after: int) -> bool:
        """Take a step; False when somebody else has taken it."""
        ...

    def replace(self, set_id: int, data_row_ids: Sequence[int], occurrences: Sequence[Occurrence]) -> None:
        """Put occurrences in the place of all the set has on the data rows, and correct the sums."""
        ...

    def summarise(self, data_row_ids: Sequence[int], *, set_id: int | None) -> None:
        """Count anew what tasks have on the data rows: those of the set's project, or of all projects."""
        ...

    def clear(self, *, limit: int) -> int:
        """Delete up to `limit` rows of the projections; return how many."""
        ...

    def totals(self, set_ids: Sequence[int], feature_ids: Collection[int] | None) -> list[OccurrenceTotal]:
        """Return the sums of the sets, of some features or of all."""
        ...

    def used_features(self, feature_ids: Collection[int]) -> set[int]:
        """Return those of the features that visible annotations of any set have."""
        ...

    def feature_rows(
        self, set_ids: Sequence[int], feature_ids: Collection[int], *, after_row: int, limit: int
    ) -> list[tuple[int, int]]:
        """List `(data row, mask)` behind `after_row`, ascending, where any of the features occurs.

        Fewer than `limit` are the last. Bit b of the mask says that a score lies in sixteenth b.
        """
        ...

    def job_rows(self, job_id: int, *, after_row: int, limit: int) -> list[int]: ...

    def rows_in_job(self, job_id: int, data_row_ids: Sequence[int]) -> list[int]:
        """Return those of the data rows that an import says something about, in their order."""
        ...

    def task_rows(self, project_id: int, *, after_row: int, limit: int) -> list[tuple[int, TaskState]]: ...

    def row_facts(self, data_row_ids: Sequence[int]) -> dict[int, RowFacts]:
        """Return facts of those that are visible."""
        ...

    def list_facts(self, *, dataset_id: int | None, after_row: int, limit: int) -> list[RowFacts]:
        """List facts of visible data rows by id."""
        ...

    def summaries(self, task_ids: Sequence[int]) -> dict[int, TaskSummary]:
        """Return what tasks have; those that have nothing are left out."""
        ...

    def feature_places(self, ontology_id: int | None, set_ids: Sequence[int]) -> list[FeaturePlace]:
        """List the features of an ontology, also removed ones, and those that occur in the sets."""
        ...
