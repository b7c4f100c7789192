"""The lease: for how long a process may call a job its own, and whether it still does."""

from postil.ports.jobs import Counts, Job
from postil.ports.store import Session

LEASE_MICROSECONDS = 30_000_000


def is_held(session: Session, job: Job) -> bool:
    """Tell whether the running transaction may still write for the job.

    False when the job was cancelled, has ended or was taken over. True holds until the transaction ends: the
    row of the job stays locked.
    """
    return session.jobs.recount(job.id, job.fence, Counts())
