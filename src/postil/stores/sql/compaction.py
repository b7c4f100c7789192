"""Compaction: the oldest layers of a bundle, all of sealed jobs, become one."""

from array import array
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, func, select

from postil.model.annotation import Annotation
from postil.model.digest import digest_of, left_edges
from postil.model.wire import decode_annotations, encode_annotations
from postil.stores.sql import schema as t
from postil.stores.sql.columns import to_json
from postil.stores.sql.layer_facts import LayerFacts
from postil.stores.sql.layers import ORDER
from postil.stores.sql.segments import SqlSegments, original

_segment, _bundle, _job = t.segment.c, t.bundle.c, t.job.c
_mine = t.job.alias("mine")
_UNKNOWN_LINE = 0
_PIECE = 450
"""Layers deleted by one statement; each is named twice."""


class SqlCompaction(SqlSegments):
    """The part of `ports.bundles.BundleStore` that puts layers together."""

    def collapse(self, job_id: int, *, after_row: int, limit: int) -> int | None:
        """Put each bundle's layers up to those of a sealed job into one whole layer of that job.

        It takes the place of the job's last layer under a new id. Values stay as they are. Lines of
        annotations that came from earlier jobs become 0: they are lines of another source.

        Args:
            job_id: A sealed job that is not undone; others are left alone.
            after_row: Where to begin, a data row id, exclusive.
            limit: How many data rows to look at.

        Returns:
            The last data row looked at, None when there are no more.
        """
        ids = (
            select(_segment.data_row_id)
            .distinct()
            .where(_segment.job_id == job_id, _segment.data_row_id > after_row)
            .order_by(_segment.data_row_id)
            .limit(limit)
        )
        row_ids = list(self._connection.execute(ids).scalars())
        columns = (_segment.bundle_id,)
        several = _sealed(job_id, row_ids, *columns).group_by(*columns).having(func.count() > 1)
        bundles = list(self._connection.execute(several).scalars())
        layers = self._connection.execute(_layers(job_id, row_ids, bundles)).all() if bundles else []
        for _, group in groupby(layers, key=lambda row: row.bundle_id):
            bundle = list(group)
            # A bundle the job does not speak about is put together with the last job that does.
            if len(bundle) > 1 and bundle[-1].job_id == job_id:
                self._put_together(bundle)
        return row_ids[-1] if len(row_ids) == limit else None

    def _put_together(self, layers: Sequence[Row[Any]]) -> None:
        last = layers[-1]
        facts, value = _described(layers), _folded(layers, last.job_id)
        annotations = [annotation for annotation, _ in value.values()]
        document = encode_annotations(annotations)
        lines = array("q", [line for _, line in value.values()]).tobytes()
        ids = [row.id for row in layers]
        for start in range(0, len(ids), _PIECE):
            self._delete(ids[start : start + _PIECE])
        base = (
            last.bundle_id,
            last.data_row_id,
            last.job_id,
            last.chunk,
            len(value),
            False,
            None,
            to_json(facts),
            digest_of(list(value), left_edges(annotations)),
            lines,
            document,
        )
        self._hot.put_segments([base])


def _sealed(job_id: int, row_ids: Sequence[int], *columns: Any) -> Select[Any]:
    """Ask for the visible layers of sealed jobs up to a job, in its set."""
    return (
        select(*columns)
        .select_from(t.bundle)
        .join(t.segment, _segment.bundle_id == _bundle.id)
        .join(t.job, _job.id == _segment.job_id)
        .join(_mine, _mine.c.id == job_id)
        .where(
            _bundle.data_row_id.in_(row_ids),
            _bundle.set_id == _mine.c.set_id,
            _job.sealed_at.is_not(None),
            _job.undone_at.is_(None),
            _job.published_no <= _mine.c.published_no,
        )
    )


def _layers(job_id: int, row_ids: Sequence[int], bundle_ids: Sequence[int]) -> Select[Any]:
    columns = (
        _segment.id,
        _segment.bundle_id,
        _segment.data_row_id,
        _segment.job_id,
        _segment.chunk,
        _segment.about,
        _segment.lines,
        func.coalesce(_segment.document, original.c.document).label("document"),
    )
    query = _sealed(job_id, row_ids, *columns).outerjoin(original, original.c.id == _segment.same_as)
    return query.where(_bundle.id.in_(bundle_ids)).order_by(_segment.bundle_id, *ORDER)


def _folded(layers: Sequence[Row[Any]], last_job: int) -> dict[str, tuple[Annotation, int]]:
    value: dict[str, tuple[Annotation, int]] = {}
    for row in layers:
        facts = row.about or LayerFacts()
        if facts.is_whole:
            value.clear()
        for key in facts.tombstones:
            value.pop(key, None)
        lines = array("q", row.lines)
        for annotation, line in zip(decode_annotations(row.document), lines, strict=True):
            value[annotation.key] = annotation, line if row.job_id == last_job else _UNKNOWN_LINE
    return value


def _described(layers: Sequence[Row[Any]]) -> LayerFacts:
    """Return what the layers together say about the bundle, as a layer that hides all below it."""
    told = LayerFacts(is_whole=True)
    for row in layers:
        facts = row.about or LayerFacts()
        if facts.is_whole:
            told = LayerFacts(is_whole=True)
        told.version = told.version if facts.version is None else facts.version
        told.score = told.score if facts.score is None else facts.score
        told.ext = told.ext if facts.ext is None else facts.ext
        told.is_benchmark = told.is_benchmark or facts.is_benchmark
        told.metrics = told.metrics | facts.metrics
    return told
