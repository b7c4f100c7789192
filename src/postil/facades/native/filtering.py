"""Filtering: the parameters by which annotations, and the data rows that have them, are found."""

from typing import Annotated, Generic, TypeVar

import msgspec

from postil.facades.native.metadata_query import MetadataConditions
from postil.facades.native.page import Limit
from postil.model.data_row import MediaType
from postil.model.label import SetKind
from postil.ports.catalog import MediaState
from postil.ports.projects import TaskState
from postil.services.index.filters import Filter

T = TypeVar("T")

MAX_TEXT = 200
Score = Annotated[float, msgspec.Meta(ge=0, le=1)]
Named = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TEXT)]
Uid = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Next = Annotated[
    str, msgspec.Meta(max_length=4096, description="The `next` of the page before, with the same filter.")
]

ABOUT_PAGES = (
    "A page shows only what is visible now. It may hold fewer items than were asked for, even none, and have "
    "a `next`: a request looks at a bounded number of data rows. `index_complete` is false while the index "
    "is behind: then the newest changes may be missing."
)
UNKNOWN = {422: "The project knows no such feature or option; the hint names the nearest."}


class AnnotationFilter(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which annotations. Conditions combine with "and".

    `feature` and `option` are names or ids; of both, the option is one below the feature. `min_score` and
    `max_score` are inclusive; an annotation without a confidence has the score 1, an answer without one that
    of its question.
    """

    feature: Named | None = None
    option: Named | None = None
    min_score: Score | None = None
    max_score: Score | None = None
    set_kind: SetKind | None = None


class SearchQuery(AnnotationFilter, kw_only=True, forbid_unknown_fields=True):
    """Which annotations or data rows. Conditions combine with "and".

    `feature` and `option` are names or ids; of both, the option is one below the feature. `min_score` and
    `max_score` are inclusive; an annotation without a confidence has the score 1, an answer without one that
    of its question. `job` is the import that said it last. `task_state`, `dataset`, `global_key_prefix`,
    `media_state`, `media_type`, `metadata`, `has_label` and `has_pre_label` are about the data row.
    """

    job: Uid | None = None
    task_state: TaskState | None = None
    dataset: Uid | None = None
    global_key_prefix: Named | None = None
    media_state: MediaState | None = None
    media_type: MediaType | None = None
    metadata: MetadataConditions = []
    has_label: bool | None = None
    has_pre_label: bool | None = None
    after: Next = ""
    limit: Limit = 100


def filter_of(query: AnnotationFilter) -> Filter:
    """Return what the services call the conditions of a query."""
    names = set(Filter.__struct_fields__) & set(query.__struct_fields__)
    return Filter(**{name: getattr(query, name) for name in names})


class SearchPage(msgspec.Struct, Generic[T], kw_only=True):
    """Some of what was found. `next` is null on the last page; a page may be empty and have one."""

    items: list[T]
    next: str | None
    index_complete: bool
