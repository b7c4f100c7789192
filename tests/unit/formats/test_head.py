import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.formats.head import HEAD_BYTES, find_head, grow

BOM = b"\xef\xbb\xbf"
BLANK = b" " * (5 * 1024 * 1024) + b"\n"


@pytest.mark.parametrize("before", [b"", BOM, b"\r\n \t", BOM + b"\n", BLANK, BOM + BLANK])
def test_the_head_begins_with_the_first_row_whatever_blank_stands_before_it(before):
    row = b'{"a": 1}\n' * HEAD_BYTES
    assert find_head(io.BytesIO(before + row)) == (len(before), row[:HEAD_BYTES])


@pytest.mark.parametrize("content", [b"", BOM, b"\n", BOM + BLANK])
def test_a_file_of_blanks_has_an_empty_head(content):
    assert find_head(io.BytesIO(content)) == (len(content), b"")


@given(
    before=st.sampled_from([b"", b"\n" * 9, BOM + b" "]), row=st.binary(max_size=30), step=st.integers(1, 9)
)
def test_the_head_of_a_source_in_pieces_is_that_of_the_whole(before, row, step):
    content = before + b"{" + row
    head = b""
    for start in range(0, len(content), step):
        head = grow(head, content[start : start + step])
    assert head == find_head(io.BytesIO(content))[1]


def test_the_head_of_a_source_in_pieces_is_no_longer_than_needed():
    assert grow(grow(b"", b"{" * 9), b"x" * HEAD_BYTES) == b"{" * 9 + b"x" * (HEAD_BYTES - 9)
