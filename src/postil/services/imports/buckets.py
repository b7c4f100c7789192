"""Buckets: a file that holds the rows of a source by the data row they are about, and where each came from.

It is written from front to back in one reading of the source. The rows of a block are cut into pieces, one
per bucket, in which they are ordered by a hash of their data row; an index behind the last piece says how
long they are. A bucket is what its pieces from all blocks add up to, and about as large as a block: read as
one, the rows of a data row stand together, in the order of their lines.

For every block the file has a 64-bit head per row (hash, and the line counted from the first of the block),
then the rows themselves.
"""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np
import numpy.typing as npt

from postil.errors import ImportRejected
from postil.formats.format import Block
from postil.services.imports.ranges import Ranges, hashes_of

_MAGIC = b"POSTIL-1"
_END = struct.Struct("<8sQQQ")
_HEAD = 8
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)

Longs = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint32]
Places = npt.NDArray[np.uint64]
NameRows = Callable[[bytes], list[str] | None]


class BucketWriter:
    """Writes the file block by block; `finish` adds the index.

    Args:
        write: Takes the bytes of the file in order.
        name_rows: The format's `name_rows`.
        ranges: Which data rows go to which bucket.
        block_bytes: How large a bucket should be.
    """

    def __init__(
        self, write: Callable[[bytes], object], name_rows: NameRows, ranges: Ranges, block_bytes: int
    ) -> None:
        self._write, self._name_rows, self._ranges = write, name_rows, ranges
        self._block_bytes = block_bytes
        self._first_lines: list[int] = []
        self._counts: list[Words] = []
        self._sizes: list[Words] = []

    def add(self, block: Block) -> None:
        """Write the rows of one block."""
        rows = _rows(block)
        hashes, buckets = self._places(block, rows)
        order = np.argsort((buckets << _HALF) | hashes, kind="stable")
        ordered = [rows[at] for at in order.tolist()]
        self._write(((hashes[order] << _HALF) | order.astype(np.uint64)).astype("<u8").tobytes())
        self._write(b"\n".join([*ordered, b""]))
        ends = np.zeros(len(rows) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, ordered), np.int64, len(rows)) + 1, out=ends[1:])
        borders = np.searchsorted(buckets[order], np.arange(self._ranges.count + 1, dtype=np.uint64))
        self._first_lines.append(block.first_line)
        self._counts.append(np.diff(borders).astype("<u4"))
        self._sizes.append(np.diff(ends[borders]).astype("<u4"))

    def _places(self, block: Block, rows: list[bytes]) -> tuple[Places, Places]:
        """Return hash and bucket of every row; rows of no data row have one place together."""
        names = self._name_rows(block.content) if block.rows is None else None
        if names is None or len(names) != len(rows):
            names = [""] * len(rows)
        spelled = list(map(str.encode, names))
        hashes = hashes_of(spelled)
        return hashes, self._ranges.place(spelled, hashes)

    def finish(self) -> None:
        """Write the index."""
        self._write(np.array(self._first_lines, "<i8").tobytes())
        for table in (self._counts, self._sizes):
            for row in table:
                self._write(row.tobytes())
        self._write(_END.pack(_MAGIC, len(self._first_lines), self._ranges.count, self._block_bytes))


def _rows(block: Block) -> list[bytes]:
    if block.rows is not None:
        return block.rows
    rows = block.content.split(b"\n")
    if not rows[-1]:
        rows.pop()
    return rows


class _Index(msgspec.Struct):
    """What the end of the file says: for every block its first line, for every piece its rows and bytes."""

    first_lines: Longs
    counts: Words
    sizes: Words
    block_bytes: int


def read_buckets(path: Path, start: int, first_line: int) -> Iterator[Block]:
    """Yield the buckets as blocks with the true line of every row.

    Args:
        path: A finished file.
        start: The `next_offset` of the last block that is done. Offsets count the bytes of rows alone, as if
            the buckets stood one behind the other.
        first_line: One more than the rows that are done.

    Raises:
        ImportRejected: The file is not whole.
    """
    with path.open("rb", buffering=0) as source:
        index = _read_index(source)
        offset = 0
        for pieces, size in _cut(index):
            if offset >= start:
                block = _block(source, index, pieces, offset, first_line)
                first_line += len(block.lines or ())
                yield block
                del block  # or it would be kept while the next one is put together
            offset += size


Piece = tuple[int, int, int, int, int]
"""Block number, its rows, where their heads are, where their bytes are, how many."""


def _cut(index: _Index) -> Iterator[tuple[list[Piece], int]]:
    """Yield the pieces that are read together: a bucket, or parts of one that is far too large."""
    rows = index.counts.sum(axis=1, dtype=np.int64)
    spans = index.sizes.sum(axis=1, dtype=np.int64) + _HEAD * rows
    heads = np.cumsum(spans) - spans
    texts = heads + _HEAD * rows
    for bucket in range(index.counts.shape[1]):
        counts, sizes = index.counts[:, bucket].astype(np.int64), index.sizes[:, bucket].astype(np.int64)
        pieces: list[Piece] = []
        size = 0
        for number in np.flatnonzero(counts).tolist():
            span = int(sizes[number])
            if pieces and size + span > 2 * index.block_bytes:
                yield pieces, size
                pieces, size = [], 0
            pieces.append((number, int(counts[number]), int(heads[number]), int(texts[number]), span))
            size += span
        if pieces:
            yield pieces, size
        heads += _HEAD * counts
        texts += sizes


def _block(source: BinaryIO, index: _Index, pieces: list[Piece], offset: int, first_line: int) -> Block:
    # One buffer for all pieces: allocating each by itself leaves memory full of holes.
    count = sum(piece[1] for piece in pieces)
    heads, text = np.empty(count, "<u8"), bytearray(sum(piece[4] for piece in pieces))
    lines, view = np.empty(count, np.int64), memoryview(text)
    row = byte = 0
    for number, rows, head, start, size in pieces:
        source.seek(head)
        source.readinto(heads[row : row + rows])  # type: ignore[attr-defined]
        source.seek(start)
        source.readinto(view[byte : byte + size])  # type: ignore[attr-defined]
        lines[row : row + rows] = index.first_lines[number]
        row, byte = row + rows, byte + size
    lines += (heads & _LOW).astype(np.int64)
    order = np.argsort(heads >> _HALF, kind="stable")
    view.release()
    whole = bytes(text)
    del text
    cut = whole.split(b"\n")
    del whole
    content = b"\n".join([*(cut[at] for at in order.tolist()), b""])
    del cut
    return Block(content, offset, first_line, lines=lines[order].tolist())


def _read_index(source: BinaryIO) -> _Index:
    end = source.seek(0, 2)
    source.seek(max(0, end - _END.size))
    found = source.read()
    if len(found) < _END.size or not found.startswith(_MAGIC):
        raise ImportRejected("the sorted copy of the input is not whole", hint="import the file again")
    _, blocks, buckets, block_bytes = _END.unpack(found)
    source.seek(end - _END.size - 8 * blocks * (1 + buckets))
    first_lines = np.frombuffer(source.read(8 * blocks), "<i8")
    tables = np.frombuffer(source.read(8 * blocks * buckets), "<u4").reshape(2, blocks, buckets)
    return _Index(first_lines, tables[0], tables[1], block_bytes)
