"""Follow: show an import while it runs, until it has ended."""

import time
from typing import TYPE_CHECKING

from postil.cli.proposal_text import counted
from postil.cli.terminal import Terminal
from postil.sdk.client import Client
from postil.sdk.imports import Import

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

FIRST_PAUSE_S = 0.05
LAST_PAUSE_S = 0.5


def columns(unit: str = "rows") -> "tuple[ProgressColumn | str, ...]":
    """Return what a progress line shows: what, how far, how fast, how long still, and what came of it."""
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn

    return (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[told]}"),
        TextColumn("[dim]left"),
        TimeRemainingColumn(),
    )


def follow(client: Client, job: Import, terminal: Terminal) -> Import:
    """Ask for the import until it is over or nobody works on it any more, and return it then.

    Raises:
        KeyboardInterrupt: Says how to come back to it; the import itself goes on.
    """
    started, pause = time.monotonic(), FIRST_PAUSE_S
    try:
        with terminal.progress(*columns()) as progress:
            task = progress.add_task(job.name, total=1.0, told="")
            while not job.is_over and not job.is_interrupted:
                time.sleep(pause)
                pause = min(pause * 1.5, LAST_PAUSE_S)
                job = client.imports.get(job.id)
                progress.update(task, completed=share_done(job), told=told(job, time.monotonic() - started))
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"the import goes on; postil resume {job.id[-8:]} shows it again") from None
    return job


def standing(job: Import) -> str:
    """Return how far an import that has not ended is, and whether it goes on."""
    share = int(share_done(job) * 100)
    if not job.is_interrupted:
        return f"{job.name} is going on: {share} % done"
    why = f" by: {job.interruption}" if job.interruption else ""
    return f"{job.name} was interrupted at {share} %{why}"


def share_done(job: Import) -> float:
    """Return how much of the source has been worked through, 0 to 1."""
    whole = job.progress.get("of_bytes") or job.source_bytes
    done = job.progress.get("bytes", 0)
    return min(done / whole, 1.0) if whole else 0.0


def told(job: Import, seconds: float) -> str:
    """Return speed and outcome so far, or how far a scattered source is sorted."""
    if job.stage == "partition":
        done = job.progress.get("sorted_bytes", 0) / (job.source_bytes or 1)
        return f"the rows are in no order; {done:.0%} of them sorted"
    counts = job.counts
    speed = f"{counts.read / seconds:,.0f} rows/s, " if seconds > 0 else ""
    taken = counts.accepted + counts.updated + counts.unchanged
    rejected = f", [red]{counts.rejected:,} rejected[/]" if counts.rejected else ""
    return f"{speed}{counted(taken, 'row')} accepted{rejected}"
