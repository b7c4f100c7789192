"""Refusal: an `atomic` job with a bad row is refused whole."""

from postil.model.issue import Issue
from postil.ports.jobs import Counts, Job


def is_refused(job: Job) -> bool:
    """Tell whether an `atomic` job met a bad row."""
    return job.settings.policy == "atomic" and job.counts.rejected > 0


def refusal(counts: Counts) -> Issue:
    """Say why an `atomic` job with bad rows is not published."""
    rows = "1 row was" if counts.rejected == 1 else f"{counts.rejected:,} rows were"
    return Issue(
        "ROW019",
        f"{rows} refused, so nothing was imported",
        "mend the rows in the report and import again, or use the policy `rows` to take the good ones",
        got=counts.rejected,
        expected=0,
    )
