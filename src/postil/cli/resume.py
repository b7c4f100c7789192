"""`postil resume`: go on with an import that was interrupted, or with a file that was half sent."""

from pathlib import Path
from typing import TYPE_CHECKING

from postil.cli.options import HERE, TEXT, Output, Where

if TYPE_CHECKING:
    from postil.cli.terminal import Terminal
    from postil.sdk.client import Client
    from postil.sdk.imports import Import
    from postil.sdk.uploads import Upload


def resume(
    job: str | None = None,
    /,
    *,
    file: Path | None = None,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """Go on with an import that has not ended, and show it until it has.

    A file that was sent in part is sent to its end; an import nobody works on is taken up where it stopped;
    one that is going on is followed. After its server was stopped or killed an import goes on by itself as
    soon as that is started again.

    Args:
        job: Name of the import, its id, or the end of its id; the newest that has not ended when absent.
        file: The file of an upload, when it is not in this directory under the name it had.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.job import find_job, newest_unfinished
    from postil.cli.status import show
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        found = newest_unfinished(client) if job is None else find_job(client, job)
        if found is None:
            terminal.answer({"import": None})
            terminal.say("Nothing to resume: every import has ended.")
            return 0
        return show(client, _taken_up(client, found, file, terminal), terminal, follows=True)


def _taken_up(
    client: "Client", found: "Import | Upload", file: Path | None, terminal: "Terminal"
) -> "Import":
    from postil.cli.follow import standing
    from postil.cli.sending import send_rest
    from postil.sdk.uploads import Upload

    if isinstance(found, Upload):
        return send_rest(client, found, file, terminal)
    if found.is_over:
        return found
    terminal.note(standing(found))
    return client.imports.resume(found.id) if found.is_interrupted else found
