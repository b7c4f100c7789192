"""The rule about labels that a person has edited: who keeps to it, and what it says (ROW018)."""

from postil.model.issue import Issue
from postil.ports.jobs import Job


def refuses_edited(job: Job) -> bool:
    """Tell whether rows on edited labels are refused."""
    return job.purpose == "ground_truth" and job.settings.on_edited == "refuse"


def edited_issue(name: str | None) -> Issue:
    """Say why a row is refused."""
    return Issue(
        "ROW018",
        f"a person has edited the label of data row {name!r}",
        "leave the row out, or import with `on_edited=version`, which adds a version to the label",
        got=name,
    )
