"""What became of the rows of an import, for a person."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from postil.cli.follow import share_done
from postil.cli.issue_text import group_texts, issue_text
from postil.cli.proposal_text import counted
from postil.sdk.counts import Counts
from postil.sdk.imports import Import, IssueGroup
from postil.sdk.proposal import project_name

OUTCOMES = {"accepted": "green", "updated": "green", "unchanged": "dim", "rejected": "red"}


def report_texts(
    job: Import, groups: Sequence[IssueGroup], width: int, *, seconds: float | None = None
) -> Iterator[RenderableType]:
    """Yield the issues, then the counts, so that the outcome is what stays on the screen."""
    if job.error is not None:
        yield issue_text(job.error, width)
        yield Text("")
    yield from group_texts(groups, width)
    yield outcome_text(job, seconds)
    if job.state in ("finished", "failed", "staged"):
        is_mapped = job.recipe is not None and any(use.to is None for use in job.recipe.uses)
        yield counts_table(job.counts, leaves_out=is_mapped)


def outcome_text(job: Import, seconds: float | None) -> Text:
    """Return the one line that says how it ended."""
    counts = job.counts
    took = f" in {seconds:.1f} s" if seconds is not None and seconds >= 0.05 else ""
    if job.state == "failed":
        return Text.assemble((job.source_name, "bold"), " was refused: ", ("nothing was imported", "red"))
    if job.state == "cancelled":
        return Text.assemble(
            (job.source_name, "bold"), " was cancelled: ", ("nothing was imported", "yellow")
        )
    if job.is_interrupted:
        return _interruption_text(job)
    if job.state == "staged":
        return _dry_run_text(job, took)
    if job.state != "finished":
        return Text.assemble((job.source_name, "bold"), f" is {job.state} ({job.stage})")
    same = counts.unchanged + counts.rejected == counts.read
    nothing = " Nothing changed." if same and counts.unchanged else ""
    return Text.assemble((job.source_name, "bold"), f": {counted(counts.read, 'row')} read{took}.{nothing}")


def _interruption_text(job: Import) -> Text:
    command = f"postil resume {job.id[-8:]}"
    why = f"\n  {job.interruption}" if job.interruption else ""
    told = f" was interrupted at {int(share_done(job) * 100)} %{why}\n  "
    return Text.assemble((job.source_name, "bold"), told, ("fix: ", "green"), f"{command} goes on with it")


def _dry_run_text(job: Import, took: str) -> Text:
    counts = job.counts
    head = Text.assemble((job.source_name, "bold"), f": {counted(counts.read, 'row')} read{took}. ")
    if job.policy == "atomic" and counts.rejected:
        return head.append(f"The import would be refused: {counted(counts.rejected, 'row')}.", "red")
    return head.append("A dry run: nothing has changed.", "yellow")


def counts_table(counts: Counts, *, leaves_out: bool = False) -> Table:
    """Return the rows by outcome; they sum up to those read, and those left out are among the unchanged."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(justify="right")
    table.add_column()
    table.add_column(style="dim")
    notes = {
        "accepted": "new",
        "updated": "replaced what was there",
        "unchanged": "said what was there already" + (", or were left out" if leaves_out else ""),
        "rejected": "",
    }
    for name, color in OUTCOMES.items():
        count = getattr(counts, name)
        if count or name in ("accepted", "rejected"):
            table.add_row(Text(f"  {count:,}", color if count else "dim"), name, notes[name])
    if counts.removed:
        table.add_row(
            Text(f"  {counts.removed:,}", "yellow"), "removed", "annotations the file does not have"
        )
    if counts.warnings:
        table.add_row(Text(f"  {counts.warnings:,}", "yellow"), "with a remark", "among all of these")
    return table


def waiting_texts(job: Import) -> Iterator[RenderableType]:
    """Yield what can be done with a dry run that waits; nothing for other imports."""
    if job.state != "staged":
        return
    lines = [("commit", f"postil commit {job.id[-8:]}"), ("discard", f"postil cancel {job.id[-8:]}")]
    for name, command in lines[job.policy == "atomic" and job.counts.rejected > 0 :]:
        yield Text.assemble((f"{name:<9}", "dim"), command, no_wrap=True, overflow="ignore")


def undoing_texts(job: Import) -> Iterator[RenderableType]:
    """Yield how an import is taken back; nothing for one that changed nothing, or cannot be undone."""
    changed = job.counts.accepted + job.counts.updated + job.counts.removed
    if job.state == "finished" and changed and job.undone_at is None and job.sealed_at is None:
        command = f"postil undo {job.id[-8:]}"
        yield Text.assemble((f"{'undo':<9}", "dim"), command, no_wrap=True, overflow="ignore")


def closing_texts(report: Path | None, address: str, project: str = "") -> Iterator[RenderableType]:
    """Yield where to go on; `project` is the name of the one the rows were for."""
    lines = [("project", address)] if address else []
    if report is not None:
        # A report is taken to be for the project of its file's name.
        named = "" if project in ("", project_name(report)) else f" with --project {quote(project)}"
        lines.insert(0, ("report", f"{report} (mend the rows there and import it{named})"))
    for name, place in lines:
        # Never wrapped: somebody will copy it.
        yield Text.assemble((f"{name:<9}", "dim"), place, no_wrap=True, overflow="ignore")
