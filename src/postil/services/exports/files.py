"""Files: finished exports, kept for a while and fetched in pieces that end with a line.

An export has two streams, its rows and what could not be told. Each is a spool file of lines, and beside it
an index: two numbers for every quarter MiB or so, where a piece of whole lines ends and how many lines end
with it. So any offset is found without reading what comes before, and no memory grows with the export.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal
from uuid import UUID

import msgspec

from postil.errors import ConflictError, UsageError
from postil.ports.blobs import Spool, SpoolWriter

Stream = Literal["rows", "errors"]

PREFIX = "export-"
STEP_BYTES = 256 * 1024
CHUNK_BYTES = 4 * 1024 * 1024
KEPT_DAYS = 7
_MARK = struct.Struct("<qq")
_READ_BYTES = 256 * 1024
_MADE = re.compile(f"{PREFIX}([0-9a-f]{{12}})")


class Extent(msgspec.Struct, frozen=True):
    """How much a stream holds, in bytes and lines."""

    size: int = 0
    lines: int = 0


class Chunk(msgspec.Struct, frozen=True):
    """A piece of a stream; both ends of both ranges belong to it. Offsets are bytes, lines count from 0."""

    start: int
    end: int
    first_line: int
    last_line: int


class ExportFiles:
    """The files of exports.

    Args:
        spool: Where they are kept.
    """

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def write(self, uid: str, stream: Stream, pages: Iterable[list[bytes]]) -> Extent:
        """Write a stream to its end; one without any lines leaves no file.

        What an earlier attempt left behind is replaced.

        Args:
            uid: Of the export.
            stream: Which of its streams.
            pages: Lines, each with its newline.
        """
        name = _name(uid, stream)
        self.remove(uid, stream)
        with self._spool.writer(name) as content, self._spool.writer(f"{name}-index") as index:
            extent = _written(pages, content, index)
            if extent.size:
                # The index is there once the content is: it is what readers look for.
                content.commit()
                index.commit()
        return extent

    def extent(self, uid: str, stream: Stream) -> Extent:
        """Return how much a stream holds.

        Raises:
            ConflictError: Its files have expired.
        """
        return _Index(self._path(uid, stream, "-index")).extent()

    def chunk(self, uid: str, stream: Stream, offset: int) -> Chunk:
        """Return the piece that begins at an offset: about `CHUNK_BYTES`, up to the end of a line.

        Raises:
            UsageError: The offset lies outside the stream.
            ConflictError: Its files have expired.
        """
        index = _Index(self._path(uid, stream, "-index"))
        extent = index.extent()
        if not 0 <= offset < extent.size:
            raise UsageError(
                f"offset {offset} lies outside the export's {extent.size} bytes", hint="offsets count from 0"
            )
        begin, line = index.before(offset)
        end, last = index.end(offset)
        if begin < offset:
            line += sum(piece.count(b"\n") for piece in self.read(uid, stream, begin, offset - 1))
        return Chunk(offset, end - 1, line, last - 1)

    def read(self, uid: str, stream: Stream, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes from `start` to `end`, both included.

        Raises:
            ConflictError: Its files have expired.
        """
        left = end + 1 - start
        with self._path(uid, stream).open("rb") as file:
            file.seek(start)
            while left > 0 and (piece := file.read(min(left, _READ_BYTES))):
                left -= len(piece)
                yield piece

    def remove(self, uid: str, stream: Stream) -> None:
        """Remove the files of a stream, if there are any."""
        for suffix in ("-index", ""):
            self._spool.remove(f"{_name(uid, stream)}{suffix}")

    def sweep(self, now: int) -> int:
        """Remove the files of exports asked for over `KEPT_DAYS` ago; return how many.

        Args:
            now: An instant in microseconds.
        """
        oldest = now // 1000 - KEPT_DAYS * 24 * 3600 * 1000
        # An export's uid begins with the milliseconds of its making.
        made = ((name, _MADE.match(name)) for name in self._spool.names(PREFIX))
        expired = [name for name, found in made if found is not None and int(found[1], 16) < oldest]
        for name in expired:
            self._spool.remove(name)
        return len(expired)

    def _path(self, uid: str, stream: Stream, suffix: str = "") -> Path:
        path = self._spool.path(f"{_name(uid, stream)}{suffix}")
        if path is None:
            message = f"the files of export {uid!r} are gone: they are kept for {KEPT_DAYS} days"
            raise ConflictError(message, hint="export again")
        return path


class _Index:
    """The marks of a stream, looked up where they lie."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._count = path.stat().st_size // _MARK.size

    def extent(self) -> Extent:
        return Extent(*self._mark(self._count - 1))

    def before(self, offset: int) -> tuple[int, int]:
        """Return the last mark that does not lie behind an offset."""
        return self._mark(self._first_behind(offset) - 1)

    def end(self, offset: int) -> tuple[int, int]:
        """Return the mark at which the chunk that begins at an offset ends."""
        nearest = self._first_behind(offset)
        return self._mark(max(nearest, self._first_behind(offset + CHUNK_BYTES) - 1))

    def _first_behind(self, offset: int) -> int:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._mark(middle)[0] > offset:
                high = middle
            else:
                low = middle + 1
        return low

    def _mark(self, number: int) -> tuple[int, int]:
        if number < 0:
            return 0, 0
        with self._path.open("rb") as file:
            file.seek(number * _MARK.size)
            size, lines = _MARK.unpack(file.read(_MARK.size))
        return size, lines


def _name(uid: str, stream: Stream) -> str:
    return f"{PREFIX}{UUID(uid).hex}" + ("" if stream == "rows" else "-errors")


def _written(pages: Iterable[list[bytes]], content: SpoolWriter, index: SpoolWriter) -> Extent:
    pending: list[bytes] = []
    waiting, size, lines = 0, 0, 0

    def flush() -> None:
        nonlocal waiting, size, lines
        size, lines, waiting = size + waiting, lines + len(pending), 0
        content.write(b"".join(pending))
        index.write(_MARK.pack(size, lines))
        pending.clear()

    for page in pages:
        for line in page:
            pending.append(line)
            waiting += len(line)
            if waiting >= STEP_BYTES:
                flush()
    if pending:
        flush()
    return Extent(size, lines)
