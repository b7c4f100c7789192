"""Note: what a report of rejected rows says inside a row, and how it is taken out again.

The rest of the row keeps its bytes, so that a row that was refused for its spelling (a key given twice, a
number without end) is refused again until somebody mends it.
"""

import json
import re
from typing import Any

from postil.formats.format import Block, Format

NOTE = "$postil"
"""The key of the note: the first of its row, and never part of what is imported."""

_SPELLED = b'"$postil"'
_FRONT = re.compile(r'\{\s*"\$postil"\s*:\s*')
_BOM = b"\xef\xbb\xbf"
_LINE_ENDS = bytes.maketrans(b"\r\n", b"  ")
_decoder = json.JSONDecoder()


def add_note(row: bytes, note: dict[str, Any]) -> bytes:
    """Return a row on one line with the note in front, instead of any it had.

    A row that is no JSON object becomes text under `source` of the note.
    """
    # Between the tokens of JSON a line end is a space; inside a string it would be an error.
    body = strip_note(row.strip().removeprefix(_BOM).translate(_LINE_ENDS))
    if not _is_object(body):
        lost = {**note, "source": body.decode(errors="replace")}
        return json.dumps({NOTE: lost}, ensure_ascii=False).encode()
    front = json.dumps({NOTE: note}, ensure_ascii=False).encode()[:-1]
    rest = body[1:].lstrip()
    return front + (b"" if rest == b"}" else b", ") + rest


def clean(block: Block, fmt: Format) -> Block:
    """Return the block as its reader wants it: without notes, unless the reader takes them out itself."""
    return block if fmt.strips_notes else without_notes(block)


def without_notes(block: Block) -> Block:
    """Return the block as it is without the notes of its rows."""
    if _SPELLED not in block.content:
        return block
    rows = block.rows if block.rows is not None else block.content.split(b"\n")
    bare = [strip_note(row) for row in rows]
    content = b"\n".join(bare)
    given = bare if block.rows is not None else None
    return Block(content, block.offset, block.first_line, given, block.next_offset, block.lines)


def strip_note(row: bytes) -> bytes:
    """Return one row without its note; a row that has none comes back as it is."""
    if _SPELLED not in row:
        return row
    try:
        text = row.strip().decode("utf-8-sig")
        front = _FRONT.match(text)
        if front is not None:
            _, end = _decoder.raw_decode(text, front.end())
            return b"{" + text[end:].lstrip().removeprefix(",").lstrip().encode()
        value = json.loads(text)
    except (ValueError, RecursionError):
        return row
    # Somebody's editor moved the note: the spelling of the row is the editor's by now.
    if not isinstance(value, dict) or NOTE not in value:
        return row
    del value[NOTE]
    return json.dumps(value, ensure_ascii=False).encode()


def _is_object(row: bytes) -> bool:
    try:
        return isinstance(json.loads(row), dict)
    except (ValueError, RecursionError):
        return False
