"""Sending: show how much of a file has gone out, and go on with one that had begun to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from postil.cli.follow import columns
from postil.cli.terminal import Terminal
from postil.errors import UsageError
from postil.sdk.client import Client
from postil.sdk.connection import Told
from postil.sdk.imports import Import
from postil.sdk.transfer import go_on
from postil.sdk.uploads import Upload


@contextmanager
def sending(name: str, size: int, terminal: Terminal) -> Iterator[tuple[Told, Callable[[float], None]]]:
    """Show progress while the block runs; yields what to tell bytes to, and what was there already."""
    with terminal.progress(*columns()) as progress:
        task = progress.add_task(f"sending {name}", total=size, told="")

        def resumed(share: float) -> None:
            # 99.6 % is not all of it.
            terminal.note(f"resuming: {int(share * 100)} % was there already")

        yield lambda sent: progress.advance(task, sent), resumed


def send_rest(client: Client, upload: Upload, file: Path | None, terminal: Terminal) -> Import:
    """Send what is missing of an upload from its file.

    Raises:
        UsageError: The file is not there.
        ConflictError: SRC013, it is another by now.
        KeyboardInterrupt: Says how to go on.
    """
    place = file or Path(upload.source_name or upload.name)
    if not place.is_file():
        raise UsageError(
            f"{int(upload.share * 100)} % of {upload.name!r} is there; for the rest there is no file {place}",
            hint=f"name the file it was begun with: postil resume {upload.id[-8:]} --file FILE",
        )
    try:
        with sending(place.name, upload.size, terminal) as (told, resumed):
            return go_on(client.uploads, upload, place, told, resumed)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"postil resume {upload.id[-8:]} goes on where it stopped") from None
