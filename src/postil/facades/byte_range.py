"""Byte ranges: the part of a file that a `Range` header asks for (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

PIECE_BYTES = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def asked_range(header: str, size: int) -> tuple[int, int]:
    """Return what part of a file is asked for, the end exclusive; a start behind the end has no answer.

    Headers that are not one range of bytes are passed over, as RFC 9110 has it.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or not (found[1] or found[2]) or size == 0:
        return 0, size
    if not found[1]:
        return (max(0, size - int(found[2])), size) if int(found[2]) else (1, 0)
    start = int(found[1])
    end = min(int(found[2]) + 1, size) if found[2] else size
    if found[2] and int(found[2]) < start:
        return 0, size
    return (start, end) if start < size else (1, 0)


def part_of(source: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    """Yield the bytes from `start` to `end`, which is exclusive, in pieces; then close the source."""
    with source:
        source.seek(start)
        left = end - start
        while left > 0 and (piece := source.read(min(PIECE_BYTES, left))):
            left -= len(piece)
            yield piece
