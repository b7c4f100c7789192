"""The Postil format: one line per data row, canonical structs as they are, nothing lost."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Literal

import msgspec

from postil.formats.blocks import BLOCK_BYTES, TOO_LONG, split_lines
from postil.formats.entry import Entry
from postil.formats.format import Block, ContentOf, Written
from postil.formats.pointers import pointer_to
from postil.formats.postil.contents import hashes_of, inline, outline
from postil.formats.source import has_long_number, is_too_deep, parse
from postil.model.data_row import DataRow, DataRowReference
from postil.model.issue import Issue, Loss, Severity, Where
from postil.model.label import Bundle, SetKind

VERSION = 1


class NamedRow(DataRow, omit_defaults=True):
    """A data row with the public id it has on the server that wrote the line."""

    id: str | None = None


class Line(msgspec.Struct, omit_defaults=True):
    """One line: a data row and everything said about it; `contents` maps sha256 to base64."""

    postil: int
    data_row: NamedRow
    bundles: list[Bundle]
    contents: dict[str, str] = {}


class _Spelled(msgspec.Struct, omit_defaults=True):
    """A line whose data row is spelled already."""

    postil: int
    data_row: msgspec.Raw
    bundles: list[Bundle]
    contents: dict[str, str] = {}


_encode = msgspec.json.Encoder().encode
_canonical = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(Line).decode
_PATH = re.compile(r" - at `\$([^`]*)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


class PostilRows:
    """The canonical model, line by line: what was written reads back equal."""

    name = "postil"
    title = "Postil rows (NDJSON)"
    media_types = frozenset(
        {
            "image", "video", "text", "document", "geospatial", "audio", "conversation", "html", "dicom",
            "series",
        }
    )  # fmt: skip
    set_kinds: frozenset[SetKind] = frozenset({"pre_label", "prediction", "ground_truth", "draft"})
    container: Literal["lines", "array"] = "lines"
    strips_notes = False

    def sniff(self, head: bytes) -> float:
        """Every line begins with the version."""
        found = re.match(rb'(\xef\xbb\xbf)?\s*\{\s*"postil"\s*:', head)
        return 1.0 if found else 0.0

    def split(
        self, source: BinaryIO, *, start: int = 0, first_line: int = 1, block_bytes: int = BLOCK_BYTES
    ) -> Iterator[Block]:
        """Cut the source at line ends."""
        return split_lines(source, start, first_line, block_bytes)

    def name_rows(self, content: bytes) -> None:
        """Lines are whole data rows: what a file says about one stands in one place."""

    def read(self, block: Block) -> Iterator[Entry]:
        """Turn every line into one entry."""
        rows = block.content.split(b"\n") if block.rows is None else block.rows
        for line, row in enumerate(rows, block.first_line):
            if block.rows is not None or row.strip():
                yield _read(row, line)

    def read_runs(self, block: Block) -> Iterator[Entry]:
        """Yield the same entries; lines are whole entries already."""
        return self.read(block)

    def write(
        self, rows: Iterable[Written], content_of: ContentOf, losses: Callable[[Loss], None]
    ) -> Iterator[bytes]:
        """Write one line per data row; bytes the store no longer has are reported and left out.

        A data row that comes several times, one after the other, is spelled once.
        """
        last: tuple[DataRow | None, str | None] = None, None
        spelled = msgspec.Raw()
        for written in rows:
            row = written.data_row
            if row is not last[0] or written.row_id != last[1]:
                last, spelled = (row, written.row_id), msgspec.Raw(_encode(_named(row, written.row_id)))
            hashes = hashes_of(written.bundles)
            contents = inline(hashes, content_of)
            if len(contents) < len(hashes):
                missing = len(hashes) - len(contents)
                losses(Loss("LOS002", "the bytes of masks are gone", missing, row.global_key))
            yield _encode(_Spelled(VERSION, spelled, written.bundles, contents)) + b"\n"

    def spell_key(self, key: str) -> str:
        """Keys are written as they are."""
        return key


def _named(row: DataRow, row_id: str | None) -> NamedRow:
    named = NamedRow(row.assets, row.global_key, row.external_id, row.data, row.metadata, row.ext)
    named.id = row_id
    return named


class _Reading:
    def __init__(self, line: int) -> None:
        self.line = line
        self.issues: list[Issue] = []

    def report(
        self, code: str, message: str, hint: str, pointer: str = "", *, got: Any = None,
        expected: Any = None, severity: Severity = "error",
    ) -> None:  # fmt: skip
        where = Where(line=self.line, pointer=pointer)
        self.issues.append(Issue(code, message, hint, severity, got, expected, where))


def _read(row: bytes, line: int) -> Entry:
    reading = _Reading(line)
    found = _line(row, reading)
    contents = _contents(found, reading) if found is not None else {}
    if found is None or any(issue.severity == "error" for issue in reading.issues):
        return Entry(line, issues=reading.issues)
    named = found.data_row
    data_row = DataRow(
        named.assets, named.global_key, named.external_id, named.data, named.metadata, named.ext
    )
    ext = {} if named.id is None else {"postil": {"id": named.id}}
    return Entry(
        line, _reference(named, data_row), issues=reading.issues, bundles=found.bundles,
        data_row=data_row, contents=contents, ext=ext,
    )  # fmt: skip


def _reference(named: NamedRow, data_row: DataRow) -> DataRowReference:
    # A global key means the same row on every server, an id only on the one that gave it.
    if data_row.global_key is not None:
        return DataRowReference("global_key", data_row.global_key)
    if named.id is not None:
        return DataRowReference("id", named.id)
    return DataRowReference("content", hashlib.sha256(_canonical(data_row)).hexdigest())


def _line(row: bytes, reading: _Reading) -> Line | None:
    if row == TOO_LONG:
        reading.report("SRC008", "the line is longer than 64 MiB", "split the data row's bundles")
        return None
    try:
        found = None if is_too_deep(row) else _decode(row)
    except (msgspec.ValidationError, UnicodeDecodeError) as error:
        if parse(row, reading.report) is not None:
            _report_type(str(error), reading)
        return None
    except msgspec.DecodeError:
        found = None
    is_exact = found is not None and b"\\" not in row and _encode(found).count(b'"') == row.count(b'"')
    if found is None or not is_exact or has_long_number(row):
        tree = parse(row, reading.report)
        if tree is None or found is None:
            return None
        _report_unknown(tree, found, "", reading)
    if found.postil != VERSION:
        reading.report(
            "SRC010", f"the line is of version {found.postil}, this reader knows {VERSION}",
            "update Postil, or export the file again", "/postil", got=found.postil, expected=VERSION,
        )  # fmt: skip
    return found


def _report_unknown(tree: Any, found: Any, pointer: str, reading: _Reading) -> None:
    """Report keys that no struct has a field for: decoding passes over them."""
    if isinstance(found, msgspec.Struct) and isinstance(tree, dict):
        known = set(found.__struct_fields__) | {found.__struct_config__.tag_field}
        for key, value in tree.items():
            here = pointer_to(pointer, key)
            if key not in known:
                hint = "remove it, or correct its spelling"
                reading.report("ROW009", f"unknown key {key!r} is not kept", hint, here, severity="warning")
            else:
                _report_unknown(value, getattr(found, key, None), here, reading)
    elif isinstance(found, list | tuple) and isinstance(tree, list):
        for index, (value, inner) in enumerate(zip(tree, found, strict=False)):
            _report_unknown(value, inner, f"{pointer}/{index}", reading)


def _report_type(text: str, reading: _Reading) -> None:
    found = _PATH.search(text)
    steps = [first or second for first, second in _STEP.findall(found.group(1))] if found else []
    message = _PATH.sub("", text)
    pointer = "".join(f"/{step}" for step in steps)
    reading.report("ROW010", f"{pointer or 'the line'}: {message}", "correct the value", pointer)


def _contents(found: Line, reading: _Reading) -> dict[str, bytes]:
    contents = {}
    for sha256, text in found.contents.items():
        content = outline(sha256, text)
        if content is None:
            reading.report(
                "MSK010", f"content {sha256[:12]}… is not the base64 of bytes with that SHA-256",
                "export the file again", f"/contents/{sha256}",
            )  # fmt: skip
        else:
            contents[sha256] = content
    return contents


POSTIL = PostilRows()
