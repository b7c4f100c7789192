"""What is put into buckets comes out by data row, complete, with the line it came from."""

import io
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import ImportRejected
from postil.formats.blocks import TOO_LONG
from postil.formats.format import Block
from postil.formats.registry import get_format
from postil.services.imports.buckets import BucketWriter, read_buckets
from postil.services.imports.ranges import Ranges

LABELBOX = get_format("labelbox")


def row(name: str, number: int = 0) -> bytes:
    return b'{"dataRow": {"globalKey": "%s"}, "uuid": "%d"}' % (name.encode(), number)


def write(path: Path, blocks: list[Block], names: list[str], count: int = 4, block_bytes: int = 400) -> Path:
    with path.open("wb") as target:
        ranges = Ranges([name.encode() for name in names], count)
        writer = BucketWriter(target.write, LABELBOX.name_rows, ranges, block_bytes)
        for block in blocks:
            writer.add(block)
        writer.finish()
    return path


def rows_of(path: Path, start: int = 0) -> list[tuple[int, bytes]]:
    found = []
    for block in read_buckets(path, start, 1):
        found += list(zip(block.lines or [], block.content.split(b"\n")[:-1], strict=True))
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "buckets"


@given(st.lists(st.sampled_from([row("a"), row("b"), row("c"), b"", b"{oops", b"  ", b"{}\r"]), min_size=1))
def test_every_row_comes_out_once_with_its_line(rows: list[bytes]) -> None:
    source = io.BytesIO(b"\n".join(rows))
    file = io.BytesIO()
    writer = BucketWriter(file.write, LABELBOX.name_rows, Ranges([b"a", b"b", b"c"], 3), 60)
    for block in LABELBOX.split(source, block_bytes=60):
        writer.add(block)
    writer.finish()
    expected = [*enumerate(rows, 1)]
    # A file does not tell whether an empty row follows its last line end.
    assert sorted(read_all(file)) in (expected, expected[:-1] if not rows[-1] else expected)


def read_all(file: io.BytesIO) -> list[tuple[int, bytes]]:
    class InMemory:
        def open(self, mode: str, buffering: int) -> io.BytesIO:
            return io.BytesIO(file.getvalue())

    return rows_of(InMemory())  # type: ignore[arg-type]


def test_rows_of_a_data_row_stand_together_in_the_order_of_their_lines(path: Path) -> None:
    names = [f"n{number % 7}" for number in range(70)]
    random.Random(1).shuffle(names)
    content = b"".join(row(name, number) + b"\n" for number, name in enumerate(names, 1))
    blocks = list(LABELBOX.split(io.BytesIO(content), block_bytes=500))
    assert len(blocks) > 3
    found = rows_of(write(path, blocks, names, block_bytes=4000))
    order = [names[line - 1] for line, _ in found]
    assert sum(one != other for one, other in pairwise(order)) == 6
    for name in set(names):
        lines = [line for line, text in found if b'"%s"' % name.encode() in text]
        assert lines == sorted(lines)


def test_reading_goes_on_from_the_end_of_any_block(path: Path) -> None:
    names = [f"n{number}" for number in range(40)]
    content = b"".join(row(name) + b"\n" for name in names)
    write(path, list(LABELBOX.split(io.BytesIO(content), block_bytes=300)), names)
    blocks = list(read_buckets(path, 0, 1))
    assert len(blocks) == 4
    assert blocks[0].first_line == 1
    for at, block in enumerate(blocks):
        rest = list(read_buckets(path, block.next_offset, block.first_line + len(block.lines or ())))
        assert [(one.offset, one.first_line, one.content) for one in rest] == [
            (one.offset, one.first_line, one.content) for one in blocks[at + 1 :]
        ]


def test_a_bucket_far_larger_than_a_block_is_read_in_parts(path: Path) -> None:
    content = b"".join(row("a", number) + b"\n" for number in range(200))
    blocks = list(LABELBOX.split(io.BytesIO(content), block_bytes=400))
    parts = list(read_buckets(write(path, blocks, ["a"] * 9), 0, 1))
    assert max(len(part.content) for part in parts) <= 2 * 400 + 100
    assert [line for part in parts for line in part.lines or ()] == list(range(1, 201))


def test_a_row_too_long_to_be_kept_stays_one(path: Path) -> None:
    blocks = [Block(row("a") + b"\n", 0, 1), Block(b"{", 40, 2, [TOO_LONG], 99), Block(row("b"), 99, 3)]
    assert sorted(rows_of(write(path, blocks, ["a", "b"]))) == [(1, row("a")), (2, TOO_LONG), (3, row("b"))]


@pytest.mark.parametrize("size", [0, 10, 300])
def test_a_file_that_is_not_whole_is_refused(path: Path, size: int) -> None:
    write(path, [Block(row("a") * 9, 0, 1)], ["a"])
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(ImportRejected, match="not whole"):
        list(read_buckets(path, 0, 1))
