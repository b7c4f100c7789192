"""Counting identical issues together, so that three thousand wrong boxes are one line of a report."""

from collections.abc import Iterable

from postil.model.issue import Issue
from postil.ports.jobs import Counts, IssueGroup


class Tally:
    """Issue groups of one step, by code and pointer; the issue on the first line is the example."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str], IssueGroup] = {}
        self.warnings = 0

    def add(self, issues: Iterable[Issue]) -> None:
        """Count issues; anything but an error also counts as a warning."""
        for issue in issues:
            if issue.severity != "error":
                self.warnings += 1
            key = (issue.code, _kind(issue))
            group = self._groups.get(key)
            if group is None:
                self._groups[key] = IssueGroup(
                    code=issue.code, severity=issue.severity, count=1, example=issue
                )
            else:
                group.count += 1
                if place_of(issue) < place_of(group.example):
                    group.example = issue

    def groups(self) -> list[IssueGroup]:
        """Return the groups in the order they were first met."""
        return list(self._groups.values())


def place_of(issue: Issue) -> tuple[int, str]:
    """Return where an issue stands among others of its sort, whichever was met first."""
    return issue.where.line or 0, issue.where.pointer


def _kind(issue: Issue) -> str:
    # Positions differ from row to row (/polygon/3/x); what is wrong does not.
    return "/".join(part for part in issue.where.pointer.split("/") if not part.isdigit())


def add_counts(total: Counts, change: Counts) -> None:
    """Add `change` to `total` in place."""
    for name in Counts.__struct_fields__:
        setattr(total, name, getattr(total, name) + getattr(change, name))


def subtract_counts(total: Counts, change: Counts) -> None:
    """Take `change` from `total` in place; entries may become negative."""
    for name in Counts.__struct_fields__:
        setattr(total, name, getattr(total, name) - getattr(change, name))
