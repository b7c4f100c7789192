"""`postil undo`: take an import back, as if it had never been."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from postil.cli.options import HERE, TEXT, Output, Where

if TYPE_CHECKING:
    from postil.cli.terminal import Terminal
    from postil.sdk.undo import UndoPreview


def undo(
    job: str,
    /,
    *,
    through: bool = False,
    dry_run: bool = False,
    yes: Annotated[bool, Parameter(name=["--yes", "-y"])] = False,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """Take an import back, as if it had never been. `postil redo` brings it back.

    Its annotations go, earlier values come back; data rows and tasks it made go where nothing else uses them.
    What a later import has replaced stays as that one left it, and what people have edited stays theirs.

    Args:
        job: Name of the import, its id, or the end of its id.
        through: First undo the later imports on the same data rows, newest first.
        dry_run: Only say what would change.
        yes: Do not ask.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal
    from postil.cli.undo_text import forecast_texts

    terminal = Terminal(output)
    with client_for(where) as client:
        found = client.imports.named(job)
        preview = client.imports.preview_undo(found.id, through=through)
        if dry_run:
            terminal.answer({"import": found, "preview": preview})
            is_done = found.undone_at is not None
            terminal.say(*forecast_texts(found.name, preview, is_done=is_done, through=through))
            again = f"redo {found.id[-8:]}" if is_done else f"undo {found.id[-8:]}{' --through' * through}"
            terminal.say(f"[dim]postil {again} {'brings it back' if is_done else 'does it'}[/]")
            return 0
        if found.undone_at is None:
            _agree(found.name, preview, terminal, is_agreed=yes, through=through)
        undone = client.imports.undo(found.id, through=through)
        terminal.answer({"import": client.imports.get(found.id), "undo": undone})
    if undone.was_undone:
        terminal.say(f"[bold]{found.name}[/] is undone already. Nothing changed.")
        return 0
    for one in undone.undone[:-1]:
        terminal.say(f"[bold]{one.name}[/] is undone, because it came later")
    told = forecast_texts(found.name, preview, is_done=True, through=through)
    terminal.say(*told, f"[dim]postil redo {found.id[-8:]} brings it back[/]")
    return 0


def _agree(
    name: str, preview: "UndoPreview", terminal: "Terminal", *, is_agreed: bool, through: bool
) -> None:
    """Show what would change and ask, unless it was agreed to.

    Raises:
        UsageError: Nobody said yes.
    """
    from postil.cli.undo_text import forecast_texts
    from postil.errors import UsageError

    if is_agreed:
        return
    terminal.say(*forecast_texts(name, preview, is_done=False, through=through), "")
    answer = terminal.asks("Undo it?")
    if not answer:
        why = ": nobody is here to be asked" if answer is None else ""
        raise UsageError(f"nothing was undone{why}", hint="add --yes to undo without being asked")
