"""`postil commit`: publish a dry run."""

from typing import TYPE_CHECKING

from postil.cli.options import HERE, TEXT, Output, Where

if TYPE_CHECKING:
    from postil.cli.terminal import Terminal
    from postil.sdk.counts import Counts

OUTCOMES = ("accepted", "updated", "unchanged", "rejected", "removed")


def commit(job: str, /, *, where: Where = HERE, output: Output = TEXT) -> int:
    """Publish a dry run: exactly what it found, no file is read again.

    Data rows that others have changed since are judged and counted once more, and it says so.

    Args:
        job: Name of the import, its id, or the end of its id.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import address_of, client_for
    from postil.cli.follow import follow
    from postil.cli.import_result import ImportResult, tell
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        staged = client.imports.named(job)
        ended = follow(client, client.imports.commit(staged.id), terminal)
        result = ImportResult(
            job=ended,
            issues=list(client.imports.groups(ended.id)),
            project_id=ended.project or "",
            project_name="",
            address=address_of(client, ended.project or ""),
            before=staged.counts,
        )
    status = tell(result, terminal)
    _compare(staged.counts, ended.counts, terminal)
    return status


def _compare(before: "Counts", after: "Counts", terminal: "Terminal") -> None:
    """Say what came out otherwise than the dry run had it."""
    changed = [name for name in OUTCOMES if getattr(before, name) != getattr(after, name)]
    if changed:
        told = ", ".join(f"{name} {getattr(before, name):,} -> {getattr(after, name):,}" for name in changed)
        terminal.say(f"[yellow]since the dry run:[/] {told}")
