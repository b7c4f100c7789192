"""Retry: a job that never came to anything does not keep its name for ever."""

from postil.ports.jobs import Job
from postil.ports.store import Session

SPENT = frozenset({"failed", "cancelled"})
_SHOWN = 8
"""Characters of an id that people are shown."""


def is_spent(job: Job) -> bool:
    """Tell whether the job ended without a row of it ever having been visible."""
    return job.published_no is None and job.state in SPENT


def is_overtaken(session: Session, job: Job) -> bool:
    """Tell whether something a visible job says was deleted after it was published."""
    return job.is_visible and not job.is_deletion and session.bundles.is_hidden_in_part(job.id)


def make_room(session: Session, job: Job, what: str = "") -> None:
    """Give a spent job another name, so that the next attempt can have this one; all else of it stays.

    The new name says what became of the job, its state unless told otherwise, and ends like the id by which
    it can still be asked for.
    """
    session.jobs.rename(job.id, f"{job.name} ({what or job.state} {job.uid[-_SHOWN:]})")
