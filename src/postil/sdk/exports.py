"""Exports, as the client sees them."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from postil.errors import ServerError
from postil.model.issue import Loss
from postil.sdk.connection import API, Connection
from postil.sdk.problem import Problem

FORMATS = ("postil", "labelbox", "labelbox_export", "label_studio")
_BROKEN = b'{"$error":'
_TAIL_BYTES = 16 * 1024


class ExportOrder(msgspec.Struct, kw_only=True):
    """What to export; filters combine with "and", absent ones allow all. Times are RFC 3339."""

    format: str = "postil"
    purpose: list[str] = []
    dataset: str | None = None
    batch: str | None = None
    global_key: list[str] = []
    created_after: str | None = None
    created_before: str | None = None


class _Losses(msgspec.Struct):
    items: list[Loss]


class _Broken(msgspec.Struct, rename={"error": "$error"}):
    error: Problem


class Exports:
    """Read what projects hold."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def open(self, project: str, order: ExportOrder) -> Iterator[Iterator[bytes]]:
        """Open an export as an iterator over its pieces; nothing of it is kept in memory.

        Raises:
            ServerError: From the iterator, when the server broke off; what came before is incomplete.
        """
        path = f"{API}/projects/{project}/export"
        with self._connection.download(path, msgspec.structs.asdict(order)) as pieces:
            yield whole(pieces)

    def losses(self, project: str, order: ExportOrder) -> list[Loss]:
        """Return what the format cannot carry; takes as long as the export."""
        path = f"{API}/projects/{project}/export/losses"
        return self._connection.get(path, _Losses, msgspec.structs.asdict(order)).items


def whole_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the lines of a stream without their ends, and raise as `whole` does."""
    rest = b""
    for piece in whole(pieces):
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line for line in lines if line and not line.startswith(_BROKEN))
    if rest:
        yield rest


def whole(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pass the pieces on, and raise at the end when the last line says that the server failed midway.

    Raises:
        ServerError: It does.
    """
    tail = b""
    for piece in pieces:
        yield piece
        tail = (tail + piece)[-_TAIL_BYTES:]
    last = tail.rstrip(b"\n").rpartition(b"\n")[2]
    if last.startswith(_BROKEN):
        problem = msgspec.json.decode(last, type=_Broken).error
        raise ServerError(f"the export broke off: {problem.detail}", code=problem.code, hint=problem.hint)
