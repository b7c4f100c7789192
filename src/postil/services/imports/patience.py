"""Patience: waiting a little for an import, so that who asked for it need not ask again."""

import time

from postil.ports.jobs import Job
from postil.services.imports.imports import Imports

GLANCE_S = 0.02
"""Seconds between two looks at an import; they double up to `LONGEST_GLANCE_S`."""

LONGEST_GLANCE_S = 0.2


def settled(imports: Imports, job: Job, within_s: float) -> Job:
    """Return an import when it has ended, or as it stands after so many seconds."""
    end, glance = time.monotonic() + within_s, GLANCE_S
    while job.state in ("queued", "running") and time.monotonic() < end:
        time.sleep(glance)
        glance = min(2 * glance, LONGEST_GLANCE_S)
        job = imports.get(job.uid)
    return job
