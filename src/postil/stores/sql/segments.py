"""Layers as imports write, settle and drop them, whether anybody sees them yet or not."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    case,
    delete,
    distinct,
    exists,
    func,
    or_,
    select,
    update,
)

from postil.errors import ConflictError
from postil.model.digest import digest_of
from postil.model.wire import decode_keys
from postil.ports.bundles import NewSegment, Segment
from postil.stores.sql import schema as t
from postil.stores.sql.hot import HotStatements, SegmentValues
from postil.stores.sql.layer_facts import LayerFacts
from postil.stores.sql.prepared import Prepared
from postil.stores.sql.records import chunked

_segment, _bundle, _job, _change = t.segment.c, t.bundle.c, t.job.c, t.job_change.c
_STEP = 5000
_NO_FACTS = LayerFacts()
_encode = msgspec.json.Encoder().encode

original = t.segment.alias("original")
"""The older layer whose document a repeating one shares."""

_SEGMENTS: Select[Any] = (
    select(
        _segment.id,
        _segment.bundle_id,
        _segment.data_row_id,
        _bundle.no,
        _segment.job_id,
        _segment.chunk,
        _segment.n,
        func.coalesce(_segment.document, original.c.document).label("document"),
        _segment.lines,
        _segment.about,
        _segment.needs_settle,
    )
    .select_from(t.segment)
    .join(t.bundle, _bundle.id == _segment.bundle_id)
    .outerjoin(original, original.c.id == _segment.same_as)
)


@Prepared
def _unsettled(job_id: Any, after_row: Any, limit: Any) -> Select[Any]:
    marked = func.sum(case((_segment.needs_settle, 1), else_=0))
    return (
        select(_segment.data_row_id)
        .where(_segment.job_id == job_id, _segment.data_row_id > after_row)
        .group_by(_segment.data_row_id)
        .having(or_(func.count() > func.count(distinct(_segment.bundle_id)), marked > 0))
        .order_by(_segment.data_row_id)
        .limit(limit)
    )


@Prepared
def rows_of_job(job_id: Any, after_row: Any, limit: Any) -> Select[Any]:
    """Ask for the distinct data rows a job says something about, ascending."""
    return (
        select(_segment.data_row_id)
        .distinct()
        .where(_segment.job_id == job_id, _segment.data_row_id > after_row)
        .order_by(_segment.data_row_id)
        .limit(limit)
    )


def _facts(new: NewSegment) -> str | None:
    is_remarkable = new.is_whole or new.is_benchmark or new.tombstones or new.ext is not None or new.metrics
    if not is_remarkable and new.version is None and new.score is None:
        return None
    facts = LayerFacts(
        new.is_whole, new.is_benchmark, new.version, new.score, new.ext, new.tombstones, new.metrics
    )
    return None if facts == _NO_FACTS else _encode(facts).decode()


def _stored(row: Row[Any]) -> Segment:
    fields = dict(row._mapping)  # noqa: SLF001 - the documented way to a row's names
    about = fields.pop("about")
    return Segment(**fields, is_whole=about is not None and about.is_whole)


class SqlSegments:
    """The part of `ports.bundles.BundleStore` that one job's layers pass through."""

    def __init__(self, connection: Connection, hot: HotStatements) -> None:
        self._connection = connection
        self._hot = hot

    def write_segments(self, set_id: int, job_id: int, chunk: int, segments: Sequence[NewSegment]) -> None:
        """Write the layers of one chunk, making bundles as needed; repeating the call changes nothing.

        Two segments of one call must not name the same bundle: the later one would replace the earlier.

        Raises:
            ConflictError: A data row is not there any more; the transaction must not be committed.
        """
        ids = self._hot.ensure_bundles(set_id, [(new.data_row_id, new.no) for new in segments])
        if any((new.data_row_id, new.no) not in ids for new in segments):
            raise ConflictError("an annotation is about a data row that is not there any more")
        originals = self._originals([new.same_as for new in segments if new.same_as is not None])

        def values(new: NewSegment) -> SegmentValues:
            # One that was put together with others meanwhile is not there any more.
            same_as = None if new.same_as is None else originals.get(new.same_as)
            return (
                ids[new.data_row_id, new.no],
                new.data_row_id,
                job_id,
                chunk,
                new.n,
                new.needs_settle,
                same_as,
                _facts(new),
                new.digest or digest_of(decode_keys(new.document), None),
                new.lines,
                new.document if same_as is None else None,
            )

        self._hot.put_segments(map(values, segments))

    def _originals(self, ids: Sequence[int]) -> dict[int, int]:
        """Map layers to those that hold their document, so that no layer repeats a repeating one."""
        found: dict[int, int] = {}
        for piece in chunked(ids):
            query = select(_segment.id, func.coalesce(_segment.same_as, _segment.id))
            # Nobody takes a layer away that is about to be referred to.
            kept = query.where(_segment.id.in_(piece)).with_for_update(read=True)
            found.update(tuple(row) for row in self._connection.execute(kept))
        return found

    def unsettled_rows(self, job_id: int, *, after_row: int, limit: int) -> list[int]:
        """Return data row ids, ascending, where a bundle has several layers of the job or a marked one."""
        found = _unsettled(self._connection, job_id=job_id, after_row=after_row, limit=limit)
        return list(found.scalars())

    def rows_touched(
        self,
        job_id: int,
        set_id: int,
        *,
        after_no: int,
        after_row: int,
        limit: int,
        upto_no: int | None = None,
    ) -> list[int]:
        """Return data rows of a job, ascending, that other jobs have changed meanwhile.

        What is said about a bundle depends on nothing outside it, so rows of other bundles do not count.
        """
        changed = select(_change.job_id).where(
            _change.set_id == set_id, _change.no > after_no, _change.job_id != job_id
        )
        if upto_no is not None:
            changed = changed.where(_change.no <= upto_no)
        if self._connection.execute(changed.limit(1)).first() is None:
            # The rule: then no layer has to be looked at.
            return []
        other = t.segment.alias("other")
        theirs = exists().where(other.c.bundle_id == _segment.bundle_id, other.c.job_id.in_(changed))
        query = (
            select(_segment.data_row_id)
            .distinct()
            .where(_segment.job_id == job_id, _segment.data_row_id > after_row, theirs)
            .order_by(_segment.data_row_id)
            .limit(limit)
        )
        return list(self._connection.execute(query).scalars())

    def segments_of_row(self, job_id: int, data_row_id: int) -> list[Segment]:
        """Return the layers of a job on one data row, ordered by bundle no and chunk."""
        return self.segments_of_rows(job_id, [data_row_id])

    def segments_of_rows(self, job_id: int, data_row_ids: Sequence[int]) -> list[Segment]:
        """Return the layers of a job on data rows, ordered by data row, bundle no and chunk."""
        found: list[Segment] = []
        for ids in chunked(sorted(set(data_row_ids))):
            query = _SEGMENTS.where(_segment.job_id == job_id, _segment.data_row_id.in_(ids))
            rows = self._connection.execute(query.order_by(_segment.data_row_id, _bundle.no, _segment.chunk))
            found += [_stored(row) for row in rows]
        return found

    def layered(self, job_id: int, data_row_ids: Sequence[int], *, below_chunk: int) -> set[tuple[int, int]]:
        """Return which bundles `(data row, no)` have layers of the job from earlier chunks."""
        found: set[tuple[int, int]] = set()
        for ids in chunked(data_row_ids):
            query = (
                select(_segment.data_row_id, _bundle.no)
                .join(t.bundle, _bundle.id == _segment.bundle_id)
                .where(_segment.job_id == job_id, _segment.data_row_id.in_(ids), _segment.chunk < below_chunk)
            )
            found.update((row_id, no) for row_id, no in self._connection.execute(query))
        return found

    def drop_segments(self, segment_ids: Sequence[int]) -> None:
        """Delete layers of an unpublished job of which nothing was left; bundles without any go with them."""
        for ids in chunked(segment_ids):
            query = select(_segment.bundle_id).where(_segment.id.in_(ids))
            self._drop(ids, list(self._connection.execute(query).scalars()))

    def _drop(self, segment_ids: Sequence[int], bundle_ids: Sequence[int]) -> None:
        self._delete(segment_ids)
        is_used = exists().where(_segment.bundle_id == _bundle.id)
        self._connection.execute(delete(t.bundle).where(_bundle.id.in_(bundle_ids), ~is_used))

    def replace_segment(self, segment_id: int, document: bytes, lines: bytes, n: int) -> None:
        """Store another document in a layer that settling has changed."""
        digest = digest_of(decode_keys(document), None)
        values = {"document": document, "digest": digest, "lines": lines, "n": n, "same_as": None}
        self._connection.execute(update(t.segment).where(_segment.id == segment_id).values(values))

    def job_segments(self, job_id: int, *, after_id: int, limit: int) -> list[Segment]:
        """List the layers of a job by id."""
        query = _SEGMENTS.where(_segment.job_id == job_id, _segment.id > after_id)
        rows = self._connection.execute(query.order_by(_segment.id).limit(limit))
        return [_stored(row) for row in rows]

    def job_data_rows(self, job_id: int) -> Iterator[int]:
        """Yield the distinct data rows a job says something about, ascending, in its transaction."""
        after = 0
        while ids := self.rows_of_job(job_id, after_row=after, limit=_STEP):
            yield from ids
            after = ids[-1]

    def rows_of_job(self, job_id: int, *, after_row: int, limit: int) -> list[int]:
        """List the distinct data rows a job says something about, ascending."""
        return list(rows_of_job(self._connection, job_id=job_id, after_row=after_row, limit=limit).scalars())

    def drop_chunks(self, job_id: int, *, from_chunk: int, limit: int) -> int:
        """Delete up to `limit` layers of an unpublished job of these and later chunks; return how many."""
        return self._drop_of(job_id, limit, _segment.chunk >= from_chunk)

    def drop_job(self, job_id: int, *, limit: int) -> int:
        """Delete up to `limit` layers of a job that was never published; return how many.

        Bundles left without any layer go with them.

        Raises:
            ConflictError: The job is published; undo it instead.
        """
        published = select(_job.published_no).where(_job.id == job_id)
        if self._connection.execute(published).scalar() is not None:
            raise ConflictError(f"import {job_id} is published", hint="undo it instead of dropping it")
        return self._drop_of(job_id, limit)

    def drop_undone(self, job_id: int, *, limit: int) -> int:
        """Delete up to `limit` layers of a job that is undone and sealed; return how many.

        Raises:
            ConflictError: It is not.
        """
        is_over = select(_job.id).where(
            _job.id == job_id, _job.undone_at.is_not(None), _job.sealed_at.is_not(None)
        )
        if self._connection.execute(is_over).first() is None:
            raise ConflictError(f"import {job_id} is not undone and sealed", hint="keep its layers")
        return self._drop_of(job_id, limit)

    def _drop_of(self, job_id: int, limit: int, *conditions: ColumnElement[bool]) -> int:
        query = select(_segment.id, _segment.bundle_id).where(_segment.job_id == job_id, *conditions)
        found = self._connection.execute(query.order_by(_segment.id).limit(limit)).all()
        for piece in chunked(found):
            self._drop([row.id for row in piece], [row.bundle_id for row in piece])
        return len(found)

    def _delete(self, ids: Sequence[int]) -> None:
        """Delete at most a piece of layers; of others that share the document of one, the oldest takes it."""
        query = select(_segment.id).where(_segment.id.in_(ids)).with_for_update()
        self._connection.execute(query).all()
        sharing = (
            select(_segment.same_as, func.min(_segment.id))
            .where(_segment.same_as.in_(ids), _segment.id.not_in(ids))
            .group_by(_segment.same_as)
        )
        for old, heir in self._connection.execute(sharing).all():
            document = select(original.c.document).where(original.c.id == old).scalar_subquery()
            given = update(t.segment).where(_segment.id == heir)
            self._connection.execute(given.values(document=document, same_as=None))
            others = update(t.segment).where(_segment.same_as == old, _segment.id.not_in([*ids, heir]))
            self._connection.execute(others.values(same_as=heir))
        self._connection.execute(delete(t.segment).where(_segment.id.in_(ids)))
