"""Interruption: a job that has not ended and that nobody works on."""

from postil.errors import StoreError
from postil.ports.jobs import Job
from postil.services.imports.running import Running


def interruption(job: Job, running: Running, now: int) -> str | None:
    """Return why nobody works on the job, empty when that is not known; None when it is worked on or over.

    A lease of this server's own says nothing: what held it may have died a second ago, and this server knows
    what it is working on. Any other lease is believed until it runs out.
    """
    if job.state not in ("queued", "running") or running.has(job.uid):
        return None
    is_ours = job.lease_owner in {f"here-{job.uid}", f"process-{job.uid}"}
    if job.lease_until > now and not is_ours:
        return None
    return running.reason(job.uid)


def stopped(job: Job, error: StoreError) -> StoreError:
    """Say which job a failure of the storage stopped, and how to go on with it."""
    mend = "free some space" if error.code == "STO001" else error.hint
    return type(error)(
        f"import {job.name!r} ({job.uid}) stopped: {error.message}",
        code=error.code,
        hint=f"{mend}; then `postil resume {job.uid[-8:]}` goes on where it stopped",
    )
