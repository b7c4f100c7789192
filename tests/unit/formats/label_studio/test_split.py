import io
import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import ImportRejected
from postil.formats.label_studio import split
from postil.formats.label_studio.split import split_tasks
from tests.unit.formats.label_studio import generated


def blocks_of(content, start=0, first_line=1):
    # Pieces far smaller than any array.
    return list(split_tasks(io.BytesIO(content), start, first_line, 16))


def rows_of(content, start=0, first_line=1):
    return [row for block in blocks_of(content, start, first_line) for row in block.rows]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"[]", []),
        (b" \n[ ] \n", []),
        (b'[{"a":1}]', [b'{"a":1}']),
        (b'\xef\xbb\xbf[{"a":1},{"b":2}]', [b'{"a":1}', b'{"b":2}']),
        (b'[ {"a":[1,{}]} ,\r\n\t{"b":"}],["} ]\n', [b'{"a":[1,{}]}', b'{"b":"}],["}']),
        (b'["\\"]", "\\\\"]', [b'"\\"]"', b'"\\\\"']),
        (b'{\n "a": 1\n}', [b'{\n "a": 1\n}']),
    ],
)
def test_tasks_are_cut_at_their_borders(content, rows):
    assert rows_of(content) == rows


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b'[{"a":1},]', [b'{"a":1}', b""]),
        (b'[{"a":1},,{"b":2}]', [b'{"a":1}', b"", b'{"b":2}']),
        (b"[,]", [b"", b""]),
        (b'[{"a":1}', [b'{"a":1}', b""]),
        (b'[{"a":1},', [b'{"a":1}', b""]),
        (b'[{"a":1},{"b', [b'{"a":1}', b'{"b', b""]),
        (b"[", [b""]),
        (b'[{"a":1}] x', [b'{"a":1}', b"x"]),
        (b"[{}}]", [b"{}", b"]"]),
    ],
)
def test_what_is_missing_or_too_much_becomes_a_row_to_be_reported(content, rows):
    assert rows_of(content) == rows


@pytest.mark.parametrize("before", [b"\n" * 100_000, b"\xef\xbb\xbf" + b" " * 100_000])
def test_an_array_is_one_however_much_blank_stands_before_it(before):
    assert rows_of(before + b'[{"a": 1}, {"b": 2}]') == [b'{"a": 1}', b'{"b": 2}']


def test_lines_are_left_to_the_reader():
    (block,) = blocks_of(b'{"a":1}\n{"b":2}\n')
    assert (block.rows, block.content) == (None, b'{"a":1}\n{"b":2}\n')


@given(st.lists(generated.tasks(), max_size=4), st.sampled_from([None, 1]), st.sampled_from(["", "\n  "]))
def test_an_array_in_pieces_is_the_array(tasks, indent, after):
    content = json.dumps(tasks, indent=indent, ensure_ascii=False).encode() + after.encode()
    assert [json.loads(row) for row in rows_of(content)] == tasks


@pytest.mark.parametrize("end", [b"]", b" ] \n", b",]", b""])
def test_a_source_is_resumed_behind_any_block(end):
    tasks = b" , ".join(json.dumps({"a": "x" * (number * 7 % 40)}).encode() for number in range(12))
    content = b"[" + tasks + end
    blocks = blocks_of(content)
    assert len(blocks) > 3
    for index, block in enumerate(blocks):
        line = block.first_line + len(block.rows)
        assert rows_of(content, block.next_offset, line) == [
            row for later in blocks[index + 1 :] for row in later.rows
        ]


def test_lines_and_offsets_are_gapless():
    content = json.dumps([{"a": number} for number in range(20)]).encode()
    blocks = blocks_of(content)
    for before, after in pairwise(blocks):
        assert after.offset == before.next_offset
        assert after.first_line == before.first_line + len(before.rows)
    assert blocks[-1].next_offset == len(content)


def test_a_task_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(split, "MAX_ROW_BYTES", 100)
    with pytest.raises(ImportRejected, match="SRC008"):
        rows_of(json.dumps([{"a": 1}, {"a": "x" * 200}]).encode())
