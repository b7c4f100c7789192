"""`postil cancel`: stop an import before anything of it can be seen."""

from postil.cli.options import HERE, TEXT, Output, Where


def cancel(job: str, /, *, where: Where = HERE, output: Output = TEXT) -> int:
    """Stop an import that has not ended, or discard a dry run; nothing of it will be visible.

    Args:
        job: Name of the import, its id, or the end of its id.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.follow import follow
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        found = client.imports.cancel(client.imports.named(job).id)
        ended = follow(client, found, terminal)
    terminal.answer({"import": ended})
    if ended.state == "cancelled":
        terminal.say(f"[bold]{ended.name}[/] was cancelled: nothing was imported")
    else:
        terminal.say(f"[bold]{ended.name}[/] had {ended.state} before it could be stopped")
    return 0
