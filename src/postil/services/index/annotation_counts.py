"""Counts of annotations per feature and score, from the sums of the index.

The sums are by sixteenths of the score. A range whose ends are sixteenths is counted exactly. Of other
ranges the documents are counted where the feature lies on few data rows; where it lies on many the answer
says at least and at most how many there are.
"""

import msgspec

from postil.model.occurrence import ANY, NONE, SIXTEENTHS, sixteenth
from postil.ports.projections import FeaturePlace, OccurrenceTotal
from postil.ports.store import Session
from postil.services.index.filters import Wanted
from postil.services.index.finders import Finders

MAX_ROWS_VERIFIED = 1_000
PART = 50


class FeatureCount(msgspec.Struct):
    """How many annotations have a feature with a score in the range.

    `feature` None stands for annotations no feature of the ontology takes. `n` is exact, None when only the
    bounds are known. `sixteenths` are over all scores, lowest first; each includes its lower end, the last
    also 1.
    """

    feature: FeaturePlace | None
    n: int | None
    at_least: int
    at_most: int
    sixteenths: list[int]


class AnnotationCounts(msgspec.Struct):
    """Counts per feature that occurs, and over all annotations when no feature was asked for."""

    items: list[FeatureCount]
    total: FeatureCount | None
    is_complete: bool


def count(session: Session, wanted: Wanted, finders: Finders) -> AnnotationCounts:
    """Count in the sets that are wanted."""
    is_complete = session.projections.is_complete(list(wanted.sets))
    sums: dict[int, OccurrenceTotal] = {}
    for part in session.projections.totals(list(wanted.sets), wanted.feature_ids):
        known = sums.setdefault(part.feature_id, OccurrenceTotal(0, part.feature_id, 0, [0] * SIXTEENTHS))
        known.row_count += part.row_count
        known.bins = [one + other for one, other in zip(known.bins, part.bins, strict=True)]
    for number in wanted.feature_ids or ():
        sums.setdefault(number, OccurrenceTotal(0, number, 0, [0] * SIXTEENTHS))
    counted = {number: _counted(wanted, found) for number, found in sums.items()}
    if is_complete and wanted.feature_ids is not None:
        for number, found in sums.items():
            if counted[number].n is None and found.row_count <= MAX_ROWS_VERIFIED:
                exact = _verified(session, wanted, finders, number)
                counted[number].n = counted[number].at_least = counted[number].at_most = exact
    total = counted.pop(ANY, None) or _counted(wanted, OccurrenceTotal(0, ANY, 0, [0] * SIXTEENTHS))
    return AnnotationCounts(
        [counted[number] for number in sorted(counted, key=lambda number: (number == NONE, number))],
        total if wanted.feature_ids is None else None,
        is_complete,
    )


def _counted(wanted: Wanted, found: OccurrenceTotal) -> FeatureCount:
    first, last = sixteenth(wanted.low), sixteenth(wanted.high)
    inside = [number for number in range(first, last + 1) if _is_whole(number, wanted.low, wanted.high)]
    at_least = sum(found.bins[number] for number in inside)
    at_most = sum(found.bins[first : last + 1])
    place = wanted.features.get(found.feature_id)
    return FeatureCount(place, at_most if at_least == at_most else None, at_least, at_most, found.bins)


def _is_whole(number: int, low: float, high: float) -> bool:
    """Tell whether a range takes every score of a sixteenth. Its upper end belongs to the next one."""
    return low * SIXTEENTHS <= number and high * SIXTEENTHS >= min(number + 1, SIXTEENTHS)


def _verified(session: Session, wanted: Wanted, finders: Finders, feature_id: int) -> int:
    """Count on the documents of every data row that has the feature."""
    set_ids = list(wanted.sets)
    rows = session.projections.feature_rows(set_ids, [feature_id], after_row=0, limit=MAX_ROWS_VERIFIED + 1)
    n = 0
    for first in range(0, len(rows), PART):
        said = session.projections.said_of_features(set_ids, [row for row, _ in rows[first : first + PART]])
        for one in said:
            score = finders.of(session, one).of(one.annotation).get(feature_id)
            n += score is not None and wanted.low <= score <= wanted.high
    return n
