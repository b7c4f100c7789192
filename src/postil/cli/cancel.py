"""`postil cancel`: stop an import before anything of it can be seen."""

from typing import TYPE_CHECKING

from postil.cli.options import HERE, TEXT, Output, Where

if TYPE_CHECKING:
    from postil.cli.terminal import Terminal
    from postil.sdk.client import Client
    from postil.sdk.imports import Import


def cancel(job: str, /, *, where: Where = HERE, output: Output = TEXT) -> int:
    """Stop an import that has not ended, discard a dry run, or end an upload; nothing of it will be visible.

    Args:
        job: Name of the import, its id, or the end of its id.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.job import find_job
    from postil.cli.terminal import Terminal
    from postil.sdk.uploads import Upload

    terminal = Terminal(output)
    with client_for(where) as client:
        found = find_job(client, job)
        if isinstance(found, Upload):
            client.uploads.delete(found.id)
            terminal.answer({"upload": found})
            terminal.say(f"The upload of [bold]{found.name}[/] was ended: nothing of it was kept")
            return 0
        return _cancel(client, found, terminal)


def _cancel(client: "Client", found: "Import", terminal: "Terminal") -> int:
    from postil.cli.follow import follow

    ended = follow(client, client.imports.cancel(found.id), terminal)
    terminal.answer({"import": ended})
    if ended.state == "cancelled":
        terminal.say(f"[bold]{ended.name}[/] was cancelled: nothing was imported")
    else:
        terminal.say(f"[bold]{ended.name}[/] had {ended.state} before it could be stopped")
    return 0
