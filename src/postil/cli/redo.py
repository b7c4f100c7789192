"""`postil redo`: show an undone import again."""

from postil.cli.options import HERE, TEXT, Output, Where


def redo(job: str, /, *, where: Where = HERE, output: Output = TEXT) -> int:
    """Show an undone import again, in its old place: what was imported after it still lies above.

    Args:
        job: Name of the import, its id, or the end of its id.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        found = client.imports.named(job)
        redone = client.imports.redo(found.id)
        terminal.answer({"import": client.imports.get(found.id), "redone": redone})
    if redone.was_shown:
        terminal.say(f"[bold]{found.name}[/] is not undone. Nothing changed.")
    else:
        terminal.say(f"[bold]{found.name}[/] is shown again")
        terminal.say(f"[dim]postil undo {found.id[-8:]} takes it back once more[/]")
    if redone.keyless:
        rows = "1 data row" if redone.keyless == 1 else f"{redone.keyless:,} data rows"
        terminal.say(f"{rows} came back without a global key: another data row has it now")
    return 0
