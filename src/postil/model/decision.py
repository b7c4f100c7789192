"""Decisions: what a person made of the annotations they were offered, so that rates can be told exactly."""

from collections.abc import Iterable, Sized

import msgspec

from postil.model.annotation import Annotation
from postil.model.number import Number

DECISIONS = ("accepted", "corrected", "rejected", "added")


class Rejection(msgspec.Struct, omit_defaults=True, frozen=True):
    """An offered annotation a person decided against, by value, so that it outlives its source.

    `version` is that of the pre-labels, `score` the confidence it was offered with.
    """

    set_id: int
    bundle_id: int
    key: str
    job_id: int | None = None
    feature: str | None = None
    version: str | None = None
    score: Number | None = None


def count_decisions(annotations: Iterable[Annotation], rejections: Sized) -> dict[str, int]:
    """Count what was taken as it was offered, changed, decided against, and said without an offer."""
    found = dict.fromkeys(DECISIONS, 0)
    for one in annotations:
        found[decision_on(one)] += 1
    found["rejected"] = len(rejections)
    return found


def decision_on(annotation: Annotation) -> str:
    """Tell what was made of an offer: `accepted` or `corrected`; `added` when it was made from none."""
    if annotation.origin is None:
        return "added"
    return "accepted" if annotation.origin.offered is None else "corrected"
