"""Blocks become rows in order, plain ones gathered into runs, some thousand at a time."""

import json

from postil.formats.entry import Entry, Run
from postil.formats.format import Block
from postil.formats.note import add_note
from postil.formats.registry import get_format
from postil.services.imports.read import STRETCH_ROWS, read, stretches
from tests.unit.services.imports.rows import box, source, weather

LABELBOX = get_format("labelbox")


def lines_of(rows: list[Entry | Run]) -> list[int]:
    return [line for row in rows for line in (row.lines if isinstance(row, Run) else [row.line])]


def test_every_row_is_read_as_one_entry_in_order() -> None:
    block = Block(source([box(1), weather(2, "rain"), box(3)]), 0, 5)
    assert [entry.line for entry in read(block, LABELBOX)] == [5, 6, 7]


def test_stretches_hold_every_row_once_and_in_order() -> None:
    rows = [box(number, "one" if number % 3 else "two") for number in range(2 * STRETCH_ROWS + 7)]
    found = list(stretches(Block(source(rows), 0, 1), LABELBOX))
    assert [line for stretch in found for line in lines_of(stretch)] == list(range(1, len(rows) + 1))


def test_a_stretch_is_not_much_longer_than_asked_for() -> None:
    rows = [weather(number, "rain") for number in range(2 * STRETCH_ROWS + 7)]
    found = list(stretches(Block(source(rows), 0, 1), LABELBOX))
    assert [len(lines_of(stretch)) for stretch in found] == [STRETCH_ROWS, STRETCH_ROWS, 7]


def test_a_block_of_blank_lines_has_no_stretch() -> None:
    assert list(stretches(Block(b" \n\n", 0, 1), LABELBOX)) == []


def test_the_note_of_a_reported_row_is_no_part_of_it() -> None:
    noted = add_note(json.dumps(box(1)).encode(), {"line": 9})
    entry = next(read(Block(noted, 0, 1), LABELBOX))
    assert (entry.issues, entry.annotations[0].key) == ([], box(1)["uuid"])


def test_the_note_of_a_row_whose_reader_knows_no_notes_is_taken_out_before() -> None:
    line = {"postil": 1, "data_row": {"assets": [], "global_key": "one"}, "bundles": []}
    noted = add_note(json.dumps(line).encode(), {"line": 9})
    entry = next(read(Block(noted, 0, 1), get_format("postil")))
    assert (entry.issues, entry.reference.value if entry.reference else None) == ([], "one")


def test_rows_of_a_reordered_block_have_the_lines_they_had_in_the_source() -> None:
    rows = [box(1), box(2), {"uuid": "x", "dataRow": {}}, box(3, "two")]
    block = Block(source(rows), 0, 51, lines=[7, 8, 2, 40])
    [stretch] = stretches(block, LABELBOX)
    lines: list[int] = []
    for row in stretch:
        lines += row.lines if isinstance(row, Run) else [row.line]
    assert lines == [7, 8, 2, 40]
    assert {issue.where.line for row in stretch if isinstance(row, Entry) for issue in row.issues} == {2}
