"""Requests: exports somebody asks for now and fetches later. Small ones are done before the answer."""

from collections.abc import Callable, Iterator

import msgspec

from postil.errors import ConflictError
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.executor import Executor
from postil.ports.operations import Operation
from postil.ports.store import Store
from postil.services.exports.exporter import KIND, Exporter, extent_of
from postil.services.exports.files import Chunk, ExportFiles, Extent, Stream
from postil.services.exports.order import Order
from postil.services.exports.query import LossReport
from postil.services.instant import instant
from postil.services.operations import new_operation

AT_ONCE = 5_000
"""So many data rows are exported in the request: a quarter of a second or so."""

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
        is_small = export.amount(AT_ONCE) <= AT_ONCE
        if is_small:
            described.result = dict(self._exporter.write(described.uid, export, losses))
            described.state = "finished"
        with self._store.write() as session:
            operation = session.operations.create(described)
        if not is_small:
            self._executor.submit(self._elsewhere, operation.uid)
        return operation

    def resume(self) -> None:
        """Begin anew what an earlier process left behind."""
        after: int | None = 0
        while after is not None:
            with self._store.read() as session:
                left = session.operations.unfinished(after_id=after, limit=PART)
            for operation in left:
                if operation.kind == KIND:
                    self._executor.submit(self._elsewhere, operation.uid)
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
