"""Names: which data row each line is about, found without reading the rest of the row."""

import msgspec

from postil.formats.blocks import count_lines
from postil.formats.labelbox.wire import DataRowName


class NamedRow(msgspec.Struct, gc=False):
    """The one field of a row that says what it is about."""

    dataRow: DataRowName | None = None  # noqa: N815 - the foreign spelling


_decoder = msgspec.json.Decoder(NamedRow)


def name_rows(content: bytes) -> list[str]:
    """Return the global key or id on each line, "" where there is none; no line may be blank."""
    count = count_lines(content)
    try:
        rows = _decoder.decode_lines(content)
    except (msgspec.DecodeError, ValueError, RecursionError):
        rows = []
    if len(rows) != count:
        # A line that is no JSON, or several values on one line: each for itself.
        rows = [_named(line) for line in content.removesuffix(b"\n").split(b"\n")]
    return ["" if (name := row.dataRow) is None else name.globalKey or name.id or "" for row in rows]


def _named(line: bytes) -> NamedRow:
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return NamedRow()
