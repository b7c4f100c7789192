"""Ending: a job that stops without being published, and the activity entry that says so."""

from typing import Literal

from postil.model.issue import Issue
from postil.ports.jobs import Job
from postil.ports.store import Activity, Session

_ACTIONS = {"failed": "fail", "cancelled": "cancel"}


def end(
    session: Session, job: Job, state: Literal["failed", "cancelled"], error: Issue | None, at: int
) -> None:
    """End a job in the transaction at hand. The entry tells that it ended, nothing of what it held."""
    session.jobs.stop(job.id, state, error, at)
    session.record(
        Activity(
            at=at,
            user_id=job.created_by,
            action=_ACTIONS[state],
            object_kind="job",
            object_uid=job.uid,
            project_id=job.project_id,
            detail={"name": job.name, "purpose": job.purpose},
        )
    )
