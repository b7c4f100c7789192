"""The statements about jobs that every import runs, however small it is."""

from typing import Any

from sqlalchemy import Insert, Select, Update, case, func, insert, or_, select, update

from postil.ports.jobs import Counts
from postil.stores.sql import schema as t
from postil.stores.sql.prepared import Prepared

_job, _counter, _issue = t.job.c, t.counter.c, t.job_issue.c
COUNTS = Counts.__struct_fields__
PUBLISHED = "published_no"
NEWEST = select(_counter.value).where(_counter.name == PUBLISHED).scalar_subquery()
"""The number of the newest change; NULL before the first."""


@Prepared
def newest() -> Select[Any]:
    """Ask for the number of the newest change."""
    return select(NEWEST)


@Prepared
def locked_newest() -> Select[Any]:
    """Ask for the same, and keep everybody from making another one."""
    return select(_counter.value).where(_counter.name == PUBLISHED).with_for_update()


@Prepared
def next_number() -> Update:
    """Give out the number of the next change."""
    raised = update(t.counter).where(_counter.name == PUBLISHED).values(value=_counter.value + 1)
    return raised.returning(_counter.value)


def _create(**given: Any) -> Insert:
    return insert(t.job).values(given).returning(*t.job.c)


create = Prepared(_create, *(column.name for column in t.job.c if column.name != "id"))
"""Store a job."""


@Prepared
def keep_input(job_id: Any, content: Any) -> Insert:
    """Keep the source of a job in the database."""
    return insert(t.job_input).values(job_id=job_id, content=content)


def _add_issue_group(**given: Any) -> Insert:
    return insert(t.job_issue).values(given)


add_issue_group = Prepared(_add_issue_group, *(column.name for column in _issue))
"""Store the issues of a job that are identical."""


@Prepared
def by_uid(uid: Any) -> Select[Any]:
    """Ask for a job by its public id."""
    return select(t.job).where(_job.uid == uid)


@Prepared
def by_id(job_id: Any) -> Select[Any]:
    """Ask for a job."""
    return select(t.job).where(_job.id == job_id)


@Prepared
def by_name(project_id: Any, name: Any) -> Select[Any]:
    """Ask for the job of that name in a project."""
    return select(t.job).where(_job.project_id == project_id, _job.name == name)


@Prepared
def kept_input(job_id: Any) -> Select[Any]:
    """Ask for the source that lies in the database."""
    return select(t.job_input.c.content).where(t.job_input.c.job_id == job_id)


@Prepared
def lease(job_id: Any, owner: Any, now: Any, until: Any) -> Update:
    """Take a job that is free and has not ended, and raise its fence."""
    is_free = or_(_job.lease_owner.is_(None), _job.lease_owner == owner, _job.lease_until <= now)
    return (
        update(t.job)
        .where(_job.id == job_id, _job.state.in_(("queued", "running", "staged")), is_free)
        .values(
            state="running",
            fence=_job.fence + 1,
            lease_owner=owner,
            lease_until=until,
            finished_at=None,
            started_at=func.coalesce(_job.started_at, now),
            seen_no=case((_job.started_at.is_(None), func.coalesce(NEWEST, 0)), else_=_job.seen_no),
        )
        .returning(*t.job.c)
    )


def running(job_id: Any, fence: Any) -> Update:
    """Update a job that this fence still holds and nobody asked to stop."""
    return update(t.job).where(
        _job.id == job_id, _job.fence == fence, _job.state == "running", _job.is_cancelled.is_(False)
    )


def _advance(job_id: Any, fence: Any, expected_offset: Any, **given: Any) -> Update:
    added = {f"count_{name}": _job[f"count_{name}"] + given.pop(name) for name in COUNTS}
    return running(job_id, fence).where(_job.offset == expected_offset).values(**given, **added)


advance = Prepared(_advance, "offset", "line", "chunk", "progress", "lease_until", *COUNTS)
"""Move the cursor from where it is expected to be."""


def _recount(job_id: Any, fence: Any, **given: Any) -> Update:
    return running(job_id, fence).values(
        {f"count_{name}": _job[f"count_{name}"] + given[name] for name in COUNTS}
    )


recount = Prepared(_recount, *COUNTS)
"""Add to the counts."""


@Prepared
def hold(job_id: Any, fence: Any) -> Update:
    """Lock the row of the job; an assignment to itself makes the statement an update."""
    return running(job_id, fence).values(fence=_job.fence)


@Prepared
def set_stage(job_id: Any, fence: Any, stage: Any, settle_after: Any) -> Update:
    """Move the stage and the settle cursor."""
    return running(job_id, fence).values(stage=stage, settle_after=settle_after)


@Prepared
def finish(job_id: Any, fence: Any, number: Any, at: Any, follow_after: Any) -> Update:
    """End the job as published."""
    return running(job_id, fence).values(
        state="finished",
        stage="done",
        published_no=number,
        finished_at=at,
        lease_owner=None,
        lease_until=0,
        follow_after=follow_after,
    )


@Prepared
def note_change(job_id: Any, no: Any, action: Any, at: Any, by: Any) -> Insert:
    """Keep that a job was published, undone or redone."""
    set_id = select(_job.set_id).where(_job.id == job_id).scalar_subquery()
    return insert(t.job_change).values(no=no, job_id=job_id, set_id=set_id, action=action, at=at, user_id=by)


@Prepared
def other_format(set_id: Any, name: Any) -> Select[Any]:
    """Ask for a published job of another format in a set."""
    # Two ranges of an index, where `!=` would read all of a set.
    parts = [
        select(_job.id).where(_job.set_id == set_id, other, _job.published_no.is_not(None)).limit(1)
        for other in (_job.format < name, _job.format > name)
    ]
    return select(*(part.scalar_subquery() for part in parts))


@Prepared
def issue_groups(job_id: Any) -> Select[Any]:
    """Ask for the issues of a job, identical ones counted together."""
    groups = select(_issue.code, _issue.severity, _issue["count"], _issue.example)
    return groups.where(_issue.job_id == job_id).order_by(_issue.code, _issue.severity)
