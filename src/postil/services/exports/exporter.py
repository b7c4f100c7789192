"""Exporter: writes the files of one export that somebody has asked for, in whatever process it is put."""

import logging
import time
from collections.abc import Iterator
from math import inf

import msgspec

from postil.errors import AccessError, PostilError
from postil.formats.labelbox.export import export_line
from postil.ports.clock import Clock
from postil.ports.operations import Operation
from postil.ports.store import Store
from postil.services.exports.files import ExportFiles, Extent
from postil.services.exports.order import Order
from postil.services.exports.query import LossReport
from postil.services.exports.row_export import RowExport
from postil.services.exports.sources import Sources
from postil.services.operations import Operations

KIND = "export"
"""What an operation is called that ends with the files of an export."""

TOLD_EVERY_S = 2.0

log = logging.getLogger("postil.exports")


class LargeExportError(Exception):
    """An export has more bytes than it was to have."""


class Exporter:
    """Runs exports to their end; what came of one is told by its operation."""

    def __init__(self, store: Store, clock: Clock, files: ExportFiles, sources: Sources) -> None:
        self._store, self._files, self._sources = store, files, sources
        self._operations = Operations(store, clock)

    def run(self, uid: str) -> None:
        """Write the files of an operation that has begun, and say that it is finished, or why it failed."""
        with self._store.read() as session:
            operation = session.operations.get(uid)
        if operation is None or operation.kind != KIND or operation.state != "running":
            return
        try:
            losses = LossReport()
            result = self._write(uid, self._told(uid, self._export(operation, losses)), losses)
            self._operations.finish(uid, result)
        except PostilError as error:
            self._fail(uid, str(error))
        except Exception:
            log.exception("export %s stopped", uid)
            self._fail(uid, "the server met an error it did not expect")
            raise

    def open(self, order: Order, user_id: int, losses: LossReport) -> RowExport:
        """Look up what an order names, for a user as they are now.

        Raises:
            NotFoundError: It names what is none of the user's.
            AccessError: The user may not come in any more.
        """
        with self._store.read() as session:
            user = session.access.user(user_id)
        if user is None or user.disabled_at is not None:
            raise AccessError(f"user {user_id} is disabled", hint="ask an administrator")
        return RowExport(self._store, order, user, self._sources, losses.add)

    def write(
        self, uid: str, export: RowExport, losses: LossReport, most_bytes: float = inf
    ) -> dict[str, dict[str, int]]:
        """Write both streams; return how much each of them holds.

        Raises:
            LargeExportError: Its rows have more bytes; nothing is kept.
        """
        return self._write(uid, _bounded(export.pages(), most_bytes), losses)

    def _write(self, uid: str, pages: Iterator[list[bytes]], losses: LossReport) -> dict[str, dict[str, int]]:
        rows = self._files.write(uid, "rows", pages)
        errors = self._files.write(uid, "errors", [[export_line(_plain(loss)) for loss in losses.losses()]])
        return {"rows": _plain(rows), "errors": _plain(errors)}

    def _export(self, operation: Operation, losses: LossReport) -> RowExport:
        order = msgspec.convert(operation.parameters, Order)
        return self.open(order, operation.user_id, losses)

    def _told(self, uid: str, export: RowExport) -> Iterator[list[bytes]]:
        done, told_at = 0, time.monotonic()
        total = export.total()
        for page in export.pages():
            yield page
            done += len(page)
            if time.monotonic() - told_at > TOLD_EVERY_S:
                self._operations.advance(uid, {"done": done, "total": total})
                told_at = time.monotonic()

    def _fail(self, uid: str, reason: str) -> None:
        self._files.remove(uid, "rows")
        self._files.remove(uid, "errors")
        self._operations.fail(uid, reason)


def _bounded(pages: Iterator[list[bytes]], most_bytes: float) -> Iterator[list[bytes]]:
    left = most_bytes
    for page in pages:
        left -= sum(map(len, page))
        if left < 0:
            raise LargeExportError
        yield page


def extent_of(operation: Operation, stream: str) -> Extent:
    """Return how much a stream of a finished export holds; nothing of one that is not finished."""
    if operation.state != "finished":
        return Extent()
    return msgspec.convert(operation.result.get(stream, {}), Extent)


def _plain(value: msgspec.Struct) -> dict[str, int]:
    plain: dict[str, int] = msgspec.to_builtins(value)
    return plain
