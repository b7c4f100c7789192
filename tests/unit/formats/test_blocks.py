import io
from typing import BinaryIO, cast

import pytest

from postil.formats.blocks import BLOCK_BYTES, count_byte, count_lines, split_lines

LINE = b'{"n": 1}' + b" " * 1000 + b"\n"


def blocks(data, start=0, first_line=1):
    return list(split_lines(io.BytesIO(data), start, first_line))


class Pipe(io.RawIOBase):
    """Bytes that cannot seek and come a few at a time."""

    def __init__(self, data):
        self._data = io.BytesIO(data)

    def readable(self):
        return True

    def readinto(self, buffer):
        return self._data.readinto(memoryview(buffer)[:700])


def test_blocks_hold_whole_lines_and_add_up_to_the_file():
    data = LINE * 10_000
    found = blocks(data)
    assert len(found) > 1
    assert b"".join(block.content for block in found) == data
    assert all(
        block.content.endswith(b"\n") and len(block.content) < BLOCK_BYTES + len(LINE) for block in found
    )


def test_every_block_knows_its_offset_and_its_first_line():
    offset, line = 0, 1
    for block in blocks(LINE * 10_000):
        assert (block.offset, block.first_line) == (offset, line)
        offset, line = block.next_offset, line + block.content.count(b"\n")


def test_a_file_is_resumed_from_any_border_of_its_blocks():
    data = LINE * 10_000
    first, second, *_ = blocks(data)
    resumed = blocks(data, first.next_offset, second.first_line)
    assert (resumed[0].offset, resumed[0].first_line) == (second.offset, second.first_line)
    assert b"".join(block.content for block in resumed) == data[first.next_offset :]


def test_the_last_line_may_lack_its_newline():
    assert [block.content for block in blocks(b"a\nb")] == [b"a\nb"]


def test_an_empty_source_has_no_blocks():
    assert blocks(b"") == []
    assert blocks(b"\xef\xbb\xbf") == []


def test_a_byte_order_mark_belongs_to_no_block():
    (block,) = blocks(b"\xef\xbb\xbfa\n")
    assert (block.content, block.offset, block.next_offset) == (b"a\n", 3, 5)


def test_a_byte_order_mark_in_the_middle_is_content():
    (block,) = blocks(b"a\n\xef\xbb\xbfb\n", start=2, first_line=2)
    assert block.content == b"\xef\xbb\xbfb\n"


def test_a_pipe_is_read_to_its_end():
    data = LINE * 5_000
    found = list(split_lines(cast(BinaryIO, Pipe(data)), 0, 1))
    assert b"".join(block.content for block in found) == data


@pytest.mark.parametrize("end", [b"\nlast\n", b""])
def test_a_row_too_long_to_keep_is_a_block_of_its_own_that_ends_behind_it(end):
    long = b"x" * (64 * 1024 * 1024 + 5 * BLOCK_BYTES)
    data = b"first\n" + long + end
    first, *others = blocks(data)
    assert first.content == b"first\n"
    assert (others[0].offset, others[0].first_line, len(others[0].rows)) == (6, 2, 1)
    assert len(others[0].content) <= 1024
    assert others[0].next_offset == 6 + len(long) + len(end[:1])
    assert [(block.content, block.first_line) for block in others[1:]] == ([(b"last\n", 3)] if end else [])


@pytest.mark.parametrize("size", [0, 1, 128 * 1024 - 1, 128 * 1024, 128 * 1024 + 1, 1_000_000])
def test_a_byte_is_counted_wherever_it_stands(size):
    data = b"ab:" * (size // 3) + b":" * (size % 3)
    assert count_byte(data, b":") == size // 3 + size % 3


@pytest.mark.parametrize(("data", "lines"), [(b"a\n", 1), (b"a\nb", 2), (b"\n\n", 2)])
def test_the_last_line_counts_whether_it_is_ended_or_not(data, lines):
    assert count_lines(data) == lines
