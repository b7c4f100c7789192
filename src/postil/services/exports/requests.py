"""Requests: exports somebody asks for now and fetches later. Small ones are done before the answer."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import msgspec

from postil.errors import ConflictError
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.executor import Executor, Task
from postil.ports.operations import Operation
from postil.ports.store import Store
from postil.services.exports.exporter import KIND, Exporter, LargeExportError, extent_of
from postil.services.exports.files import Chunk, ExportFiles, Extent, Stream
from postil.services.exports.order import Order
from postil.services.exports.query import LossReport
from postil.services.exports.row_export import RowExport
from postil.services.instant import instant
from postil.services.operations import new_operation

AT_ONCE = 5_000
"""So many data rows are exported in the request: a quarter of a second or so."""

AT_ONCE_BYTES = 16 << 20
"""So much text is written in the request: data rows may have thousands of annotations each."""

PART = 100


class ExportRequests:
    """Begins exports, and hands out what was written.

    Args:
        store: The database.
        clock: Says what has expired.
        exporter: Writes exports here.
        files: Where they are written to.
        executor: Where longer ones are run.
        elsewhere: What is run there, with the uid of the operation.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        exporter: Exporter,
        files: ExportFiles,
        executor: Executor,
        elsewhere: Callable[[str], None],
    ) -> None:
        self._store, self._clock, self._exporter, self._files = store, clock, exporter, files
        self._executor, self._elsewhere = executor, elsewhere
        self._tasks: dict[str, Task] = {}

    def begin(self, order: Order, name: str, user: User) -> Operation:
        """Begin an export; a small one is finished when this returns.

        Raises:
            NotFoundError: It names what is none of the user's.
            LimitError: Too many exports wait already.
        """
        losses = LossReport()
        export = self._exporter.open(order, user.id, losses)
        parameters = msgspec.to_builtins(order)
        described = new_operation(KIND, name, user, parameters, instant(self._clock))
        if export.amount(AT_ONCE) <= AT_ONCE:
            self._try_at_once(described, export, losses)
        with self._store.write() as session:
            operation = session.operations.create(described)
        if operation.state == "running":
            self._submit(operation.uid)
        return operation

    def _try_at_once(self, described: Operation, export: RowExport, losses: LossReport) -> None:
        with suppress(LargeExportError):
            result = self._exporter.write(described.uid, export, losses, AT_ONCE_BYTES)
            described.result, described.state = dict(result), "finished"

    def _submit(self, uid: str) -> None:
        self._tasks = {one: task for one, task in self._tasks.items() if not task.done() or task.failure()}
        self._tasks[uid] = self._executor.submit(self._elsewhere, uid)

    def checked(self, operation: Operation) -> Operation:
        """Return an operation as it stands: an export whose process is gone has failed.

        A process that was killed could not say so itself, and who waits for it would wait for hours.
        """
        task = self._tasks.get(operation.uid)
        if operation.state != "running" or task is None or not task.done():
            return operation
        del self._tasks[operation.uid]
        with self._store.write() as session:
            reason = task.failure() or "it came to no end"
            session.operations.set_state(operation.uid, "failed", {"reason": reason}, instant(self._clock))
            return session.operations.get(operation.uid) or operation

    def resume(self) -> None:
        """Begin anew what an earlier process left behind."""
        after: int | None = 0
        while after is not None:
            with self._store.read() as session:
                left = session.operations.unfinished(after_id=after, limit=PART)
            for operation in left:
                if operation.kind == KIND:
                    self._submit(operation.uid)
            after = left[-1].id if len(left) == PART else None

    def extent(self, operation: Operation, stream: Stream) -> Extent | None:
        """Return how much a stream of a finished export holds, None when it is empty.

        Raises:
            ConflictError: The export is not finished.
        """
        if operation.state != "finished":
            raise ConflictError(f"this export is {operation.state}", hint="ask again when it is finished")
        extent = extent_of(operation, stream)
        return extent if extent.size else None

    def chunk(self, operation: Operation, stream: Stream, offset: int) -> Chunk:
        """Return which piece of a stream begins at an offset.

        Raises:
            UsageError: The offset lies outside the stream.
            ConflictError: Its files have expired, or the export is not finished.
        """
        self.extent(operation, stream)
        return self._files.chunk(operation.uid, stream, offset)

    def read(self, uid: str, stream: Stream, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes of a stream from `start` to `end`, both included.

        Raises:
            ConflictError: Its files have expired.
        """
        return self._files.read(uid, stream, start, end)

    def sweep(self) -> None:
        """Remove files that have expired."""
        self._files.sweep(instant(self._clock))
