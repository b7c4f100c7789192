"""Scatter: whether the rows of one data row stand far apart in a source, judged from a few samples.

What counts is how many data rows come again far away. Each of those has to be read back and settled, which
costs as much as importing some hundred rows; sorting the source costs a row as much as importing half of
it. A file with one row per data row has as many names as rows and is not scattered at all; the share of
distinct names says nothing. So names of the first block are looked for in many small samples, evenly spread
over the rest: that finds a shuffled file, and one that goes through its data rows twice.
"""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from postil.formats.format import Format
from postil.services.imports.source import Source

LEAST_BLOCKS = 4
"""Smaller sources are not worth sorting."""

LEAST_HITS = 4
WORTHWHILE = 0.01
"""Data rows to settle per source row, from which on sorting is cheaper."""

MOST_SAMPLES = 4096
_SAMPLE_ROWS = 16
_SAMPLE_BYTES = 16 * 1024


class Scatter(msgspec.Struct, frozen=True):
    """What the samples say: rows and distinct names of the first block, and rows of the whole source about.

    `hits` of the `sampled` rows further on were about data rows of the first block.
    """

    rows: int
    names: int
    total: float
    sampled: int
    hits: int

    @property
    def again(self) -> float:
        """How many rows far away a data row of the first block has, on average."""
        return self.hits / self.sampled * max(0.0, self.total - self.rows) / self.names

    @property
    def unsettled(self) -> float:
        """Data rows to settle, per row of the source."""
        return min(1.0, self.again) / (self.rows / self.names + self.again)

    @property
    def is_worth_sorting(self) -> bool:
        """Whether sorting the source costs less than leaving it as it is."""
        return self.hits >= LEAST_HITS and self.unsettled >= WORTHWHILE


def measure(source: Source, fmt: Format, block_bytes: int) -> Scatter | None:
    """Look at a source; None for small ones, and formats that say all about a data row in one place."""
    size = source.size
    if size < LEAST_BLOCKS * block_bytes:
        return None
    with source.open() as stream:
        first = next(fmt.split(stream, block_bytes=block_bytes), None)
        if first is None or first.rows is not None:
            return None
        names = fmt.name_rows(first.content)
        known = set(names or ()) - {""}
        if names is None or not known:
            return None
        found = sample(stream, fmt, first.next_offset, size, 2 * size // block_bytes)
    total = size / len(first.content) * len(names)
    hits = sum(name in known for name in found)
    return Scatter(len(names), len(known), total, len(found), hits) if found else None


def sample(source: BinaryIO, fmt: Format, start: int, end: int, count: int) -> list[str]:
    """Return the names of some rows at each of `count` places evenly spread between two bytes."""
    count = max(1, min(count, MOST_SAMPLES))
    rows = b"".join(_rows(source, start, (end - start) / count, count))
    return (fmt.name_rows(rows) or []) if rows else []


def _rows(source: BinaryIO, start: int, step: float, count: int) -> Iterator[bytes]:
    for number in range(count):
        source.seek(int(start + (number + 0.5) * step))
        source.readline(_SAMPLE_BYTES)
        rows: list[bytes] = []
        while len(rows) < _SAMPLE_ROWS and sum(map(len, rows)) < _SAMPLE_BYTES:
            row = source.readline(_SAMPLE_BYTES)
            if not row:
                break
            rows.append(row)
        yield b"".join(rows) if not rows or rows[-1].endswith(b"\n") else b"".join(rows) + b"\n"
