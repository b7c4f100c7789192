"""Report: the outcome of every source row in input order, and the rejected rows ready to be mended."""

from collections.abc import Callable, Iterator

import msgspec

from postil.formats.entry import Entry, Run
from postil.formats.format import Block, Format
from postil.formats.note import add_note
from postil.model.data_row import DataRowReference
from postil.ports.catalog import RowFinding
from postil.ports.jobs import Failure, Job
from postil.ports.store import Store
from postil.services.imports.read import read, stretches
from postil.services.imports.resolve import Findings, resolve
from postil.services.imports.source import Source

PAGE = 2_000
_encode = msgspec.json.encode


def statuses(store: Store, job: Job, source: Source, fmt: Format) -> Iterator[bytes]:
    """Yield one JSON line per source row: line, uuid as sent, data row, success or failure, issues.

    The data row is named as the row named it, and by its id. Only failures are stored; the rest is told from
    the kept input.
    """
    failures = Failures(store, job)
    for block in _all(source, fmt):
        entries = list(read(block, fmt))
        with store.read() as session:
            found = resolve(session, job, entries)
        for entry in entries:
            yield _status(entry, found, failures.at(entry.line)) + b"\n"


class Keyed(msgspec.Struct, gc=False):
    """Rows about one data row of which no more is said than their keys, as the source spells them."""

    reference: DataRowReference
    keys: list[str]


KeyedRows = Callable[[bytes], list[tuple[DataRowReference, list[str]]] | None]
"""Tells keys and data rows of whole lines cheaply, or None where it cannot."""


class Told(msgspec.Struct, gc=False):
    """A source row, or several, with what is known of the data row and of the lines that failed."""

    row: Entry | Run | Keyed
    finding: RowFinding | None
    failures: dict[int, Failure]


def tell(
    store: Store, job: Job, source: Source, fmt: Format, keyed: KeyedRows | None = None
) -> Iterator[Told]:
    """Yield what became of every source row in input order, as many at once as are alike.

    With `keyed`, rows are not read where none was rejected.
    """
    failures = Failures(store, job)
    for block in _all(source, fmt):
        known = keyed(block.content) if keyed is not None and job.counts.rejected == 0 else None
        if known is not None:
            yield from _told_keys(store, job, known)
            continue
        for rows in stretches(block, fmt):
            with store.read() as session:
                found = resolve(session, job, rows)
            for row in rows:
                finding = None if row.reference is None else found.get(row.reference)
                lines = row.lines if isinstance(row, Run) else (row.line,)
                failed = ((line, failures.at(line)) for line in lines)
                yield Told(row, finding, {line: one for line, one in failed if one is not None})


def _told_keys(store: Store, job: Job, known: list[tuple[DataRowReference, list[str]]]) -> Iterator[Told]:
    with store.read() as session:
        found = resolve(session, job, [Run(reference, [], ()) for reference, _ in known])
    for reference, keys in known:
        yield Told(Keyed(reference, keys), found.get(reference), {})


def rejected(store: Store, job: Job, source: Source, fmt: Format) -> Iterator[bytes]:
    """Yield the rejected rows as JSON lines that can be edited and imported again.

    Each row carries what was wrong under `$postil`, which every import ignores; a row that is no JSON
    object comes as its text under `source` there.
    """
    failures = Failures(store, job)
    for block in _all(source, fmt):
        rows = block.rows if block.rows is not None else block.content.split(b"\n")
        for number, row in enumerate(rows, block.first_line):
            failure = failures.at(number)
            if failure is not None:
                yield _noted(row, failure) + b"\n"


def _all(source: Source, fmt: Format) -> Iterator[Block]:
    with source.open() as stream:
        yield from fmt.split(stream)


class Failures:
    """The failures of a job, looked up by ascending line, a page at a time."""

    def __init__(self, store: Store, job: Job) -> None:
        self._store, self._job = store, job
        self._page: dict[int, Failure] = {}
        self._last, self._is_done = 0, False

    def at(self, line: int) -> Failure | None:
        """Return the failure on `line`; lines must be asked for in ascending order."""
        while line > self._last and not self._is_done:
            self._next_page()
        return self._page.get(line)

    def _next_page(self) -> None:
        with self._store.read() as session:
            failures = session.jobs.failures(self._job.id, after_line=self._last, limit=PAGE)
        self._page = {failure.line: failure for failure in failures}
        self._is_done = len(failures) < PAGE
        self._last = failures[-1].line if failures else self._last


def _status(entry: Entry, found: Findings, failure: Failure | None) -> bytes:
    reference, row = entry.reference, None
    if reference is not None:
        finding = found.get(reference)
        row = ({} if finding is None else {"id": finding.uid}) | {reference.by: reference.value}
    key = entry.spelled_key or next((a.key for a in entry.annotations if a.key), None)
    return _encode(
        {
            "line": entry.line,
            "uuid": key,
            "data_row": row,
            "status": "success" if failure is None else "failure",
            "issues": [] if failure is None else failure.issues,
        }
    )


def _noted(row: bytes, failure: Failure) -> bytes:
    return add_note(row, {"line": failure.line, "issues": msgspec.to_builtins(failure.issues)})
