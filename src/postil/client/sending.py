"""Sending: the file of an import on its way to the server, past lost connections."""

from pathlib import Path

from postil.client.progress import is_watched, progress
from postil.sdk.client import Client as Connected
from postil.sdk.imports import Import, ImportOrder
from postil.sdk.patience import patiently
from postil.sdk.transfer import PARTS_FROM_BYTES, transfer


def send(
    connected: Connected, parent: str, file: Path, order: ImportOrder, *, parts_from: int = PARTS_FROM_BYTES
) -> Import:
    """Send a file to a project or model run, in parts when it has `parts_from` bytes or more.

    A server that is away is waited for, up to two minutes. Sending again is safe: the name and the content
    make an import one and the same.

    Raises:
        ConflictError: There is an import of this name with other content.
        ImportRejected: The file was refused whole, or changed while it was sent (SRC013).
        ServerError: The server stayed away.
    """
    size = file.stat().st_size
    with progress(f"sending {order.name}", size, is_shown=is_watched()) as advance:
        if size >= parts_from:
            return transfer(connected.uploads, parent, file, order, advance)
        return patiently(
            connected.uploads.connection, lambda: connected.imports.create(parent, file, order, advance)
        )
