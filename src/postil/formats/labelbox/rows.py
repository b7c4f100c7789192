"""Labelbox annotation rows: NDJSON, one annotation per line (video and DICOM masks: several).

Three paths lead from a line to an entry. Plain boxes, the rows of the millions, are recognised by counting
colons: a decoded row implies how many its line must hold, and a line with as many holds no key twice and
none that is unknown. Every other row that decodes is counted by encoding it again. Rows that fail either
test are parsed strictly, which finds out and says what is wrong.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from typing import BinaryIO, Literal

import msgspec

from postil.formats.blocks import (
    BLOCK_BYTES,
    BOM,
    MAX_ROW_BYTES,
    TOO_LONG,
    count_byte,
    count_lines,
    split_lines,
)
from postil.formats.entry import Entry, Run
from postil.formats.format import Block, ContentOf, Written
from postil.formats.labelbox.boxes import ABSENT, gather, key_column, outlines
from postil.formats.labelbox.envelope import MAX_GLOBAL_KEY, read_row
from postil.formats.labelbox.fields import fill
from postil.formats.labelbox.keys import are_plain, spell_key
from postil.formats.labelbox.names import name_rows
from postil.formats.labelbox.reading import EXT, Contents, Reading
from postil.formats.labelbox.spelling import Spelling
from postil.formats.labelbox.wire import (
    NO_NAME,
    BoxRow,
    DataRowName,
    Row,
    decode,
    decode_box,
    decode_boxes,
    decode_name,
    encode,
)
from postil.formats.labelbox.writer import encode_row, spell_rows
from postil.formats.note import strip_note
from postil.formats.source import is_too_deep, parse
from postil.model.annotation import PlainObject
from postil.model.data_row import DataRowReference
from postil.model.identity import canonical_uuid
from postil.model.issue import Loss
from postil.model.label import SetKind

_BATCH = 256
_BATCH_BYTES = 64 * 1024
_PLAIN_COLONS = 8
"""Keys every plain box has: dataRow and its one, name, bbox and its four. It may have three more."""
_NEVER = 1 << 40
_DATA_ROW = re.compile(rb'"dataRow"\s*:\s*\{')
_MASK = re.compile(rb'"mask"\s*:\s*\{\s*"(imBytes|png)"')
_NOT_ROWS = re.compile(rb'"(data_row|annotations|predictions)"\s*:')


class LabelboxRows:
    """The format `labelbox`: what Labelbox imports take, read and written without loss."""

    name = EXT
    title = "Labelbox annotation rows (NDJSON)"
    media_types = frozenset(
        {
            "image", "video", "text", "document", "geospatial", "audio", "conversation", "html", "dicom",
        }
    )  # fmt: skip
    set_kinds: frozenset[SetKind] = frozenset({"pre_label", "prediction", "ground_truth"})
    container: Literal["lines", "array"] = "lines"
    strips_notes = True

    def sniff(self, head: bytes) -> float:
        """Look for `dataRow` in the first line that is not blank."""
        lines = head.removeprefix(BOM).lstrip().split(b"\n", 1)
        first = lines[0].strip()
        if not first.startswith(b"{"):
            return 0.0
        try:
            decoded = msgspec.json.decode(first)
        except (msgspec.DecodeError, ValueError, RecursionError):
            if len(lines) > 1 or _NOT_ROWS.search(first):
                return 0.0
            # The head ends in the first row; a long mask may stand before its data row.
            return 0.8 if _DATA_ROW.search(first) else 0.6 if _MASK.search(first) else 0.0
        return 1.0 if isinstance(decoded, dict) and isinstance(decoded.get("dataRow"), dict) else 0.0

    def split(
        self, source: BinaryIO, *, start: int = 0, first_line: int = 1, block_bytes: int = BLOCK_BYTES
    ) -> Iterator[Block]:
        """Cut a file into blocks of whole lines from any line border on; see `blocks.split_lines`."""
        return split_lines(source, start, first_line, block_bytes)

    def name_rows(self, content: bytes) -> list[str]:
        """Return the global key or id on each line; see `names.name_rows`."""
        return name_rows(content)

    def read(self, block: Block) -> Iterator[Entry]:
        """Yield one entry per line that is not blank."""
        for row in self.read_runs(block):
            if isinstance(row, Run):
                yield from row.entries()
            else:
                yield row

    def read_runs(self, block: Block) -> Iterator[Entry | Run]:
        """Yield the same rows, plain boxes gathered into runs."""
        reader = _BlockReader()
        number = block.first_line
        if block.rows is not None:
            for start in range(0, len(block.rows), _BATCH):
                yield from reader.read(block.rows[start : start + _BATCH], number + start)
            return
        for batch in _batches(block.content):
            count = count_lines(batch)
            yield from reader.read_plain(batch, number, count) or reader.read(_lines(batch), number)
            number += count

    def write(
        self, rows: Iterable[Written], content_of: ContentOf, losses: Callable[[Loss], None]
    ) -> Iterator[bytes]:
        """Write the rows of each data row; those read from this format come out as they went in."""
        spelling = Spelling(content_of, losses)
        for written in rows:
            lines = [encode_row(row) for row in spell_rows(written, spelling)]
            if lines:
                yield b"\n".join(lines) + b"\n"

    def spell_key(self, key: str) -> str:
        """Return the uuid a key is written as."""
        return spell_key(key)


class _BlockReader:
    """Reads the lines of one block; rows of one data row share its reference."""

    def __init__(self) -> None:
        self._contents = Contents()
        self._names: dict[str | None, str] = {}
        self._reference: DataRowReference | None = None
        self._named = NO_NAME
        self._colons = self._expected = _NEVER
        self._has_colons = self._saw_colons = False

    def read_plain(self, batch: bytes, first_line: int, count: int) -> list[Run]:
        """Return a batch of plain boxes only; nothing when a line of it needs a closer look.

        One call decodes them all, and the colons of the batch are counted at once: no row holds fewer than
        it should, so when the sum is right every row is.
        """
        try:
            rows = decode_boxes(batch)
        except (msgspec.DecodeError, ValueError, RecursionError):
            return []
        column = key_column(rows) if len(rows) == count else None
        gathered = gather(rows, self._names) if column is not None else None
        if column is None or gathered is None:
            return []
        keys, spelled = column
        known = outlines(gathered, keys, spelled) if spelled is not None else repeat(None)
        runs: list[Run] = []
        colons, self._saw_colons = gathered.colons, False
        for group, outline in zip(gathered.groups, known, strict=False):
            self._turn_to(group.named)
            if self._reference is None or self._colons == _NEVER:
                return []
            self._saw_colons = self._saw_colons or self._has_colons
            end = first_line + len(group.objects)
            colons += self._colons * len(group.objects)
            runs.append(Run(self._reference, group.objects, range(first_line, end), outline))
            first_line = end
        if colons != count_byte(batch, b":") or (self._saw_colons and b"\\" in batch):
            # An escaped colon in a key would make up for one too many elsewhere.
            return []
        return runs

    def read(self, lines: list[bytes], first_line: int) -> Iterator[Entry | Run]:
        """Yield the rows of a batch of lines, looking at every line."""
        for number, (line, row) in enumerate(zip(lines, _boxes(lines), strict=True), first_line):
            plain = self._plain(row)
            if line.count(b":") != self._expected or (self._has_colons and b"\\" in line):
                plain = None
            if plain is not None and self._reference is not None:
                yield Run(self._reference, [plain], (number,))
            elif line and not line.isspace():
                yield self._read_other(line, number)

    def _plain(self, row: BoxRow) -> PlainObject | None:
        """Return the annotation of a row that looks like a plain box, and count the colons it should have."""
        box, name, nested = row.bbox, row.name, row.classifications
        if box is None or name is None or nested or ":" in name:
            return None
        self._turn_to(row.dataRow)
        uuid, confidence = row.uuid, row.confidence
        self._expected = self._colons + (uuid is not None) + (nested is not None) + (confidence is not None)
        ext = ABSENT if nested is None else None
        return PlainObject(key=uuid or "", feature=name, geometry=box, confidence=confidence, ext=ext)

    def _turn_to(self, spelled: msgspec.Raw) -> None:
        """Begin the rows of another data row; a name that is none leaves the plain path closed."""
        if spelled == self._named:
            return
        self._named = spelled
        self._colons, self._has_colons = _NEVER, False
        named = _name(spelled)
        value = named.id if named.globalKey is None else named.globalKey
        if value is not None and 0 < len(value) <= MAX_GLOBAL_KEY:
            self._reference = DataRowReference("id" if named.globalKey is None else "global_key", value)
            self._colons = _PLAIN_COLONS + value.count(":")
            self._has_colons = ":" in value

    def _read_other(self, line: bytes, number: int) -> Entry:
        reading = Reading(number, Row(), self._contents)
        # A row with a note has a key that is not known, so it never took the plain path.
        line = strip_note(line)
        if line == TOO_LONG or len(line) > MAX_ROW_BYTES:
            hint = "give large masks by URL, or split the row"
            reading.report("SRC008", f"the row is longer than {MAX_ROW_BYTES >> 20} MiB", hint)
            return Entry(number, issues=reading.issues)
        row = _decode(line)
        if row is not None and _is_sound(line, row):
            reading.row = row
        else:
            tree = parse(line, reading.report)
            if tree is None:
                return Entry(number, issues=reading.issues)
            fill(reading, tree)
        entry = read_row(reading, line)
        if entry.reference is not None and entry.reference == self._reference:
            entry.reference = self._reference
        return entry


def _batches(content: bytes) -> Iterator[bytes]:
    """Cut a block at line ends: what was cut last is what is read next, while the processor has it."""
    start = 0
    while start < len(content):
        end = content.find(b"\n", start + _BATCH_BYTES) + 1 or len(content)
        yield content[start:end]
        start = end


def _lines(batch: bytes) -> list[bytes]:
    lines = batch.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return lines


def _boxes(lines: list[bytes]) -> list[BoxRow]:
    """Decode the plain fields of lines; those that are no plain box for sure come out without a box."""
    try:
        rows = [decode_box(line) for line in lines]
    except (msgspec.DecodeError, ValueError, RecursionError):
        rows = [_box(line) for line in lines]
    if not are_plain([row.uuid for row in rows if row.uuid is not None]):
        for row in rows:
            if row.uuid is not None and canonical_uuid(row.uuid) != row.uuid:
                row.bbox = None
    return rows


def _box(line: bytes) -> BoxRow:
    try:
        return decode_box(line)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return BoxRow()


def _name(spelled: msgspec.Raw) -> DataRowName:
    try:
        return decode_name(spelled)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return DataRowName()


def _decode(line: bytes) -> Row | None:
    try:
        return decode(line)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def _is_sound(line: bytes, row: Row) -> bool:
    """Say whether a line holds exactly the keys of the row it was decoded to, no deeper than allowed."""
    if encode(row).count(b":") != line.count(b":") or b"\\u003" in line:
        return False
    has_no_answers = row.answer is None and row.answers is None and not row.classifications
    return has_no_answers or not is_too_deep(line)


LABELBOX = LabelboxRows()
