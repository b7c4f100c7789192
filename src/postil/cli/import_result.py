"""The result of an import: told to a person or to a program."""

from pathlib import Path
from typing import Any

import msgspec

from postil.cli.diff_text import diff_texts
from postil.cli.issue_text import issue_text
from postil.cli.recipe_text import suggestion_texts, uses_texts
from postil.cli.report_text import closing_texts, report_texts, undoing_texts, waiting_texts
from postil.cli.status_code import ALL_REJECTED, FAULT, OK, status_of_rows
from postil.cli.terminal import Terminal
from postil.sdk.arrangement import Arranged
from postil.sdk.counts import Counts
from postil.sdk.import_diffs import ImportDiff
from postil.sdk.imports import Import, IssueGroup
from postil.sdk.recipes import Suggestion


class ImportResult(msgspec.Struct, kw_only=True):
    """Everything there is to say about an import that is over; `before` is what its dry run had counted."""

    job: Import
    issues: list[IssueGroup]
    project_id: str
    project_name: str
    address: str
    seconds: float | None = None
    is_repeated: bool = False
    report: str | None = None
    arranged: Arranged | None = None
    suggestion: Suggestion | None = None
    before: Counts | None = None
    diff: ImportDiff | None = None

    @property
    def status(self) -> int:
        """Return the exit status it stands for."""
        if self.is_repeated and self.job.state == "finished" and not self.job.counts.rejected:
            return OK
        if self.job.is_interrupted:
            return FAULT
        is_refused = self.job.policy == "atomic" and self.job.counts.rejected > 0
        if self.job.state not in ("finished", "staged") or is_refused:
            return ALL_REJECTED
        return status_of_rows(self.job.counts.read, self.job.counts.rejected)


def tell(result: ImportResult, terminal: Terminal) -> int:
    """Print the result and return the exit status."""
    if terminal.is_json:
        terminal.answer(_object(result))
        return result.status
    width = terminal.out.width
    if result.arranged is not None:
        for issue in result.arranged.issues:
            terminal.say(issue_text(issue, width), "")
    if result.is_repeated:
        when = f"{result.job.created_at.astimezone():%d %B, %H:%M}"
        terminal.say(f"[bold]{result.job.source_name}[/] was imported already on {when}. Nothing changed.")
        if result.job.undone_at is not None:
            again = f"postil redo {result.job.id[-8:]}"
            terminal.say(
                f"That import is undone: [bold]{again}[/] shows it again, another --name imports anew."
            )
    else:
        terminal.say(*report_texts(result.job, result.issues, width, seconds=result.seconds))
    if result.job.recipe is not None and not result.is_repeated:
        terminal.say(*uses_texts(result.job.recipe))
    if result.diff is not None:
        terminal.say("", *diff_texts(result.diff))
    terminal.say(*waiting_texts(result.job))
    report = Path(result.report) if result.report else None
    terminal.say(*closing_texts(report, result.address, result.project_name))
    if not result.is_repeated:
        terminal.say(*undoing_texts(result.job))
    if result.suggestion is not None:
        terminal.say("", *suggestion_texts(result.suggestion, result.job.source_name, result.project_name))
    return result.status


def _object(result: ImportResult) -> dict[str, Any]:
    arranged = result.arranged
    return {
        "import": result.job,
        "is_repeated": result.is_repeated,
        "before": result.before,
        "diff": result.diff,
        "issues": result.issues,
        "report": result.report,
        "suggestion": result.suggestion,
        "project": {"id": result.project_id, "name": result.project_name, "address": result.address},
        "made": {"uploaded": arranged.uploaded, "empty": arranged.empty, "joined": arranged.joined}
        if arranged
        else None,
    }
