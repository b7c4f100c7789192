"""Annotations, as the client sees them: finding single ones, and counting them."""

from collections.abc import Iterator

import msgspec

from postil.model.annotation import Annotation
from postil.sdk.connection import API, Connection


class AnnotationFilter(msgspec.Struct, kw_only=True):
    """Which annotations; conditions combine with "and", absent ones allow all.

    `feature` and `option` are names or ids; both ends of a score range are inclusive.
    """

    feature: str | None = None
    option: str | None = None
    min_score: float | None = None
    max_score: float | None = None
    set_kind: str | None = None


class SearchFilter(AnnotationFilter, kw_only=True):
    """Which annotations or data rows. `job` is the id of an import; all after it is about the data row."""

    job: str | None = None
    task_state: str | None = None
    dataset: str | None = None
    global_key_prefix: str | None = None
    media_state: str | None = None
    has_label: bool | None = None
    has_pre_label: bool | None = None


class FoundAnnotation(msgspec.Struct, kw_only=True):
    """An annotation, where it lies, the import that said it last, and the score it was found with."""

    data_row: str
    global_key: str | None = None
    set_kind: str
    job: str
    feature: str | None = None
    score: float
    annotation: Annotation


class FeatureCount(msgspec.Struct, kw_only=True):
    """How many annotations have a feature; `n` is None where only the bounds are known."""

    feature: str | None = None
    name: str | None = None
    kind: str | None = None
    n: int | None = None
    at_least: int
    at_most: int
    sixteenths: list[int]


class FeatureCounts(msgspec.Struct, kw_only=True):
    """Counts by feature; of a moment ago while the index is not complete."""

    items: list[FeatureCount]
    total: FeatureCount | None = None
    index_complete: bool


class Annotations:
    """Find and count annotations."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, project: str, wanted: SearchFilter | None = None) -> Iterator[FoundAnnotation]:
        """Yield annotations by data row, asking for pages as they are needed.

        Raises:
            UsageError: The project knows no such feature or option, or the score range is empty.
        """
        query = msgspec.structs.asdict(wanted or SearchFilter()) | {"limit": 500}
        return self._connection.pages(f"{API}/projects/{project}/annotations", FoundAnnotation, query)

    def count(self, project: str, wanted: AnnotationFilter | None = None) -> FeatureCounts:
        """Return how many annotations there are of each feature.

        Raises:
            UsageError: The project knows no such feature or option, or the score range is empty.
        """
        query = msgspec.structs.asdict(wanted or AnnotationFilter())
        return self._connection.get(f"{API}/projects/{project}/annotation-counts", FeatureCounts, query)
