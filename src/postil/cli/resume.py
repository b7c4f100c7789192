"""`postil resume`: come back to an import that has not ended."""

from postil.cli.options import HERE, TEXT, Output, Where


def resume(job: str, /, *, where: Where = HERE, output: Output = TEXT) -> int:
    """Come back to an import that has not ended and show it until it has.

    An import goes on by itself: when the command that began it was interrupted, and after its server was
    stopped or killed, as soon as that is started again.

    Args:
        job: Name of the import, its id, or the end of its id.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.status import show
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        return show(client, client.imports.named(job), terminal, follows=True)
