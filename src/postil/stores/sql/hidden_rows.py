"""Data rows that unpublished import jobs bring: hidden until one of them is published.

A row is stored once, hidden by the job that brought it first. A dry run may wait for long with it, so other
jobs that bring the same row share it: the first one that is published shows it, and it goes with the last.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, or_, select, update

from postil.stores.sql import schema as t
from postil.stores.sql.records import chunked

_row, _shared, _job = t.data_row.c, t.shared_row.c, t.job.c


def is_found_by(job_id: Any) -> ColumnElement[bool]:
    """Ask whether a job, 0 for none, can find a data row: visible ones, and those it brings itself."""
    shares = exists().where(_shared.data_row_id == _row.id, _shared.job_id == job_id)
    return or_(_row.hidden_by.is_(None), _row.hidden_by == job_id, shares)


# Rows that are looked up by something else are told by this. By `hidden_by` itself PostgreSQL would read all
# hidden rows through in their index, of which it believes that they are few.
hider = func.coalesce(_row.hidden_by, 0)


class SqlHiddenRows:
    """The part of `ports.catalog.CatalogStore` about rows nobody sees yet."""

    _connection: Connection

    def share_hidden(self, job_id: int, keys: Sequence[str]) -> None:
        """Let a job have the rows of these global keys that a staged job has hidden."""
        staged = select(_job.id).where(_job.state == "staged")
        for piece in chunked(keys):
            query = select(_row.id).where(_row.global_key.in_(piece), hider.in_(staged), hider != job_id)
            found = set(self._connection.execute(query).scalars())
            known = select(_shared.data_row_id).where(
                _shared.job_id == job_id, _shared.data_row_id.in_(found)
            )
            new = sorted(found - set(self._connection.execute(known).scalars()))
            if new:
                values = [{"job_id": job_id, "data_row_id": row_id} for row_id in new]
                self._connection.execute(insert(t.shared_row), values)

    def reveal(self, job_id: int, at: int) -> list[int]:
        """Make the rows hidden by a job visible; return their ids, also of those it shared."""
        shared = list(
            self._connection.execute(select(_shared.data_row_id).where(_shared.job_id == job_id)).scalars()
        )
        own = list(self._connection.execute(select(_row.id).where(_row.hidden_by == job_id)).scalars())
        # Whoever shows a row has brought it: undoing that job hides it again.
        shown = update(t.data_row).values(hidden_by=None, brought_by=job_id, updated_at=at)
        self._connection.execute(shown.where(_row.hidden_by == job_id))
        for ids in chunked(shared):
            self._connection.execute(shown.where(_row.id.in_(ids), _row.hidden_by.is_not(None)))
        self._connection.execute(delete(t.shared_row).where(_shared.job_id == job_id))
        return sorted({*own, *shared})

    def drop_hidden(self, job_id: int, *, limit: int) -> int:
        """Delete up to `limit` rows still hidden by a job, with all that hangs on them; return how many.

        Rows that another job shares are handed over to it instead.
        """
        self._connection.execute(delete(t.shared_row).where(_shared.job_id == job_id))
        query = select(_row.id).where(_row.hidden_by == job_id).order_by(_row.id).limit(limit)
        ids = list(self._connection.execute(query).scalars())
        for piece in chunked(ids):
            heirs = self._heirs(piece)
            for row_id, heir in heirs.items():
                self._connection.execute(update(t.data_row).where(_row.id == row_id).values(hidden_by=heir))
            self._delete([row_id for row_id in piece if row_id not in heirs])
        return len(ids)

    def purge_hidden(self, job_id: int, *, limit: int) -> int:
        """Delete up to `limit` rows an undone job hides and no other speaks about; return how many."""
        is_spoken_of = exists().where(t.bundle.c.data_row_id == _row.id)
        by_another = or_(t.task.c.brought_by.is_(None), t.task.c.brought_by != job_id)
        is_sent = exists().where(t.task.c.data_row_id == _row.id, by_another)
        query = select(_row.id).where(_row.hidden_by == job_id, ~is_spoken_of, ~is_sent)
        ids = list(self._connection.execute(query.order_by(_row.id).limit(limit)).scalars())
        for piece in chunked(ids):
            self._delete(piece)
        return len(ids)

    def _delete(self, ids: Sequence[int]) -> None:
        """Delete at most a piece of data rows; all that refers to them goes by itself but bundles."""
        bundles = select(t.bundle.c.id).where(t.bundle.c.data_row_id.in_(ids))
        self._connection.execute(delete(t.segment).where(t.segment.c.bundle_id.in_(bundles)))
        self._connection.execute(delete(t.bundle).where(t.bundle.c.data_row_id.in_(ids)))
        self._connection.execute(delete(t.data_row).where(_row.id.in_(ids)))

    def _heirs(self, row_ids: Sequence[int]) -> dict[int, int]:
        query = (
            select(_shared.data_row_id, func.min(_shared.job_id))
            .where(_shared.data_row_id.in_(row_ids))
            .group_by(_shared.data_row_id)
        )
        return {row.data_row_id: row[1] for row in self._connection.execute(query)}
