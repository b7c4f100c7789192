"""`postil doctor`: look for what could be wrong with this installation."""

from pathlib import Path
from typing import TYPE_CHECKING

from postil.cli.options import TEXT, Output

if TYPE_CHECKING:
    from rich.table import Table

    from postil.cli.finding import Finding

COLORS = {"ok": "green", "warn": "yellow", "fail": "red"}


def doctor(*, data: Path | None = None, output: Output = TEXT) -> int:
    """Look for what could be wrong with this installation, and say how to mend it.

    Args:
        data: Data directory to look at; else POSTIL_DATA, else your own.
        output: How to tell the result.
    """
    from postil.cli.finding import examine
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    findings = list(examine(data))
    has_failed = any(finding.state == "fail" for finding in findings)
    terminal.answer({"findings": findings, "is_well": not has_failed})
    terminal.say(_table(findings))
    return 1 if has_failed else 0


def _table(findings: "list[Finding]") -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for finding in findings:
        told = Text(finding.told)
        if finding.fix and finding.state != "ok":
            told.append("\nfix: ", "green").append(finding.fix)
        table.add_row(Text(finding.state, COLORS[finding.state]), finding.about, told)
    return table
