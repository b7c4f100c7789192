"""What became of the rows of an import, one line of JSON each, in the spelling of the official package.

The package splits answers wherever Python sees an end of a line, so everything but ASCII is escaped.
"""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from postil.facades.labelbox.field import Files, StoredFile
from postil.facades.labelbox.import_json import ERRORS, INPUT, STATUSES
from postil.formats.entry import Entry, Run
from postil.formats.labelbox.keyed_rows import keyed_rows
from postil.formats.labelbox.keys import are_plain, spell_key
from postil.formats.labelbox.rows import LABELBOX
from postil.model.data_row import DataRowReference
from postil.model.identity import spell_id
from postil.model.issue import Issue
from postil.ports.catalog import RowFinding
from postil.ports.jobs import Failure
from postil.services.imports.report import Keyed, Told
from postil.services.services import Services

Json = dict[str, Any]
_encode = msgspec.json.Encoder().encode


def stream_statuses(services: Services, uid: str) -> Iterator[bytes]:
    """Yield a line for every row of the source; nothing of an import that came to nothing."""
    job = services.imports.get(uid)
    if job.state != "finished":
        return
    keyed = keyed_rows if job.format == LABELBOX.name else None
    for told in services.imports.tell(uid, keyed):
        yield from _lines(uid, told)


def stream_errors(services: Services, uid: str) -> Iterator[bytes]:
    """Yield a line for every row that failed."""
    if services.imports.get(uid).counts.rejected == 0:
        return
    for told in services.imports.tell(uid):
        if told.failures and not isinstance(told.row, Keyed):
            yield from (_line(uid, row, told) for row in _rows(told.row) if row.line in told.failures)


def open_input(services: Services, uid: str) -> StoredFile:
    """Open what was received, byte for byte."""
    return StoredFile(services.imports.source(uid).open())


def _lines(uid: str, told: Told) -> Iterator[bytes]:
    if isinstance(told.row, Keyed):
        yield _alike(told.row, told.finding)
        return
    yield from (_line(uid, row, told) for row in _rows(told.row))


def _alike(rows: Keyed, finding: RowFinding | None) -> bytes:
    """Spell rows that differ in their keys alone: files of millions are made of them."""
    same = _dumped({"dataRow": _data_row(rows.reference, finding), "status": "SUCCESS", "errors": []})
    end = "," + same[1:] + "\n"
    keys = _dumped(rows.keys)[1:-1].split(",") if are_plain(rows.keys) else map(_dumped, rows.keys)
    return "".join(f'{{"uuid":{key}{end}' for key in keys).encode()


def _rows(row: Entry | Run) -> Iterator[Entry]:
    return row.entries() if isinstance(row, Run) else iter((row,))


def _line(uid: str, row: Entry, told: Told) -> bytes:
    failure = told.failures.get(row.line)
    status: Json = {
        "uuid": row.spelled_key or spell_key(_key(row) or f"{uid}/{row.line}"),
        "dataRow": None if row.reference is None else _data_row(row.reference, told.finding),
        "status": "SUCCESS" if failure is None else "FAILURE",
        "errors": [] if failure is None else _errors(failure),
    }
    return _dumped(status).encode() + b"\n"


def _key(row: Entry) -> str:
    """Return the key of the first annotation of a row that brings a bundle."""
    return next((one.key for bundle in row.bundles for one in bundle.annotations), "")


def _data_row(reference: DataRowReference, finding: RowFinding | None) -> Json:
    """Name a data row by its id, and as the row did."""
    if reference.by == "id":
        return {"id": reference.value}
    return {"id": None if finding is None else spell_id(finding.uid), "globalKey": reference.value}


def _errors(failure: Failure) -> list[Json]:
    return [_error(issue, failure.line) for issue in failure.issues if issue.severity == "error"]


def _error(issue: Issue, line: int) -> Json:
    """Spell an issue: the code is its name, the message is the sentence every client is told."""
    more = {"line": line, "pointer": issue.where.pointer, "hint": issue.hint}
    more |= {name: value for name in ("got", "expected") if (value := getattr(issue, name)) is not None}
    message = f"{issue.message} - {issue.hint}" if issue.hint else issue.message
    return {"name": issue.code, "message": message, "additionalInfo": msgspec.to_builtins(more)}


def _dumped(value: Any) -> str:
    text = _encode(value).decode()
    return text if text.isascii() else json.dumps(json.loads(text), separators=(",", ":"))


FILES: Files = {STATUSES: stream_statuses, ERRORS: stream_errors, INPUT: open_input}
