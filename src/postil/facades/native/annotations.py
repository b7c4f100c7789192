"""Annotations: finding single ones, and counting them by feature and score."""

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.filtering import (
    ABOUT_PAGES,
    UNKNOWN,
    AnnotationFilter,
    SearchPage,
    SearchQuery,
    filter_of,
)
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.model.annotation import Annotation
from postil.model.label import SetKind
from postil.services.index.annotation_counts import FeatureCount as Counted
from postil.services.index.annotations import FoundAnnotation as Found


class FoundAnnotation(msgspec.Struct, kw_only=True):
    """An annotation and where it lies.

    `feature` is the id of its feature, null when the ontology has none for it. `job` is the import that said
    it last, empty when a person did; `score` is the one the filter asked about.
    """

    data_row: str
    global_key: str | None
    set_kind: SetKind
    job: str
    feature: str | None
    score: float
    annotation: Annotation


class FeatureCount(msgspec.Struct, kw_only=True):
    """How many annotations have a feature and a score in the range.

    `feature` is null for annotations that no feature of the ontology takes. `n` is exact; it is null where
    only bounds are known, because the range ends inside a sixteenth. `sixteenths` count by score, whatever
    the range, lowest first: each begins with its lower end, and the last includes 1.
    """

    feature: str | None
    name: str | None
    kind: str | None
    n: int | None
    at_least: int
    at_most: int
    sixteenths: list[int]


class FeatureCounts(msgspec.Struct, kw_only=True):
    """Counts by feature. `total` counts every annotation once; it is null when a feature was asked for."""

    items: list[FeatureCount]
    total: FeatureCount | None
    index_complete: bool


def list_annotations(call: Call[None, SearchQuery]) -> SearchPage[FoundAnnotation]:
    """List annotations."""
    query = call.query
    page = call.services.annotations.list_annotations(
        call.uid, filter_of(query), after=query.after, limit=query.limit
    )
    return SearchPage(
        items=[_found(one) for one in page.items], next=page.next, index_complete=page.is_complete
    )


def count_annotations(call: Call[None, AnnotationFilter]) -> FeatureCounts:
    """Count annotations."""
    counts = call.services.annotations.count(call.uid, filter_of(call.query))
    return FeatureCounts(
        items=[_counted(one) for one in counts.items],
        total=_counted(counts.total) if counts.total is not None else None,
        index_complete=counts.is_complete,
    )


def _found(one: Found) -> FoundAnnotation:
    return FoundAnnotation(
        data_row=one.row.uid,
        global_key=one.row.global_key,
        set_kind=one.set_kind,
        job=one.job_uid,
        feature=one.feature_uid,
        score=one.score,
        annotation=one.annotation,
    )


def _counted(one: Counted) -> FeatureCount:
    place = one.feature
    return FeatureCount(
        feature=place.uid if place else None,
        name=place.name if place else None,
        kind=place.kind if place else None,
        n=one.n,
        at_least=one.at_least,
        at_most=one.at_most,
        sixteenths=one.sixteenths,
    )


_FEATURE = "0190a000-0000-7000-8000-000000000021"
_FOUND = {
    "data_row": "0190a000-0000-7000-8000-000000000011",
    "global_key": "kobe.jpg",
    "set_kind": "pre_label",
    "job": "0190a000-0000-7000-8000-000000000050",
    "feature": _FEATURE,
    "score": 0.91,
    "annotation": {
        "key": "0190a000-0000-7000-8000-000000000060",
        "feature": "car",
        "geometry": {"type": "box", "left": 40, "top": 60, "width": 180, "height": 120},
        "confidence": 0.91,
    },
}
_COUNT = {
    "feature": _FEATURE,
    "name": "car",
    "kind": "box",
    "n": 7,
    "at_least": 7,
    "at_most": 7,
    "sixteenths": [0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 1, 3],
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/projects/{{uid}}/annotations",
        name="list_annotations",
        summary="List the annotations of a project that pass a filter",
        access=at_least("viewer", project_in_path),
        handler=list_annotations,
        query=SearchQuery,
        response=SearchPage[FoundAnnotation],
        errors=UNKNOWN,
        description=f"The order, by data row, is changed by no import. {ABOUT_PAGES}",
        example=Example(response={"items": [_FOUND], "next": None, "index_complete": True}),
    ),
    Route(
        method="GET",
        path=f"{API}/projects/{{uid}}/annotation-counts",
        name="count_annotations",
        summary="Count the annotations of a project by feature and score",
        access=at_least("viewer", project_in_path),
        handler=count_annotations,
        query=AnnotationFilter,
        response=FeatureCounts,
        errors=UNKNOWN,
        description=(
            "The answer comes from sums, however many annotations there are. It is exact for ranges of "
            "sixteenths, such as from 0.5 or 0.75. Of other ranges it is exact where the feature asked for "
            "lies on at most 1,000 data rows, and gives bounds elsewhere. While `index_complete` is false, "
            "the index is behind and these are the counts of a moment ago."
        ),
        example=Example(response={"items": [_COUNT], "total": None, "index_complete": True}),
    ),
]
