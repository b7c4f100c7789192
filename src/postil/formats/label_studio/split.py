"""Cutting a file of tasks into blocks: a JSON array of any size, one task, or one task per line.

The borders of array elements are found from brackets, commas and quotes alone, a piece at a time; memory is
a few pieces, or twice the longest task. Whether a task is sound JSON is the reader's business: a comma too
many or an array that never ends becomes an empty row, which the reader reports.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from postil.errors import ImportRejected
from postil.formats.blocks import BLOCK_BYTES, BOM, MAX_ROW_BYTES, split_lines
from postil.formats.format import Block
from postil.formats.head import find_head

_BLANKS = b" \t\r\n"
_ESCAPES = re.compile(rb"\\.", re.DOTALL)
_QUOTE, _COMMA = ord('"'), ord(",")
_MARKS = np.zeros(256, np.bool_)
_MARKS[list(b'"[]{},')] = True
_STEPS = np.zeros(256, np.int8)
_STEPS[list(b"[{")] = 1
_STEPS[list(b"]}")] = -1


def split_tasks(
    source: BinaryIO, start: int, first_line: int, block_bytes: int = BLOCK_BYTES
) -> Iterator[Block]:
    """Yield blocks of about `block_bytes` of whole tasks from byte `start`, a beginning or end of a block.

    The source must be able to seek: it is looked at from its beginning, to see what kind of file it is.

    Raises:
        ImportRejected: A task is longer than 64 MiB (SRC008).
    """
    source.seek(0)
    before, body = find_head(source)
    if body[:1] == b"[":
        begin = max(start, before + 1)
        source.seek(begin)
        yield from _from_array(source, begin, first_line, block_bytes, is_first=start <= before)
    elif body[:1] == b"{" and not _is_line(source, before):
        source.seek(start)
        yield from _whole(source, start, first_line)
    else:
        yield from split_lines(source, start, first_line, block_bytes)


def _is_line(source: BinaryIO, offset: int) -> bool:
    """Say whether the first line closes its object, as the first line of NDJSON does."""
    source.seek(offset)
    return source.readline(MAX_ROW_BYTES).rstrip().endswith(b"}")


def _whole(source: BinaryIO, start: int, line: int) -> Iterator[Block]:
    content = source.read(MAX_ROW_BYTES + 1)
    _check_length(content, line)
    row = content.removeprefix(BOM).strip(_BLANKS)
    if row:
        yield Block(content, start, line, [row])


def _from_array(
    source: BinaryIO, offset: int, line: int, block_bytes: int, *, is_first: bool
) -> Iterator[Block]:
    buffer = source.read(block_bytes)
    if is_first and not buffer:
        yield Block(b"[", offset - 1, line, [b""])
    while buffer:
        rows, used, is_closed = _elements(buffer, is_first=is_first)
        if is_closed:
            rest = buffer[used:] + source.read(MAX_ROW_BYTES)
            _check_length(rest, 0)
            extra = rest.strip(_BLANKS)
            rows += [extra] if extra else []
            if rows:
                yield Block(buffer[:used] + rest, offset, line, rows)
            return
        # A long task is read in ever larger pieces, so that looking through it again stays cheap.
        piece = source.read(max(block_bytes, len(buffer) - used))
        if not piece:
            # The array does not end: a task cut short perhaps, and the missing bracket.
            tail = buffer[used:].strip(_BLANKS)
            yield Block(buffer, offset, line, [*rows, tail, b""] if tail else [*rows, b""])
            return
        if rows:
            yield Block(buffer[:used], offset, line, rows)
            line, offset, buffer, is_first = line + len(rows), offset + used, buffer[used:], False
        _check_length(buffer, line)
        buffer += piece


def _elements(buffer: bytes, *, is_first: bool) -> tuple[list[bytes], int, bool]:
    """Return the elements that are complete, how many bytes they take, and whether the array ended."""
    # Escapes occur in strings only; without them every quote opens or closes a string.
    plain = _ESCAPES.sub(b"__", buffer) if b"\\" in buffer else buffer
    borders, end = _borders(plain)
    rows, begin = [], 0
    for border in borders:
        rows.append(buffer[begin:border].strip(_BLANKS))
        begin = border + 1
    if end is None:
        return rows, begin, False
    last = buffer[begin:end].strip(_BLANKS)
    if last or rows or not is_first:
        rows.append(last)
    return rows, end + 1, True


def _borders(plain: bytes) -> tuple[list[int], int | None]:
    """Return where the commas between elements are, and the bracket that closes the array."""
    bytes_ = np.frombuffer(plain, np.uint8)
    at = np.flatnonzero(_MARKS[bytes_])
    marks = bytes_[at]
    quotes: npt.NDArray[np.bool_] = marks == _QUOTE
    outside = (np.cumsum(quotes, dtype=np.int32) & 1) == 0
    outside &= ~quotes
    at, marks = at[outside], marks[outside]
    depth = np.cumsum(_STEPS[marks], dtype=np.int32)
    closing = np.flatnonzero(depth < 0)
    end = None
    if closing.size:
        end = int(at[closing[0]])
        at, marks, depth = at[: closing[0]], marks[: closing[0]], depth[: closing[0]]
    return at[(marks == _COMMA) & (depth == 0)].tolist(), end


def _check_length(row: bytes, line: int) -> None:
    if len(row) > MAX_ROW_BYTES:
        where = f"task {line}" if line else "what follows the end of the array"
        raise ImportRejected(
            f"{where} is longer than 64 MiB",
            code="SRC008",
            hint="split the task, or refer to its content by URL",
        )
