"""`postil usage`: how many annotations were brought in."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from postil.cli.options import HERE, TEXT, Output, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from postil.sdk.usage import UsageReport

NAMES = {"pre_label": "pre-labels", "ground_truth": "ground truth", "prediction": "predictions"}


def usage(
    *,
    project: Annotated[str | None, Parameter(name=["--project", "-p"])] = None,
    first: Annotated[date | None, Parameter(name="--from")] = None,
    last: Annotated[date | None, Parameter(name="--to")] = None,
    by: Literal["day", "month"] = "day",
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """Count the annotations that were brought in, by day or month, kind and type.

    An object counts one and every question answered on it one. Undone imports do not count.

    Args:
        project: Name or id of a project; all you have a role in when absent.
        first: First day, as 2026-01-31, UTC; else 30 days, or 12 months, are told.
        last: Last day, which counts too; else today.
        by: What to sum up by.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        found = client.projects.get(project) if project else None
        report = client.usage.get(first=first, last=last, project=found.id if found else None, by=by)
    terminal.answer(report)
    name = f"project {found.name}" if found else "all projects"
    terminal.say(f"[bold]{report.first} to {report.last}[/], {name}")
    if not report.items:
        terminal.say("Nothing was brought in. `postil import FILE` does that; undone imports do not count.")
        return 0
    terminal.say("", usage_table(report))
    return 0


def usage_table(report: "UsageReport") -> "Table":
    """Return the sums by period, then their totals by kind and type, then all."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in (report.by, "kind", "type"):
        table.add_column(title, no_wrap=True)
    table.add_column("annotations", justify="right")
    for row in _told([(one.period, one.kind, one.annotation_type, one.n) for one in report.items]):
        table.add_row(*row)
    table.add_section()
    if len({one.period for one in report.items}) > 1:
        for row in _told(_totals(report)):
            table.add_row(*row)
    table.add_row("all", "", "", f"{report.total:,}", style="bold")
    return table


def _totals(report: "UsageReport") -> list[tuple[str, str, str, int]]:
    totals: dict[tuple[str, str], int] = {}
    for one in report.items:
        key = (one.kind, one.annotation_type)
        totals[key] = totals.get(key, 0) + one.n
    return [("total", kind, name, n) for (kind, name), n in sorted(totals.items())]


def _told(rows: list[tuple[str, str, str, int]]) -> "Iterator[tuple[str, str, str, str]]":
    """Spell rows, leaving out what the row above says already."""
    above = ("", "")
    for period, kind, name, n in rows:
        is_new = period != above[0]
        shown = NAMES.get(kind, kind) if is_new or kind != above[1] else ""
        yield period if is_new else "", shown, name, f"{n:,}"
        above = (period, kind)
