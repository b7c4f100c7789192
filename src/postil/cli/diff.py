"""`postil diff`: what an import changes, or would change."""

from postil.cli.options import HERE, TEXT, Output, Where

MOST_ROWS = 1_000


def diff(
    job: str,
    /,
    *,
    rows: bool = False,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """Show what a dry run would change, or what an import has changed.

    Annotations are counted by feature; examples show only the components that differ, old and new.

    Args:
        job: Name of the import, its id, or the end of its id.
        rows: List the data rows too.
        where: Which server.
        output: How to tell the result.
    """
    from itertools import islice

    from postil.cli.client import client_for
    from postil.cli.diff_text import diff_texts, row_table
    from postil.cli.report_text import outcome_text, waiting_texts
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        found = client.imports.named(job)
        changes = client.imports.diff(found.id)
        listed = list(islice(client.imports.diff_rows(found.id), MOST_ROWS + 1)) if rows else []
    terminal.answer({"import": found, "diff": changes, "data_rows": listed[:MOST_ROWS] if rows else None})
    terminal.say(outcome_text(found, None), "", *diff_texts(changes))
    if rows:
        terminal.say(row_table(listed[:MOST_ROWS]), "")
    if len(listed) > MOST_ROWS:
        terminal.say(f"[dim]the first {MOST_ROWS:,} data rows; the interface lists them all[/]", "")
    terminal.say(*waiting_texts(found))
    return 0
