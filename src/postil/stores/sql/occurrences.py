"""Occurrences of features, and their sums."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, select, tuple_

from postil.ports.projections import Occurrence, OccurrenceTotal
from postil.stores.sql import schema as t
from postil.stores.sql.bins import Packed, pack, unpack
from postil.stores.sql.hot import HotStatements
from postil.stores.sql.records import chunked
from postil.stores.sql.schema_projections import SIXTEENTHS

_occurrence, _total = t.occurrence.c, t.occurrence_total.c
_PLACE = (_occurrence.set_id, _occurrence.feature_id, _occurrence.data_row_id)
_COLUMNS = ("set_id", "feature_id", "data_row_id", "n", "mask", "bins")
_TOTAL_COLUMNS = ("set_id", "feature_id", "row_count", *SIXTEENTHS)

Place = tuple[int, int]
"""`(data row, feature)` within one set."""


class SqlOccurrences:
    """The part of `ports.projections.ProjectionStore` about occurrences."""

    def __init__(self, connection: Connection, hot: HotStatements) -> None:
        self._connection = connection
        self._hot = hot

    def replace(self, set_id: int, data_row_ids: Sequence[int], occurrences: Sequence[Occurrence]) -> None:
        """Put occurrences in the place of all the set has on the data rows, and correct the sums.

        What stays as it is, is not written.
        """
        before = self._stored(set_id, data_row_ids)
        after = {(found.data_row_id, found.feature_id): pack(found.bins) for found in occurrences}
        gone = [place for place, packed in before.items() if after.get(place) != packed]
        new = [place for place, packed in after.items() if before.get(place) != packed]
        self._delete(set_id, gone)
        values = ((set_id, feature, row, *after[row, feature]) for row, feature in new)
        self._hot.append(t.occurrence, _COLUMNS, values)
        changes: dict[int, list[int]] = {}
        _add(changes, ((place[1], before[place]) for place in gone), -1)
        _add(changes, ((place[1], after[place]) for place in new), 1)
        self._change_totals(set_id, changes)

    def _stored(self, set_id: int, data_row_ids: Sequence[int]) -> dict[Place, Packed]:
        found: dict[Place, Packed] = {}
        for ids in chunked(data_row_ids):
            query = select(
                _occurrence.data_row_id,
                _occurrence.feature_id,
                _occurrence.n,
                _occurrence.mask,
                _occurrence.bins,
            ).where(_occurrence.data_row_id.in_(ids), _occurrence.set_id == set_id)
            for row, feature, n, mask, bins in self._connection.execute(query):
                found[row, feature] = (n, mask, bins)
        return found

    def _delete(self, set_id: int, places: Iterable[Place]) -> None:
        by_feature = sorted((feature, row) for row, feature in places)
        for feature, rows in groupby(by_feature, key=lambda place: place[0]):
            for ids in chunked([row for _, row in rows]):
                gone = delete(t.occurrence).where(
                    _occurrence.set_id == set_id,
                    _occurrence.feature_id == feature,
                    _occurrence.data_row_id.in_(ids),
                )
                self._connection.execute(gone)

    def _change_totals(self, set_id: int, changes: Mapping[int, Sequence[int]]) -> None:
        """Add to the sums; whoever moves the cursor holds it, so nobody else does."""
        features = [feature for feature, change in changes.items() if any(change)]
        stored = {total.feature_id: total for total in self.totals([set_id], features)}
        values = []
        for feature in features:
            total = stored.get(feature)
            before = [total.row_count, *total.bins] if total else [0] * 17
            after = [old + change for old, change in zip(before, changes[feature], strict=True)]
            if after[0]:
                values.append((set_id, feature, *after))
        for ids in chunked(features):
            gone = delete(t.occurrence_total).where(_total.set_id == set_id, _total.feature_id.in_(ids))
            self._connection.execute(gone)
        self._hot.append(t.occurrence_total, _TOTAL_COLUMNS, values)

    def used_features(self, feature_ids: Collection[int]) -> set[int]:
        """Return those of the features that visible annotations of any set have."""
        found: set[int] = set()
        for ids in chunked(sorted(feature_ids)):
            query = select(_total.feature_id).distinct()
            query = query.where(_total.feature_id.in_(ids), _total.row_count > 0)
            found.update(self._connection.execute(query).scalars())
        return found

    def totals(self, set_ids: Sequence[int], feature_ids: Collection[int] | None) -> list[OccurrenceTotal]:
        """Return the sums of the sets, of some features or of all, by set and feature."""
        found: list[OccurrenceTotal] = []
        for condition in _pieces(feature_ids):
            query = select(t.occurrence_total).where(_total.set_id.in_(set_ids), *condition)
            rows = self._connection.execute(query.order_by(_total.set_id, _total.feature_id))
            found += [OccurrenceTotal(row[0], row[1], row[2], list(row[3:])) for row in rows]
        return found

    def feature_rows(
        self, set_ids: Sequence[int], feature_ids: Collection[int], *, after_row: int, limit: int
    ) -> list[tuple[int, int]]:
        """List `(data row, mask)` behind `after_row`, ascending, where any of the features occurs.

        Fewer than `limit` are the last. Bit b of the mask says that a score lies in sixteenth b.
        """
        pages = [
            [
                (row, mask)
                for row, mask in self._connection.execute(_feature_page(one, feature, after_row, limit))
            ]
            for one in set_ids
            for feature in feature_ids
        ]
        found: list[tuple[int, int]] = []
        for row, places in groupby(merge(*pages), key=lambda place: place[0]):
            mask = 0
            for _, one in places:
                mask |= one
            found.append((row, mask))
            # Behind the end of a full page one feature's rows are not known, so the list ends before.
            if len(found) == limit:
                break
        return found

    def clear(self, *, limit: int) -> int:
        """Delete up to `limit` occurrences, or else the sums and summaries; return how many rows went."""
        query = select(*_PLACE).order_by(*_PLACE).limit(limit)
        places = self._connection.execute(query).all()
        if places:
            upto = tuple_(*_PLACE) <= tuple_(*tuple(places[-1]))
            self._connection.execute(delete(t.occurrence).where(upto))
            return len(places)
        gone = self._connection.execute(delete(t.occurrence_total)).rowcount
        tasks = select(t.task_summary.c.task_id).order_by(t.task_summary.c.task_id).limit(limit)
        for ids in chunked(list(self._connection.execute(tasks).scalars())):
            part = delete(t.task_summary).where(t.task_summary.c.task_id.in_(ids))
            gone += self._connection.execute(part).rowcount
        return gone


def _feature_page(set_id: int, feature_id: int, after_row: int, limit: int) -> Select[Any]:
    return (
        select(_occurrence.data_row_id, _occurrence.mask)
        .where(
            _occurrence.set_id == set_id,
            _occurrence.feature_id == feature_id,
            _occurrence.data_row_id > after_row,
        )
        .order_by(_occurrence.data_row_id)
        .limit(limit)
    )


def _pieces(feature_ids: Collection[int] | None) -> Iterator[tuple[ColumnElement[bool], ...]]:
    if feature_ids is None:
        yield ()
        return
    for ids in chunked(sorted(feature_ids)):
        yield (_total.feature_id.in_(ids),)


def _add(changes: dict[int, list[int]], found: Iterable[tuple[int, Packed]], sign: int) -> None:
    for feature, (_, mask, bins) in found:
        change = changes.get(feature)
        if change is None:
            change = changes[feature] = [0] * 17
        change[0] += sign
        for bit, count in enumerate(unpack(mask, bins), 1):
            if count:
                change[bit] += sign * count
