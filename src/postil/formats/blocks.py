"""Cutting a file of lines into blocks, whatever its size, from any line border on."""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from postil.formats.format import Block

BLOCK_BYTES = 4 * 1024 * 1024
MAX_ROW_BYTES = 64 * 1024 * 1024
TOO_LONG = b"\x00too long"
"""Stands for a row over the limit in `Block.rows`; no row that was read can equal it."""

BOM = b"\xef\xbb\xbf"
_SHOWN_BYTES = 1024
_PIECE = 128 * 1024
"""What is compared at once stays in the processor's cache."""


def count_byte(content: bytes, character: bytes) -> int:
    """Count a character of one byte; `bytes.count` takes twice as long, looking at one after the other."""
    found = 0
    view = np.frombuffer(content, np.uint8)
    for start in range(0, len(content), _PIECE):
        found += int(np.count_nonzero(view[start : start + _PIECE] == character[0]))
    return found


def count_lines(content: bytes) -> int:
    """Count lines, also one at the end that is not ended."""
    return count_byte(content, b"\n") + (not content.endswith(b"\n"))


def split_lines(
    source: BinaryIO, start: int, first_line: int, block_bytes: int = BLOCK_BYTES
) -> Iterator[Block]:
    """Yield blocks of about `block_bytes` of whole lines; a line over 64 MiB becomes a block of its own.

    The source is moved to `start` when it can seek; otherwise it must stand there already. A byte order
    mark at the beginning of the file belongs to no block.
    """
    if source.seekable():
        source.seek(start)
    rest, offset, line = b"", start, first_line
    while True:
        piece = _read(source, _to_line_end(source, block_bytes))
        buffer = rest + piece if rest else piece
        if offset == 0 and buffer.startswith(BOM):
            buffer, offset = buffer[len(BOM) :], len(BOM)
        is_last = len(piece) < block_bytes
        cut = len(buffer) if is_last else buffer.rfind(b"\n") + 1
        if cut:
            content, rest = (buffer, b"") if cut == len(buffer) else (buffer[:cut], buffer[cut:])
            yield Block(content, offset, line)
            offset += cut
            line += count_byte(content, b"\n")
        elif len(buffer) > MAX_ROW_BYTES:
            rest, end = _skip_row(source, offset + len(buffer), block_bytes)
            yield Block(buffer[:_SHOWN_BYTES], offset, line, [TOO_LONG], end)
            offset, line = end, line + 1
        else:
            rest = buffer
        if is_last:
            return


def _to_line_end(source: BinaryIO, block_bytes: int) -> int:
    """Return how much to read for a block of whole lines; reading it at once saves three copies."""
    if not source.seekable():
        return block_bytes
    here = source.tell()
    source.seek(here + block_bytes - 1)
    size = block_bytes - 1 + len(source.readline(block_bytes))
    source.seek(here)
    return max(size, block_bytes)


def _read(source: BinaryIO, size: int) -> bytes:
    """Read `size` bytes, less only at the end of the source; pipes give what they have at the moment."""
    piece = source.read(size)
    while len(piece) < size and (more := source.read(size - len(piece))):
        piece += more
    return piece


def _skip_row(source: BinaryIO, offset: int, block_bytes: int) -> tuple[bytes, int]:
    """Read on to the end of a row; return what follows it in the same piece, and where that begins."""
    while piece := _read(source, block_bytes):
        cut = piece.find(b"\n") + 1
        if cut:
            return piece[cut:], offset + cut
        offset += len(piece)
    return b"", offset
