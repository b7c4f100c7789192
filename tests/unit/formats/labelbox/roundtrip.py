"""Reading rows and writing them again, as an import followed by an export would.

Entries are typed as Any: a test knows which geometry it asked for.
"""

import io
import json
from typing import Any

from postil.formats.entry import Entry
from postil.formats.format import Written
from postil.formats.labelbox.metric_rows import METRIC
from postil.formats.labelbox.rows import LABELBOX
from postil.model.data_row import DataRow
from postil.model.issue import Issue, Loss
from postil.model.label import Bundle

DATA_ROW = {"globalKey": "gk-1"}


def read_bytes(data: bytes) -> Any:
    """Split and read a whole file."""
    return [entry for block in LABELBOX.split(io.BytesIO(data)) for entry in LABELBOX.read(block)]


def read_row(row: Any) -> Any:
    """Read one row given as a JSON value."""
    (entry,) = read_bytes(json.dumps(row).encode())
    return entry


def read_shape(**fields: Any) -> Any:
    """Read a row about the usual data row and feature; `fields` are its other keys, None leaves one out."""
    row = {"dataRow": DATA_ROW, "name": "thing"} | fields
    return read_row({key: value for key, value in row.items() if value is not None})


def only_issue(entry: Entry) -> Issue:
    """Return the one issue of an entry."""
    (issue,) = entry.issues
    return issue


def codes(entry: Entry) -> list[str]:
    """Return the codes of an entry's issues."""
    return [issue.code for issue in entry.issues]


def written(entries: list[Entry], losses: list[Loss] | None = None) -> list[Any]:
    """Write entries one after another and return the rows."""
    contents: dict[str, bytes] = {}
    rows = []
    for entry in entries:
        contents |= entry.contents
        assert entry.reference is not None
        is_key = entry.reference.by == "global_key"
        bundle = Bundle(entry.annotations, is_benchmark=entry.is_benchmark)
        if METRIC in entry.ext:
            bundle.ext = {METRIC: [entry.ext[METRIC]]}
        data_row = DataRow([], global_key=entry.reference.value if is_key else None)
        rows.append(Written(data_row, [bundle], row_id=None if is_key else entry.reference.value))
    data = b"".join(LABELBOX.write(rows, contents.__getitem__, ([] if losses is None else losses).append))
    return [json.loads(line) for line in data.splitlines()]


def is_same(one: Any, other: Any) -> bool:
    """Compare JSON values; 1 and 1.0 are different spellings."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)
