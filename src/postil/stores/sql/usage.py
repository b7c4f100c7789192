"""Usage: what the jobs of each day have brought in."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Insert, Update, func, insert, literal_column, select, update

from postil.ports.usage import UsageLine
from postil.stores.sql import schema as t
from postil.stores.sql.layers import IS_VISIBLE
from postil.stores.sql.prepared import Prepared

_job, _usage = t.job.c, t.job_usage.c
DAY = 86_400_000_000
"""Microseconds of a day."""

# Spelled out and not bound: PostgreSQL takes two parameters for two different values when it groups.
_DAY_OF_PUBLICATION = _job.finished_at // literal_column(str(DAY), _job.finished_at.type)


@Prepared
def _begin(job_id: Any, kind: Any, n: Any) -> Insert:
    return insert(t.job_usage).values(job_id=job_id, annotation_type=kind, n=n)


@Prepared
def _raise(job_id: Any, kind: Any, n: Any) -> Update:
    counted = update(t.job_usage).where(_usage.job_id == job_id, _usage.annotation_type == kind)
    return counted.values(n=_usage.n + n)


class SqlUsage:
    """`ports.usage.UsageStore`. Undoing a job hides its counters together with its layers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, job_id: int, change: Mapping[str, int]) -> None:
        """Add to the counters of a job by annotation type; entries may be negative."""
        for kind, n in sorted(change.items()):
            if not n:
                continue
            if not _raise.count(self._connection, job_id=job_id, kind=kind, n=n):
                _begin.count(self._connection, job_id=job_id, kind=kind, n=n)

    def of_job(self, job_id: int) -> dict[str, int]:
        """Return the counters of a job that are not zero."""
        query = select(_usage.annotation_type, _usage.n).where(_usage.job_id == job_id, _usage.n != 0)
        rows = self._connection.execute(query.order_by(_usage.annotation_type))
        return {row.annotation_type: row.n for row in rows}

    def lines(
        self, *, first_day: int, last_day: int, project_id: int | None, member_id: int | None
    ) -> list[UsageLine]:
        """Sum over jobs that are published and not undone, by day, kind and type in this order."""
        day = _DAY_OF_PUBLICATION.label("day")
        query = (
            select(day, _job.purpose, _usage.annotation_type, func.sum(_usage.n))
            .join(t.job_usage, _usage.job_id == _job.id)
            .where(_job.finished_at >= first_day * DAY, _job.finished_at < (last_day + 1) * DAY, IS_VISIBLE)
            .group_by(day, _job.purpose, _usage.annotation_type)
            .order_by(day, _job.purpose, _usage.annotation_type)
        )
        if project_id is not None:
            query = query.where(_job.project_id == project_id)
        if member_id is not None:
            member = t.membership.c
            theirs = select(member.project_id).where(member.user_id == member_id)
            query = query.where(_job.project_id.in_(theirs))
        # PostgreSQL sums integers to decimals.
        return [
            UsageLine(day=int(day), kind=kind, annotation_type=name, n=int(n))
            for day, kind, name, n in self._connection.execute(query)
            if n
        ]
