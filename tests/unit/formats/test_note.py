import json

from hypothesis import given
from hypothesis import strategies as st

from postil.formats.format import Block
from postil.formats.note import add_note, without_notes

NOTE = {"line": 3, "issues": [{"code": "GEO002", "message": "width is -1"}]}

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
ROWS = st.dictionaries(st.text(), SCALARS | st.lists(SCALARS), min_size=1).filter(
    lambda row: "$postil" not in row
)


def strip(line: bytes) -> bytes:
    return without_notes(Block(line, 0, 1)).content


def test_a_noted_row_says_what_was_wrong_before_it_says_anything_else():
    noted = json.loads(add_note(b'{"uuid": "u", "name": "car"}', NOTE))
    assert list(noted) == ["$postil", "uuid", "name"]
    assert noted["$postil"] == NOTE


@given(ROWS, st.sampled_from([None, 2]))
def test_a_row_is_the_same_once_its_note_is_taken_out(row, indent):
    written = json.dumps(row, indent=indent).encode()
    noted = add_note(written, NOTE)
    assert b"\n" not in noted
    assert json.loads(strip(noted)) == row


def test_what_was_wrong_with_the_spelling_of_a_row_stays_wrong():
    row = b'{"name": "car", "name": "bus", "confidence": 1e999, "size": 1.50}'
    assert strip(add_note(row, NOTE)) == row


def test_a_row_that_was_refused_again_has_only_the_new_note():
    again = add_note(add_note(b'{"name": "car"}', {"line": 1}), {"line": 2})
    assert again == b'{"$postil": {"line": 2}, "name": "car"}'


def test_a_row_that_is_no_object_comes_as_text():
    assert json.loads(add_note(b"[1, 2", NOTE)) == {"$postil": {**NOTE, "source": "[1, 2"}}


def test_a_row_without_anything_in_it_can_carry_a_note():
    assert strip(add_note(b"{}", NOTE)) == b"{}"


def test_a_note_that_an_editor_moved_is_taken_out_too():
    assert json.loads(strip(b'{"name": "car", "$postil": {"line": 3}}')) == {"name": "car"}


def test_rows_that_only_mention_the_word_stay_as_they_are():
    row = b'{"name": "\\"$postil\\"",  "value": "$postil"}'
    assert strip(row) == row


def test_a_block_without_its_notes_ends_where_it_ended():
    block = Block(add_note(b'{"a": 1}', NOTE) + b"\n" + b'{"b": 2}\n', 100, 7)
    clean = without_notes(block)
    assert clean.content == b'{"a": 1}\n{"b": 2}\n'
    assert clean.next_offset == block.next_offset == 100 + len(block.content)


def test_the_rows_of_an_array_lose_their_notes_one_by_one():
    rows = [add_note(b'{"a": 1}', NOTE), b'{"b": 2}']
    block = Block(b",".join(rows), 1, 1, rows)
    assert without_notes(block).rows == [b'{"a": 1}', b'{"b": 2}']
