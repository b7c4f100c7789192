"""Read: a block of bytes to rows, through the format's reader."""

from collections.abc import Iterator, Sequence

import msgspec

from postil.formats.entry import Entry, Run
from postil.formats.format import Block, Format
from postil.formats.note import clean

STRETCH_ROWS = 1_000


def read(block: Block, fmt: Format) -> Iterator[Entry]:
    """Yield one entry per row of the block, in order."""
    return fmt.read(clean(block, fmt))


def stretches(block: Block, fmt: Format) -> Iterator[list[Entry | Run]]:
    """Yield the rows of the block in order, plain ones gathered into runs, some thousand rows at a time.

    A stretch is read, judged and spelled while it is in the processor's cache; a block of 4 MiB, read
    whole, is five times that in memory and costs half as much again.
    """
    stretch: list[Entry | Run] = []
    size = 0
    for row in fmt.read_runs(clean(block, fmt)):
        if block.lines is not None:
            _renumber(row, block.lines, block.first_line)
        stretch.append(row)
        size += len(row.lines) if isinstance(row, Run) else 1
        if size >= STRETCH_ROWS:
            yield stretch
            stretch, size = [], 0
    if stretch:
        yield stretch


def _renumber(row: Entry | Run, lines: Sequence[int], first_line: int) -> None:
    """Give a row of a reordered block, counted from `first_line`, the line it has in the source."""
    if isinstance(row, Run):
        start = row.lines[0] - first_line
        row.lines = lines[start : start + len(row.lines)]
        return
    row.line = lines[row.line - first_line]
    for issue in row.issues:
        issue.where = msgspec.structs.replace(issue.where, line=row.line)
